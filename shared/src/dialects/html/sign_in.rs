//! Signing in on the way to something else: the page that asks, and the form that was interrupted.

use super::guard::Sent;
use super::{Form, Frame, Input, Kind, next};
use crate::config::{Config, LoginField};
use askama::Template;
use axum::response::Response;
use form_urlencoded::Serializer;
use http::{Method, StatusCode};

/// Where people sign in.
pub(super) const SIGN_IN: &str = "/account/sign_in";

/// The page on which people sign in.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignIn<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The name and the password.
    pub form: Form<'a>,
    /// Whether somebody who had signed in came without a session.
    pub without_cookies: bool,
    /// Whether a form waits for whoever signs in.
    pub keeps_form: bool,
}

/// The fields of signing in; what goes on afterwards goes along.
pub fn sign_in_form<'a>(frame: &'a Frame, config: &Config, next: &str, kept: &str) -> Form<'a> {
    let login = match config.login_field() {
        LoginField::Username => Input::new(frame, "username", Kind::Text, "field-username"),
        LoginField::Email => Input::new(frame, "email", Kind::Email, "field-email"),
    };
    let password =
        Input::new(frame, "password", Kind::Password, "field-password").autocomplete("current-password");
    Form::new(frame, SIGN_IN, "sign-in-button")
        .alone()
        .with(login.autocomplete("username"))
        .with(password)
        .with(Input::hidden("next", next))
        .with(Input::hidden("kept", kept))
}

/// Sends a stranger to sign in, and back to the page; or, with a form that was filled in, asks at once and keeps it.
pub(super) fn ask_to_sign_in(frame: &Frame, method: &Method, sent: &Sent) -> Response {
    if *method != Method::POST {
        let next = Serializer::new(String::new()).append_pair("next", &frame.here).finish();
        return frame.go(&format!("{SIGN_IN}?{next}"));
    }
    let config = frame.config();
    let form = sign_in_form(frame, config, &frame.here, &sent.kept());
    let page = SignIn { frame, form, without_cookies: false, keeps_form: true };
    frame.show(StatusCode::UNAUTHORIZED, &page)
}

impl Sent {
    /// Everything but passwords, in one text.
    fn kept(&self) -> String {
        let shown = self.0.iter().filter(|(name, _)| !name.contains("password"));
        Serializer::new(String::new()).extend_pairs(shown).finish()
    }

    /// What [`Sent::kept`] kept.
    fn unpacked(kept: &str) -> Self {
        Self(form_urlencoded::parse(kept.as_bytes()).into_owned().collect())
    }
}

/// A form that was interrupted, to be sent now.
#[derive(Template)]
#[template(path = "resumed.html")]
pub struct Resumed<'a> {
    frame: &'a Frame,
    form: Form<'a>,
}

/// The form that was interrupted by having to sign in, if one was: it goes to a page of ours and to nothing else.
pub fn resumed(frame: &Frame, to: &str, kept: &str) -> Option<Response> {
    let to = next(frame.config(), to).filter(|to| super::next::is_path(to))?;
    (!kept.is_empty()).then(|| resume(frame, StatusCode::OK, to, &Sent::unpacked(kept)))
}

/// What was typed, to be sent again by who is signed in now.
pub(super) fn resume(frame: &Frame, status: StatusCode, to: &str, sent: &Sent) -> Response {
    let fields = sent.0.iter().filter(|(name, _)| !name.contains("password"));
    let form = fields.fold(Form::new(frame, to, "resumed-button"), |form, (name, value)| {
        form.with(Input::hidden(name, value))
    });
    frame.show(status, &Resumed { frame, form })
}
