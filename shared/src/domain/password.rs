//! What a person typed as a password, and the rules that refuse a weak one: the four validators of a stock
//! Django 5.2, decision for decision.
//!
//! `common_passwords.txt` is Django's list of common passwords, © Django Software Foundation and individual
//! contributors, BSD-3-Clause; the licence is in `NOTICE`.

use std::cmp::Ordering;
use std::fmt;

use unicode_normalization::char::is_combining_mark;

/// The longest password that is taken, in characters after trimming. Callers refuse a longer one before they
/// judge or hash it, so that nobody buys our CPU time with a long body.
pub const MAX_CHARS: usize = 256;

/// How alike a password and an attribute may nearly be: Django's `max_similarity`.
const MAX_SIMILARITY: f64 = 0.7;

/// One lowercase password a line, sorted by bytes, so that looking one up costs no work at a cold start.
const COMMON: &[u8] = include_bytes!("common_passwords.txt");

/// What a person typed as a password. The blanks around it do not count: every dialect drops those, as djoser does
/// (docs/contracts/djoser.md §1.6). Only a hash that somebody else made may have been made with them.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Takes the text as typed; what Python's `str.strip` trims does not count.
    pub fn new(raw: &str) -> Password {
        Password(raw.to_owned())
    }

    /// The trimmed text.
    pub fn as_str(&self) -> &str {
        self.0.trim_matches(is_blank)
    }

    /// The text with the blanks around it.
    pub fn as_typed(&self) -> &str {
        &self.0
    }

    /// The length in characters (Unicode code points), as Python's `len` counts them.
    pub fn chars(&self) -> usize {
        self.as_str().chars().count()
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Password {}

/// Prints the type's name only, so that no log line can hold a password.
impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// What a password must not resemble, in the order in which Django looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// The name the user signs in with.
    Username,
    /// The given name.
    FirstName,
    /// The family name.
    LastName,
    /// The e-mail address.
    Email,
}

/// One reason to refuse a password (docs/contracts/djoser.md §1.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It resembles this attribute of its user.
    TooSimilar(Attribute),
    /// It is shorter than this.
    TooShort {
        /// The fewest characters a password may have.
        min: usize,
    },
    /// It is among the passwords that attackers try first.
    TooCommon,
    /// It consists of digits.
    EntirelyNumeric,
}

/// Every reason to refuse this password for a user of whom `about` is known, in Django's order; none if it is
/// good. Of the attributes it resembles only the first in Django's order is named; empty ones are passed
/// over. An empty password, which dialects refuse before they ask here, is merely too short.
pub fn weaknesses(password: &Password, min_length: usize, about: &[(Attribute, &str)]) -> Vec<Weakness> {
    let lower = password.as_str().to_lowercase();
    let too_similar = most_telling(password, &lower, about).map(Weakness::TooSimilar);
    let too_short = (password.chars() < min_length).then_some(Weakness::TooShort { min: min_length });
    let too_common = is_common(&lower).then_some(Weakness::TooCommon);
    let numeric = is_numeric(password.as_str()).then_some(Weakness::EntirelyNumeric);

    [too_similar, too_short, too_common, numeric].into_iter().flatten().collect()
}

/// The first attribute the password resembles. Comparing takes time proportional to the product of the
/// lengths, so nothing longer than a password may be is compared.
fn most_telling(password: &Password, lower: &str, about: &[(Attribute, &str)]) -> Option<Attribute> {
    if password.chars() > MAX_CHARS {
        return None;
    }
    about
        .iter()
        .filter(|(_, value)| !value.is_empty() && value.chars().count() <= MAX_CHARS)
        .filter(|(_, value)| resembles(lower, &value.to_lowercase()))
        .map(|&(attribute, _)| attribute)
        .min()
}

