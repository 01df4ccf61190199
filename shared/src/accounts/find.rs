//! Finding users, a page at a time.

use super::list::read_rows;
use crate::app::App;
use crate::auth::policy::{Permit, Service, to};
use crate::domain::{Email, Username};
use crate::error::Refusal;
use crate::store::items::{Claim, ListedUser};
use crate::store::{Item, List, Shown, Span, Unavailable, keys, read, user_of};
use std::collections::BTreeMap;

/// How many rows are looked through for those that no index picks out.
const BREADTH: usize = 1000;

/// By what users are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The id, which is the order in which they joined. Everybody.
    Id,
    /// The user name, case aside. Who has one.
    Username,
    /// The address, case aside. Who has one.
    Email,
}

impl By {
    const fn list(self) -> List {
        match self {
            Self::Id => List::Users,
            Self::Username => List::Usernames,
            Self::Email => List::Emails,
        }
    }
}

/// At most `limit` users from a part of the list, and the place from which it goes on, if it does. A page has fewer, though
/// the list goes on, where `is_active` leaves many out. Two waves, however many users there are.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn find(
    app: &App,
    service: &Permit<'_, to::Administrate, Service>,
    by: By,
    span: &Span,
    limit: usize,
    is_active: Option<bool>,
) -> Result<(Vec<ListedUser>, Option<String>), Refusal> {
    let breadth = if is_active.is_some() { BREADTH } else { limit };
    let mut items = read_rows(app, service.actor().user(), by.list(), span, breadth + 1).await?;
    let goes_on = items.len() > breadth;
    items.truncate(breadth);
    let mut next = items.last().filter(|_| goes_on).map(|last| by.list().place(last));
    let mut rows = match by {
        By::Id => by_id(app, &items).await?,
        By::Username | By::Email => claimants(app, by, items).await?,
    };
    rows.retain(|(_, user)| is_active.is_none_or(|wanted| user.is_active() == wanted));
    if rows.len() > limit {
        rows.truncate(limit);
        next = rows.last().map(|(place, _)| place.clone());
    }
    Ok((rows.into_iter().map(|(_, user)| user).collect(), next))
}

async fn by_id(app: &App, items: &[Item]) -> Result<Vec<(String, ListedUser)>, Unavailable> {
    let ids: Vec<_> = items.iter().map(user_of).collect::<Result<_, _>>()?;
    let users = app.store.listed_users(&ids, Shown::LastLogin).await?;
    Ok(users.into_iter().map(|user| (keys::place_of(user.id), user)).collect())
}

/// The users behind claims on names or addresses, each with the place of the claim, if it still is theirs.
async fn claimants(app: &App, by: By, items: Vec<Item>) -> Result<Vec<(String, ListedUser)>, Unavailable> {
    let mut places = BTreeMap::new();
    let mut ids = Vec::new();
    for item in items {
        let place = by.list().place(&item);
        let owner = read::<Claim>(item)?.user;
        places.insert(owner, place);
        ids.push(owner);
    }
    let users = app.store.listed_users(&ids, Shown::LastLogin).await?;
    let key = |user: &ListedUser| match by {
        By::Email => Email::parse(&user.profile.email).map(|email| keys::bounded(&email.key())),
        By::Id | By::Username => Some(keys::bounded(&Username::stored(&user.profile.username).key())),
    };
    let placed = users.into_iter().filter_map(|user| Some((places.remove(&user.id)?, user)));
    Ok(placed.filter(|(place, user)| key(user).as_ref() == Some(place)).collect())
}
