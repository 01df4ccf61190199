//! `/account/data`: what can be taken along, and the way out.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::html::{Answer, Frame};
use shared::dialects::own_data::own_data_view;
use shared::http::json;

/// Browsers keep the file and show nothing of it.
const AS_FILE: HeaderValue = HeaderValue::from_static("attachment; filename=\"account.json\"");

#[derive(Template)]
#[template(path = "data.html")]
struct Data<'a> {
    frame: &'a Frame,
}

pub(crate) async fn show(frame: Frame, _: Caller) -> Response {
    frame.show(StatusCode::OK, &Data { frame: &frame })
}

/// `GET /account/data/export`: the same file as `/v1/me/export`.
pub(crate) async fn export(State(app): State<App>, caller: Caller) -> Answer {
    let data = accounts::own_data(&app, &caller).await?;
    let mut file = json(StatusCode::OK, &own_data_view(&app, &caller, &data));
    file.headers_mut().insert(header::CONTENT_DISPOSITION, AS_FILE);
    Ok(file)
}
