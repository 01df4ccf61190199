//! What stands around every page.

use super::flash::{self, Flash};
use super::{ICON, SCRIPT, STYLES};
use crate::accounts::BrowserSession;
use crate::app::App;
use crate::auth::Caller;
use crate::config::{Config, Door};
use crate::domain::{Locale, User};
use crate::mail::links;
use crate::texts::{Arg, Language, PAGES};
use askama::Template;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::response::Response;
use fluent_bundle::FluentValue;
use http::header::{self, HeaderName, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, StatusCode, Uri};
use std::borrow::Cow;
use std::convert::Infallible;

/// What a page knows of the request that it answers: who asks, in which language, and what has just been done. The guard
/// makes it.
#[derive(Clone)]
pub struct Frame {
    app: App,
    /// What it speaks.
    pub language: Language,
    /// The page's path, for the way that leads to it.
    pub path: String,
    /// The same with its query, to come back to.
    pub here: String,
    /// What forms show to prove that they are this session's; empty for strangers.
    pub csrf: String,
    /// What the caller is called; empty for strangers.
    pub name: String,
    /// Whether its address is a secret.
    pub(super) is_behind_link: bool,
    flash: Option<Flash>,
}

impl Frame {
    pub(super) fn new(app: &App, headers: &HeaderMap, uri: &Uri) -> Self {
        let path = uri.path().to_owned();
        let here = uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
        Self {
            app: app.clone(),
            language: Language::liked(headers),
            path,
            here,
            csrf: String::new(),
            name: String::new(),
            is_behind_link: false,
            flash: Flash::read(headers),
        }
    }

    /// The same of a page whose address is a secret.
    pub(super) fn behind_link(self) -> Self {
        Self { is_behind_link: true, ..self }
    }

    /// The same for who has just signed in.
    #[must_use]
    pub fn of_session(self, session: &BrowserSession) -> Self {
        let language = spoken_by(&session.user).unwrap_or(self.language);
        Self { csrf: session.csrf.clone(), name: called(&session.user), language, ..self }
    }

    /// The same for who is signed in.
    pub(super) fn knowing(&mut self, caller: &Caller) {
        self.name = called(&caller.user);
        self.language = spoken_by(&caller.user).unwrap_or(self.language);
        self.csrf = caller.csrf_token(&self.app).unwrap_or_default();
    }

    /// The text of this name; `$site` is the site's name. What is put into it may run in another direction, and does not turn
    /// the rest round.
    pub fn say(&self, name: &str) -> String {
        self.tell(name, &[])
    }

    /// The same with something put into it.
    pub fn tell(&self, name: &str, args: &[Arg<'_>]) -> String {
        let site = ("site", self.site().into());
        let args = args.iter().cloned().chain([site]);
        PAGES.say(self.language, name, args.map(|(place, value)| (place, isolated(value))).collect())
    }

    /// What the site is called.
    pub fn site(&self) -> &str {
        links::site_name(&self.app.config)
    }

    /// The address of a team's own logo; empty for our mark.
    pub fn logo(&self) -> &str {
        &self.config().brand_logo
    }

    /// The page's language, for an account that is made on it. English is what is spoken to who says nothing: a browser that
    /// comes later may still say something.
    pub fn locale(&self) -> Option<Locale> {
        Locale::parse(self.language.tag()).filter(|_| self.language != Language::ENGLISH)
    }

    /// Where every page leads: what it is called, and its address.
    pub fn ends(&self) -> Vec<(String, &str)> {
        let config = self.config();
        let known = [
            ("frame-terms", &config.terms_url),
            ("frame-privacy", &config.privacy_url),
            ("frame-support", &config.support_url),
        ];
        let said = known.into_iter().filter(|(_, url)| !url.is_empty());
        said.map(|(text, url)| (self.say(text), url.as_str())).collect()
    }

    /// Whether somebody is signed in.
    pub fn knows_caller(&self) -> bool {
        !self.name.is_empty()
    }

    /// Whether people see to their accounts here.
    pub fn has_account_pages(&self) -> bool {
        self.app.config.has_account_pages()
    }

    /// Where people are at home.
    pub fn home(&self) -> &'static str {
        if self.has_account_pages() { "/account/" } else { "/console/" }
    }

