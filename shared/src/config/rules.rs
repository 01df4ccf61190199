//! What a value must be beside its type; the error says what was expected, to follow "must be".

use super::values::Redacted;
use crate::domain::{Email, Mailbox};
use std::net::Ipv6Addr;
use std::ops::RangeInclusive;

/// A secret that nobody can guess.
pub(super) fn long_secret(secret: &Redacted) -> Result<(), &'static str> {
    match secret.0.chars().count() {
        32.. => Ok(()),
        _ => Err("a secret of at least 32 characters"),
    }
}

/// The path of a link, if it has one of its own.
pub(super) fn link(path: &str) -> Result<(), &'static str> {
    let is_one_word = !path.contains(|it: char| it.is_control() || it.is_whitespace());
    match path.is_empty() || path.contains("{token}") && !path.contains("://") && is_one_word {
        true => Ok(()),
        false => Err(
            "a path with {token} in it, such as activate/{uid}/{token}; its host is LATCHKEY_EMAIL_FRONTEND_DOMAIN",
        ),
    }
}

/// What DynamoDB can call a table
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>).
pub(super) fn table_name(name: &str) -> Result<(), &'static str> {
    let of_name = |it: char| it.is_ascii_alphanumeric() || "_.-".contains(it);
    match (3..=255).contains(&name.len()) && name.chars().all(of_name) {
        true => Ok(()),
        false => Err("a name of 3 to 255 letters, digits, _, . and -"),
    }
}

/// Where links lead, if that is said: the scheme and the path come from elsewhere.
pub(super) fn host(text: &str) -> Result<(), &'static str> {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (text, "443"),
    };
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_')
    };
    let v6 = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_name = match v6 {
        Some(v6) => v6.parse::<Ipv6Addr>().is_ok(),
        None => name.split('.').all(is_label),
    };
    match text.is_empty() || is_name && port.parse::<u16>().is_ok_and(|port| port > 0) {
        true => Ok(()),
        false => Err("a host such as app.example.org, without https:// and without a path"),
    }
}

/// How links lead there, if that is said.
pub(super) fn protocol(text: &str) -> Result<(), &'static str> {
    match ["", "https", "http"].contains(&text) {
        true => Ok(()),
        false => Err("https or http"),
    }
}

/// What a site is called: it stands in subjects of mails and in titles of pages, and turns nothing round there.
pub(super) fn one_line(text: &str) -> Result<(), &'static str> {
    match text.contains(|it: char| it.is_control() || turns_round(it) || "\u{2028}\u{2029}".contains(it)) {
        true => Err("one line of text, without characters that turn its direction"),
        false => Ok(()),
    }
}

/// Whether it sets the direction of what stands around it (Unicode's `Bidi_Control`, UAX #9).
fn turns_round(it: char) -> bool {
    matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A page that ours lead to, if that is said.
pub(super) fn web_address(text: &str) -> Result<(), &'static str> {
    match text.is_empty() || is_web_address(text) {
        true => Ok(()),
        false => Err("an address such as https://example.org/terms"),
    }
}

/// The same, or a mailbox.
pub(super) fn contact(text: &str) -> Result<(), &'static str> {
    let is_mailbox = |text: &str| {
        text.strip_prefix("mailto:")
            .is_some_and(|mailbox| Email::parse(mailbox).is_some() && Email::is_plain(mailbox))
    };
    match text.is_empty() || is_web_address(text) || is_mailbox(text) {
        true => Ok(()),
        false => Err("an address such as https://example.org/help or mailto:help@example.org"),
    }
}

/// A picture, if that is said, at an address that a content security policy can name whole: a policy that names a host or a
/// folder admits all that is in it (CSP 3, §2.3.1 and §6.7.2.10).
pub(super) fn image(text: &str) -> Result<(), &'static str> {
    let is_file = |address: &str| {
        let rest = address.strip_prefix("https://").unwrap_or_default();
        rest.contains('/') && !rest.ends_with('/') && !rest.contains(['?', '#', ';', ','])
    };
    match text.is_empty() || is_web_address(text) && is_file(text) {
        true => Ok(()),
        false => {
            Err("the address of a file, such as https://example.org/logo.svg, without ?, #, ; and a comma")
        }
    }
}

fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let is_plain = |c: u8| c.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&c);
    !authority.is_empty() && host(authority).is_ok() && path.bytes().all(is_plain)
}

/// Whom mails come from.
pub(super) fn sender(text: &str) -> Result<(), &'static str> {
    match Mailbox::parse(text) {
        Some(_) => Ok(()),
        None => {
            Err("one address, or a name and one address, such as \"Example, Inc.\" <accounts@example.org>")
        }
    }
}

/// A number with bounds.
pub(super) fn within(
    bounds: RangeInclusive<u32>,
    expected: &'static str,
) -> impl Fn(&u32) -> Result<(), &'static str> {
    move |value| if bounds.contains(value) { Ok(()) } else { Err(expected) }
}
