//! The one way to change an account: with its claims, the superusers' set, its link and its mails, at once.

use crate::app::App;
use crate::domain::{Email, User, UserId, Username};
use crate::error::{Field, Reason, Refusal};
use crate::log::{self, Event};
use crate::mail::{self, links::Opened};
use crate::store::items::{Claim, MailKind, OwedMail, Recipient};
use crate::store::{Key, Transaction};

/// How often an edit is tried again because somebody else edited the same account at the same time.
pub(super) const TRIES: usize = 8;

/// Why an edit did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hindrance {
    Changed,
    UsernameTaken,
    EmailTaken,
    LastSuperuser,
    LinkUsed,
    ActorChanged,
    /// A group, permission or content type has the name.
    NameTaken,
    /// What the new one would be about was deleted.
    Gone,
}

/// By what right an account is edited: what must still hold when the edit is written.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// Its owner, as the account was read when he was let in.
    Owner,
    /// A link, which this uses up.
    Link(&'a Opened),
    /// Somebody else, as he was read when he was let in.
    Administrator(&'a User),
}

impl<'a> By<'a> {
    /// The right of this actor to this account.
    pub(super) fn actor(actor: &'a User, user: &User) -> Self {
        if actor.id == user.id { Self::Owner } else { Self::Administrator(actor) }
    }

    /// Makes it part of the transaction.
    pub(super) fn secure<'s>(
        self,
        app: &App,
        transaction: Transaction<'s, Hindrance>,
    ) -> Transaction<'s, Hindrance> {
        match self {
            Self::Owner => transaction,
            Self::Link(link) => transaction.change(link.use_up(app), Hindrance::LinkUsed),
            Self::Administrator(actor) => transaction.require(actor, Hindrance::ActorChanged),
        }
    }
}

/// Changes the account as `change` says, and owes the mails that `mails` finds from what it was and is. A change of
/// address kills all links, and the old address is told. When somebody else changed the account meanwhile, it is read
/// again and `change` applied to that; unless a link lets the caller, and that no longer serves; its sessions were ended,
/// which may have ended the caller's own; or what the decision hung on changed: its rank, which may have put it out of
/// his reach, its address, or whether that is verified.
///
/// # Errors
/// What `change` refuses; taken names and addresses; [`Refusal::LastSuperuser`]; [`Reason::BadToken`] when the link was used meanwhile;
/// [`Refusal::Unavailable`] when the right to it is to be looked at anew.
pub(super) async fn edit(
    app: &App,
    user: &User,
    by: By<'_>,
    change: impl Fn(&mut User) -> Result<(), Refusal>,
    mails: impl Fn(&User) -> Vec<OwedMail>,
) -> Result<User, Refusal> {
    let mut before = user.clone();
    for _ in 0..TRIES {
        let mut after = before.clone();
        change(&mut after)?;
        let moved = before.email != after.email;
        if moved {
            after.end_links(app.now());
        }
        // An address that waited in vain is forgotten.
        if after.awaited_email(app.now()).is_none() {
            after.pending_email = None;
        }
        let mut transaction = by.secure(app, replace(app.store.transaction(), &before, &after));
        let farewell = (moved && !before.email.is_empty()).then(|| {
            mail::owe(app, MailKind::EmailChanged, Recipient::Former(before.id, before.email.clone()))
        });
        for mail in mails(&after).into_iter().chain(farewell) {
            transaction = transaction.put(Key::Mail(&mail.id), &mail);
        }
        let hindrances = match transaction.commit().await? {
            Ok(()) => {
                tell(&before, &after);
                return Ok(User { version: before.version + 1, ..after });
            }
            Err(hindrances) => hindrances,
        };
        // Whoever used the link up may also have taken what is wanted, which is no other reason.
        if hindrances.contains(&Hindrance::LinkUsed) {
            return Err(refusal(&[Hindrance::LinkUsed]));
        }
        // A lost right is final. Whatever else failed may have failed because of the change, and is tried again.
        if hindrances.contains(&Hindrance::ActorChanged) || !hindrances.contains(&Hindrance::Changed) {
            return Err(refusal(&hindrances));
        }
        let again = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?.ok_or(Refusal::NotFound)?;
        if matches!(by, By::Link(link) if !link.still_serves(&again, app.now())) {
            return Err(refusal(&[Hindrance::LinkUsed]));
        }
        if again.epoch != user.epoch || judged(&again) != judged(user) {
            break;
        }
        before = again;
    }
    Err(Refusal::Unavailable)
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
    let data = [
        ("username", before.username != after.username),
        ("email", before.email != after.email),
        ("pending_email", before.pending_email != after.pending_email),
        ("first_name", before.first_name != after.first_name),
        ("last_name", before.last_name != after.last_name),
        ("is_active", !before.is_active() && after.is_active()),
        ("date_joined", before.date_joined != after.date_joined),
        ("last_login", before.last_login != after.last_login),
    ];
    tell_of(Event::UserUpdated, id, &data);
}

