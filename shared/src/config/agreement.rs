//! What settings must be beside each other.

use super::{Config, SameSite, TokenClaim, UserIdField};
use crate::domain::password::{Attribute, Password, weaknesses};
use crate::domain::{Access, Email, Username};
use std::collections::BTreeMap;

/// Whom `serve` makes at its first start: the mistakes in it are told with the others.
pub(super) const SUPERUSER_USERNAME: &str = "LATCHKEY_SUPERUSER_USERNAME";
/// Their password.
pub(super) const SUPERUSER_PASSWORD: &str = "LATCHKEY_SUPERUSER_PASSWORD";
/// Their address.
pub(super) const SUPERUSER_EMAIL: &str = "LATCHKEY_SUPERUSER_EMAIL";

impl Config {
    /// Whom `serve` makes at its first start.
    pub(super) fn first_superuser(&self, values: &BTreeMap<String, String>, mistakes: &mut Vec<String>) {
        let said = |name: &str| values.get(name).map_or("", String::as_str);
        let (name, email, password) =
            (said(SUPERUSER_USERNAME), said(SUPERUSER_EMAIL), Password::new(said(SUPERUSER_PASSWORD)));
        let stands_in_paths = self.user_id_field == UserIdField::Username;
        if !name.is_empty() && (Username::new(name).is_none() || Username::is_reserved(name, stands_in_paths))
        {
            mistakes
                .push(format!("{SUPERUSER_USERNAME} must be a user name, and no word of the API's paths"));
        }
        if !email.is_empty() && Email::new(email).is_none() {
            mistakes.push(format!("{SUPERUSER_EMAIL} must be an address"));
        }
        let about = [(Attribute::Username, name), (Attribute::Email, email)];
        let is_weak = || !weaknesses(&password, self.password_min_length as usize, &about).is_empty();
        if !said(SUPERUSER_PASSWORD).is_empty() && is_weak() {
            mistakes.push(format!("{SUPERUSER_PASSWORD} must be a password that is not easily guessed"));
        }
    }

    /// Where settings do not fit each other. One that could not be read is held against none.
    pub(super) fn disagreements(&self, mistakes: &mut Vec<String>) {
        let unread = mistakes.clone();
        let is_read = |variable: &str| !unread.iter().any(|why| why.split(' ').next() == Some(variable));
        if is_read("LATCHKEY_USER_FIELDS") {
            self.names_of_fields(mistakes);
        }
        let claims_are_proven = self.send_activation_email || !is_read("LATCHKEY_SEND_ACTIVATION_EMAIL");
        if !self.registration_domains.0.is_empty() && !claims_are_proven {
            mistakes.push(
                "LATCHKEY_REGISTRATION_DOMAINS wants LATCHKEY_SEND_ACTIVATION_EMAIL: without a link in a mail anybody can claim \
                 an address of these domains"
                    .to_owned(),
            );
        }
        self.names_of_cookies(mistakes);
        if is_read("LATCHKEY_PUBLIC_URL") {
            self.cookies_that_browsers_drop(mistakes);
        }
    }

    /// Two cookies of one name are one.
    fn names_of_cookies(&self, mistakes: &mut Vec<String>) {
        for (variable, name) in [
            ("LATCHKEY_SESSION_COOKIE_NAME", &self.session_cookie_name),
            ("LATCHKEY_CSRF_COOKIE_NAME", &self.csrf_cookie_name),
        ] {
            if name.is_taken() {
                mistakes
                    .push(format!("{variable}: names that begin with latchkey_ are those of other cookies"));
            }
        }
        if self.session_cookie_name.as_str() == self.csrf_cookie_name.as_str() {
            mistakes
                .push("LATCHKEY_CSRF_COOKIE_NAME must differ from LATCHKEY_SESSION_COOKIE_NAME".to_owned());
        }
    }

    /// The settings that name fields, each its own kind.
    fn names_of_fields(&self, mistakes: &mut Vec<String>) {
        let shown = |name: &str| name == "email" || self.user_fields.get(name).is_some();
        let vouched =
            |name: &str| self.user_fields.get(name).is_some_and(|field| field.access == Access::ReadOnly);
        for name in self.required_fields.0.iter().filter(|name| !shown(name)) {
            let declared: Vec<_> = self.user_fields.iter().map(|field| field.name.as_str()).collect();
            mistakes.push(format!(
                "LATCHKEY_REQUIRED_FIELDS must be out of email, {}, separated by commas, and not {name}",
                declared.join(", ")
            ));
        }
        for claim in &self.token_claims.0 {
            if let TokenClaim::Field(name) = claim
                && !vouched(name)
            {
                mistakes.push(format!(
                    "LATCHKEY_TOKEN_CLAIMS must be out of groups, permissions, is_staff, username, email and declared fields \
                     that are read_only, separated by commas, and not {name}"
                ));
            }
        }
    }

    /// What browsers would drop without a word (RFC 6265bis §5.7): nobody could sign in by cookie.
    fn cookies_that_browsers_drop(&self, mistakes: &mut Vec<String>) {
        let is_https = self.public_url.scheme() == "https";
        let domain = self.cookie_domain.as_str();
        for (variable, name) in [
            ("LATCHKEY_SESSION_COOKIE_NAME", &self.session_cookie_name),
            ("LATCHKEY_CSRF_COOKIE_NAME", &self.csrf_cookie_name),
        ] {
            if name.is_secure() && !is_https {
                mistakes.push(format!(
                    "{variable}: browsers accept {} over https only, and LATCHKEY_PUBLIC_URL is http",
                    name.as_str()
                ));
            }
            if name.is_of_one_host() && !domain.is_empty() {
                mistakes.push(format!(
                    "{variable}: browsers accept {} for one host only, so LATCHKEY_COOKIE_DOMAIN must be empty",
                    name.as_str()
                ));
            }
        }
        if !self.cookie_domain.contains(self.public_url.host_name()) {
            mistakes.push(format!(
                "LATCHKEY_COOKIE_DOMAIN must be the host of LATCHKEY_PUBLIC_URL ({}) or a parent domain of it",
                self.public_url.host_name()
            ));
        }
        if self.cookie_samesite == SameSite::None && !is_https {
            mistakes.push(
                "LATCHKEY_COOKIE_SAMESITE: browsers accept None over https only, and LATCHKEY_PUBLIC_URL is http"
                    .to_owned(),
            );
        }
    }
}
