//! User names: Django's characters, unique ignoring case.

use super::Email;
use caseless::Caseless;
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// A user name as its owner writes it. It is judged in NFKC, the form in which names are compared, so that all spellings
/// of one name are good or none: 1 to 150 characters of letters, digits and `@ . + - _` (Django's
/// `UnicodeUsernameValidator`), none of them invisible. Compare by [`Username::key`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Django's `max_length` of `AbstractUser.username`, in characters.
    pub const MAX_CHARS: usize = 150;

    /// The longest text that NFKC can make a name of: no letter comes apart into more than four by canonical
    /// decomposition (<https://www.unicode.org/reports/tr15/>, table 3.2). Nothing longer is normalised.
    const MAX_TYPED: usize = 4 * Self::MAX_CHARS;

    /// The user name as it stands in the table, which was checked when it was written.
    pub(crate) fn stored(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// What somebody types to name a user who is there; `None` for what is too short or too long to be a name. Names that
    /// were imported, or taken when more was allowed, are found too.
    pub fn parse(name: &str) -> Option<Self> {
        (!name.is_empty() && Self::fits(name)).then(|| Self(name.to_owned()))
    }

    /// A name that somebody is to have, as typed, or in NFKC where only that is short enough; `None` if it cannot be one.
    pub fn new(name: &str) -> Option<Self> {
        let name = Self::parse(name).filter(|_| Self::has_valid_characters(name))?;
        let is_long = name.0.chars().nth(Self::MAX_CHARS).is_some();
        Some(if is_long { name.normalised() } else { name })
    }

    /// The address that the name reads as, if it does, in whatever letters it is written.
    pub fn as_address(&self) -> Option<Email> {
        let Self(name) = self.normalised();
        name.contains('@').then(|| Email::parse(&name)).flatten()
    }

    /// Whether a name is short enough.
    pub fn fits(name: &str) -> bool {
        name.chars().nth(Self::MAX_TYPED).is_none() && name.nfkc().nth(Self::MAX_CHARS).is_none()
    }

    /// Whether nobody may take this name: `/v1/users/{name}` has no room for it; nor has `/auth/users/{name}/`, where
    /// names stand in djoser's paths.
    pub fn is_reserved(name: &str, stands_in_paths: bool) -> bool {
        let Some(key) = Self::parse(name).map(|name| name.key()) else { return false };
        ["list", "create"].contains(&key.as_str()) || stands_in_paths && is_path(&key)
    }

    /// Whether every character may stand in a user name. A text that is too long for a name is judged as typed.
    pub fn has_valid_characters(name: &str) -> bool {
        match name.chars().nth(Self::MAX_TYPED) {
            None => name.nfkc().all(may_stand_in_name),
            Some(_) => name.chars().all(may_stand_in_name),
        }
    }

    /// The same name in NFKC, as Django's `create_user` stores it.
    pub fn normalised(&self) -> Self {
        Self(self.0.nfkc().collect())
    }

    /// What two spellings of one name share: NFKC(casefold(NFKC(name))).
    pub fn key(&self) -> String {
        key(&self.0)
    }

    /// What the keys of names begin with that begin with this text; `None` where no name is as long as that.
    pub fn key_of_prefix(text: &str) -> Option<String> {
        Self::fits(text).then(|| key(text))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The words that stand where a name would in `/auth/users/{name}/`, whatever the settings.
const PATHS: [&str; 18] = [
    "activate",
    "activation",
    "change_username",
    "confirm",
    "create",
    "delete",
    "me",
    "resend",
    "resend_activation",
    "reset_email",
    "reset_email_confirm",
    "reset_password",
    "reset_password_confirm",
    "reset_username",
    "reset_username_confirm",
    "set_email",
    "set_password",
    "set_username",
];

/// Whether a key is another path than a user's: a word, also with a format (`me.json`), or what leads elsewhere.
fn is_path(key: &str) -> bool {
    let is_word = |name| PATHS.contains(&name);
    let is_format = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric());
    let has_format = |(stem, format)| is_word(stem) && is_format(format);
    is_word(key) || key.rsplit_once('.').is_some_and(has_format) || [".", ".."].contains(&key)
}

/// Whether a character of a name's NFKC form may stand there: Python's `\w`, which is letters and numbers by general
/// category and the underscore; and what such letters come apart into.
fn may_stand_in_name(c: char) -> bool {
    let is_word =
        matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number);
    is_word && is_seen(c) || "_@.+-".contains(c) || is_part_of_letter(c)
}

