//! What is swept after people have gone, or never came.

use super::delete::delete_while;
use super::edit::By;
use crate::app::App;
use crate::domain::{User, UserId};
use crate::store::items::{ListedUser, OwedWork};
use crate::store::{Key, Unavailable, keys, read};
use std::time::Duration;

/// Removes what is left over of a deleted user, and then the note that it is owed. Idempotent: when it stops
/// half-way, it is done again.
///
/// # Errors
/// [`Unavailable`]
pub async fn clean(app: &App, work: &OwedWork) -> Result<(), Unavailable> {
    if app.store.fetch(&[Key::User(work.user)]).await?.user(work.user)?.is_some() {
        tracing::error!(user = work.user.get(), "owed cleaning of a user who is not deleted");
        return Ok(());
    }
    app.store.sweep(&keys::user(work.user)).await?;
    // Without a condition there is no refusal.
    app.store.transaction::<()>().delete(Key::Work(&work.id)).commit().await.map(|_| ())
}

/// Deletes the accounts that were never active for longer than the setting allows, which frees their names and
/// addresses. The index finds them; what the table says of each decides.
///
/// # Errors
/// [`Unavailable`]
pub async fn delete_never_activated(app: &App) -> Result<(), Unavailable> {
    let days = u64::from(app.config.unverified_account_days);
    if days == 0 {
        return Ok(());
    }
    let since = app.now().before(Duration::from_secs(days * 86_400));
    for item in app.store.listed_users(usize::MAX).await? {
        let listed: ListedUser = read(item)?;
        if listed.verified_at.is_none() && listed.date_joined < since {
            delete_if_never_active(app, listed.id).await?;
        }
    }
    Ok(())
}

async fn delete_if_never_active(app: &App, id: UserId) -> Result<(), Unavailable> {
    let never_active = |user: &User| !user.was_active && user.disabled_at.is_none();
    let user: Option<User> = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    if let Some(user) = user.filter(never_active) {
        // Whoever is activated at this very moment stays, and what cannot be deleted now is found the next night.
        let deleted = delete_while(app, &user, By::Owner, never_active).await;
        tracing::info!(user = id.get(), deleted = deleted.is_ok(), "account that was never active");
    }
    Ok(())
}
