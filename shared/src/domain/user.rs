//! The person behind an account.

use super::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A user's id: an integer, never used twice, safe in JavaScript (below 2⁵³). Generated ids are above 2³²
/// and grow with time; imported ones are below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(u64);

impl UserId {
    /// The first id that JavaScript cannot hold exactly.
    const END: u64 = 1 << 53;

    /// The account that never exists: reading it costs what reading a real one costs.
    pub const NOBODY: Self = Self(0);

    /// A fresh id: the milliseconds of `now` since 2020 in the high 41 bits, chance in the low 12.
    pub fn generate(now: Timestamp, chance: u16) -> Self {
        const EPOCH_2020: i64 = 1_577_836_800_000;
        let millis = u64::try_from(now.micros() / 1000 - EPOCH_2020).unwrap_or_default();
        let id = (millis << 12 | u64::from(chance & 0xfff)) % Self::END;
        Self(id.max(1 << 32))
    }

    /// The id as a number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl From<u64> for UserId {
    fn from(id: u64) -> Self {
        Self(id)
    }
}

/// Digits only, leading zeros allowed (`01` is `1`, as Django reads it), below 2⁵³.
impl FromStr for UserId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        match text.parse() {
            Ok(id) if digits && (1..Self::END).contains(&id) => Ok(Self(id)),
            _ => Err(()),
        }
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A password as it is kept: a PHC string. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// An address that its owner wants to have. It is nobody's, and claims nothing, before it is confirmed from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingEmail {
    /// As typed.
    pub address: String,
    /// The id of the mail to this address: no other mail's link confirms it.
    pub mail: String,
    /// The end of waiting.
    pub expires_at: Timestamp,
}

/// An account, in Django's words, as it stands in the table.
///
/// "Not activated yet" and "disabled by an administrator" are two facts; what the dialects show as
/// `is_active` is [`User::is_active`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Never changes, never reused.
    pub id: UserId,
    /// As typed; unique by [`super::Username::key`].
    pub username: String,
    /// As typed, `""` for none; unique by [`super::Email::key`].
    pub email: String,
    /// The address that is to replace it, while that waits for its link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_email: Option<PendingEmail>,
    /// At most 150 characters.
    pub first_name: String,
    /// At most 150 characters.
    pub last_name: String,
    /// Absent when no password lets this user in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordHash>,
    /// May administrate, in the words of djoser's permissions.
    pub is_staff: bool,
    /// May do everything.
    pub is_superuser: bool,
    /// When the present address was confirmed; absent while activation is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// When an administrator switched the account off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<Timestamp>,
    /// Whether the account was ever active: those that never were are cleaned away after a week.
    pub was_active: bool,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// The last sign-in of any kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_login: Option<Timestamp>,
    /// Raised when every session and token made before must end.
    pub epoch: u64,
    /// Links in mails owed before this moment are dead: set by every change of password or address, by
    /// disabling, and by nothing else.
    pub links_valid_from: Timestamp,
    /// Raised by every edit of the profile; what `If-Match` and lost-update checks compare.
    pub version: u64,
}

impl User {
    /// Django's `is_active`: activated, and not disabled.
    pub fn is_active(&self) -> bool {
        self.verified_at.is_some() && self.disabled_at.is_none()
    }

    /// The address that waits to be confirmed, if any still does.
    pub fn awaited_email(&self, now: Timestamp) -> Option<&PendingEmail> {
        self.pending_email.as_ref().filter(|pending| now < pending.expires_at)
    }

    /// Kills the links in all mails owed so far, and with them what waits for one.
    pub fn end_links(&mut self, now: Timestamp) {
        self.links_valid_from = now;
        self.pending_email = None;
    }

    /// What an administrator's `is_active` writes: false disables; true clears that and takes the account
    /// for verified.
    pub fn set_active(&mut self, active: bool, now: Timestamp) {
        if active {
            self.disabled_at = None;
            self.verified_at = self.verified_at.or(Some(now));
            self.was_active = true;
        } else {
            self.disabled_at = self.disabled_at.or(Some(now));
            self.end_links(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, UserId};

    #[test]
    fn ids_are_digits_and_fit_javascript() {
        assert_eq!("01".parse(), Ok(UserId(1)));
        for text in ["", "-1", "+1", "1.5", "abc", "0", "9007199254740992", "99999999999999999999", "１"] {
            assert_eq!(text.parse::<UserId>(), Err(()), "{text:?}");
        }
    }

    #[test]
    fn later_ids_are_larger_and_above_what_imports_use() {
        let early = UserId::generate(Timestamp::from_seconds(1_700_000_000), 0xffff);
        let late = UserId::generate(Timestamp::from_seconds(1_700_000_001), 0);
        assert!(early < late && early.get() > 1 << 32 && late.get() < 1 << 53);
        assert!(UserId::generate(Timestamp::from_seconds(0), 0).get() >= 1 << 32);
    }
}