/// Whether readers see a character: what Unicode calls default-ignorable makes look-alikes.
pub(super) fn is_seen(c: char) -> bool {
    !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// The marks that NFKC takes out of letters and does not put back, as in Thai `ำ` and Hindi `क़`: the tests look at
/// every letter.
fn is_part_of_letter(c: char) -> bool {
    matches!(
        c,
        '\u{5b4}' | '\u{5b7}'..='\u{5b9}' | '\u{5bc}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' // Hebrew
        | '\u{64b}' | '\u{64e}'..='\u{652}' | '\u{670}' // Arabic
        | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{b3c}' // Devanagari, Bengali, Gurmukhi, Oriya
        | '\u{e4d}' | '\u{ecd}' | '\u{fb5}' | '\u{fb7}' // Thai, Lao, Tibetan
        | '\u{3099}' | '\u{309a}' // Katakana
    )
}

/// The key of a text that is no longer than a name.
fn key(typed: &str) -> String {
    typed.nfkc().default_case_fold().nfkc().collect()
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{PATHS, Username, is_part_of_letter, may_stand_in_name};
    use proptest::prelude::{prop_assert_eq, proptest};
    use std::collections::BTreeSet;
    use unicode_normalization::UnicodeNormalization;

    fn key(name: &str) -> String {
        Username::new(name).unwrap().key()
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(key("alice"), key("ALICE"));
        assert_eq!(key("alice"), key("ａｌｉｃｅ"));
        assert_eq!(key("fish"), key("ﬁsh"));
        assert_eq!(key("josé"), key("jose\u{301}"));
        assert_eq!(key("อำนาจ"), key("อ\u{e4d}านาจ"));
        assert_ne!(key("straße"), key("strase"));
    }

    #[test]
    fn what_is_invisible_or_foreign_to_names_is_refused() {
        for name in [
            "",
            "a b",
            "a/b",
            "a\u{200d}b",
            "a\u{202e}b",
            "a\0",
            "soft\u{ad}",
            "a\u{0328}\u{20dd}b",
            "½",
            "☃",
        ] {
            assert_eq!(Username::new(name), None, "{name:?}");
        }
        for ignorable in ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}', '\u{34f}', '\u{17b4}', '\u{fe0f}'] {
            assert_eq!(Username::new(&format!("a{ignorable}b")), None, "{ignorable:?}");
        }
        for name in ["josé@home.+-_１", "อำนาจ", "ⓐda"] {
            assert!(Username::new(name).is_some(), "{name:?}");
        }
    }

    #[test]
    fn a_name_is_as_long_as_its_nfkc_form() {
        let long = |text: &str, times| Username::new(&text.repeat(times));
        assert!(long("a", 150).is_some() && long("a", 151).is_none());
        assert!(long("ﷴ", 37).is_some() && long("ﷴ", 38).is_none());
        let (composed, decomposed) = (long("é", 150).unwrap(), long("e\u{301}", 150).unwrap());
        assert_eq!(composed, decomposed, "only NFKC is short enough to be kept");
        assert!(long("e\u{301}", 151).is_none() && Username::parse(&"e\u{301}".repeat(151)).is_none());
    }

    #[test]
    fn a_text_that_is_too_long_for_a_name_is_not_normalised() {
        let long = "\u{fdfa}".repeat(21_000);
        assert!(!Username::fits(&long) && Username::has_valid_characters(&long));
        assert!(Username::parse(&long).is_none() && Username::key_of_prefix(&long).is_none());
        assert!(!Username::is_reserved(&long, true));
    }

    #[test]
    fn who_is_there_is_found_whatever_is_allowed_today() {
        for name in ["ada lovelace", "a\u{3164}", "ada/b"] {
            assert!(Username::parse(name).is_some(), "{name:?}");
        }
    }

    /// The marks of letters that are no letters themselves, and only they.
    #[test]
    fn what_letters_come_apart_into_may_stand_in_names() {
        let mut parts = BTreeSet::new();
        for letter in ('\0'..=char::MAX).filter(|c| may_stand_in_name(*c) && !is_part_of_letter(*c)) {
            let form: Vec<_> = letter.nfkc().collect();
            let is_text =
                |c: &char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c);
            if form.iter().all(is_text) {
                parts.extend(form.into_iter().filter(|c| is_part_of_letter(*c) || !may_stand_in_name(*c)));
            }
        }
        let known: BTreeSet<_> = ('\0'..=char::MAX).filter(|c| is_part_of_letter(*c)).collect();
        assert_eq!(parts, known);
    }

    #[test]
    fn where_names_stand_in_paths_those_that_are_paths_are_reserved() {
        assert!(PATHS.is_sorted());
        for name in
            ["me", "ME", "Activation", "ｍｅ", "me.json", "set_username", "set_password.Api", ".", ".."]
        {
            assert!(Username::is_reserved(name, true) && !Username::is_reserved(name, false), "{name}");
        }
        for name in ["list", "Create"] {
            assert!(Username::is_reserved(name, true) && Username::is_reserved(name, false), "{name}");
        }
        for name in ["meg", "me.", "me.j-son", "me.json.gz", "a.b", "boss.json"] {
            assert!(!Username::is_reserved(name, true), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "\\PC{1,40}") {
            let once = super::key(&name);
            prop_assert_eq!(super::key(&once), once);
        }

        #[test]
        fn all_spellings_of_a_name_are_good_or_none(name in "\\PC{1,20}") {
            let good = Username::new(&name).is_some();
            let (nfkc, nfd): (String, String) = (name.nfkc().collect(), name.nfd().collect());
            prop_assert_eq!(Username::new(&nfkc).is_some(), good);
            prop_assert_eq!(Username::new(&nfd).is_some(), good);
        }
    }
}