fn tell_of(event: Event, id: UserId, fields: &[(&str, bool)]) {
    let changed: Vec<_> = fields.iter().filter(|(_, changed)| *changed).map(|(name, _)| *name).collect();
    if !changed.is_empty() {
        log::security(event, id, &changed.join(" "));
    }
}

/// What was looked at when the edit was allowed: no edit is applied over a change of it.
fn judged(user: &User) -> (bool, bool, bool, bool, &str) {
    let (disabled, verified) = (user.disabled_at.is_some(), user.verified_at.is_some());
    (user.is_staff, user.is_superuser, disabled, verified, &user.email)
}

/// Every refusal that these hindrances mean.
pub(super) fn refusal(hindrances: &[Hindrance]) -> Refusal {
    let taken = hindrances.iter().filter_map(|hindrance| match hindrance {
        Hindrance::UsernameTaken => Some((Field::Username, Reason::Taken)),
        Hindrance::EmailTaken => Some((Field::Email, Reason::Taken)),
        Hindrance::LinkUsed => Some((Field::Token, Reason::BadToken)),
        Hindrance::NameTaken => Some((Field::Name, Reason::Taken)),
        Hindrance::Gone => Some((Field::ContentType, Reason::NotThere)),
        Hindrance::Changed | Hindrance::LastSuperuser | Hindrance::ActorChanged => None,
    });
    let taken: Vec<_> = taken.collect();
    match taken.is_empty() {
        false => Refusal::Invalid(taken),
        true if hindrances.contains(&Hindrance::LastSuperuser) => Refusal::LastSuperuser,
        true => Refusal::Unavailable,
    }
}

fn replace<'a>(
    transaction: Transaction<'a, Hindrance>,
    before: &User,
    after: &User,
) -> Transaction<'a, Hindrance> {
    let written = User { version: before.version + 1, ..after.clone() };
    let key = Key::User(before.id);
    let mut transaction = transaction.edit(key, before.version, before, &written, Hindrance::Changed);
    let (old, new) = (email_key(before), email_key(after));
    if old != new {
        transaction = old.iter().fold(transaction, |moved, key| moved.delete(Key::Email(key)));
        transaction = claim_email(transaction, after);
    }
    let (old, new) = (username_key(before), username_key(after));
    if old != new {
        transaction = old.iter().fold(transaction, |moved, key| moved.delete(Key::Username(key)));
        transaction = claim_username(transaction, after);
    }
    match (counts_as_superuser(before), counts_as_superuser(after)) {
        (true, false) => transaction.remove_superuser(after, Hindrance::LastSuperuser),
        (false, true) => transaction.add_superuser(after),
        _ => transaction,
    }
}

/// Claims the user's name, if he has one.
pub(super) fn claim_username<'a>(
    transaction: Transaction<'a, Hindrance>,
    user: &User,
) -> Transaction<'a, Hindrance> {
    let claim = Claim { user: user.id };
    username_key(user).iter().fold(transaction, |claiming, key| {
        claiming.create(Key::Username(key), &claim, Hindrance::UsernameTaken)
    })
}

/// Claims the user's address, if he has one.
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
    (!user.username.is_empty()).then(|| Username::stored(&user.username).key())
}

/// The key of the user's address, if he has one.
pub(super) fn email_key(user: &User) -> Option<String> {
    Email::parse(&user.email).map(|email| email.key())
}

/// Whether the user belongs into the superusers' set: enabled, verified, and a superuser.
pub(super) fn counts_as_superuser(user: &User) -> bool {
    user.is_superuser && user.is_active()
}
