//! Whose names and addresses are: for telling, never for deciding. Claims decide.

use crate::app::App;
use crate::domain::{Email, User, Username};
use crate::error::{Field, Reason};
use crate::store::items::Claim;
use crate::store::{Key, Unavailable};

/// Which of these somebody has; what is not given is not looked up.
///
/// # Errors
/// [`Unavailable`]
pub async fn taken(
    app: &App,
    username: Option<&Username>,
    email: Option<&Email>,
) -> Result<Vec<(Field, Reason)>, Unavailable> {
    let (username, email) = (username.map(Username::key), email.map(Email::key));
    let keys: Vec<_> = [email.as_deref().map(Key::Email), username.as_deref().map(Key::Username)]
        .into_iter()
        .flatten()
        .collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut taken = Vec::new();
    for key in keys {
        if found.take::<Claim>(key)?.is_some() {
            let field = if matches!(key, Key::Username(_)) { Field::Username } else { Field::Email };
            taken.push((field, Reason::Taken));
        }
    }
    Ok(taken)
}

/// The user of this name, however it is spelled.
///
/// # Errors
/// [`Unavailable`]
pub async fn user_by_name(app: &App, name: &str) -> Result<Option<User>, Unavailable> {
    let Some(key) = Username::parse(name).map(|name| name.key()) else { return Ok(None) };
    let claim: Option<Claim> = app.store.fetch(&[Key::Username(&key)]).await?.take(Key::Username(&key))?;
    match claim {
        Some(Claim { user }) => app.store.fetch(&[Key::User(user)]).await?.user(user),
        None => Ok(None),
    }
}
