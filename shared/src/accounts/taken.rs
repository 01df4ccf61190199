//! Whether names and addresses are free: for telling, never for deciding. Claims decide.

use crate::app::App;
use crate::domain::{Email, Username};
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
    let keys: Vec<_> = [username.as_deref().map(Key::Username), email.as_deref().map(Key::Email)]
        .into_iter()
        .flatten()
        .collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
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
