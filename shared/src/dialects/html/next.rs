//! Where a browser goes when it has signed in: `next`, if that leads to us or to an origin that the settings list.

use crate::config::Config;

/// Longer ones lead nowhere of ours.
const LONGEST: usize = 2000;

/// The address, if a browser may be sent there: a path of ours, or an address of `LATCHKEY_CORS_ALLOWED_ORIGINS`.
pub fn next<'a>(config: &Config, sent: &'a str) -> Option<&'a str> {
    // Browsers leave tabs and line ends out of an address, and take a backslash for a slash.
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    if sent.len() > LONGEST || !sent.bytes().all(is_plain) {
        return None;
    }
    let listed = |origin: &String| {
        let rest = sent.strip_prefix(origin.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    (is_path(sent) || config.cors_allowed_origins.0.iter().any(listed)).then_some(sent)
}

/// Whether it leads to a page of ours, and not by `//` to another host.
pub(super) fn is_path(sent: &str) -> bool {
    sent.starts_with('/') && !sent.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::next;
    use crate::config::Config;

    #[test]
    fn only_own_paths_and_listed_origins_are_next() {
        let origins = ("LATCHKEY_CORS_ALLOWED_ORIGINS", "https://app.example.org,http://localhost:3000");
        let pairs = [("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests"), origins];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let (config, _) = Config::parse(pairs).unwrap();
        for good in [
            "/account/",
            "/",
            "/account/?a=b#c",
            "https://app.example.org",
            "https://app.example.org/a?b",
            "https://app.example.org#a",
            "http://localhost:3000/",
        ] {
            assert_eq!(next(&config, good), Some(good));
        }
        for bad in [
            "",
            "account",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/ /evil.example",
            "https:/evil.example",
            "https://evil.example",
            "https://app.example.org.evil.example",
            "https://app.example.org@evil.example",
            "https://app.example.org:1@evil.example",
            "https://app.example.orgevil",
            "http://app.example.org/",
            "HTTPS://APP.EXAMPLE.ORG@evil.example",
            "javascript:alert(1)",
            "data:text/html,a",
            "/ä",
            "/\u{202e}",
            "/\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(next(&config, bad), None, "{bad:?}");
        }
        assert_eq!(next(&config, &("/".to_owned() + &"a".repeat(2000))), None);
    }
}
