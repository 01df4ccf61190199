//! `GET /users/`: everybody for staff, oneself for others; everybody for all with `HIDE_USERS` off.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::accounts::{self, LIST_BOUND, Listing, Page, Start};
use shared::app::App;
use shared::auth::{Caller, policy};
use shared::dialects::djoser::{Order, listed_view};
use shared::dialects::drf::{Answer, Error};
use shared::error::Refusal;
use shared::http;
use shared::json::Json;
use shared::store::Shown;
use shared::store::items::ListedUser;
use std::collections::BTreeMap;

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let sees_all = policy::lists_all(&caller.user, &app.config);
    let reader = policy::reader(&caller.user);
    let view = |user: &ListedUser| listed_view(&app.config, user, Order::User, reader);
    let alone = || view(&ListedUser::of(&caller.user, None));
    let body = match (sees_all, app.config.page_size as usize) {
        (false, 0) => Json::Array(vec![alone()]),
        (false, size) => {
            let number = page_number(&uri)?.resolve(|| async { Ok(1) }, size).await?;
            numbered(&app, &uri, number, size, accounts::page_of(vec![alone()], (number - 1) * size, size))?
        }
        (true, 0) => match accounts::list(&app, &caller.user, LIST_BOUND, Shown::Profile).await? {
            Listing::All(users) => users.iter().map(view).collect(),
            Listing::TooMany => return Err(too_many()),
        },
        (true, size) => {
            let page = |offset, limit| {
                let start = Start { offset, after: None };
                accounts::users_page(&app, &caller.user, start, limit, Shown::Profile)
            };
            let total = || async { page(0, 1).await.map(|page| page.total) };
            let number = page_number(&uri)?.resolve(total, size).await?;
            let Page { rows, total, next } =
                page(number.saturating_sub(1).saturating_mul(size), size).await?;
            let rows = rows.iter().map(view).collect();
            numbered(&app, &uri, number, size, Page { rows, total, next })?
        }
    };
    http::list(&body).ok_or_else(too_many)
}

fn too_many() -> Error {
    let text = format!(
        "There are more users than this list shows, which is {LIST_BOUND} or 5 MB of them: let LATCHKEY_PAGE_SIZE cut it into pages."
    );
    Error::detail(StatusCode::BAD_REQUEST, &text)
}

/// Which page is wanted.
enum PageNumber {
    Number(usize),
    Last,
}

fn page_number(uri: &Uri) -> Result<PageNumber, Error> {
    let query = uri.query().unwrap_or_default().as_bytes();
    let number =
        form_urlencoded::parse(query).filter(|(name, _)| name == "page").last().map(|(_, number)| number);
    match number.as_deref() {
        None | Some("") => Ok(PageNumber::Number(1)),
        Some("last") => Ok(PageNumber::Last),
        Some(number) => match number.trim().parse() {
            Ok(number) if number > 0 => Ok(PageNumber::Number(number)),
            _ => Err(invalid_page()),
        },
    }
}

impl PageNumber {
    async fn resolve<F>(self, total: impl FnOnce() -> F, size: usize) -> Result<usize, Refusal>
    where
        F: Future<Output = Result<usize, Refusal>>,
    {
        match self {
            Self::Number(number) => Ok(number),
            Self::Last => Ok(total().await?.div_ceil(size).max(1)),
        }
    }
}

fn invalid_page() -> Error {
    Error::detail(StatusCode::NOT_FOUND, "Invalid page.")
}

/// DRF's `PageNumberPagination`; its links keep the other parameters, in the order of their names.
fn numbered(app: &App, uri: &Uri, number: usize, size: usize, page: Page<Json>) -> Result<Json, Error> {
    if page.rows.is_empty() && number > 1 {
        return Err(invalid_page());
    }
    let query = uri.query().unwrap_or_default().as_bytes();
    let mut parameters: BTreeMap<_, _> = form_urlencoded::parse(query).into_owned().collect();
    parameters.remove("page");
    let link = |number: usize| {
        let mut parameters = parameters.clone();
        if number > 1 {
            parameters.insert("page".to_owned(), number.to_string());
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&parameters).finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{}/{mark}{query}", app.config.public_url.as_str(), uri.path().trim_end_matches('/'))
    };
    let goes_on = page.next.is_some() && size > 0;
    Ok(Json::object([
        ("count", page.total.into()),
        ("next", goes_on.then(|| link(number + 1)).into()),
        ("previous", (number > 1).then(|| link(number - 1)).into()),
        ("results", page.rows.into()),
    ]))
}
