//! The end of an account.

use super::anew::anew;
use super::by::By;
use super::claimed::{counts_as_superuser, email_key, username_key};
use super::edit::judged;
use super::hindrance::{Hindrance, refusal};
use super::proof::prove;
use crate::app::App;
use crate::auth::policy::{self, Permit, to};
use crate::chance::random_id;
use crate::domain::User;
use crate::domain::password::Password;
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::items::{Leftovers, OwedWork, Tombstone};
use crate::store::{Key, OwedId};

/// Deletes the account in one transaction: name and address are free at once, every credential dies with the
/// profile, and what is left over is owed to the `janitor`. Only the id remains, for ever.
///
/// # Errors
/// [`Refusal::Forbidden`] for somebody else's while names ride in tokens, unless by a superuser; the caller's own password is
/// wrong, where it is asked for; [`Refusal::LastSuperuser`]; [`Refusal::NotFound`] when
/// somebody was faster; [`Refusal::Unavailable`] when the account's or the caller's rank changed meanwhile: what may be done
/// is to be looked at anew.
pub async fn delete(
    app: &App,
    user: &Permit<'_, to::Delete, User>,
    proof: Option<&Password>,
) -> Result<(), Refusal> {
    anew(app, user, |user| async move {
        if !policy::may_free_name(user.actor(), &user, &app.config.token_claims) {
            return Err(Refusal::Forbidden);
        }
        if let (Some(password), Some(own)) = (proof, user.actor().user()) {
            prove(app, own, password).await?;
        }
        let unchanged = |now: &User| now.epoch == user.epoch && judged(now) == judged(&user);
        delete_while(app, &user, By::permit(&user), unchanged).await
    })
    .await
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
        let work = OwedWork { id: OwedId::generate(now, &random_id()), of, owed_at: now, due: None };
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
        for (name, key) in &user.held {
            transaction = transaction.delete(Key::Field(name, key));
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
            Err(hindrances) if hindrances.contains(&Hindrance::ActorChanged) => {
                return Err(Refusal::Outdated);
            }
            Err(hindrances) if hindrances.contains(&Hindrance::Changed) => {}
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
        user = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?.ok_or(Refusal::NotFound)?;
        if !may_go(&user) {
            return Err(Refusal::Outdated);
        }
    }
}
