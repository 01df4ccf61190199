//! `/account/data`: what can be taken along, and the way out.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use shared::auth::Caller;
use shared::dialects::html::Frame;

#[derive(Template)]
#[template(path = "data.html")]
struct Data<'a> {
    frame: &'a Frame,
}

pub(crate) async fn show(frame: Frame, _: Caller) -> Response {
    frame.show(StatusCode::OK, &Data { frame: &frame })
}