/// Whether the password is close to the value or to one of the words in it. Django first passes over words
/// that are ten times shorter than the password; that only saves time, as their similarity is 2/11 at most.
fn resembles(password: &str, value: &str) -> bool {
    value
        .split(|c| !is_word(c))
        .chain([value])
        .filter(|part| !part.is_empty())
        .any(|part| similarity(password, part) >= MAX_SIMILARITY)
}

/// `SequenceMatcher(a, b).quick_ratio()` of Python's difflib: the share of characters that two texts, not
/// both empty, have in common, whatever their order.
fn similarity(a: &str, b: &str) -> f64 {
    let mut unmatched: Vec<char> = b.chars().collect();
    let length = a.chars().count() + unmatched.len();

    let mut matches = 0;
    for c in a.chars() {
        if let Some(at) = unmatched.iter().position(|&other| other == c) {
            unmatched.swap_remove(at);
            matches += 1;
        }
    }
    2.0 * f64::from(matches) / length as f64
}

/// A binary search among the lines of [`COMMON`].
fn is_common(lower: &str) -> bool {
    let (mut from, mut to) = (0, COMMON.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = COMMON[from..middle].iter().rposition(is_newline).map_or(from, |at| from + at + 1);
        let end = COMMON[middle..to].iter().position(is_newline).map_or(to, |at| middle + at);
        match COMMON[start..end].cmp(lower.as_bytes()) {
            Ordering::Less => from = end + 1,
            Ordering::Equal => return true,
            Ordering::Greater => to = start,
        }
    }
    false
}

fn is_newline(byte: &u8) -> bool {
    *byte == b'\n'
}

/// `str.isdigit` of Python.
fn is_numeric(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_digit)
}

/// `str.isspace` of Python for one character: Unicode's white space and four ASCII separators.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

/// `\w` of Python's `re`: letters, numbers and `_`. Rust counts as alphabetic also vowel signs, which are
/// marks, and circled letters, which are symbols.
fn is_word(c: char) -> bool {
    let is_circled_letter = matches!(
        c,
        '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}'
    );
    c == '_' || c.is_alphanumeric() && !is_combining_mark(c) && !is_circled_letter
}

/// `str.isdigit` of Python for one character: Unicode's Numeric_Type is Decimal or Digit, as of Unicode 18.
fn is_digit(c: char) -> bool {
    matches!(
        u32::from(c),
        0x30..=0x39 | 0xb2..=0xb3 | 0xb9 | 0x660..=0x669 | 0x6f0..=0x6f9 | 0x7c0..=0x7c9
        | 0x966..=0x96f | 0x9e6..=0x9ef | 0xa66..=0xa6f | 0xae6..=0xaef | 0xb66..=0xb6f
        | 0xbe6..=0xbef | 0xc66..=0xc6f | 0xce6..=0xcef | 0xd66..=0xd6f | 0xde6..=0xdef
        | 0xe50..=0xe59 | 0xed0..=0xed9 | 0xf20..=0xf29 | 0x1040..=0x1049 | 0x1090..=0x1099
        | 0x1369..=0x1371 | 0x17e0..=0x17e9 | 0x1810..=0x1819 | 0x1946..=0x194f | 0x19d0..=0x19da
        | 0x1a80..=0x1a89 | 0x1a90..=0x1a99 | 0x1b50..=0x1b59 | 0x1bb0..=0x1bb9 | 0x1c40..=0x1c49
        | 0x1c50..=0x1c59 | 0x2070 | 0x2074..=0x2079 | 0x2080..=0x2089 | 0x2460..=0x2468
        | 0x2474..=0x247c | 0x2488..=0x2490 | 0x24ea | 0x24f5..=0x24fd | 0x24ff | 0x2776..=0x277e
        | 0x2780..=0x2788 | 0x278a..=0x2792 | 0xa620..=0xa629 | 0xa8d0..=0xa8d9 | 0xa900..=0xa909
        | 0xa9d0..=0xa9d9 | 0xa9f0..=0xa9f9 | 0xaa50..=0xaa59 | 0xabf0..=0xabf9 | 0xff10..=0xff19
        | 0x104a0..=0x104a9 | 0x10a40..=0x10a43 | 0x10d30..=0x10d39 | 0x10d40..=0x10d49
        | 0x10e60..=0x10e68 | 0x11052..=0x1105a | 0x11066..=0x1106f | 0x110f0..=0x110f9
        | 0x11136..=0x1113f | 0x111d0..=0x111d9 | 0x112f0..=0x112f9 | 0x11450..=0x11459
        | 0x114d0..=0x114d9 | 0x11650..=0x11659 | 0x116c0..=0x116c9 | 0x116d0..=0x116e3
        | 0x11730..=0x11739 | 0x118e0..=0x118e9 | 0x11950..=0x11959 | 0x11bf0..=0x11bf9
        | 0x11c50..=0x11c59 | 0x11d50..=0x11d59 | 0x11da0..=0x11da9 | 0x11de0..=0x11de9
        | 0x11f50..=0x11f59 | 0x16130..=0x16139 | 0x16a60..=0x16a69 | 0x16ac0..=0x16ac9
        | 0x16b50..=0x16b59 | 0x16d70..=0x16d79 | 0x1ccf0..=0x1ccf9 | 0x1d7ce..=0x1d7ff
        | 0x1e140..=0x1e149 | 0x1e2f0..=0x1e2f9 | 0x1e4f0..=0x1e4f9 | 0x1e5f1..=0x1e5fa
        | 0x1e950..=0x1e959 | 0x1f100..=0x1f10a | 0x1fbf0..=0x1fbf9
    )
}

