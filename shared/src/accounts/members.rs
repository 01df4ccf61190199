//! Who is in a group.

use super::list::rows_of;
use crate::app::App;
use crate::domain::{GroupId, Rights, User, UserId};
use crate::store::items::{Holder, ListedUser};
use crate::store::{Holding, Key, List, Shown, Span, Unavailable};

/// A part of those who are in a group, at most `limit`, in the order of the digits of their ids, and the place from which it
/// goes on, if it does. The list of those who are in the group lags behind nothing, but may still name who was deleted: their
/// own items decide. Two waves.
///
/// # Errors
/// [`Unavailable`]
pub async fn members(
    app: &App,
    group: GroupId,
    span: &Span,
    limit: usize,
) -> Result<(Vec<ListedUser>, Option<String>), Unavailable> {
    let holders = List::Holders(Holding::Group(group));
    let (rows, next) = rows_of::<Holder>(app, holders, span, limit).await?;
    let ids: Vec<_> = rows.iter().map(|holder| holder.user).collect();
    let (users, listed) =
        tokio::try_join!(users_with_rights(app, &ids), app.store.listed_users(&ids, Shown::LastLogin))?;
    let is_in =
        |id: UserId| users.iter().any(|(user, rights)| user.id == id && rights.groups.contains(&group));
    Ok((listed.into_iter().filter(|user| is_in(user.id)).collect(), next))
}

/// Those of these users who are there, with what they were given, in this order.
///
/// # Errors
/// [`Unavailable`]
pub async fn users_with_rights(app: &App, ids: &[UserId]) -> Result<Vec<(User, Rights)>, Unavailable> {
    let keys: Vec<_> = ids.iter().flat_map(|id| [Key::User(*id), Key::Rights(*id)]).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut users = Vec::new();
    for id in ids {
        if let Some(user) = found.user(*id)? {
            users.push((user, found.take(Key::Rights(*id))?.unwrap_or_default()));
        }
    }
    Ok(users)
}
