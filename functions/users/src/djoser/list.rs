//! `GET /users/`: everybody for staff, oneself for others; everybody for all with `HIDE_USERS` off.

use axum::body::HttpBody;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde_json::{Value, json};
use shared::accounts::{self, LIST_BOUND, Listing};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::djoser::{listed_view, user_view};
use shared::dialects::drf::{Answer, Error};
use shared::http::json;
use std::collections::BTreeMap;

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let sees_all = caller.user.is_staff || !app.config.hide_users;
    let users = match sees_all {
        false => vec![user_view(&app.config, &caller.user)],
        true => match accounts::list(&app, bound(&app)).await? {
            Listing::All(users) => users.iter().map(|user| listed_view(&app.config, user)).collect(),
            Listing::TooMany => return Err(too_many()),
        },
    };
    let body = match app.config.page_size {
        0 => Value::Array(users),
        size => page(&app, users, size as usize, &uri)?,
    };
    let answer = json(StatusCode::OK, &body);
    match answer.body().size_hint().lower() {
        size if size > LARGEST_ANSWER => Err(too_many()),
        _ => Ok(answer),
    }
}

/// Lambda answers at most 6 MB, in JSON that escapes ours once more
/// (<https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>).
const LARGEST_ANSWER: u64 = 4_000_000;

fn too_many() -> Error {
    let text = format!(
        "There are more users than this list shows, which is {LIST_BOUND}: let LATCHKEY_PAGE_SIZE cut it into pages."
    );
    Error::detail(StatusCode::BAD_REQUEST, &text)
}

/// Without pages the list is bounded; a page's total wants all of them counted.
fn bound(app: &App) -> usize {
    if app.config.page_size == 0 { LIST_BOUND } else { usize::MAX }
}

/// DRF's `PageNumberPagination`; its links keep the other parameters, in the order of their names.
fn page(app: &App, users: Vec<Value>, size: usize, uri: &Uri) -> Result<Value, Error> {
    let invalid = || Error::detail(StatusCode::NOT_FOUND, "Invalid page.");
    let query = uri.query().unwrap_or_default().as_bytes();
    let mut parameters: BTreeMap<_, _> = form_urlencoded::parse(query).into_owned().collect();
    let pages = users.len().div_ceil(size).max(1);
    let number = match parameters.remove("page").as_deref() {
        None | Some("") => 1,
        Some("last") => pages,
        Some(number) => number.trim().parse().map_err(|_| invalid())?,
    };
    if !(1..=pages).contains(&number) {
        return Err(invalid());
    }
    let link = |number: usize| {
        let mut parameters = parameters.clone();
        if number > 1 {
            parameters.insert("page".to_owned(), number.to_string());
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&parameters).finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{}/{mark}{query}", app.config.public_url.as_str(), uri.path().trim_end_matches('/'))
    };
    Ok(json!({
        "count": users.len(),
        "next": (number < pages).then(|| link(number + 1)),
        "previous": (number > 1).then(|| link(number - 1)),
        "results": users.into_iter().skip((number - 1) * size).take(size).collect::<Vec<_>>(),
    }))
}
