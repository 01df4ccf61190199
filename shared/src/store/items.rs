//! What the table holds beside users. Expiries are compared in code; `ttl` (seconds) only sweeps.

use super::OwedId;
use super::keys::{self, Holding, Key};
use crate::domain::{Profile, Timestamp, User, UserId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Whose name or address it is. Written with the user, so that two cannot have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The owner.
    pub user: UserId,
}

/// Whose an opaque token is that somebody else made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenOwner {
    /// The user whose sign-in it is.
    pub user: UserId,
}

/// Which group, permission or content type has a name. Written with it, so that two cannot have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameClaim {
    /// Its id.
    pub id: u64,
}

/// A user as lists show them: nothing secret, and perhaps a moment old.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ListedUser {
    /// As [`User::id`].
    pub id: UserId,
    /// As [`User::profile`].
    pub profile: Profile,
    /// As [`User::is_staff`].
    pub is_staff: bool,
    /// As [`User::is_superuser`].
    pub is_superuser: bool,
    /// As [`User::verified_at`].
    pub verified_at: Option<Timestamp>,
    /// As [`User::disabled_at`].
    pub disabled_at: Option<Timestamp>,
    /// As [`User::date_joined`].
    pub date_joined: Timestamp,
    /// The last sign-in of any kind, from the login record, where the list shows it.
    pub last_login: Option<Timestamp>,
}

impl ListedUser {
    /// What is read of a profile for a list.
    pub(super) const ATTRIBUTES: [&'static str; 7] =
        ["id", "profile", "is_staff", "is_superuser", "verified_at", "disabled_at", "date_joined"];

    /// A user whom no list brought, and when they signed in last.
    pub fn of(user: &User, last_login: Option<Timestamp>) -> Self {
        Self {
            id: user.id,
            profile: user.profile.clone(),
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            verified_at: user.verified_at,
            disabled_at: user.disabled_at,
            date_joined: user.date_joined,
            last_login,
        }
    }

    /// As [`User::is_active`].
    pub fn is_active(&self) -> bool {
        self.verified_at.is_some() && self.disabled_at.is_none()
    }
}

/// When and from where a user signed in, and what failed: everything that a sign-in writes of its user. Kept apart from the
/// profile, so that a sign-in never writes that.
/// Below 1 KB. Moments of failures and sources are in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct LoginRecord {
    /// The last sign-in of any kind.
    pub last_login: Option<Timestamp>,
    /// Failures in a row by name, and the last one.
    pub name_f: Option<u64>,
    /// The last one by name.
    pub name_a: Option<i64>,
    /// Failures in a row by address, and the last one.
    pub email_f: Option<u64>,
    /// The last one by address.
    pub email_a: Option<i64>,
    /// Failures in a row to prove the current password, and the last one.
    pub proof_f: Option<u64>,
    /// The last one.
    pub proof_a: Option<i64>,
    /// The day of strangers' guesses, counted from the epoch.
    pub day: Option<i64>,
    /// Strangers' guesses of that day.
    #[serde(default)]
    pub guesses: u64,
    /// From where the user signed in before, by a hash; absent before the first sign-in.
    pub known: Option<BTreeMap<String, Source>>,
    /// Sign-ins since the last trim, those that it left included.
    #[serde(default)]
    pub sign_ins: u64,
    /// Opaque tokens among them.
    #[serde(default)]
    pub tokens: u64,
    /// After a trim in vain: not to be tried again before.
    pub trim_after: Option<i64>,
    /// The try that wrote last.
    #[serde(rename = "try")]
    pub attempt: Option<String>,
}

impl LoginRecord {
    /// What is known of a source.
    pub fn source(&self, source: &str) -> Option<Source> {
        self.known.as_ref()?.get(source).copied()
    }
}

/// A network or device that an account was signed in from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Failures in a row from there.
    #[serde(rename = "f", default, skip_serializing_if = "is_zero")]
    pub failures: u64,
    /// The last one, in seconds.
    #[serde(rename = "a", default, skip_serializing_if = "is_zero")]
    pub failed_at: i64,
    /// The last sign-in from there, in seconds.
    #[serde(rename = "s", default)]
    pub seen: i64,
}

fn is_zero<T: Default + PartialEq>(number: &T) -> bool {
    *number == T::default()
}

/// What remains of a deleted user, for ever: the id is not used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// When.
    pub deleted_at: Timestamp,
}

/// What a sign-in issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A family of refresh tokens, and access tokens with them.
    Jwt,
    /// A browser's cookie.
    Cookie,
    /// An opaque token.
    Token,
}

