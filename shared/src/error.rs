//! Why something was refused, in the core's own words. Dialects give it keys, texts and status codes.

use crate::domain::password::Weakness;
use crate::domain::{FieldFault, UserField};
use crate::store::Unavailable;
use std::sync::Arc;
use std::time::Duration;

/// A refusal: nothing was changed (but see [`Refusal::Unavailable`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// These fields cannot be accepted, with all their reasons.
    Invalid(Vec<(Field, Reason)>),
    /// No account that may sign in has this name and password.
    Credentials,
    /// The link is good, but the account is active already.
    AlreadyActive,
    /// Nobody has this address; said only where a setting wants it said.
    EmailNotFound,
    /// There is no such thing, or the caller may not know of it.
    NotFound,
    /// The caller may know of it, but not do that.
    Forbidden,
    /// One enabled superuser must remain.
    LastSuperuser,
    /// No more fit: a user or group has as many groups or permissions as one can have.
    Full,
    /// It is no longer as the caller saw it.
    Stale,
    /// The account changed while this was decided: it is to be decided anew. Verbs do that themselves.
    Outdated,
    /// What let the caller in no longer does.
    SignedOut,
    /// A list goes no further by numbers: `LIST_BOUND` of `accounts`.
    TooFar,
    /// Too often.
    TooMany {
        /// When to try again.
        retry_after: Duration,
    },
    /// The table did not answer in time. What was asked for is done wholly or not at all.
    Unavailable,
}

/// A field of the core; dialects have their own keys for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The user name.
    Username,
    /// The e-mail address.
    Email,
    /// The password that is to be set.
    Password,
    /// The password that proves who asks.
    CurrentPassword,
    /// Whose link it is.
    Uid,
    /// The link's token.
    Token,
    /// The name of a group, or what a permission or content type is called.
    Name,
    /// What a permission is about.
    ContentType,
    /// One of a user's fields.
    Declared(Arc<UserField>),
}

/// Why a field cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody has it.
    Taken,
    /// A password that is easily guessed.
    Weak(Weakness),
    /// An address of a domain that users may not have.
    ForeignDomain,
    /// Not a value of the field.
    Unfit(FieldFault),
    /// Not the password.
    WrongPassword,
    /// Nobody has this id.
    NoSuchUser,
    /// There is no such thing.
    NotThere,
    /// The second typing differs.
    Mismatch,
    /// Forged, expired, used, replaced by a newer one, or for another purpose.
    BadToken,
}

impl Refusal {
    /// A refusal for one reason.
    pub fn field(field: Field, reason: Reason) -> Self {
        Self::Invalid(vec![(field, reason)])
    }
}

impl From<Unavailable> for Refusal {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}