#[cfg(test)]
mod tests {
    use super::{
        Attribute, COMMON, MAX_CHARS, Password, Weakness, is_common, is_digit, is_word, similarity,
        weaknesses,
    };

    const NOBODY: &[(Attribute, &str)] = &[];

    fn judged(password: &str, about: &[(Attribute, &str)]) -> Vec<Weakness> {
        weaknesses(&Password::new(password), 8, about)
    }

    fn lines() -> impl Iterator<Item = &'static str> {
        std::str::from_utf8(COMMON).unwrap().lines()
    }

    #[test]
    fn blanks_around_a_password_are_dropped_as_python_drops_them() {
        assert_eq!(Password::new("\u{3000}\x1c\t two words \r\n\x1f\u{a0}").as_str(), "two words");
        assert_eq!(Password::new("\u{200b}zero\u{feff}").as_str(), "\u{200b}zero\u{feff}");
        assert_eq!(Password::new(" \u{85} ").as_str(), "");
    }

    #[test]
    fn a_password_never_prints_itself() {
        assert_eq!(format!("{:?} {:#?}", Password::new("hunter2"), Password::new("")), "Password Password");
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(Password::new("пароль🔑").chars(), 7);
        assert_eq!(judged("żółćżółw", NOBODY), []);
        assert_eq!(judged("żółćżół", NOBODY), [Weakness::TooShort { min: 8 }]);
        assert_eq!(weaknesses(&Password::new("zq"), 3, NOBODY), [Weakness::TooShort { min: 3 }]);
    }

    #[test]
    fn every_reason_is_named_in_djangos_order() {
        assert_eq!(
            judged("123456", &[(Attribute::Username, "12345")]),
            [
                Weakness::TooSimilar(Attribute::Username),
                Weakness::TooShort { min: 8 },
                Weakness::TooCommon,
                Weakness::EntirelyNumeric
            ]
        );
    }

    #[test]
    fn a_password_may_not_resemble_an_attribute_or_a_word_in_it() {
        assert_eq!(
            judged("alice1234", &[(Attribute::Username, "alice")]),
            [Weakness::TooSimilar(Attribute::Username)]
        );
        assert_eq!(
            judged("Lovelace-1", &[(Attribute::Email, "ada.LOVELACE@example.org")]),
            [Weakness::TooSimilar(Attribute::Email)]
        );
        assert_eq!(
            judged("abcdefgh-1", &[(Attribute::Username, "ab.cd.ef.gh")]),
            [Weakness::TooSimilar(Attribute::Username)]
        );
        assert_eq!(judged("correct horse alice", &[(Attribute::Username, "alice")]), []);
    }

    #[test]
    fn only_the_first_resemblance_in_djangos_order_is_named() {
        let about = [
            (Attribute::Email, "lovelace@x.org"),
            (Attribute::LastName, "Lovelace"),
            (Attribute::FirstName, ""),
        ];
        assert_eq!(judged("lovelace", &about)[0], Weakness::TooSimilar(Attribute::LastName));
    }

    #[test]
    fn seven_tenths_of_the_characters_is_too_similar_and_less_is_not() {
        assert_eq!(similarity("abcdefgxyz", "gfedcba123"), 0.7);
        assert_eq!(judged("abcdefgxyz", &[(Attribute::Username, "gfedcba123")]).len(), 1);
        assert_eq!(judged("abcdefuxyz", &[(Attribute::Username, "gfedcba123")]), []);
    }

    #[test]
    fn repeated_characters_count_as_often_as_both_have_them() {
        assert_eq!(similarity("aaaa", "a"), 0.4);
        assert_eq!(similarity("abba", "bbbb"), 0.5);
    }

    #[test]
    fn an_empty_password_is_merely_too_short() {
        assert_eq!(judged(" ", &[(Attribute::Email, "@@")]), [Weakness::TooShort { min: 8 }]);
    }

    #[test]
    fn nothing_longer_than_a_password_may_be_is_compared() {
        let (longest, longer) = ("xy".repeat(MAX_CHARS / 2), "xy".repeat(MAX_CHARS / 2 + 1));
        let similar = [Weakness::TooSimilar(Attribute::Username)];
        assert_eq!(judged(&longest, &[(Attribute::Username, &longest)]), similar);
        assert_eq!(judged(&longer, &[(Attribute::Username, &longest)]), []);
        assert_eq!(judged(&longest, &[(Attribute::Username, &longer)]), []);
    }

    #[test]
    fn every_line_of_the_list_is_common_in_either_case() {
        assert_eq!(lines().count(), 19_640);
        assert!(
            lines().is_sorted() && lines().all(|line| line == line.trim().to_lowercase() && !line.is_empty())
        );
        assert!(lines().all(is_common));
        assert_eq!(judged("TrustNo1", NOBODY), [Weakness::TooCommon]);
    }

    #[test]
    fn what_is_not_a_line_of_the_list_is_not_common() {
        assert!(lines().all(|line| !is_common(&format!("{line}\n"))));
        for rare in ["", "\n", "\0", "!!", "~~~~", "password\nqwerty", "correct horse battery", "\u{10ffff}"]
        {
            assert!(!is_common(rare), "{rare:?}");
        }
    }

    #[test]
    fn digits_of_every_script_are_numeric_and_fractions_are_not() {
        assert_eq!(judged("٤٨١٥١٦٢٣٤٢", NOBODY), [Weakness::EntirelyNumeric]);
        assert_eq!(judged("⁴⁸①⑤❶⑹23", NOBODY), [Weakness::EntirelyNumeric]);
        assert_eq!(judged("4815162342½", NOBODY), []);
        assert!(!is_digit('五') && !is_digit('Ⅷ'));
    }

    #[test]
    fn words_end_where_python_ends_them() {
        assert!(['a', 'ß', '字', '7', '½', 'ª', '_', 'ⅷ'].into_iter().all(is_word));
        assert!(['-', '@', ' ', '\u{301}', '\u{93e}', 'Ⓐ', '🅰', '\u{200d}'].into_iter().all(|c| !is_word(c)));
    }
}
