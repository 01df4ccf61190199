//! The one way to change an account: with its claims, the superusers' set, its link and its mails, at once.

use super::by::By;
use super::claimed::{claim_email, email_key, follow, username_key};
use super::fields::{hold, move_claims};
use super::hindrance::{Hindrance, TRIES, refusal};
use super::notices;
use crate::app::App;
use crate::domain::{Email, User, UserId};
use crate::error::{Field, Reason, Refusal};
use crate::log::{self, Event};
use crate::store::items::OwedMail;
use crate::store::{Key, Transaction};

/// Changes the account as `change` says, and owes the mails that `mails` finds from what it was and is. A change of
/// address kills all links. A change of password, address or user name is told to the address that was proven before, with
/// a link that undoes it; an administrator's without one, and it closes those that are open. When somebody else changed the
/// account meanwhile, it is read again and `change` applied to that; unless a link lets the caller, and that no longer
/// serves; its sessions were ended, which may have ended the caller's own; or what the decision hung on changed: its rank,
/// which may have put it out of their reach, its address, or whether that is verified.
///
/// # Errors
/// What `change` refuses; taken names and addresses, and [`Refusal::TooMany`] of those that were asked for, taken or not;
/// [`Refusal::LastSuperuser`]; [`Reason::BadToken`] when the link was used meanwhile;
/// [`Refusal::Outdated`] when the right to it is to be looked at anew.
pub(super) async fn edit(
    app: &App,
    user: &User,
    by: By<'_>,
    change: impl Fn(&mut User) -> Result<(), Refusal>,
    mails: impl Fn(&User) -> Vec<OwedMail>,
) -> Result<User, Refusal> {
    edit_with(app, user, by, change, mails, |transaction| transaction).await
}

/// The same, and what else is `beside` it in the transaction.
///
/// # Errors
/// As [`edit`].
pub(super) async fn edit_with<'a>(
    app: &'a App,
    user: &User,
    by: By<'_>,
    change: impl Fn(&mut User) -> Result<(), Refusal>,
    mails: impl Fn(&User) -> Vec<OwedMail>,
    beside: impl Fn(Transaction<'a, Hindrance>) -> Transaction<'a, Hindrance>,
) -> Result<User, Refusal> {
    let (mut before, mut is_counted) = (user.clone(), false);
    for _ in 0..TRIES {
        let mut after = before.clone();
        change(&mut after)?;
        hold(app, &before.profile.fields, &mut after);
        if email_key(&before) != email_key(&after) {
            if !matches!(by, By::Administrator(_)) {
                must_admit(app, Email::parse(&after.profile.email).as_ref())?;
            }
            after.end_links();
        }
        // An address that waited in vain is forgotten.
        if after.awaited_email(app.now()).is_none() {
            after.pending = None;
        }
        // That it works tells as much as that it does not, so both count.
        if !is_counted && tells_taken(by, &before, &after) {
            by.asker(user).count(app).await?;
            is_counted = true;
        }
        let notices = notices::owed(app, &before, &mut after, by);
        let transaction = by.secure(app, replace(app, &before, &after));
        let transaction = mails(&after)
            .into_iter()
            .chain(notices)
            .fold(beside(transaction), |owing, mail| owing.put(Key::Mail(&mail.id), &mail));
        let (pruned, committed) =
            tokio::join!(notices::prune_later(app, &before, &after), transaction.commit());
        if pruned.is_err() {
            tracing::warn!(user = user.id.get(), "undo links are pruned by the next change only");
        }
        let hindrances = match committed? {
            Ok(()) => {
                tell(&before, &after);
                return Ok(User { version: before.version + 1, ..after });
            }
            Err(hindrances) => hindrances,
        };
        // Whoever used the link up may also have taken what is wanted, which is no other reason.
        if hindrances.contains(&Hindrance::LinkUsed) {
            return Err(refusal(app, &[Hindrance::LinkUsed]));
        }
        // A lost right is final. Whatever else failed may have failed because of the change, and is tried again.
        if hindrances.contains(&Hindrance::ActorChanged) {
            return Err(Refusal::Outdated);
        }
        if !hindrances.contains(&Hindrance::Changed) {
            return Err(refusal(app, &hindrances));
        }
        let again = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?.ok_or(Refusal::NotFound)?;
        match by {
            By::Link(link) if link.still_serves(&again, app.now()) => {}
            By::Link(_) => return Err(refusal(app, &[Hindrance::LinkUsed])),
            By::Owner | By::Administrator(_) | By::Operator => {
                if again.epoch != user.epoch || judged(&again) != judged(user) {
                    return Err(Refusal::Outdated);
                }
            }
        }
        before = again;
    }
    Err(Refusal::Unavailable)
}

