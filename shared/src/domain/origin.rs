//! Where an account came from, when it was brought along from another server.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What an account was where it came from: its id there, and marks of its fields as they were when it was taken in. So
/// importing again finds it, whatever became of it here, and tells what changed there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its id there.
    pub id: String,
    /// Its fields then.
    pub was: Marks,
}

/// Six hex digits for each of [`Marks::FIELDS`]. Those that were written before a field was compared lack it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(String);

impl Marks {
    /// The fields that are compared, in this order. The last sign-in is not: it changes all the time.
    pub const FIELDS: [&'static str; 13] = [
        "username",
        "date_joined",
        "email",
        "first_name",
        "last_name",
        "password",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "user_permissions",
        "profile",
        "locale",
    ];

    /// How many fields there were at first.
    const FIRST: usize = 12;

    const DIGITS: usize = 6;

    /// Of an empty text: how its SHA-256 begins.
    const OF_NOTHING: &'static str = "e3b0c4";

    /// The marks of these texts, one for each field; `digest` is SHA-256 in hex.
    pub fn of(fields: &[String; Self::FIELDS.len()], digest: impl Fn(&str) -> String) -> Self {
        Self(fields.iter().map(|field| digest(field)[..Self::DIGITS].to_owned()).collect())
    }

    /// Which fields differ, of those that both have.
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let differs =
            |at: &usize| self.of_field(*at).zip(other.of_field(*at)).is_some_and(|(one, two)| one != two);
        (0..Self::FIELDS.len()).filter(differs).map(|at| Self::FIELDS[at]).collect()
    }

    fn of_field(&self, at: usize) -> Option<&str> {
        self.0.get(at * Self::DIGITS..(at + 1) * Self::DIGITS)
    }

    /// Whether no language was said, as far as is known.
    pub fn lack_locale(&self) -> bool {
        self.of_field(Self::FIRST).is_none_or(|mark| mark == Self::OF_NOTHING)
    }

    /// These marks, but the other's of the language.
    pub fn with_locale_of(&self, other: &Self) -> Self {
        let rest = self.0.get(..Self::FIRST * Self::DIGITS).unwrap_or(&self.0);
        Self(format!("{rest}{}", other.of_field(Self::FIRST).unwrap_or_default()))
    }
}

impl Origin {
    /// Whether both are the same account at different times: it may have been renamed meanwhile, but then it is as old. Two
    /// servers count their users alike, so where there are no user names the address says which.
    pub fn is_same(&self, other: &Self) -> bool {
        let differing = self.was.differing(&other.was);
        let has_name = self.was.of_field(0) != Some(Marks::OF_NOTHING);
        let name = if has_name { "username" } else { "email" };
        self.id == other.id && !(differing.contains(&name) && differing.contains(&"date_joined"))
    }
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As it is printed.
impl FromStr for Marks {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fields = [Self::FIRST, Self::FIELDS.len()];
        let good = fields.map(|fields| fields * Self::DIGITS).contains(&text.len())
            && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        good.then(|| Self(text.to_owned())).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, Origin};
    use crate::auth::token::sha256_hex;

    fn origin(id: &str, changed: &[&str]) -> Origin {
        let field = |name: &str| format!("{name}{}", u8::from(changed.contains(&name)));
        Origin { id: id.to_owned(), was: Marks::of(&Marks::FIELDS.map(field), sha256_hex) }
    }

    #[test]
    fn what_changed_is_named() {
        let (then, now) = (origin("5", &[]), origin("5", &["email", "profile"]));
        assert_eq!(then.was.differing(&now.was), ["email", "profile"]);
        assert_eq!(then.was.differing(&then.was), [""; 0]);
        assert_eq!(then.was.to_string().parse(), Ok(then.was.clone()));
        assert_eq!("5".parse::<Marks>(), Err(()));
    }

    #[test]
    fn marks_of_old_know_nothing_of_the_language_until_it_is_filled_in() {
        let (then, now) = (origin("5", &[]), origin("5", &["locale"]));
        let of_old: Marks = then.was.to_string()[..72].parse().unwrap();
        assert_eq!(then.was.differing(&now.was), ["locale"]);
        assert_eq!(of_old.differing(&now.was), [""; 0]);
        assert!(of_old.lack_locale() && !then.was.lack_locale());
        assert!(Marks::of(&Default::default(), sha256_hex).lack_locale());
        assert_eq!(of_old.with_locale_of(&now.was), now.was);
        assert_eq!(then.was.with_locale_of(&now.was), now.was);
    }

    #[test]
    fn an_account_stays_the_same_when_it_is_renamed_and_is_another_under_another_id() {
        let account = origin("5", &[]);
        assert!(account.is_same(&origin("5", &["username", "email"])));
        assert!(account.is_same(&origin("5", &["date_joined"])));
        assert!(!account.is_same(&origin("5", &["username", "date_joined"])));
        assert!(!account.is_same(&origin("6", &[])));
    }

    #[test]
    fn where_nobody_has_a_user_name_the_address_says_who_it_is() {
        let account = |email: &str, joined: &str| {
            let field = |name: &str| match name {
                "email" => email.to_owned(),
                "date_joined" => joined.to_owned(),
                _ => String::new(),
            };
            Origin { id: "5".to_owned(), was: Marks::of(&Marks::FIELDS.map(field), sha256_hex) }
        };
        let ada = account("ada@example.org", "1");
        assert!(ada.is_same(&account("countess@example.org", "1")));
        assert!(ada.is_same(&account("ada@example.org", "2")));
        assert!(!ada.is_same(&account("bob@example.org", "2")));
    }
}