    /// Whether strangers may make an account.
    pub fn admits_strangers(&self) -> bool {
        self.app.config.registration == Door::Open
    }

    /// How this deployment behaves.
    pub(super) fn config(&self) -> &Config {
        &self.app.config
    }

    /// What has just been done.
    pub fn flash(&self) -> Option<String> {
        self.flash.as_ref().map(|flash| flash.say(self.language))
    }

    /// The stylesheet's path.
    pub fn styles(&self) -> String {
        STYLES.path(self.config())
    }

    /// The script's path.
    pub fn script(&self) -> String {
        SCRIPT.path(self.config())
    }

    /// The icon's path.
    pub fn icon(&self) -> String {
        ICON.path(self.config())
    }

    /// Shows a page.
    pub fn show(&self, status: StatusCode, page: &impl Template) -> Response {
        let html = page.render().expect("a page is written to memory");
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.tag()));
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy());
        // Forms tell where they come from; other sites learn nothing.
        let referrer = if self.is_behind_link { "no-referrer" } else { "same-origin" };
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
        headers.append(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
        headers.insert(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
        if self.flash.is_some() {
            headers.append(header::SET_COOKIE, flash::cookie(&self.app, "", None));
        }
        response
    }

    /// Goes to another page (303): what was sent is not sent again by reloading. `to` is a path, or what
    /// [`super::next`] let through.
    pub fn go(&self, to: &str) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static(self.home()));
        response.headers_mut().insert(header::LOCATION, to);
        response
    }

    /// The same, where the page then says what has been done: a text whose name begins with `flash-`.
    pub fn go_saying(&self, to: &str, flash: &str) -> Response {
        let mut response = self.go(to);
        response.headers_mut().append(header::SET_COOKIE, flash::cookie(&self.app, flash, None));
        response
    }

    /// The same, with how many it was done to.
    pub fn go_counting(&self, to: &str, flash: &str, count: usize) -> Response {
        let mut response = self.go(to);
        response.headers_mut().append(header::SET_COOKIE, flash::cookie(&self.app, flash, Some(count)));
        response
    }

    /// Nothing but our own files and forms, and a team's logo; a form may lead on to an origin that is listed.
    fn policy(&self) -> HeaderValue {
        let origins = self.app.config.cors_allowed_origins.0.join(" ");
        let logo = self.logo();
        let policy = format!(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' {logo}; connect-src 'self'; \
             form-action 'self' {origins}; base-uri 'none'; frame-ancestors 'none'"
        );
        HeaderValue::from_str(&policy).expect("origins and addresses are plain letters")
    }
}

impl<S: Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().expect("the guard of pages makes it"))
    }
}

fn called(user: &User) -> String {
    let profile = &user.profile;
    if profile.username.is_empty() { &profile.email } else { &profile.username }.clone()
}

/// The language that a user chose, if we speak it.
fn spoken_by(user: &User) -> Option<Language> {
    user.locale.as_ref().and_then(Language::of)
}

/// The value between marks that keep its direction to itself (Unicode's FSI and PDI), where it may have one of its own.
fn isolated(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::String(text) if !text.is_ascii() => {
            FluentValue::String(Cow::Owned(format!("\u{2068}{text}\u{2069}")))
        }
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use super::{FluentValue, isolated};

    #[test]
    fn what_runs_in_another_direction_is_kept_to_itself() {
        let isolated = |text: &'static str| isolated(text.into());
        assert_eq!(isolated("\u{202e}eve"), FluentValue::from("\u{2068}\u{202e}eve\u{2069}"));
        assert_eq!(isolated("eve"), FluentValue::from("eve"));
    }
}
