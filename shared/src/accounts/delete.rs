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
/// [`Refusal::LastSuperuser`]; [`Refusal::NotFound`] when somebody was faster.
pub async fn delete(app: &App, user: &User) -> Result<(), Refusal> {
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
    }
}
