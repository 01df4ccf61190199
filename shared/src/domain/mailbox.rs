//! A sender: an address, perhaps with a name before it.

use super::Email;

/// One address as mails name it: `ada@example.org`, `Ada <ada@example.org>` or `"Ada, of Example" <ada@example.org>`
/// (RFC 5322's `mailbox`, without comments).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The name, without the quotes that it may need; empty for none.
    pub name: String,
    /// The address.
    pub address: Email,
}

impl Mailbox {
    /// The one address in a text; `None` if there is none, or more.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>') {
            Some(text) => text.rsplit_once('<')?,
            None => ("", text),
        };
        Some(Self { name: display_name(name.trim())?, address: Email::parse(address)? })
    }
}

/// A name as people read it. What would begin another address must stand in quotes.
fn display_name(text: &str) -> Option<String> {
    let Some(quoted) = text.strip_prefix('"') else {
        let is_plain = !text.contains(|c: char| c.is_control() || "<>@,;\"".contains(c));
        return is_plain.then(|| text.to_owned());
    };
    let (mut name, mut rest) = (String::new(), quoted.chars());
    loop {
        match rest.next()? {
            '"' => return rest.next().is_none().then_some(name),
            '\\' => name.push(rest.next().filter(|c| !c.is_control())?),
            c if c.is_control() => return None,
            c => name.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mailbox;

    fn read(text: &str) -> Option<(String, String)> {
        Mailbox::parse(text).map(|mailbox| (mailbox.name, mailbox.address.as_str().to_owned()))
    }

    #[test]
    fn a_mailbox_has_a_name_or_none() {
        for (text, name) in [
            ("a@example.org", ""),
            ("<a@example.org>", ""),
            ("Example <a@example.org>", "Example"),
            ("Example Inc. (EU)<a@example.org>", "Example Inc. (EU)"),
            ("Example: Accounts <a@example.org>", "Example: Accounts"),
            ("\"Example\" <a@example.org>", "Example"),
            ("\"Doe, Jane\" <a@example.org>", "Doe, Jane"),
            ("\"J. \\\"JD\\\" D\\\\e <x@y>\" <a@example.org>", "J. \"JD\" D\\e <x@y>"),
            ("Zoë <a@example.org> ", "Zoë"),
        ] {
            assert_eq!(read(text), Some((name.to_owned(), "a@example.org".to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_single_address_is_refused() {
        for text in [
            "",
            "Example",
            "Example <>",
            "Example a@example.org",
            "a@example.org, b@example.org",
            "A <a@example.org>, B <b@example.org>",
            "Doe, Jane <a@example.org>",
            "Team: a@example.org;",
            "Team: A <a@example.org>;",
            "b@example.org <a@example.org>",
            "\"Example <a@example.org>",
            "\"Example\" Inc <a@example.org>",
            "Example <a@example.org",
            "Example <a@example.org> <b@example.org>",
            "Example\r\nBcc: b@example.org <a@example.org>",
            "<<a@example.org>>",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
