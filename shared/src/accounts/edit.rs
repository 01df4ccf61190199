//! The one way to change an account: with its claims, the superusers' set, its link and its mails, at once.

use super::fields::{hold, move_claims};
use super::notices;
use super::register::must_admit;
use super::taken::Asker;
use crate::app::App;
use crate::domain::{Email, Timestamp, User, UserId, Username};
use crate::error::{Field, Reason, Refusal};
use crate::log::{self, Event};
use crate::mail::links::Opened;
use crate::store::items::{Claim, OwedMail};
use crate::store::{Change, Key, Transaction};

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
    /// Somebody has the value of a unique field, which has this place in the shape.
    ValueTaken(usize),
}

/// By what right an account is edited: what must still hold when the edit is written.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// Its owner, as the account was read when they were let in.
    Owner,
    /// A link, which this uses up.
    Link(&'a Opened),
    /// Somebody else, as they were read when they were let in.
    Administrator(&'a User),
    /// Whoever has the table itself, at the shell.
    Operator,
}

impl<'a> By<'a> {
    /// The right of this actor to this account.
    pub(super) fn actor(actor: &'a User, user: &User) -> Self {
        if actor.id == user.id { Self::Owner } else { Self::Administrator(actor) }
    }

    /// Who gets to know that a name or address is taken.
    fn asker(self, user: &'a User) -> Asker<'a> {
        match self {
            Self::Owner | Self::Link(_) | Self::Operator => Asker::User(user),
            Self::Administrator(actor) => Asker::User(actor),
        }
    }

    /// Makes it part of the transaction.
    pub(super) fn secure<'s>(
        self,
        app: &App,
        transaction: Transaction<'s, Hindrance>,
    ) -> Transaction<'s, Hindrance> {
        match self {
            Self::Owner | Self::Operator => transaction,
            Self::Link(link) => match link.use_up(app) {
                Some(used) => transaction.change(used, Hindrance::LinkUsed),
                None => transaction,
            },
            Self::Administrator(actor) => transaction.require(actor, Hindrance::ActorChanged),
        }
    }
}

/// Changes the account as `change` says, and owes the mails that `mails` finds from what it was and is. A change of
/// address kills all links. A change of password, address or user name is told to the address that was proven before, with
/// a link that undoes it; an administrator's without one, and it closes those that are open. When somebody else changed the
/// account meanwhile, it is read again and `change` applied to that; unless a link lets the caller, and that no longer
/// serves; its sessions were ended, which may have ended the caller's own; or what the decision hung on changed: its rank,
/// which may have put it out of their reach, its address, or whether that is verified.
///
/// # Errors
/// What `change` refuses; taken names and addresses; [`Refusal::LastSuperuser`]; [`Reason::BadToken`] when the link was used meanwhile;
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
    let mut before = user.clone();
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
            let tells = |hindrance: &Hindrance| match hindrance {
                Hindrance::UsernameTaken | Hindrance::EmailTaken | Hindrance::ValueTaken(_) => true,
                Hindrance::Changed
                | Hindrance::LastSuperuser
                | Hindrance::LinkUsed
                | Hindrance::ActorChanged
                | Hindrance::NameTaken
                | Hindrance::Gone => false,
            };
            if hindrances.iter().any(tells) {
                by.asker(user).count(app).await?;
            }
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

/// Every refusal that these hindrances mean.
pub(super) fn refusal(app: &App, hindrances: &[Hindrance]) -> Refusal {
    let taken = hindrances.iter().filter_map(|hindrance| match hindrance {
        Hindrance::ValueTaken(place) => {
            let field = app.config.user_fields.iter().nth(*place)?;
            Some((Field::Declared(field.clone()), Reason::Taken))
        }
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
    (!user.profile.username.is_empty()).then(|| Username::stored(&user.profile.username).key())
}

/// The key of the user's address, if he has one.
pub(super) fn email_key(user: &User) -> Option<String> {
    Email::parse(&user.profile.email).map(|email| email.key())
}

/// Whether the user belongs into the superusers' set: enabled, verified, and a superuser.
pub(super) fn counts_as_superuser(user: &User) -> bool {
    user.is_superuser && user.is_active()
}
