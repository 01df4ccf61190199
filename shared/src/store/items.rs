//! What the table holds beside users. Expiries are compared in code; `ttl` (seconds) only sweeps.

use super::OwedId;
use super::keys::Holding;
use crate::domain::{Timestamp, User, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Whose name or address it is. Written with the user, so that two cannot have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The owner.
    pub user: UserId,
}

/// Which group, permission or content type has a name. Written with it, so that two cannot have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameClaim {
    /// Its id.
    pub id: u64,
}

/// A user as the index shows him to lists: nothing secret, and perhaps a moment old.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ListedUser {
    /// As [`crate::domain::User::id`].
    pub id: UserId,
    /// As [`crate::domain::User::username`].
    pub username: String,
    /// As [`crate::domain::User::email`].
    pub email: String,
    /// As [`crate::domain::User::first_name`].
    pub first_name: String,
    /// As [`crate::domain::User::last_name`].
    pub last_name: String,
    /// As [`crate::domain::User::is_staff`].
    pub is_staff: bool,
    /// As [`crate::domain::User::is_superuser`].
    pub is_superuser: bool,
    /// As [`crate::domain::User::verified_at`].
    pub verified_at: Option<Timestamp>,
    /// As [`crate::domain::User::disabled_at`].
    pub disabled_at: Option<Timestamp>,
    /// As [`crate::domain::User::date_joined`].
    pub date_joined: Timestamp,
    /// As [`crate::domain::User::last_login`].
    pub last_login: Option<Timestamp>,
}

impl ListedUser {
    /// As [`User::is_active`].
    pub fn is_active(&self) -> bool {
        self.verified_at.is_some() && self.disabled_at.is_none()
    }
}

/// A user as lists show him, whom lists did not bring.
impl From<&User> for ListedUser {
    fn from(user: &User) -> Self {
        Self {
            id: user.id,
            username: user.username.clone(),
            email: user.email.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            verified_at: user.verified_at,
            disabled_at: user.disabled_at,
            date_joined: user.date_joined,
            last_login: user.last_login,
        }
    }
}

/// What remains of a deleted user, for ever: the id is not used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// When.
    pub deleted_at: Timestamp,
}

/// A sign-in that can be ended: a refresh token's family or a browser session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// 32 hex digits, unique. For a browser, the beginning of the SHA-256 of its cookie.
    pub sid: String,
    /// Whether a browser's cookie opens it; otherwise refresh tokens do.
    pub browser: bool,
    /// The user's epoch at sign-in: when that was raised, the session has ended.
    pub epoch: u64,
    /// When it began.
    pub created_at: Timestamp,
    /// Which refresh token of the family is the current one.
    #[serde(rename = "gen")]
    pub generation: u64,
    /// When that one was issued.
    pub rotated_at: Timestamp,
    /// The key that signed the access token issued with it; absent before the first rotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The last use, to the minute.
    pub seen_at: Timestamp,
    /// The end, however busy.
    pub expires_at: Timestamp,
    /// [`Session::expires_at`] in seconds, for the sweep.
    pub ttl: i64,
}

/// An opaque token, kept under its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpaqueToken {
    /// The SHA-256, in hex.
    pub sha256: String,
    /// As [`Session::epoch`].
    pub epoch: u64,
    /// When it was issued; the oldest are trimmed.
    pub created_at: Timestamp,
}

/// What a sign-in left: what lets its user in from then on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum SignedIn {
    /// A session.
    Session(Session),
    /// An opaque token.
    Token(OpaqueToken),
}

/// The one link of a purpose that works: what its token is derived from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Chance, bound into the token; useless without the secret key.
    pub nonce: String,
    /// The mail that carries it: a newer mail's link is never replaced by an older one's.
    pub mail: OwedId,
    /// When that mail was owed, to compare with [`crate::domain::User::links_valid_from`].
    pub owed_at: Timestamp,
    /// The end.
    pub expires_at: Timestamp,
    /// When it was used, once for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
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
    /// A link to choose a new user name.
    UsernameReset,
    /// The password was changed.
    PasswordChangedConfirmation,
    /// The user name was changed.
    UsernameChangedConfirmation,
    /// A link that puts the address it goes to in the place of the old one.
    EmailChange,
    /// Tells the present address that another one is to replace it, with a link that calls that off.
    EmailChangeRequested,
    /// Tells the old address that the account has another one now.
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
    /// This user, at an address that was just given up.
    Former(UserId, String),
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
    /// The nonce of the link in it, if it has one.
    pub nonce: String,
    /// When it was owed.
    pub owed_at: Timestamp,
    /// Not to be tried before.
    pub due: Timestamp,
    /// Who tries may do so undisturbed until then.
    pub leased_until: Timestamp,
    /// Tries so far.
    pub attempts: u64,
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
}

/// Whose leftovers are to be cleaned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leftovers {
    /// A user's: his sessions, tokens and links, and the ways back to him.
    User(UserId),
    /// A group's or a permission's: it is still named by who had it.
    Holding(Holding),
}

/// The id that the next one gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// The last one that was given out.
    pub last: u64,
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
    /// His id.
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

/// Failed sign-ins of one account in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// How many.
    pub failures: u64,
    /// The last one.
    pub last_at: Timestamp,
    /// Not to be tried before.
    pub next_at: Timestamp,
    /// For the sweep.
    pub ttl: i64,
}

/// Which signing key is the newest, and when it was made: two who rotate agree by this item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKeys {
    /// Its `kid`.
    pub newest: String,
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
