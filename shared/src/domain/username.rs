//! User names: Django's characters, unique ignoring case.

use caseless::Caseless;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// A user name as its owner writes it, 1 to 150 characters of letters, digits and `@ . + - _`
/// (Django's `UnicodeUsernameValidator`). Compare by [`Username::key`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Django's `max_length` of `AbstractUser.username`, in characters.
    pub const MAX_CHARS: usize = 150;

    /// The user name as it stands in the table, which was checked when it was written.
    pub(crate) fn stored(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// A user name kept as typed; `None` if it is not one.
    pub fn parse(name: &str) -> Option<Self> {
        (!name.is_empty() && Self::fits(name) && Self::has_valid_characters(name))
            .then(|| Self(name.to_owned()))
    }

    /// Whether a name is short enough, in whatever form it is stored: some letters are many in NFKC.
    pub fn fits(name: &str) -> bool {
        name.chars().count() <= Self::MAX_CHARS && name.nfkc().count() <= Self::MAX_CHARS
    }

    /// Whether nobody may take this name: `/v1/users/{name}` has no room for it.
    pub fn is_reserved(name: &str) -> bool {
        ["list", "create"].contains(&key(name).as_str())
    }

    /// Whether every character may stand in a user name.
    pub fn has_valid_characters(name: &str) -> bool {
        // Python's `\w`: letters and numbers by general category, and the underscore.
        let is_word = |c: char| {
            matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
        };
        name.chars().all(|c| is_word(c) || "_@.+-".contains(c))
    }

    /// The same name in NFKC, as Django's `create_user` stores it.
    pub fn normalised(&self) -> Self {
        Self(self.0.nfkc().collect())
    }

    /// What two spellings of one name share: NFKC(casefold(NFKC(name))).
    pub fn key(&self) -> String {
        key(&self.0)
    }

    /// What the keys of names begin with that begin with this text.
    pub fn key_of_prefix(text: &str) -> String {
        key(text)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key of any text, for looking up what somebody typed: a text that is no user name has a key that
/// nobody owns.
pub(crate) fn key(typed: &str) -> String {
    typed.nfkc().default_case_fold().nfkc().collect()
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Username;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn key(name: &str) -> String {
        Username::parse(name).unwrap().key()
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(key("alice"), key("ALICE"));
        assert_eq!(key("alice"), key("ａｌｉｃｅ"));
        assert_eq!(key("fish"), key("ﬁsh"));
        assert_ne!(key("straße"), key("strase"));
    }

    #[test]
    fn what_is_invisible_or_foreign_to_names_is_refused() {
        for name in ["", "a b", "a/b", "a\u{200d}b", "a\u{202e}b", "a\0", "soft\u{ad}", "a\u{0301}b", "ⓐ"] {
            assert_eq!(Username::parse(name), None, "{name:?}");
        }
        assert!(Username::parse(&"a".repeat(150)).is_some());
        assert!(Username::parse(&"a".repeat(151)).is_none());
        assert!(Username::parse(&"ﷺ".repeat(150)).is_none());
        assert!(Username::parse("josé@home.+-_１").is_some());
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "\\PC{1,40}") {
            let once = super::key(&name);
            prop_assert_eq!(super::key(&once), once);
        }
    }
}