/// A sign-in: it lets its user in until it is over. Its id and epoch never change, and it is ended by `ended_at`, never
/// deleted: a late copy of its put must not bring it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// 32 hex digits, unique; for a browser, the beginning of the SHA-256 of its cookie. Of an opaque token its SHA-256.
    pub id: String,
    /// What was issued.
    pub kind: Kind,
    /// The user's epoch at sign-in: when that is raised, the sign-in is over, unless it is the one that is kept.
    pub epoch: u64,
    /// When it began.
    pub created_at: Timestamp,
    /// The last use: of a cookie to the minute, of the others to the hour.
    pub seen_at: Timestamp,
    /// What the client called itself (`User-Agent`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agent: String,
    /// Which refresh token of the family is the current one.
    #[serde(rename = "gen", default)]
    pub generation: u64,
    /// When that one was issued.
    pub rotated_at: Timestamp,
    /// The key that signed the access token issued with it; absent before the first rotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The generation that was refreshed with though it was not replaced, if any after the first was.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub used: u64,
    /// How often the refresh token before the present one came too late.
    #[serde(default)]
    pub late: u64,
    /// When that was counted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_at: Option<Timestamp>,
    /// The end, however busy; an opaque token has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was ended before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// The end in seconds, for the sweep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<i64>,
    /// Whether an import brought it. Then it is kept when it has ended, as long as its user: another import may bring it
    /// again, and it must stay ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub brought: bool,
}

impl SignedIn {
    /// One that begins now, in this epoch of its user, and has no end.
    pub fn new(id: String, kind: Kind, epoch: u64, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            epoch,
            created_at: now,
            seen_at: now,
            agent: String::new(),
            generation: 0,
            rotated_at: now,
            kid: None,
            used: 0,
            late: 0,
            late_at: None,
            expires_at: None,
            ended_at: None,
            ttl: None,
            brought: false,
        }
    }

    /// Where it is among the sign-ins of its user.
    pub fn key(&self, user: UserId) -> Key<'_> {
        match self.kind {
            Kind::Jwt | Kind::Cookie => Key::Session(user, &self.id),
            Kind::Token => Key::Token(user, &self.id),
        }
    }

    /// Its sort key: what [`User::kept`] names.
    pub fn sort_key(&self) -> String {
        match self.kind {
            Kind::Jwt | Kind::Cookie => keys::session(&self.id),
            Kind::Token => keys::token(&self.id),
        }
    }
}

/// The one link of a purpose that works: what its token is derived from, and the mails that carry it. Kept apart from the
/// user, and written by the `mailer` under [`Link::rev`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Chance, bound into the token; useless without the secret key.
    pub nonce: String,
    /// When this nonce was put in place.
    pub made_at: Timestamp,
    /// As [`User::links_valid_from`] then: when that was raised, the link is dead.
    pub links_valid_from: u64,
    /// The end.
    pub expires_at: Timestamp,
    /// When it was used, once for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// The mails that are under way, and when each was tried last: with any of them the link must work when it arrives.
    pub flying: BTreeMap<String, Timestamp>,
    /// The moment before SES was asked to take the last mail that it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// The hour that `hourly` counts mails of, from the epoch.
    pub hour: i64,
    /// Mails of that hour.
    pub hourly: u64,
    /// The day that `daily` counts mails of, from the epoch.
    pub day: i64,
    /// Mails of that day.
    pub daily: u64,
    /// Raised by every mail that is about to go.
    pub rev: u64,
    /// The end in seconds, for the sweep.
    pub ttl: i64,
}

/// The mails there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A link that activates, or confirms a new address.
    Activation,
    /// The account is active now.
    Confirmation,
    /// A link to choose a new password.
    PasswordReset,
    /// A link to choose the first password, to somebody for whom an administrator made the account.
    Invitation,
    /// A link to choose a new user name.
    UsernameReset,
    /// Tells that the password was changed: a notice, with a link that undoes it.
    PasswordChangedConfirmation,
    /// Tells that the user name was changed: a notice, with a link that undoes it.
    UsernameChangedConfirmation,
    /// A link that puts the address it goes to in the place of the old one.
    EmailChange,
    /// Tells the present address that another one is to replace it, with a link that calls that off.
    EmailChangeRequested,
    /// Tells the old address that the account has another one now: a notice, with a link that undoes it.
    EmailChanged,
}

