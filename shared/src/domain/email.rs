//! E-mail addresses: what SES can send to, unique ignoring case.

use super::username::is_seen;
use std::fmt;

/// An address as its owner writes it: an ASCII dot-atom of at most 64 characters, `@`, and a domain with a
/// dot or `localhost`; at most 254 characters (Django's `EmailField`). Quoted local parts and address
/// literals, which Django takes, are refused: SES does not send to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Django's `max_length` of `EmailField`, in characters.
    pub const MAX_CHARS: usize = 254;

    /// Nothing longer is looked at: Django's `EmailValidator` takes it for no address, in characters.
    const MAX_TYPED: usize = 320;

    /// The address of somebody who is there, kept as typed; `None` if it is not one.
    pub fn parse(address: &str) -> Option<Self> {
        let fits = address.chars().nth(Self::MAX_CHARS).is_none();
        let local = address.rsplit_once('@')?.0;
        (fits && local.len() <= 64 && Self::has_valid_syntax(address)).then(|| Self(address.to_owned()))
    }

    /// An address that somebody is to have, kept as typed; `None` if it cannot be one.
    pub fn new(address: &str) -> Option<Self> {
        Self::parse(address).filter(|_| Self::is_plain(address))
    }

    /// Whether a text is an address but for its lengths.
    pub fn has_valid_syntax(address: &str) -> bool {
        let fits = address.chars().nth(Self::MAX_TYPED).is_none();
        let Some((local, domain)) = address.rsplit_once('@').filter(|_| fits) else { return false };
        is_dot_atom(local) && ascii(domain).is_some_and(|domain| is_domain(&domain))
    }

    /// Whether the local part means to every mail server what it says: some still take `%` and `!` for the way to another
    /// mailbox (RFC 5321, F.2), and an encoded-word (RFC 2047) for other letters; and whether all of it is seen: IDNA
    /// leaves out of a domain what nobody sees.
    pub fn is_plain(address: &str) -> bool {
        let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
        !local.contains(['%', '!']) && !local.contains("=?") && address.chars().all(is_seen)
    }

    /// What spellings of one mailbox share: all in lower case, the domain as A-labels.
    pub fn key(&self) -> String {
        self.deliverable().to_ascii_lowercase()
    }

    /// What the keys of addresses begin with that begin with this text; a domain of another script is to be whole.
    pub fn key_of_prefix(text: &str) -> String {
        Self::parse(text).map_or_else(|| text.to_ascii_lowercase(), |email| email.key())
    }

    /// The address as mail servers take it: the domain as A-labels (RFC 5891).
    pub fn deliverable(&self) -> String {
        match self.0.rsplit_once('@') {
            Some((local, domain)) => format!("{local}@{}", ascii(domain).unwrap_or_default()),
            None => self.0.clone(),
        }
    }

    /// The address with its domain in lower case, as Django's `normalize_email` stores it.
    pub fn normalised(&self) -> Self {
        match self.0.rsplit_once('@') {
            // Some letters are two in lower case: what grows too long thereby stays as typed.
            Some((local, domain)) => {
                Self::parse(&format!("{local}@{}", domain.to_lowercase())).unwrap_or_else(|| self.clone())
            }
            None => self.clone(),
        }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn ascii(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_owned());
    }
    // A dot of another script is no dot here: other parsers see one label.
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    (ascii.matches('.').count() == domain.matches('.').count()).then_some(ascii)
}

fn is_dot_atom(local: &str) -> bool {
    let atext = |c: u8| c.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{}|~".contains(&c);
    local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(atext))
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_top = top.len() >= 2 && (top.starts_with("xn--") || !top.contains(|c: char| c.is_ascii_digit()));
    domain == "localhost" || domain.contains('.') && is_top && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::Email;
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn ordinary_addresses_are_addresses() {
        for address in
            ["ada@example.org", "a.b+c@sub.example.co", "a@localhost", "Ada@EXAMPLE.org", "u@bücher.de"]
        {
            assert!(Email::parse(address).is_some(), "{address}");
        }
    }

    #[test]
    fn what_another_parser_might_read_otherwise_is_refused() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        for address in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a@b@example.org",
            "\"a b\"@example.org",
            "a@[127.0.0.1]",
            "a@example",
            "a@example.org.",
            "a@-x.org",
            "a@x-.org",
            "a..b@example.org",
            ".a@example.org",
            "a@example.org\r\nBcc: b@c.de",
            "a b@example.org",
            "a@exa mple.org",
            "a@b.123",
            "a@b.c1",
            "a@LOCALHOST",
            "a@b。co",
            "ada＠example.org",
            "mıke@example.org",
            "a@xn--example-.org",
            "<a@example.org>",
            &long_local,
        ] {
            assert_eq!(Email::parse(address), None, "{address:?}");
        }
    }

    #[test]
    fn nobody_gets_an_address_that_mail_servers_may_send_elsewhere() {
        for address in [
            "a%evil.org@example.org",
            "evil.org!a@example.org",
            "=?utf-8?q?a?=@example.org",
            "a=?b@example.org",
        ] {
            assert_eq!(Email::new(address), None, "{address}");
            assert!(Email::parse(address).is_some(), "{address}: who has it is found");
        }
        assert!(Email::new("o'hara+a=b?#$&*/^`{}|~@example.org").is_some());
    }

    #[test]
    fn a_text_that_is_too_long_for_an_address_is_not_looked_at() {
        assert!(!Email::has_valid_syntax(&format!("a@{}.org", "\u{fdfa}".repeat(21_000))));
        assert!(Email::has_valid_syntax(&format!("{}@example.org", "a".repeat(300))));
    }

    #[test]
    fn case_and_script_of_the_domain_do_not_make_another_mailbox() {
        let key = |address| Email::parse(address).unwrap().key();
        assert_eq!(key("ADA@Example.ORG"), "ada@example.org");
        assert_eq!(key("u@bücher.de"), key("u@xn--bcher-kva.de"));
        assert_ne!(key("ada+1@example.org"), key("ada@example.org"));
    }

    proptest! {
        #[test]
        fn an_accepted_address_is_safe_in_a_header(address in "\\PC{0,20}@\\PC{0,20}") {
            if let Some(email) = Email::parse(&address) {
                let sent = email.deliverable();
                prop_assert!(sent.is_ascii() && sent.matches('@').count() == 1);
                prop_assert!(!sent.contains(|c: char| c.is_ascii_control() || " <>\"(),:;\\[]".contains(c)));
            }
        }
    }
}
