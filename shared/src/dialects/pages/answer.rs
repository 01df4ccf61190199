//! From a verb's result to a page.

use super::{Action, Page, State, content_security_policy};
use crate::accounts;
use crate::app::App;
use crate::auth::ClientAddress;
use crate::chance::random_id;
use crate::config::{Config, LoginField};
use crate::dialects::drf::body::Data;
use crate::dialects::drf::{Error, Form};
use crate::domain::User;
use crate::error::Refusal;
use crate::mail::links;
use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};

/// The page that asks, before anything was sent; or that the link is dead. `retype` as the settings have it for this
/// action.
pub async fn ask(app: &App, action: Action, retype: bool, uid: &str, token: &str) -> Response {
    match open(app, action, uid, token).await {
        Ok(user) => {
            let (login, invited) = (login(&app.config, &user), !user.has_password());
            show(&Page { retype, login, invited, ..page(&app.config, action, State::Ask) }, StatusCode::OK)
        }
        Err(refusal) => {
            let mut response = answer(app, action, retype, "", None, settle_activation::<()>(Err(refusal)));
            // Nothing was sent that could be wrong: what the link led to is not there.
            if response.status() == StatusCode::BAD_REQUEST {
                *response.status_mut() = StatusCode::NOT_FOUND;
            }
            response
        }
    }
}

/// Whose link this is, which is not used thereby.
///
/// # Errors
/// That it does not work; [`Refusal::AlreadyActive`].
pub async fn open(app: &App, action: Action, uid: &str, token: &str) -> Result<User, Refusal> {
    Ok(links::open(app, action.purpose(), Some(uid), token).await?.user)
}

/// The page after the button was pressed: done; or why not, with what was typed of the user name. `user` is whose link
/// it is, if that is known.
pub fn answer<T>(
    app: &App,
    action: Action,
    retype: bool,
    value: &str,
    user: Option<&User>,
    result: Result<T, Error>,
) -> Response {
    let invited = user.is_some_and(|user| !user.has_password());
    let error = match result {
        Ok(_) => return show(&Page { invited, ..page(&app.config, action, State::Done) }, StatusCode::OK),
        Err(error) => error,
    };
    let (state, status) = match error.status() {
        StatusCode::SERVICE_UNAVAILABLE => (State::Error, StatusCode::SERVICE_UNAVAILABLE),
        status if error.names_any(&["uid", "token"]) => {
            return show(&page(&app.config, action, State::Invalid), status);
        }
        status => (State::Ask, status),
    };
    let (errors, login) = (error.texts(), user.map_or("", |user| login(&app.config, user)));
    let page = Page { errors: &errors, retype, value, login, invited, ..page(&app.config, action, state) };
    show(&page, status)
}

/// Whether the form of a dead link's page was sent.
pub fn wants_new_link(data: &Data) -> bool {
    data.get("email").is_some()
}

/// Owes a new link to whoever has the address that was sent, and does not tell whether anybody has.
pub async fn renew(app: &App, action: Action, data: &Data, from: ClientAddress) -> Response {
    let error = match requested(app, action, data, from).await {
        Ok(()) => return show(&page(&app.config, action, State::Sent), StatusCode::OK),
        Err(error) => error,
    };
    let errors = error.texts();
    show(&Page { errors: &errors, ..page(&app.config, action, State::Invalid) }, error.status())
}

async fn requested(app: &App, action: Action, data: &Data, from: ClientAddress) -> Result<(), Error> {
    let mut form = Form::new(data)?;
    let email = form.known_email("email");
    let email = form.checked(email)?;
    let Some(kind) = action.renewal() else { return Err(Error::empty()) };
    Ok(accounts::request_mail(app, kind, &email, false, from).await?)
}

/// Whether an activation failed only because there was nothing left to do.
pub fn settle_activation<T>(result: Result<T, Refusal>) -> Result<(), Error> {
    match result {
        Ok(_) | Err(Refusal::AlreadyActive) => Ok(()),
        Err(refusal) => Err(refusal.into()),
    }
}

fn login<'a>(config: &Config, user: &'a User) -> &'a str {
    match config.login_field() {
        LoginField::Username => &user.profile.username,
        LoginField::Email => &user.profile.email,
    }
}

fn page(config: &Config, action: Action, state: State) -> Page<'_> {
    Page {
        field: config.login_field().name(),
        min_length: config.password_min_length as usize,
        ..Page::new(action, state, links::site_name(config))
    }
}

fn show(page: &Page<'_>, status: StatusCode) -> Response {
    let nonce = random_id();
    let mut response = Response::new(Body::from(page.render(&nonce)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = HeaderValue::from_str(&content_security_policy(&nonce)).expect("a nonce is hex digits");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    response
}