/// To whom a mail is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// This user, at the address of the moment.
    User(UserId),
    /// Whoever has this address: who asked did not get to know whether anybody does.
    Address(String),
    /// This user, at the address that waits to be confirmed, as long as it waits for this mail's link.
    Pending(UserId),
    /// This user, at an address that the account had before a change: with an undo link, if the mail has its nonce.
    Former(UserId, FormerAddress),
}

/// An address that an account had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerAddress {
    /// As it was typed.
    pub address: String,
    /// Whether it was proven.
    pub is_proven: bool,
}

/// A mail that is owed until it was sent; then the item is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedMail {
    /// Also the Message-ID, so that a repeated mail is recognised.
    pub id: OwedId,
    /// Which mail.
    pub kind: MailKind,
    /// To whom.
    pub to: Recipient,
    /// The nonce of the link in it, if it has one; of a notice, empty when nothing can be undone.
    pub nonce: String,
    /// Of a notice: what else changed with what it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<MailKind>,
    /// When it was owed.
    pub owed_at: Timestamp,
    /// Not to be tried before.
    pub due: Timestamp,
    /// Who tries may do so undisturbed until then.
    pub leased_until: Timestamp,
    /// Tries so far.
    pub attempts: u64,
    /// Whose lease it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Why SES did not take it last: its code, an HTTP status or `no answer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
}

/// A cleaning that is owed: everything of something deleted but the id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedWork {
    /// Its id.
    pub id: OwedId,
    /// What was deleted.
    pub of: Leftovers,
    /// When.
    pub owed_at: Timestamp,
    /// Not to be done before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// Whose leftovers are to be cleaned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leftovers {
    /// A user's: sign-ins, links and the login record, and the ways back to them.
    User(UserId),
    /// An account that was never activated, which could not be deleted at once.
    NeverActive(UserId),
    /// The undo links of a user that are over.
    Undo(UserId),
    /// A group's or a permission's: it is still named by who had it.
    Holding(Holding),
}

/// The id that the next one gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// The last one that was given out.
    pub last: u64,
}

/// How far the nightly walk over all users has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Walk {
    /// Who walks.
    #[serde(default)]
    pub holder: String,
    /// The place of the last user who was looked at; empty before the first.
    #[serde(default)]
    pub place: String,
}

/// How far an import has come: written now and then, so that one that broke off goes on there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// So many accounts, the first in the files, are done with.
    pub done: u64,
    /// But for these, by their place among the accounts, which were not simply taken: they are looked at again.
    #[serde(default)]
    pub again: Vec<u64>,
}

/// How many there were when they were last counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// So many.
    pub total: u64,
}

/// Who has a group or permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Their id.
    pub user: UserId,
}

/// The enabled, verified superusers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Superusers {
    /// Their ids.
    #[serde(with = "serde_dynamo::number_set")]
    pub ids: BTreeSet<UserId>,
}

/// A counter in a window of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How often.
    pub count: u64,
    /// When the window is over, in seconds.
    pub ttl: i64,
}

/// Which signing key is the newest, and when it was made: two who rotate agree by this item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKeys {
    /// Its `kid`.
    pub newest: String,
    /// Which edition of the table's layout this is: no function works on one that it does not know.
    #[serde(default = "first_edition")]
    pub edition: u64,
}

/// The first edition did not say which it was.
const fn first_edition() -> u64 {
    1
}

/// A signing key's public half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicHalf {
    /// The key's id: its RFC 7638 thumbprint.
    pub kid: String,
    /// The modulus, base64url.
    pub n: String,
    /// The exponent, base64url.
    pub e: String,
    /// From then on it signs; published earlier, so that caches know it by then.
    pub signs_from: Timestamp,
}

/// A signing key's private half, wrapped under the secret key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateHalf {
    /// AES-256-GCM, base64.
    pub wrapped: String,
}

#[cfg(test)]
mod tests {
    use super::{Kind, SignedIn};
    use crate::domain::Timestamp;
    use crate::store::{item_of, read};

    /// Who may only note that a sign-in is used can make an item by it, but none with these (`docs/threat-model.md`).
    #[test]
    fn what_lacks_its_kind_epoch_or_beginning_is_no_sign_in() {
        let now = Timestamp::from_seconds(1_796_040_000);
        let whole = item_of(&SignedIn::new("5f".to_owned(), Kind::Cookie, 0, now));
        assert!(read::<SignedIn>(whole.clone()).is_ok());
        for name in ["id", "kind", "epoch", "created_at"] {
            let mut lacking = whole.clone();
            lacking.remove(name);
            assert!(read::<SignedIn>(lacking).is_err(), "without {name}");
        }
    }
}
