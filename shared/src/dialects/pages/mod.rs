//! The small pages behind the links in our mails, for teams that have no front end of their own.
//!
//! `GET /pages/<action>/{uid}/{token}` only shows a page: mail scanners open links, and opening one must change
//! nothing. The person presses the button, a plain HTML form is posted to the same address (no JavaScript needed),
//! and the answer is the same page in its next [`State`]. A link that is dead is said to be so before anything is asked
//! for; its page has a form for the address to which a new one is to go.
//!
//! Serve with [`content_security_policy`]. The pages send no referrer, so browsers post these forms with
//! `Origin: null`; `Sec-Fetch-Site: same-origin` is what tells them from another site's.

mod answer;
pub mod operations;
mod texts;

pub use answer::{answer, ask, open, renew, settle_activation, wants_new_link};

use crate::store::Purpose;
use crate::store::items::MailKind;
use askama::Template;

/// What the page's button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Activates the account; the form has no fields.
    Activate,
    /// Sets a password: `new_password` and, with [`Page::retype`], `re_new_password`.
    ResetPassword,
    /// Sets a login name: `new_{field}` and, with [`Page::retype`], `re_new_{field}`.
    ResetUsername,
    /// Puts a new address in the place of the old one; the form has no fields.
    ConfirmEmail,
    /// Calls that off; the form has no fields.
    CancelEmail,
    /// Takes the account back to the address that it had; the form has no fields.
    Undo,
}

impl Action {
    /// The link that such a page stands behind.
    pub fn purpose(self) -> Purpose {
        match self {
            Self::Activate => Purpose::Activation,
            Self::ResetPassword => Purpose::PasswordReset,
            Self::ResetUsername => Purpose::UsernameReset,
            Self::ConfirmEmail => Purpose::EmailChange,
            Self::CancelEmail => Purpose::EmailChangeCancellation,
            Self::Undo => Purpose::Undo,
        }
    }

    /// The mail that brings a new link to whoever has an address. Only who is signed in asks for another address.
    fn renewal(self) -> Option<MailKind> {
        match self {
            Self::Activate => Some(MailKind::Activation),
            Self::ResetPassword => Some(MailKind::PasswordReset),
            Self::ResetUsername => Some(MailKind::UsernameReset),
            Self::ConfirmEmail | Self::CancelEmail | Self::Undo => None,
        }
    }
}

/// How far the person got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The form, with the reasons in [`Page::errors`] when what was sent is refused.
    Ask,
    /// It worked; no form any more.
    Done,
    /// The link is wrong, used, too old or replaced: one text for all, so that it tells nothing about the account.
    Invalid,
    /// A new link was asked for; whether anybody has the address, the page does not tell.
    Sent,
    /// Our own failure (503): the form again, with an invitation to retry.
    Error,
}

/// One page, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// Which page.
    pub action: Action,
    /// Which state of it.
    pub state: State,
    /// The site's name from the configuration.
    pub site_name: &'a str,
    /// Why the last attempt was refused, in the order to show; used in [`State::Ask`].
    pub errors: &'a [String],
    /// The login field, `username` or `email` (docs/contracts/djoser.md §6).
    pub field: &'a str,
    /// The login name as it was typed, so that nobody types it twice. Passwords are never sent back.
    pub value: &'a str,
    /// What the user signs in with, for the password manager that is to keep the new password: it reads a field that
    /// nobody sees (<https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#attr-fe-autocomplete-username>).
    pub login: &'a str,
    /// Whether the password is the account's first: it was made for somebody.
    pub invited: bool,
    /// Whether the page of a dead link offers to send another one.
    pub renews: bool,
    /// The fewest characters a password may have (docs/contracts/djoser.md §1.7).
    pub min_length: usize,
    /// Ask for everything twice (djoser's `…_CONFIRM_RETYPE` settings, docs/contracts/djoser.md §5).
    pub retype: bool,
}

impl<'a> Page<'a> {
    /// A page without errors, for user names and Django's shortest password; change what differs by struct update.
    #[must_use]
    pub fn new(action: Action, state: State, site_name: &'a str) -> Self {
        Self {
            action,
            state,
            site_name,
            errors: &[],
            field: "username",
            value: "",
            login: "",
            invited: false,
            renews: action.renewal().is_some(),
            min_length: 8,
            retype: false,
        }
    }

    /// The page as HTML. `nonce` is the one given to [`content_security_policy`] for the same reply.
    #[must_use]
    pub fn render(&self, nonce: &str) -> String {
        Html { page: self, nonce }.render().expect("a page is written to memory")
    }
}

/// The `Content-Security-Policy` under which a page works: its own inline style and script, its own form, and nothing
/// from anywhere else. `nonce` is fresh random base64 for every reply.
#[must_use]
pub fn content_security_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// The one template of all pages; files that end in `.html` are escaped, style and script hold no variables.
#[derive(Template)]
#[template(path = "page.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    nonce: &'a str,
}

#[cfg(test)]
mod tests {
    use super::{Action, Page, State, content_security_policy};

    const ACTIONS: [Action; 6] = [
        Action::Activate,
        Action::ResetPassword,
        Action::ResetUsername,
        Action::ConfirmEmail,
        Action::CancelEmail,
        Action::Undo,
    ];
    const STATES: [State; 5] = [State::Ask, State::Done, State::Invalid, State::Sent, State::Error];