/// Whether the edit tells who has what: the account is to have a name, an address or a unique value that it had not, and
/// others may have it. Not an address that a link proves: its mailbox asks for nobody else's.
fn tells_taken(by: By<'_>, before: &User, after: &User) -> bool {
    let (name, email) = (username_key(after), email_key(after));
    let is_proof = matches!(by, By::Link(_)) && after.proven_at.is_some();
    let values = || after.held.iter().any(|(name, key)| before.held.get(name) != Some(key));
    let more = || {
        name.is_some_and(|name| Some(name) != username_key(before))
            || !is_proof && email.is_some_and(|email| Some(email) != email_key(before))
            || values()
    };
    !matches!(by, By::Operator) && more()
}

/// Insists that this is an address which users may choose themselves.
///
/// # Errors
/// [`Reason::ForeignDomain`]
pub(super) fn must_admit(app: &App, email: Option<&Email>) -> Result<(), Refusal> {
    match email.is_none_or(|email| app.config.admits(email)) {
        true => Ok(()),
        false => Err(Refusal::field(Field::Email, Reason::ForeignDomain)),
    }
}

/// Tells in the log what an edit changed.
fn tell(before: &User, after: &User) {
    let id = after.id;
    if before.password != after.password {
        log::security(Event::PasswordChange, id, "");
    } else if before.epoch != after.epoch {
        log::security(Event::TokenRevoked, id, "all");
    }
    if before.disabled_at.is_none() && after.disabled_at.is_some() {
        log::security(Event::UserArchived, id, "");
    }
    let ranks = [
        ("is_staff", before.is_staff != after.is_staff),
        ("is_superuser", before.is_superuser != after.is_superuser),
    ];
    tell_of(Event::AuthzChange, id, &ranks);
    let mut data = vec![
        ("username", before.profile.username != after.profile.username),
        ("email", before.profile.email != after.profile.email),
        ("pending_email", before.pending != after.pending),
        ("locale", before.locale != after.locale),
        ("is_active", !before.is_active() && after.is_active()),
        ("date_joined", before.date_joined != after.date_joined),
    ];
    let (old, new) = (&before.profile.fields, &after.profile.fields);
    data.extend(new.iter().map(|(name, value)| (name.as_str(), old.get(name) != Some(value))));
    tell_of(Event::UserUpdated, id, &data);
}

fn tell_of(event: Event, id: UserId, fields: &[(&str, bool)]) {
    let changed: Vec<_> = fields.iter().filter(|(_, changed)| *changed).map(|(name, _)| *name).collect();
    if !changed.is_empty() {
        log::security(event, id, &changed.join(" "));
    }
}

/// What was looked at when the edit was allowed: no edit is applied over a change of it.
pub(super) fn judged(user: &User) -> (bool, bool, bool, bool, &str) {
    let (disabled, verified) = (user.disabled_at.is_some(), user.verified_at.is_some());
    (user.is_staff, user.is_superuser, disabled, verified, &user.profile.email)
}

pub(super) fn replace<'a>(app: &'a App, before: &User, after: &User) -> Transaction<'a, Hindrance> {
    let written = User { version: before.version + 1, ..after.clone() };
    let key = Key::User(before.id);
    let transaction = app.store.transaction();
    let mut transaction = transaction.edit(key, before.version, before, &written, Hindrance::Changed);
    let (old, new) = (email_key(before), email_key(after));
    if old != new {
        transaction = old.iter().fold(transaction, |moved, key| moved.delete(Key::Email(key)));
        transaction = claim_email(transaction, after);
    }
    follow(move_claims(app, transaction, before, after), before, after)
}
