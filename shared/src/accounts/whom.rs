//! Whom somebody means who has the table itself, at the shell.

use super::taken::{user_and_login, user_by_name};
use crate::app::App;
use crate::domain::{Email, Timestamp, User, UserId};
use crate::store::items::Claim;
use crate::store::{Key, Unavailable};

/// What a text begins with that names an id, whoever else is called so.
const BY_ID: &str = "id:";

/// Whom a text names at the shell: a user name; an address, where nobody is called so; or an id. Behind `id:` it is an id.
///
/// # Errors
/// [`Unavailable`]
pub async fn whom(app: &App, text: &str) -> Result<Option<(User, Option<Timestamp>)>, Unavailable> {
    if let Some(id) = text.strip_prefix(BY_ID) {
        return match id.parse::<UserId>() {
            Ok(id) => user_and_login(app, id).await,
            Err(()) => Ok(None),
        };
    }
    if let Some(found) = user_by_name(app, text).await? {
        return Ok(Some(found));
    }
    if let Some(email) = Email::parse(text) {
        let key = email.key();
        let claim: Option<Claim> = app.store.fetch(&[Key::Email(&key)]).await?.take(Key::Email(&key))?;
        return match claim {
            Some(claim) => user_and_login(app, claim.user).await,
            None => Ok(None),
        };
    }
    match text.parse::<UserId>() {
        Ok(id) => user_and_login(app, id).await,
        Err(()) => Ok(None),
    }
}
