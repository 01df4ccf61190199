//! `/account/sessions`: where one is signed in.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{Permit, to};
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Frame, Moment, Sent, device, query};
use shared::store::items::{Kind, SignedIn};

/// How many a page has.
const MOST: usize = 50;

const HERE: &str = "/account/sessions";

#[derive(Template)]
#[template(path = "sessions.html")]
struct Sessions<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    next: Option<String>,
}

/// One sign-in.
struct Row {
    id: String,
    device: String,
    /// What it lets in by.
    kind: &'static str,
    is_current: bool,
    since: Moment,
    used: Moment,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller, uri: Uri) -> Answer {
    let asked = query(&uri);
    let after = asked.find("after").filter(|after| after.len() <= 100);
    let sign_ins = accounts::sign_ins(&app, &caller.user, after, MOST);
    let (sign_ins, next) = throttle::counting(&app, &caller.user, throttle::LIST, sign_ins).await?;
    let mut rows: Vec<_> = sign_ins.iter().map(|sign_in| row(&frame, &caller, sign_in)).collect();
    rows.sort_by(|one, other| (other.is_current, &other.used).cmp(&(one.is_current, &one.used)));
    let next = next.map(|next| form_urlencoded::byte_serialize(next.as_bytes()).collect());
    Ok(frame.show(StatusCode::OK, &Sessions { frame: &frame, rows, next }))
}

/// `POST /account/sessions/end`: one of them. That it is over is as good.
pub(crate) async fn end(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    accounts::end_sign_in(&app, &Permit::oneself(to::Change, &caller), sent.get("id")).await?;
    Ok(frame.go_saying(HERE, "flash-session-ended"))
}

/// `POST /account/sessions/end_others`: all but this one.
pub(crate) async fn end_others(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    accounts::end_all_sign_ins(&app, &Permit::oneself(to::Change, &caller), true).await?;
    Ok(frame.go_saying(HERE, "flash-sessions-ended"))
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
