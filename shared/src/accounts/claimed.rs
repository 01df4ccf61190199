//! What stands beside a profile and follows it: whose its name and address are, and the superusers' set.

use super::hindrance::Hindrance;
use crate::domain::{Email, Timestamp, User, UserId, Username};
use crate::store::items::Claim;
use crate::store::{Change, Key, Transaction};

/// What else follows from a change of a profile, beside what becomes of its address: whose the name is, and the superusers'
/// set.
pub(super) fn follow<'a>(
    mut transaction: Transaction<'a, Hindrance>,
    before: &User,
    after: &User,
) -> Transaction<'a, Hindrance> {
    let (old, new) = (username_key(before), username_key(after));
    if old != new {
        transaction = old.iter().fold(transaction, |moved, key| moved.delete(Key::Username(key)));
        transaction = claim_username(transaction, after, &[email_key(before), email_key(after)]);
    }
    match (counts_as_superuser(before), counts_as_superuser(after)) {
        (true, false) => transaction.remove_superuser(after, Hindrance::LastSuperuser),
        (false, true) => transaction.add_superuser(after),
        _ => transaction,
    }
}

/// Writes down when a user is to have signed in last.
pub(super) fn note_login<'a>(
    transaction: Transaction<'a, Hindrance>,
    id: UserId,
    last_login: Option<Timestamp>,
) -> Transaction<'a, Hindrance> {
    last_login.into_iter().fold(transaction, |noting, at| {
        noting.change(Change::perhaps_new(Key::Login(id)).set("last_login", at), Hindrance::Changed)
    })
}

/// Claims the user's name, if they have one. A name that is an address must be nobody else's: mails would seem to come
/// from there. `own` are the addresses that the transaction names anyway.
pub(super) fn claim_username<'a>(
    transaction: Transaction<'a, Hindrance>,
    user: &User,
    own: &[Option<String>],
) -> Transaction<'a, Hindrance> {
    let (claim, taken) = (Claim { user: user.id }, Hindrance::UsernameTaken);
    let claiming = username_key(user)
        .iter()
        .fold(transaction, |claiming, key| claiming.create(Key::Username(key), &claim, taken));
    let address = Username::stored(&user.profile.username).as_address().map(|email| email.key());
    let others = address.filter(|key| !own.iter().flatten().any(|own| own == key));
    others.iter().fold(claiming, |claiming, key| {
        claiming.check(Change::perhaps_new(Key::Email(key)).when_absent_or("user", user.id.get()), taken)
    })
}

/// Claims the user's address, if they have one.
pub(super) fn claim_email<'a>(
    transaction: Transaction<'a, Hindrance>,
    user: &User,
) -> Transaction<'a, Hindrance> {
    let claim = Claim { user: user.id };
    email_key(user)
        .iter()
        .fold(transaction, |claiming, key| claiming.create(Key::Email(key), &claim, Hindrance::EmailTaken))
}

/// The key of the user's name; none where users sign in by address and have no name.
pub(super) fn username_key(user: &User) -> Option<String> {
    (!user.profile.username.is_empty()).then(|| Username::stored(&user.profile.username).key())
}

/// The key of the user's address, if they have one.
pub(super) fn email_key(user: &User) -> Option<String> {
    Email::parse(&user.profile.email).map(|email| email.key())
}

/// Whether the user belongs into the superusers' set: enabled, verified, and a superuser.
pub(super) fn counts_as_superuser(user: &User) -> bool {
    user.is_superuser && user.is_active()
}
