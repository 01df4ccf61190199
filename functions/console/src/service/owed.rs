//! `/console/owed` and `/console/users/{id}/owed`: mails and cleaning that the service still owes, all or a user's.

use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use crate::users::{Person, id_in};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use shared::accounts::{self, Owed, OwedKind, OwedPage, OwedSearch};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, Service, must_operate, to};
use shared::dialects::html::{Answer, Frame, Moment, Sent, Trouble, query};
use shared::dialects::native::owed_view;
use shared::domain::{Timestamp, UserId};
use shared::error::Refusal;
use shared::store::items::{Leftovers, OwedWork};

#[derive(Template)]
#[template(path = "owed.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    /// Whose it is, on one of their pages.
    person: Option<Person>,
    search: OwedSearch,
    rows: Vec<Row>,
    /// Whether one of them is put off.
    may_retry: bool,
    paging: Paging,
    call: Call,
}

/// Something owed.
struct Row {
    id: String,
    what: &'static str,
    kind: &'static str,
    is_late: bool,
    user: Option<UserId>,
    /// Whether there is a page of theirs.
    has_page: bool,
    address: String,
    owed_at: Moment,
    /// When it is tried again, while it is put off.
    due: Option<Moment>,
    attempts: u64,
    last_error: String,
}

impl Row {
    /// Which one a button is for.
    fn label(&self) -> String {
        format!("{} {}", self.what, self.owed_at.shown)
    }
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller, uri: Uri) -> Answer {
    let service = must_operate(&caller)?;
    let sent = query(&uri);
    let search = OwedSearch {
        kind: OwedKind::named(sent.get("kind")),
        is_late: sent.get("late") == "true",
        user: None,
    };
    let paging = Paging::read(&app, &caller, &frame.path, kept(&search), &sent);
    let found = find(&app, &service, &search, &paging);
    let (desk, found) = tokio::try_join!(Desk::open(&app, &frame, &caller), found)?;
    Ok(page(&app, &desk, None, search, paging, found))
}

pub(crate) async fn show_of_user(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
) -> Answer {
    let service = must_operate(&caller)?;
    let user = id_in(&id).ok_or(Trouble::NOT_FOUND)?;
    let search = OwedSearch { user: Some(user), ..OwedSearch::default() };
    let paging = Paging::read(&app, &caller, &frame.path, Vec::new(), &query(&uri));
    let found = find(&app, &service, &search, &paging);
    let (desk, found) = tokio::try_join!(Desk::open(&app, &frame, &caller), found)?;
    let person = Person::new(&desk, found.user.as_ref().ok_or(Trouble::NOT_FOUND)?, "/owed");
    Ok(page(&app, &desk, Some(person), search, paging, found))
}

/// Has one of them tried at the schedule's next turn. That it was done meanwhile is as good.
pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    let service = must_operate(&caller)?;
    let said = match accounts::retry(&app, &service, sent.get("retry")).await {
        Ok(_) => "flash-console-retried",
        Err(Refusal::NotFound) => "flash-console-not-owed",
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(frame.go_saying(&frame.here, said))
}

async fn find(
    app: &App,
    service: &Permit<'_, to::Operate, Service>,
    search: &OwedSearch,
    paging: &Paging,
) -> Result<OwedPage, Trouble> {
    Ok(accounts::owed(app, service, search, paging.after.as_deref(), paging.limit).await?)
}

/// As `/v1/owed` has it.
fn kept(search: &OwedSearch) -> Vec<(&'static str, String)> {
    let (kind, late) = (search.kind.map(OwedKind::name), search.is_late.then_some("true"));
    let user = search.user.map(|id| id.to_string());
    let words = [("kind", kind.map(str::to_owned)), ("late", late.map(str::to_owned)), ("user", user)];
    words.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn page(
    app: &App,
    desk: &Desk<'_>,
    person: Option<Person>,
    search: OwedSearch,
    paging: Paging,
    found: OwedPage,
) -> Response {
    let now = app.now();
    if let Some(export) = paging.export {
        return export.file("owed", found.owed.iter().map(|owed| owed_view(owed, now).into()).collect());
    }
    let rows: Vec<_> = found.owed.iter().map(|owed| row(owed, now)).collect();
    let kept = kept(&search);
    let asked: Vec<_> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = Page {
        frame: desk.frame,
        desk,
        person,
        search,
        may_retry: rows.iter().any(|row| row.due.is_some()),
        rows,
        paging: paging.on(app, found.next),
        call: Call::get(app, "/v1/owed", &asked),
    };
    desk.frame.show(StatusCode::OK, &page)
}

fn row(owed: &Owed, now: Timestamp) -> Row {
    let (attempts, last_error) = match owed {
        Owed::Mail(mail) => (mail.attempts, mail.last_error.clone().unwrap_or_default()),
        Owed::Work(_) => (0, String::new()),
    };
    Row {
        id: owed.id().0.clone(),
        what: owed.what(),
        kind: match owed.kind() {
            OwedKind::Mail => "console-owed-mail",
            OwedKind::Cleaning => "console-owed-cleaning",
        },
        is_late: owed.is_late(now),
        user: owed.user(),
        has_page: !matches!(owed, Owed::Work(OwedWork { of: Leftovers::User(_), .. })),
        address: owed.address().unwrap_or_default().to_owned(),
        owed_at: owed.owed_at().into(),
        due: Some(owed.due()).filter(|due| now < *due).map(Moment::from),
        attempts,
        last_error,
    }
}
