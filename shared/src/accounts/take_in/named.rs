//! Taking in groups, permissions and content types, which are the same where they are called the same.

use crate::accounts::catalogue::tell;
use crate::app::App;
use crate::store::items::NameClaim;
use crate::store::{Catalogued, Unavailable};

/// The group, permission or content type of this name: the one that is here, or a new one, under the wanted id if that is
/// free. Whether it was made.
///
/// # Errors
/// [`Unavailable`]
pub async fn take_in_named<T: Catalogued>(
    app: &App,
    wanted: Option<u64>,
    thing: impl Fn(u64) -> T,
) -> Result<(T, bool), Unavailable> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Taken {
        Id,
        Name,
    }
    let mut wanted = wanted;
    loop {
        if let Some(there) = named(app, &thing(0)).await? {
            return Ok((there, false));
        }
        let id = match wanted {
            Some(id) => {
                app.store.skip_to(T::CATALOGUE, id).await?;
                id
            }
            None => app.store.next_id(T::CATALOGUE).await?,
        };
        let thing = thing(id);
        match app.store.transaction().enter(&thing, Taken::Id, Taken::Name).commit().await? {
            Ok(()) => {
                tell("made", &thing);
                return Ok((thing, true));
            }
            Err(taken) if taken.contains(&Taken::Id) => wanted = None,
            Err(_) => {}
        }
    }
}

/// The group, permission or content type that is called as this one, if there is any.
///
/// # Errors
/// [`Unavailable`]
pub async fn named<T: Catalogued>(app: &App, thing: &T) -> Result<Option<T>, Unavailable> {
    let key = thing.name_key();
    let claim: Option<NameClaim> = app.store.fetch(&[key]).await?.take(key)?;
    let Some(claim) = claim else { return Ok(None) };
    app.store.fetch(&[T::key(claim.id)]).await?.take(T::key(claim.id))
}
