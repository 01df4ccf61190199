//! A page of sign-ins.

use axum::http::Uri;
use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::Answer;
use shared::dialects::native::ListQuery;
use shared::domain::User;
use shared::store::items::SignedIn;

/// A page of a user's sign-ins.
pub(super) async fn listing(app: &App, caller: &Caller, user: &User, uri: &Uri) -> Answer {
    let query = ListQuery::read(app, caller, uri, &[])?;
    let (sign_ins, next) = accounts::sign_ins(app, user, query.after.as_deref(), query.limit).await?;
    let objects = sign_ins.iter().map(|sign_in| object(sign_in, caller)).collect();
    Ok(query.page(app, objects, next))
}

fn object(sign_in: &SignedIn, caller: &Caller) -> Value {
    let (kind, created_at, last_used_at, expires_at) = match sign_in {
        SignedIn::Session(session) => {
            let kind = if session.browser { "cookie" } else { "jwt" };
            (kind, session.created_at, Some(session.seen_at), Some(session.expires_at))
        }
        SignedIn::Token(token) => ("token", token.created_at, None, None),
    };
    json!({
        "id": sign_in.id(),
        "kind": kind,
        "created_at": created_at.to_string(),
        "last_used_at": last_used_at.map(|at| at.to_string()),
        "expires_at": expires_at.map(|at| at.to_string()),
        "current": sign_in.is(&caller.credential),
    })
}
