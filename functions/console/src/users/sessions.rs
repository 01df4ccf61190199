//! `/console/users/{id}/sessions`: where a user is signed in, and ending that.

use super::Person;
use super::profile::{existing, may_change};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{Actor, must_administrate, to};
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Frame, Moment, Sent, device, query};
use shared::error::Refusal;
use shared::json::Json;
use shared::store::items::{Kind, SignedIn};

#[derive(Template)]
#[template(path = "user_sessions.html")]
struct Sessions<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    person: Person,
    rows: Vec<Row>,
    paging: Paging,
    /// Whether the caller may end them.
    may_end: bool,
    call: Call,
}

/// One sign-in.
struct Row {
    id: String,
    device: String,
    /// What it lets in by.
    kind: &'static str,
    /// Whether the caller came by it.
    is_current: bool,
    since: Moment,
    used: Moment,
}

pub(crate) async fn show(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
) -> Answer {
    let service = must_administrate(&caller)?;
    let (desk, (user, _)) =
        tokio::try_join!(Desk::open(&app, &frame, &caller), existing(&app, &service, &id))?;
    let paging = Paging::read(&app, &caller, &frame.path, Vec::new(), &query(&uri));
    let sign_ins = accounts::sign_ins(&app, &user, paging.after.as_deref(), paging.limit);
    let (sign_ins, next) = throttle::counting(&app, &caller.user, throttle::LIST, sign_ins).await?;
    if let Some(export) = paging.export {
        return Ok(export.file("sessions", sign_ins.iter().map(|sign_in| object(&app, sign_in)).collect()));
    }
    let page = Sessions {
        frame: &frame,
        desk: &desk,
        person: Person::new(&desk, &user, "/sessions"),
        rows: sign_ins.iter().map(|sign_in| row(&frame, &caller, sign_in)).collect(),
        paging: paging.on(&app, next),
        may_end: may_change(&caller, &user),
        call: Call::get(&app, &format!("/v1/users/{}/sessions", user.id), &[]),
    };
    Ok(frame.show(StatusCode::OK, &page))
}

/// Ends one of them. That it is over is as good.
pub(crate) async fn act(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let service = must_administrate(&caller)?;
    let (user, _) = existing(&app, &service, &id).await?;
    match accounts::end_sign_in(&app, &Actor::by_rank(&caller).must(to::Change, user)?, sent.get("end")).await
    {
        Ok(()) | Err(Refusal::NotFound) => Ok(frame.go_saying(&frame.here, "flash-session-ended")),
        Err(refusal) => Err(refusal.into()),
    }
}

/// As the API shows it.
fn object(app: &App, sign_in: &SignedIn) -> Json {
    Json::object([
        ("id", sign_in.id.as_str().into()),
        ("kind", serde_json::json!(sign_in.kind).into()),
        ("created_at", sign_in.created_at.to_string().into()),
        ("last_used_at", sign_in.seen_at.to_string().into()),
        ("expires_at", sign_in.ends_at(app).map(|at| at.to_string()).into()),
        ("agent", sign_in.agent.as_str().into()),
    ])
}

fn row(frame: &Frame, caller: &Caller, sign_in: &SignedIn) -> Row {
    Row {
        id: sign_in.id.clone(),
        device: device(frame, &sign_in.agent),
        kind: match sign_in.kind {
            Kind::Cookie => "sessions-browser",
            Kind::Jwt => "sessions-app",
            Kind::Token => "sessions-token",
        },
        is_current: sign_in.id == caller.sign_in.id && sign_in.kind == caller.sign_in.kind,
        since: sign_in.created_at.into(),
        used: sign_in.seen_at.into(),
    }
}