    /// Every page there can be, and its HTML.
    fn pages() -> Vec<(Page<'static>, String)> {
        let mut pages = Vec::new();
        for action in ACTIONS {
            for state in STATES {
                for (field, retype) in
                    [("username", false), ("username", true), ("email", false), ("email", true)]
                {
                    let page = Page { field, retype, ..Page::new(action, state, "Orchard") };
                    pages.push((page.clone(), page.render("bm9uY2U")));
                }
            }
        }
        pages
    }

    fn has_inline_handler(html: &str) -> bool {
        html.split(" on")
            .skip(1)
            .any(|rest| rest.trim_start_matches(|c: char| c.is_ascii_lowercase()).starts_with('='))
    }

    #[test]
    fn every_page_renders_in_every_state_and_names_the_site() {
        for (page, html) in pages() {
            assert!(html.starts_with("<!doctype html>"), "{page:?}");
            assert!(html.contains("· Orchard</title>"), "{page:?}");
            assert!(html.trim_end().ends_with("</html>"), "{page:?}");
        }
    }

    #[test]
    fn there_is_something_to_press_only_while_something_is_left_to_do() {
        for (page, html) in pages() {
            let left_to_do = matches!(page.state, State::Ask | State::Error);
            assert_eq!(html.contains("<form method=\"post\">"), left_to_do, "{page:?}");
        }
    }

    #[test]
    fn a_dead_link_asks_for_an_address_and_for_nothing_else() {
        for (page, html) in pages() {
            let offers = page.state == State::Invalid && page.renews;
            assert_eq!(html.contains("name=\"email\""), offers, "{page:?}");
            assert!(page.state != State::Invalid || !html.contains("type=\"password\""), "{page:?}");
        }
    }

    #[test]
    fn a_password_manager_finds_the_login_beside_the_new_password() {
        let page = Page { login: "ada\">", ..Page::new(Action::ResetPassword, State::Ask, "Orchard") };
        let html = page.render("n");
        let field = html.split('<').find(|tag| tag.contains("autocomplete=\"username\"")).unwrap_or_default();
        assert!(field.starts_with("input ") && field.contains("value=\"ada&#34;&#62;\""), "{field}");
        assert!(field.contains("class=\"unseen\"") && !field.contains("hidden>"), "{field}");
        assert!(html.find(field) < html.find("type=\"password\""), "{html}");
    }

    #[test]
    fn who_is_invited_reads_of_no_password_that_was() {
        for state in [State::Ask, State::Done] {
            let page = Page { invited: true, ..Page::new(Action::ResetPassword, state, "Orchard") };
            let html = page.render("n");
            assert!(html.contains("yours") && !html.contains("old password"), "{html}");
            assert!(!html.contains("signed out"), "{html}");
        }
    }

    #[test]
    fn nothing_on_a_page_needs_more_than_its_policy_allows() {
        for (page, html) in pages() {
            assert!(!html.contains(" style="), "{page:?}");
            assert!(!has_inline_handler(&html), "{page:?}");
            assert!(!html.contains("http:") && !html.contains("https:"), "{page:?}");
            assert_eq!(html.matches("<style").count(), html.matches("<style nonce=\"bm9uY2U\">").count());
            assert_eq!(html.matches("<script").count(), html.matches("<script nonce=\"bm9uY2U\">").count());
        }
    }

    #[test]
    fn an_invalid_link_looks_the_same_whoever_it_belonged_to() {
        let one = Page { value: "ada", ..Page::new(Action::ResetUsername, State::Invalid, "Orchard") };
        let other = Page { value: "bob", ..one.clone() };
        assert_eq!(one.render("n"), other.render("n"));
    }

    #[test]
    fn what_was_typed_and_why_it_was_refused_come_back_escaped() {
        let errors = ["<b>Taken.</b>".to_owned()];
        let page = Page {
            errors: &errors,
            value: "\"><script>",
            ..Page::new(Action::ResetUsername, State::Ask, "<Orchard>")
        };
        let html = page.render("n");
        assert!(html.contains("<li>&#60;b&#62;Taken.&#60;/b&#62;</li>"));
        assert!(html.contains("value=\"&#34;&#62;&#60;script&#62;\""));
        assert!(html.contains("&#60;Orchard&#62;</title>"));
    }

    #[test]
    fn the_fields_carry_the_names_that_the_api_has() {
        let fields = |action, field, retype| {
            let html = Page { field, retype, ..Page::new(action, State::Ask, "Orchard") }.render("n");
            html.split(" name=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next().map(str::to_owned))
                .filter(|name| name.contains("new"))
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(Action::ResetPassword, "username", true), ["new_password", "re_new_password"]);
        assert_eq!(fields(Action::ResetUsername, "username", false), ["new_username"]);
        assert_eq!(fields(Action::ResetUsername, "email", true), ["new_email", "re_new_email"]);
        for action in [Action::Activate, Action::ConfirmEmail, Action::CancelEmail, Action::Undo] {
            assert!(fields(action, "username", true).is_empty());
        }
    }

    #[test]
    fn the_policy_lets_in_only_what_carries_the_nonce() {
        let policy = content_security_policy("bm9uY2U");
        assert!(policy.starts_with("default-src 'none'; "));
        assert!(policy.contains("script-src 'nonce-bm9uY2U';"));
        assert!(!policy.contains("unsafe"));
    }
}
