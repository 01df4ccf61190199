//! The language in which somebody wants to be spoken to.

use serde::{Deserialize, Serialize};

/// A language tag (BCP 47, RFC 5646 §2.1), such as `de` or `pt-BR`: as it was said, whether we speak it or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locale(String);

impl Locale {
    /// What every tag that is registered fits into (RFC 5646 §4.4.1).
    const MAX_CHARS: usize = 35;

    /// The tag in a text: subtags of up to eight ASCII letters and digits, of which the first is a language of two or three
    /// letters. An underscore, as POSIX has it, counts as a hyphen.
    pub fn parse(text: &str) -> Option<Self> {
        let tag = text.replace('_', "-");
        let mut subtags = tag.split('-');
        let is_language = |first: &str| {
            matches!(first.len(), 2 | 3) && first.bytes().all(|letter| letter.is_ascii_alphabetic())
        };
        let is_subtag = |subtag: &str| {
            matches!(subtag.len(), 1..=8) && subtag.bytes().all(|letter| letter.is_ascii_alphanumeric())
        };
        let is_good = subtags.next().is_some_and(is_language) && subtags.all(is_subtag);
        (is_good && tag.len() <= Self::MAX_CHARS).then_some(Self(tag))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language in it, without script, region and so on.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_locale_is_a_tag_and_nothing_else() {
        for (text, tag, language) in [
            ("de", "de", "de"),
            ("pt_BR", "pt-BR", "pt"),
            ("zh-Hant-TW", "zh-Hant-TW", "zh"),
            ("gsw", "gsw", "gsw"),
        ] {
            let locale = Locale::parse(text);
            assert_eq!(locale.as_ref().map(Locale::as_str), Some(tag));
            assert_eq!(locale.as_ref().map(Locale::language), Some(language));
        }
        let long = format!("de{}", "-abcdefgh".repeat(4));
        for text in
            ["", "d", "german", "de-", "-de", "de--AT", "d3", "de AT", "de\n", "ﬁ", "de-abcdefghi", &long]
        {
            assert_eq!(Locale::parse(text), None, "{text:?}");
        }
    }
}
