//! The person behind an account.

use super::{FieldValue, Locale, Marks, Origin, Timestamp, Undo};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

    /// The first id that can be generated at this moment.
    pub fn first_of(moment: Timestamp) -> Self {
        Self::generate(moment, 0)
    }

    /// The last id of 32 bits with a sign, which is what clients have that want small ones.
    pub const LAST_SMALL: Self = Self((1 << 31) - 1);

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
    /// What the link that confirms it is derived from. Only the mail with this nonce carries it.
    pub nonce: String,
    /// What the link that calls it off is derived from. It stays while one address after the other is asked for, so that
    /// asking again does not outrun the notice.
    pub cancel: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The end of waiting.
    pub expires_at: Timestamp,
    /// Whether the account asked for no other that day: its mail always goes.
    pub first: bool,
}

/// What a user is called, how to reach them, and what else is said of them. One map in the table, so that lists, views and
/// edits name no more of it than they need, and a field more needs no other layout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// As typed; unique by [`super::Username::key`]. `""` where users sign in by address.
    pub username: String,
    /// As typed, `""` for none; unique by [`super::Email::key`].
    pub email: String,
    /// Everything else, by [`super::Shape`]; also what it does not know any more, which stays and is not shown.
    #[serde(flatten)]
    pub fields: FieldValues,
}

/// Values of fields by the fields' names.
pub type FieldValues = BTreeMap<String, FieldValue>;

impl Profile {
    /// A field of text; empty for a user who has none.
    pub fn text(&self, name: &str) -> &str {
        match self.fields.get(name) {
            Some(FieldValue::Text(text)) => text,
            _ => "",
        }
    }
}

/// An account, in Django's words, as it stands in the table.
///
/// "Not activated yet" and "disabled by an administrator" are two facts; what the dialects show as
/// `is_active` is [`User::is_active`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Never changes, never reused.
    pub id: UserId,
    /// The name, the address and what else people type.
    pub profile: Profile,
    /// The language of mails and pages, where its owner chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Whether a language was chosen here and taken back: then no import says one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locale_emptied: bool,
    /// The address that is to replace the present one, while that waits for its link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<PendingEmail>,
    /// When its owner asked for another address last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_asked_at: Option<Timestamp>,
    /// What the account claims of its unique fields: the sort key of each claim by the field's name. By this a claim is
    /// given up, whatever the settings say then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub held: BTreeMap<String, String>,
    /// The addresses that can take the account back, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undo: Vec<Undo>,
    /// Absent when no password lets this user in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordHash>,
    /// May administrate, in the words of djoser's permissions.
    pub is_staff: bool,
    /// May do everything.
    pub is_superuser: bool,
    /// Whether the password was taken away by an undo, until another is set by mail or by an administrator.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset_required: bool,
    /// When the account was activated; absent while that is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// When the present address was proven: its mailbox confirmed a link, or an administrator or an import vouched for it.
    /// Before that it is no identity, and mails to it say nothing that a stranger chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven_at: Option<Timestamp>,
    /// When an administrator switched the account off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<Timestamp>,
    /// Whether the account was ever active: those that never were are cleaned away after a week.
    pub was_active: bool,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// Where it came from, if it was brought along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Whether it was brought along into this very table, be it from another one of ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub brought: bool,
    /// What they were in the file that brought them, where `origin` does not say so: it is that of an earlier move, or there
    /// is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_as: Option<Marks>,
    /// Raised when every sign-in made before must end.
    pub epoch: u64,
    /// The one sign-in, by its sort key, that goes on all the same: that of whoever raised the epoch last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// Raised when every link sent before must die: by every change of password or address, by disabling, and by nothing
    /// else. A counter: clocks that differ revive no link.
    pub links_valid_from: u64,
    /// Raised by every edit of the profile; what `If-Match` and lost-update checks compare.
    pub version: u64,
}

impl User {
    /// A user who has just been made, and was not active yet.
    pub fn new(id: UserId, profile: Profile, now: Timestamp) -> Self {
        Self {
            id,
            profile,
            locale: None,
            locale_emptied: false,
            pending: None,
            email_asked_at: None,
            held: BTreeMap::new(),
            undo: Vec::new(),
            password: None,
            is_staff: false,
            is_superuser: false,
            reset_required: false,
            verified_at: None,
            proven_at: None,
            disabled_at: None,
            was_active: false,
            date_joined: now,
            origin: None,
            brought: false,
            came_as: None,
            epoch: 0,
            kept: None,
            links_valid_from: 0,
            version: 1,
        }
    }

    /// Django's `is_active`: activated, and not disabled.
    pub fn is_active(&self) -> bool {
        self.verified_at.is_some() && self.disabled_at.is_none()
    }

    /// The address that waits to be confirmed, if any still does.
    pub fn awaited_email(&self, now: Timestamp) -> Option<&PendingEmail> {
        self.pending.as_ref().filter(|pending| now < pending.expires_at)
    }

    /// Chooses the language of mails and pages, or takes the choice back.
    pub fn choose_locale(&mut self, locale: Option<Locale>) {
        self.locale_emptied |= self.locale.is_some() && locale.is_none();
        self.locale = locale;
    }

    /// What they were when they were brought along.
    pub fn was(&self) -> Option<&Marks> {
        self.came_as.as_ref().or(self.origin.as_ref().map(|origin| &origin.was))
    }

    /// Ends all sign-ins but the one that is kept.
    pub fn end_sign_ins(&mut self, kept: Option<String>) {
        self.epoch += 1;
        self.kept = kept;
    }

    /// Kills the links in all mails sent so far, and with them what waits for one.
    pub fn end_links(&mut self) {
        self.links_valid_from += 1;
        self.pending = None;
    }

    /// Takes the address for proven, and the account for active: its mailbox said yes.
    pub fn prove(&mut self, now: Timestamp) {
        self.proven_at = self.proven_at.or(Some(now));
        self.activate(now);
    }

    /// Takes the account for active. Of its mailbox that says nothing.
    pub fn activate(&mut self, now: Timestamp) {
        self.verified_at = self.verified_at.or(Some(now));
        self.was_active = true;
    }

    /// Whether the account has, or had until an undo, a password: then mails about it make sense.
    pub fn has_password(&self) -> bool {
        self.password.is_some() || self.reset_required
    }

    /// What an administrator's `is_active` writes: false disables; true clears that and takes the account
    /// for verified.
    pub fn set_active(&mut self, active: bool, now: Timestamp) {
        if active {
            self.disabled_at = None;
            if self.verified_at.is_none() {
                self.prove(now);
            }
        } else {
            self.disabled_at = self.disabled_at.or(Some(now));
            self.end_links();
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
