//! Finding users, a page at a time.

use crate::app::App;
use crate::domain::{Email, User, Username};
use crate::store::items::{Claim, ListedUser};
use crate::store::{Item, Key, List, Span, Unavailable, read};

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
/// the list goes on, where `is_active` leaves many out. One wave, and for names and addresses a second: however many
/// users there are. The index may lag behind by a moment: who was renamed since is left out, or found under the new name.
///
/// # Errors
/// [`Unavailable`]
pub async fn find(
    app: &App,
    by: By,
    span: &Span,
    limit: usize,
    is_active: Option<bool>,
) -> Result<(Vec<ListedUser>, Option<String>), Unavailable> {
    let breadth = if is_active.is_some() { BREADTH } else { limit };
    let mut items = app.store.list(by.list(), span, breadth + 1).await?;
    let goes_on = items.len() > breadth;
    items.truncate(breadth);
    let mut next = items.last().filter(|_| goes_on).map(|last| by.list().place(last));
    let mut rows = match by {
        By::Id => items.into_iter().map(placed).collect::<Result<Vec<_>, _>>()?,
        By::Username | By::Email => claimants(app, by, items).await?,
    };
    rows.retain(|(_, user)| is_active.is_none_or(|wanted| user.is_active() == wanted));
    if rows.len() > limit {
        rows.truncate(limit);
        next = rows.last().map(|(place, _)| place.clone());
    }
    Ok((rows.into_iter().map(|(_, user)| user).collect(), next))
}

fn placed(item: Item) -> Result<(String, ListedUser), Unavailable> {
    Ok((List::Users.place(&item), read(item)?))
}

/// The users behind claims on names or addresses, each with the place of his claim, if it still is his.
async fn claimants(app: &App, by: By, items: Vec<Item>) -> Result<Vec<(String, ListedUser)>, Unavailable> {
    let mut claims = Vec::new();
    for item in items {
        claims.push((by.list().place(&item), read::<Claim>(item)?.user));
    }
    let keys: Vec<_> = claims.iter().map(|(_, user)| Key::User(*user)).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut rows = Vec::new();
    for (place, id) in claims {
        let user: Option<User> = found.user(id)?;
        let key = |user: &User| match by {
            By::Email => Email::parse(&user.email).map(|email| email.key()),
            By::Id | By::Username => Some(Username::stored(&user.username).key()),
        };
        let user = user.filter(|user| key(user).as_ref() == Some(&place));
        rows.extend(user.map(|user| (place, ListedUser::from(&user))));
    }
    Ok(rows)
}
