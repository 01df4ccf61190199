//! The end of an account.

use super::edit::{By, Hindrance, counts_as_superuser, email_key, refusal, username_key};
use crate::app::App;
use crate::chance::random_id;
use crate::domain::User;
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::items::{Leftovers, OwedWork, Tombstone};
use crate::store::{Key, OwedId};

/// Deletes the account in one transaction: name and address are free at once, every credential dies with the
/// profile, and what is left over is owed to the `janitor`. Only the id remains, for ever.
///
/// # Errors
/// [`Refusal::LastSuperuser`]; [`Refusal::NotFound`] when somebody was faster; [`Refusal::Unavailable`] when the
/// account's rank or sessions, or the actor, changed meanwhile: what may be done is to be looked at anew.
pub async fn delete(app: &App, actor: &User, user: &User) -> Result<(), Refusal> {
    let judged = |user: &User| (user.is_staff, user.is_superuser, user.epoch);
    let unchanged = |now: &User| judged(now) == judged(user);
    delete_while(app, user, By::actor(actor, user), unchanged).await
}

/// The same, as long as the account is still one that may be deleted.
///
/// # Errors
/// As [`delete`].
pub(super) async fn delete_while(
    app: &App,
    user: &User,
    by: By<'_>,
    may_go: impl Fn(&User) -> bool,
) -> Result<(), Refusal> {
    let mut user = user.clone();
    loop {
        let now = app.now();
        let of = Leftovers::User(user.id);
        let work = OwedWork { id: OwedId::generate(now, &random_id()), of, owed_at: now };
        let mut transaction = app
            .store
            .transaction()
            .bury(Key::User(user.id), user.version, &Tombstone { deleted_at: now }, Hindrance::Changed)
            .put(Key::Work(&work.id), &work);
        for key in username_key(&user).iter() {
            transaction = transaction.delete(Key::Username(key));
        }
        for key in email_key(&user).iter() {
            transaction = transaction.delete(Key::Email(key));
        }
        if counts_as_superuser(&user) {
            transaction = transaction.remove_superuser(&user, Hindrance::LastSuperuser);
        }
        transaction = by.secure(app, transaction);
        match transaction.commit().await? {
            Ok(()) => {
                log::security(Event::UserDeleted, user.id, "");
                return Ok(());
            }
            Err(hindrances) if retries(&hindrances) => {}
            Err(hindrances) => return Err(refusal(&hindrances)),
        }
        user = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?.ok_or(Refusal::NotFound)?;
        if !may_go(&user) {
            return Err(Refusal::Unavailable);
        }
    }
}

/// Whether the account only changed, which may also be why the superusers' set refused.
fn retries(hindrances: &[Hindrance]) -> bool {
    hindrances.contains(&Hindrance::Changed) && !hindrances.contains(&Hindrance::ActorChanged)
}
