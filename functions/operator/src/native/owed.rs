//! `/v1/owed`: mails and cleaning that the service still owes, for superusers.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use serde_json::{Value, json};
use shared::accounts::{self, Owed, OwedKind};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Error};
use shared::dialects::native::{ListQuery, must_operate};
use shared::domain::{Timestamp, UserId};
use shared::http::json;
use shared::store::Holding;
use shared::store::items::{Leftovers, OwedMail, OwedWork, Recipient};

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    must_operate(&caller)?;
    let query = ListQuery::read(&app, &caller, &uri, &["kind", "late"])?;
    let kinds = match query.filter("kind") {
        None => OwedKind::ALL.to_vec(),
        Some("mail") => vec![OwedKind::Mail],
        Some("cleaning") => vec![OwedKind::Cleaning],
        Some(_) => return Err(Error::field("kind", "Must be mail or cleaning.")),
    };
    let late = query.truth("late")? == Some(true);
    let after = query.after.as_deref();
    let (owed, next) = accounts::owed(&app, &caller.user, &kinds, late, after, query.limit).await?;
    let now = app.now();
    Ok(query.page(&app, owed.iter().map(|owed| object(owed, now)).collect(), next))
}

/// It is tried at the schedule's next turn: a mail within a minute, cleaning within five.
pub(crate) async fn retry(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    must_operate(&caller)?;
    let owed = accounts::retry(&app, &id).await?;
    Ok(json(StatusCode::ACCEPTED, &object(&owed, app.now())))
}

fn object(owed: &Owed, now: Timestamp) -> Value {
    let (kind, about) = match owed {
        Owed::Mail(mail) => ("mail", mail_members(mail)),
        Owed::Work(work) => ("cleaning", work_members(work)),
    };
    let mut object = json!({
        "id": owed.id().0,
        "kind": kind,
        "what": null, "user": null, "group": null, "permission": null, "address": null,
        "owed_at": owed.owed_at().to_string(),
        "due": owed.due().to_string(),
        "late": owed.is_late(now),
        "attempts": null, "last_error": null,
    });
    for (name, value) in about {
        object[name] = value;
    }
    object
}

/// Neither the nonce of its link nor an address that the account itself tells.
fn mail_members(mail: &OwedMail) -> Vec<(&'static str, Value)> {
    let (user, address): (Option<UserId>, Option<&str>) = match &mail.to {
        Recipient::User(id) | Recipient::Pending(id) => (Some(*id), None),
        Recipient::Address(address) => (None, Some(address)),
        Recipient::Former(id, former) => (Some(*id), Some(&former.address)),
    };
    vec![
        ("what", mail.kind.name().into()),
        ("user", user.map(UserId::get).into()),
        ("address", address.into()),
        ("attempts", mail.attempts.into()),
        ("last_error", mail.last_error.clone().into()),
    ]
}

fn work_members(work: &OwedWork) -> Vec<(&'static str, Value)> {
    let whose = match work.of {
        Leftovers::User(id) | Leftovers::NeverActive(id) | Leftovers::Undo(id) => ("user", id.get()),
        Leftovers::Holding(Holding::Group(id)) => ("group", id.get()),
        Leftovers::Holding(Holding::Permission(id)) => ("permission", id.get()),
    };
    vec![("what", work.of.name().into()), (whose.0, whose.1.into())]
}
