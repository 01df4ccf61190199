//! The end of an account.

use super::edit::{Hindrance, counts_as_superuser, email_key, refusal, username_key};
use crate::app::App;
use crate::chance::random_id;
use crate::domain::User;
use crate::error::Refusal;
use crate::store::items::{OwedWork, Tombstone};
use crate::store::{Key, OwedId};

/// Deletes the account in one transaction: name and address are free at once, every credential dies with the
/// profile, and what is left over is owed to the `janitor`. Only the id remains, for ever.
///
/// # Errors
/// [`Refusal::LastSuperuser`]; [`Refusal::NotFound`] when somebody was faster; [`Refusal::Unavailable`] when the
/// account's rank changed meanwhile, which may have put it out of the caller's reach.
pub async fn delete(app: &App, user: &User) -> Result<(), Refusal> {
    delete_while(app, user, |present| present.is_superuser == user.is_superuser).await
}

/// The same, as long as the account is still one that may be deleted.
///
/// # Errors
/// As [`delete`].
pub(super) async fn delete_while(
    app: &App,
    user: &User,
    may_go: impl Fn(&User) -> bool,
) -> Result<(), Refusal> {
    let mut user = user.clone();
    loop {
        let now = app.now();
        let work = OwedWork { id: OwedId::generate(now, &random_id()), user: user.id };
        let mut transaction = app
            .store
            .transaction()
            .bury(&user, &Tombstone { deleted_at: now }, Hindrance::Changed)
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
        match transaction.commit().await? {
            Ok(()) => return Ok(()),
            Err(hindrances) if hindrances.contains(&Hindrance::Changed) => {}
            Err(hindrances) => return Err(refusal(&hindrances)),
        }
        user = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?.ok_or(Refusal::NotFound)?;
        if !may_go(&user) {
            return Err(Refusal::Unavailable);
        }
    }
}
