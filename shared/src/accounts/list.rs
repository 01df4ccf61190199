//! Lists, page by page, and how many there are.

use crate::app::App;
use crate::auth::throttle;
use crate::domain::{User, UserId};
use crate::error::Refusal;
use crate::store::items::{ListedUser, Total};
use crate::store::{Catalogue, Item, Key, List, Shown, Span, Unavailable, read, user_of};
use serde::de::DeserializeOwned;

/// How far lists are counted and numbered exactly, and how many objects an unpaged list shows.
pub const LIST_BOUND: usize = 10_000;

/// Everybody, or word that there are too many.
pub enum Listing {
    /// All users.
    All(Vec<ListedUser>),
    /// More than were wanted.
    TooMany,
}

/// Lists the users by id, if there are at most `bound`. The index may lag behind by a moment.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn list(app: &App, caller: &User, bound: usize, shown: Shown) -> Result<Listing, Refusal> {
    let rows = read_rows(app, caller, List::Users, &Span::default(), bound + 1).await?;
    if rows.len() > bound {
        return Ok(Listing::TooMany);
    }
    Ok(Listing::All(app.store.listed_users(&ids(&rows)?, shown).await?))
}

/// The rows of a part of a list, which are counted as work of the caller's.
pub(super) async fn read_rows<'a>(
    app: &App,
    caller: impl Into<Option<&'a User>>,
    list: List,
    span: &Span,
    limit: usize,
) -> Result<Vec<Item>, Refusal> {
    throttle::counting(app, caller, throttle::LIST, app.store.list(list, span, limit)).await
}

fn ids(rows: &[Item]) -> Result<Vec<UserId>, Unavailable> {
    rows.iter().map(user_of).collect()
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// How many stand before it.
    pub offset: usize,
    /// The place in the list that it follows, if that is known: then any offset will do.
    pub after: Option<String>,
}

/// A part of a list.
pub struct Page<T> {
    /// In the list's order.
    pub rows: Vec<T>,
    /// How many the whole list has: exactly up to [`LIST_BOUND`]; above, as many as were counted last, and one more than
    /// the bound before that.
    pub total: usize,
    /// Where the next page begins; none at the end.
    pub next: Option<Start>,
}

/// Reads a page of at most `limit` things. Its cost does not depend on how long the list is: one wave reads the rows, and
/// two more count if the list goes on.
///
/// # Errors
/// [`Refusal::TooFar`] for an offset beyond the bound without a place; [`Refusal::TooMany`].
pub async fn page<T: DeserializeOwned>(
    app: &App,
    caller: &User,
    catalogue: Catalogue,
    start: Start,
    limit: usize,
) -> Result<Page<T>, Refusal> {
    let list = List::Catalogue(catalogue);
    let (part, counted) = tokio::join!(part(app, caller, list, start, limit), last_counted(app, catalogue));
    let part = part?;
    let rows = part.rows.into_iter().map(read).collect::<Result<_, _>>()?;
    let total = match part.total {
        Some(total) => total,
        None => total(app, list, counted?).await?,
    };
    Ok(Page { rows, total, next: part.next })
}

/// Reads a page of users: a wave more than [`page`], for the index has only their ids.
///
/// # Errors
/// As [`page`].
pub async fn users_page(
    app: &App,
    caller: &User,
    start: Start,
    limit: usize,
    shown: Shown,
) -> Result<Page<ListedUser>, Refusal> {
    let part = part(app, caller, List::Users, start, limit).await?;
    let ids = ids(&part.rows)?;
    let total = async {
        match part.total {
            Some(total) => Ok(total),
            None => total(app, List::Users, app.store.users_about().await?).await,
        }
    };
    let (rows, total) = tokio::try_join!(app.store.listed_users(&ids, shown), total)?;
    Ok(Page { rows, total, next: part.next })
}

/// The rows of a page, and how many the list has if it ends here.
struct Part {
    rows: Vec<Item>,
    total: Option<usize>,
    next: Option<Start>,
}

async fn part(app: &App, caller: &User, list: List, start: Start, limit: usize) -> Result<Part, Refusal> {
    let Start { offset, after } = start;
    let skipped = if after.is_some() { 0 } else { offset };
    if skipped > LIST_BOUND {
        return Err(Refusal::TooFar);
    }
    let span = Span::after(&after.unwrap_or_default());
    let items = read_rows(app, caller, list, &span, skipped + limit + 1).await?;
    let goes_on = items.len() > skipped + limit;
    let total = (!goes_on).then(|| offset - skipped + items.len());
    let rows: Vec<Item> = items.into_iter().skip(skipped).take(limit).collect();
    let next = rows.last().filter(|_| goes_on);
    let next = next.map(|last| Start { offset: offset + rows.len(), after: Some(list.place(last)) });
    Ok(Part { rows, total, next })
}

/// How many groups, permissions or content types there were when the schedule counted them last.
pub(super) async fn last_counted(app: &App, catalogue: Catalogue) -> Result<usize, Unavailable> {
    let key = Key::Total(List::Catalogue(catalogue).name());
    let counted: Option<Total> = app.store.fetch(&[key]).await?.take(key)?;
    Ok(counted.map_or(0, |counted| usize::try_from(counted.total).unwrap_or(usize::MAX)))
}

/// How many a list has: what was counted before, if that is beyond the bound; else exactly.
pub(super) async fn total(app: &App, list: List, counted: usize) -> Result<usize, Unavailable> {
    if counted > LIST_BOUND {
        return Ok(counted);
    }
    Ok(app.store.count_up_to(list, LIST_BOUND).await?.unwrap_or(LIST_BOUND + 1))
}

/// The first rows of a part of a list, at most `limit`, and the place of the last if the list goes on: one wave.
///
/// # Errors
/// [`Unavailable`]
pub async fn rows_of<T: DeserializeOwned>(
    app: &App,
    list: List,
    span: &Span,
    limit: usize,
) -> Result<(Vec<T>, Option<String>), Unavailable> {
    let mut items = app.store.list(list, span, limit + 1).await?;
    let goes_on = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| goes_on).map(|last| list.place(last));
    Ok((items.into_iter().map(read).collect::<Result<_, _>>()?, next))
}

/// A page of what is at hand whole.
pub fn page_of<T>(all: Vec<T>, offset: usize, limit: usize) -> Page<T> {
    let total = all.len();
    let rows: Vec<T> = all.into_iter().skip(offset).take(limit).collect();
    let end = offset.saturating_add(rows.len());
    let goes_on = end < total && !rows.is_empty();
    Page { rows, total, next: goes_on.then_some(Start { offset: end, after: None }) }
}

/// Counts groups, permissions and content types, for the totals of lists that are too long to be counted for each page. Of
/// users the index itself knows how many there are.
///
/// # Errors
/// [`Unavailable`]
pub async fn count_all(app: &App) -> Result<(), Unavailable> {
    let catalogues = [Catalogue::Groups, Catalogue::Permissions, Catalogue::ContentTypes];
    for list in catalogues.map(List::Catalogue) {
        if let Some(total) = app.store.count_up_to(list, usize::MAX).await? {
            let total = Total { total: total as u64 };
            app.store.transaction::<()>().put(Key::Total(list.name()), &total).commit().await.map(|_| ())?;
        }
    }
    Ok(())
}
