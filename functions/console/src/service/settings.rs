//! `/console/settings`: the settings as they are in force; no secrets.

use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_operate;
use shared::config::{Said, Setting};
use shared::dialects::html::{Answer, Frame, query};
use shared::dialects::native::setting_view;

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    rows: Vec<Row<'a>>,
    paging: Paging,
    call: Call,
}

/// One setting.
struct Row<'a> {
    name: String,
    description: String,
    said: &'a Said,
    is_default: bool,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller, uri: Uri) -> Answer {
    let service = must_operate(&caller)?;
    let paging = Paging::read(&app, &caller, &frame.path, Vec::new(), &query(&uri));
    if let Some(export) = paging.export {
        let settings =
            accounts::settings(&app, &service).map(|(setting, said)| setting_view(setting, said).into());
        return Ok(export.file("settings", settings.collect()));
    }
    let desk = Desk::open(&app, &frame, &caller).await?;
    let page = Settings {
        frame: &frame,
        desk: &desk,
        rows: accounts::settings(&app, &service).map(|(setting, said)| row(setting, said)).collect(),
        paging,
        call: Call::get(&app, "/v1/settings", &[]),
    };
    Ok(frame.show(StatusCode::OK, &page))
}

fn row<'a>(setting: &Setting, said: &'a Said) -> Row<'a> {
    Row {
        name: setting.variable(),
        description: setting.description(),
        is_default: matches!(said, Said::Text(text) if text == setting.default),
        said,
    }
}
