//! The list of all groups, permissions or content types, and making one.

use super::{Thing, Words};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::accounts;
use shared::app::App;
use shared::auth::policy::to;
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Form, Frame, Sent, Trouble, query};
use shared::domain::Verb;
use shared::store::{List, Span};

#[derive(Template)]
#[template(path = "things.html")]
struct Things<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    words: &'a Words,
    here: &'static str,
    rows: Vec<Row>,
    paging: Paging,
    /// Where the caller may make one.
    form: Option<Form<'a>>,
    call: Call,
}

/// One of them.
struct Row {
    id: u64,
    title: String,
    second: String,
}

pub(crate) async fn show<T: Thing>(State(app): State<App>, frame: Frame, caller: Caller, uri: Uri) -> Answer {
    let (desk, things, paging) = read::<T>(&app, &frame, &caller, &uri).await?;
    if let Some(export) = paging.export {
        let name = T::HERE.rsplit('/').next().unwrap_or_default();
        return Ok(export.file_of(name, &things));
    }
    let rows = rows(&things);
    let form = desk.may(Verb::Add, T::MODEL).then(|| T::form(&desk, None));
    let call = Call::get(&app, T::API, &[]);
    let page =
        Things { frame: &frame, desk: &desk, words: &T::WORDS, here: T::HERE, rows, paging, form, call };
    Ok(frame.show(StatusCode::OK, &page))
}

pub(crate) async fn act<T: Thing>(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    uri: Uri,
    sent: Sent,
) -> Answer {
    let (desk, things, paging) = read::<T>(&app, &frame, &caller, &uri).await?;
    let all = desk.must(to::Add)?;
    let mut form = T::form(&desk, None).filled(&sent);
    if let Some(made) = T::create(&app, &all, &mut form).await? {
        return Ok(frame.go_saying(&format!("{}/{}", T::HERE, made.id()), "flash-console-created"));
    }
    let (status, call) = (form.status(), Call::sending(&app, "POST", T::API, T::NEW));
    let (form, rows) = (Some(form), rows(&things));
    let page =
        Things { frame: &frame, desk: &desk, words: &T::WORDS, here: T::HERE, rows, paging, form, call };
    Ok(frame.show(status, &page))
}

async fn read<'a, T: Thing>(
    app: &App,
    frame: &'a Frame,
    caller: &'a Caller,
    uri: &Uri,
) -> Result<(Desk<'a>, Vec<T>, Paging), Trouble> {
    let paging = Paging::read(app, caller, T::HERE, Vec::new(), &query(uri));
    let span = Span::after(paging.after.as_deref().unwrap_or_default());
    let rows = accounts::rows_of::<T>(app, List::Catalogue(T::CATALOGUE), &span, paging.limit);
    let rows = async { Ok::<_, Trouble>(throttle::counting(app, &caller.user, throttle::LIST, rows).await?) };
    let (desk, (rows, next)) = tokio::try_join!(Desk::open(app, frame, caller), rows)?;
    desk.must::<_, T>(to::View)?;
    Ok((desk, rows, paging.on(app, next)))
}

fn rows<T: Thing>(things: &[T]) -> Vec<Row> {
    let row = |thing: &T| Row { id: thing.id(), title: thing.title(), second: thing.second() };
    things.iter().map(row).collect()
}
