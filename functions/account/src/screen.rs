//! The pages that differ in their words alone.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use shared::dialects::html::{Form, Frame, Input, Kind};

/// The page on which people find most of it again.
pub(crate) const SECURITY: &str = "/account/security";

/// A page in one's account with one form.
#[derive(Template)]
#[template(path = "screen.html")]
pub(crate) struct Screen<'a> {
    pub(crate) frame: &'a Frame,
    /// The names of its texts.
    pub(crate) heading: &'static str,
    pub(crate) lead: &'static str,
    /// Whether it does what cannot be undone.
    pub(crate) is_danger: bool,
    pub(crate) form: Form<'a>,
}

/// A page for strangers with one form.
#[derive(Template)]
#[template(path = "ask.html")]
pub(crate) struct Ask<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) heading: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) form: Form<'a>,
}

/// A page that says that a mail is on its way.
#[derive(Template)]
#[template(path = "mailed.html")]
pub(crate) struct Mailed<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) heading: &'static str,
    pub(crate) text: &'static str,
}

impl Screen<'_> {
    /// As it is asked for.
    pub(crate) fn show(self) -> Response {
        self.frame.show(StatusCode::OK, &self)
    }

    /// With what is wrong.
    pub(crate) fn show_again(self) -> Response {
        self.frame.show(self.form.status(), &self)
    }
}

/// The password of now, which proves who asks.
pub(crate) fn current_password(frame: &Frame) -> Input {
    Input::new(frame, "current_password", Kind::Password, "field-current-password")
        .autocomplete("current-password")
}

/// A password that is to be set, with what it has to be like.
pub(crate) fn new_password(frame: &Frame, name: &str, label: &str, least: u32) -> Input {
    Input::new(frame, name, Kind::Password, label)
        .autocomplete("new-password")
        .hint(frame.tell("field-password-hint", &[("least", least.into())]))
}

/// The same once more, where the settings want it typed twice.
pub(crate) fn again(frame: &Frame, name: &str) -> Input {
    Input::new(frame, name, Kind::Password, "field-password-again").autocomplete("new-password")
}
