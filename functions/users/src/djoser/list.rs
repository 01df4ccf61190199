//! `GET /users/`: everybody for staff, oneself for others; everybody for all with `HIDE_USERS` off.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::accounts::{self, LIST_BOUND, Listing};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::djoser::{listed_view, user_view};
use shared::dialects::drf::{Answer, Error};
use shared::http::json;

pub(crate) async fn list(State(app): State<App>, caller: Caller, RawQuery(query): RawQuery) -> Answer {
    let sees_all = caller.user.is_staff || !app.config.hide_users;
    let users = match sees_all {
        false => vec![user_view(&app.config, &caller.user)],
        true => match accounts::list(&app).await? {
            Listing::All(users) => users.iter().map(|user| listed_view(&app.config, user)).collect(),
            Listing::TooMany => return Err(too_many()),
        },
    };
    let body = match app.config.page_size {
        0 => Value::Array(users),
        size => page(&app, users, size as usize, query.as_deref().unwrap_or_default())?,
    };
    Ok(json(StatusCode::OK, &body))
}

fn too_many() -> Error {
    let text = format!(
        "There are more than {LIST_BOUND} users, which is more than this list shows: read them in pages from /v1/users."
    );
    Error::detail(StatusCode::BAD_REQUEST, &text)
}

/// DRF's `PageNumberPagination`.
fn page(app: &App, users: Vec<Value>, size: usize, query: &str) -> Result<Value, Error> {
    let invalid = || Error::detail(StatusCode::NOT_FOUND, "Invalid page.");
    let pages = users.len().div_ceil(size).max(1);
    let number = match parameter(query, "page").as_deref() {
        None => 1,
        Some("last") => pages,
        Some(number) => number.trim().parse().map_err(|_| invalid())?,
    };
    if !(1..=pages).contains(&number) {
        return Err(invalid());
    }
    let link = |number: usize| format!("{}/auth/users/?page={number}", app.config.public_url.as_str());
    let previous = match number {
        1 => None,
        2 => Some(format!("{}/auth/users/", app.config.public_url.as_str())),
        _ => Some(link(number - 1)),
    };
    Ok(json!({
        "count": users.len(),
        "next": (number < pages).then(|| link(number + 1)),
        "previous": previous,
        "results": users.into_iter().skip((number - 1) * size).take(size).collect::<Vec<_>>(),
    }))
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.rsplit('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}
