//! Addresses of the web and slugs, as Django's validators take them.

use crate::json::is_blank;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Django's `URLValidator.max_length`, in characters.
const LONGEST: usize = 2048;

/// The longest host (RFC 1035 §2.3.4).
const LONGEST_HOST: usize = 253;

/// ASCII letters, digits, `-` and `_`.
pub(super) fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// An address with a host that can be looked up, by `http`, `https`, `ftp` or `ftps`.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = ["http", "https", "ftp", "ftps"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    // To Django's pattern a user may have `?` and `#`, if it makes an address of it.
    let behind_user = rest.split_once('@').filter(|(user, _)| is_user(user)).map(|(_, rest)| rest);
    let is_short = text.chars().nth(LONGEST).is_none();
    is_scheme && is_short && (behind_user.is_some_and(is_place) || is_place(rest))
}

/// A host, perhaps a port, perhaps a path.
fn is_place(text: &str) -> bool {
    let (authority, path) = text.split_at(text.find(['/', '?', '#']).unwrap_or(text.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_port = |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|it| it.is_ascii_digit());
    port.is_none_or(is_port) && is_host(host) && !path.contains(is_blank)
}

fn is_user(user: &str) -> bool {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    // Python takes brackets for an address of IPv6, and what begins with `?` or `#` for no host.
    let is_host = !user.starts_with(['?', '#']) && !user.contains(['[', ']', '/']);
    !name.is_empty() && !password.contains(':') && is_host && !user.contains(is_blank)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    host.parse::<Ipv4Addr>().is_ok() || host.chars().count() <= LONGEST_HOST && is_name(host)
}

/// `localhost`, or at least two labels, the last of which is no number.
fn is_name(host: &str) -> bool {
    if host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let Some((labels, last)) = host.rsplit_once('.') else { return false };
    labels.split('.').all(is_label) && is_last_label(last)
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || ('\u{a1}'..='\u{ffff}').contains(&character)
}

fn is_label(label: &str) -> bool {
    let of_label = |character: char| is_letter(character) || character.is_ascii_digit() || character == '-';
    let inside = !label.starts_with('-') && !label.ends_with('-');
    inside && (1..=63).contains(&label.chars().count()) && label.chars().all(of_label)
}

fn is_last_label(label: &str) -> bool {
    let of_label = |character: char| is_letter(character) || character == '-';
    let inside = !label.starts_with('-') && !label.ends_with('-');
    let encoded = label.get(..4).filter(|prefix| prefix.eq_ignore_ascii_case("xn--")).map(|_| &label[4..]);
    let is_encoded = encoded.is_some_and(|rest| {
        (1..=59).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    is_encoded || inside && (2..=63).contains(&label.chars().count()) && label.chars().all(of_label)
}
