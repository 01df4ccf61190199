//! Finding users, a page at a time.

use super::list::rows_of;
use crate::app::App;
use crate::domain::{Email, User, Username};
use crate::store::items::{Claim, ListedUser};
use crate::store::{Key, List, Span, Unavailable};

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

/// At most `limit` users from a part of the list, and the place from which it goes on, if it does. A page has fewer, though
/// the list goes on, where `is_active` leaves many out. One wave, and for names and addresses a second: however many
/// users there are. The index may lag behind by a moment.
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
    let (rows, mut next) = match by {
        By::Id => rows_of::<ListedUser>(app, List::Users, span, breadth).await?,
        By::Username => claimants(app, List::Usernames, span, breadth).await?,
        By::Email => claimants(app, List::Emails, span, breadth).await?,
    };
    let mut users: Vec<_> =
        rows.into_iter().filter(|user| is_active.is_none_or(|wanted| user.is_active() == wanted)).collect();
    if users.len() > limit {
        users.truncate(limit);
        next = users.last().and_then(|last| place(by, last));
    }
    Ok((users, next))
}

/// The users behind claims on names or addresses.
async fn claimants(
    app: &App,
    list: List,
    span: &Span,
    limit: usize,
) -> Result<(Vec<ListedUser>, Option<String>), Unavailable> {
    let (claims, next) = rows_of::<Claim>(app, list, span, limit).await?;
    let keys: Vec<_> = claims.iter().map(|claim| Key::User(claim.user)).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut users = Vec::new();
    for claim in claims {
        let user: Option<User> = found.user(claim.user)?;
        users.extend(user.as_ref().map(ListedUser::from));
    }
    Ok((users, next))
}

/// Where a user stands in the list.
fn place(by: By, user: &ListedUser) -> Option<String> {
    match by {
        By::Id => Key::User(user.id).gsi1().map(|(_, place)| place),
        By::Username => Some(Username::stored(&user.username).key()),
        By::Email => Email::parse(&user.email).map(|email| email.key()),
    }
}
