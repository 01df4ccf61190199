//! All users, in the order of their ids.

use crate::app::App;
use crate::store::items::ListedUser;
use crate::store::{Unavailable, keys, read};

/// How many users an unpaged list, a total and an offset reach.
pub const LIST_BOUND: usize = 10_000;

/// Everybody, or word that there are more than [`LIST_BOUND`].
pub enum Listing {
    /// All users.
    All(Vec<ListedUser>),
    /// Too many to list.
    TooMany,
}

/// Lists the users: 16 queries of the index at once. The index may lag behind by a moment.
///
/// # Errors
/// [`Unavailable`]
pub async fn list(app: &App) -> Result<Listing, Unavailable> {
    let mut shards = tokio::task::JoinSet::new();
    for shard in 0..keys::SHARDS {
        let store = app.store.clone();
        shards.spawn(async move { store.listed(&keys::listed_users(shard), "", LIST_BOUND + 1).await });
    }
    let mut users = Vec::new();
    while let Some(shard) = shards.join_next().await {
        for item in shard.map_err(|_| Unavailable)?? {
            users.push(read::<ListedUser>(item)?);
        }
        if users.len() > LIST_BOUND {
            return Ok(Listing::TooMany);
        }
    }
    users.sort_by_key(|user| user.id);
    Ok(Listing::All(users))
}
