//! `/account/sign_in`: a browser session for a name and a password, and then on to where one was going.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use shared::accounts::{self, Login};
use shared::app::App;
use shared::auth::{Caller, Client};
use shared::dialects::html::{Answer, Frame, Sent, SignIn, next, query, resumed, sign_in_form};
use shared::dialects::session::{give_cookies, remember_device};

/// Who is signed in goes on at once. A browser that kept no cookie comes back here from [`act`], and is told.
pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Option<Caller>, uri: Uri) -> Response {
    let asked = query(&uri);
    let to = next(&app.config, asked.get("next"));
    if caller.is_some() {
        return frame.go(to.unwrap_or(frame.home()));
    }
    let form = sign_in_form(&frame, &app.config, to.unwrap_or_default(), "");
    let without_cookies = asked.find("signed_in").is_some();
    frame.show(StatusCode::OK, &SignIn { frame: &frame, form, without_cookies, keeps_form: false })
}

pub(crate) async fn act(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    headers: HeaderMap,
    sent: Sent,
) -> Answer {
    let (to, kept) = (sent.get("next"), sent.get("kept"));
    let mut form = sign_in_form(&frame, &app.config, to, kept).filled(&sent);
    let field = app.config.login_field();
    let (typed, password) = (form.text(field.name()), form.password("password"));
    if form.is_good() {
        let login = Login::by(field, &typed);
        let session = async {
            let sign_in = accounts::sign_in(&app, &login, &password, &client).await?;
            accounts::open_browser_session(&app, sign_in).await
        };
        if let Some(session) = form.accepts(session.await)? {
            let mut response = go_on(&app, frame.clone().of_session(&session), to, kept);
            give_cookies(&app, &session, &headers, &mut response).await?;
            remember_device(&app, &client, &mut response);
            return Ok(response);
        }
    }
    let keeps_form = !kept.is_empty();
    Ok(frame.show(form.status(), &SignIn { frame: &frame, form, without_cookies: false, keeps_form }))
}

/// On to the form that was interrupted, or the page; by way of this one, which sees whether the browser kept its cookies,
/// if that is a page of ours.
fn go_on(app: &App, frame: Frame, to: &str, kept: &str) -> Response {
    let to = next(&app.config, to).unwrap_or(frame.home());
    if let Some(form) = resumed(&frame, to, kept) {
        return form;
    }
    match to.starts_with('/') {
        true => {
            let pairs = [("signed_in", "yes"), ("next", to)];
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            frame.go(&format!("/account/sign_in?{query}"))
        }
        false => frame.go(to),
    }
}
