//! All users, in the order of their ids.

use crate::app::App;
use crate::store::items::ListedUser;
use crate::store::{Unavailable, read};

/// How many users an unpaged list shows.
pub const LIST_BOUND: usize = 10_000;

/// Everybody, or word that there are too many.
pub enum Listing {
    /// All users.
    All(Vec<ListedUser>),
    /// More than were wanted.
    TooMany,
}

/// Lists the users, if there are at most `bound`: 16 queries of the index at once. The index may lag behind by a moment.
///
/// # Errors
/// [`Unavailable`]
pub async fn list(app: &App, bound: usize) -> Result<Listing, Unavailable> {
    let items = app.store.listed_users(bound.saturating_add(1)).await?;
    if items.len() > bound {
        return Ok(Listing::TooMany);
    }
    let mut users = items.into_iter().map(read).collect::<Result<Vec<ListedUser>, _>>()?;
    users.sort_by_key(|user| user.id);
    Ok(Listing::All(users))
}
