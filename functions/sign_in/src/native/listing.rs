//! A page of sign-ins.

use axum::http::Uri;
use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::Answer;
use shared::dialects::native::ListQuery;
use shared::domain::User;
use shared::store::items::SignedIn;

/// A page of a user's sign-ins.
pub(super) async fn listing(app: &App, caller: &Caller, user: &User, uri: &Uri) -> Answer {
    let query = ListQuery::read(app, caller, uri, &[])?;
    let sign_ins = accounts::sign_ins(app, user, query.after.as_deref(), query.limit);
    let (sign_ins, next) = throttle::counting(app, &caller.user, throttle::LIST, sign_ins).await?;
    let objects = sign_ins.iter().map(|sign_in| object(app, sign_in, caller)).collect();
    Ok(query.page(app, objects, next))
}

fn object(app: &App, sign_in: &SignedIn, caller: &Caller) -> Value {
    json!({
        "id": sign_in.id,
        "kind": sign_in.kind,
        "created_at": sign_in.created_at.to_string(),
        "last_used_at": sign_in.seen_at.to_string(),
        "expires_at": sign_in.ends_at(app).map(|at| at.to_string()),
        "agent": sign_in.agent,
        "current": sign_in.id == caller.sign_in.id && sign_in.kind == caller.sign_in.kind,
    })
}
