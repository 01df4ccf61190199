//! Lists, page by page, and how many there are.

use crate::app::App;
use crate::error::Refusal;
use crate::store::items::{ListedUser, Total};
use crate::store::{Catalogue, Item, Key, List, Span, Unavailable, read};
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
/// [`Unavailable`]
pub async fn list(app: &App, bound: usize) -> Result<Listing, Unavailable> {
    let items = app.store.list(List::Users, &Span::default(), bound + 1).await?;
    if items.len() > bound {
        return Ok(Listing::TooMany);
    }
    Ok(Listing::All(items.into_iter().map(read).collect::<Result<_, _>>()?))
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
    /// How many the whole list has: exactly up to [`LIST_BOUND`]; above, as many as were counted last night, and
    /// one more than the bound before the first night.
    pub total: usize,
    /// Where the next page begins; none at the end.
    pub next: Option<Start>,
}

/// Reads a page of at most `limit` rows. Its cost does not depend on how long the list is: one wave reads the rows, and
/// a second one counts up to the bound if the list goes on.
///
/// # Errors
/// [`Refusal::TooFar`] for an offset beyond the bound without a place.
pub async fn page<T: DeserializeOwned>(
    app: &App,
    list: List,
    start: Start,
    limit: usize,
) -> Result<Page<T>, Refusal> {
    let Start { offset, after } = start;
    let skipped = if after.is_some() { 0 } else { offset };
    if skipped > LIST_BOUND {
        return Err(Refusal::TooFar);
    }
    let span = Span::after(&after.unwrap_or_default());
    let key = Key::Total(list.name());
    let keys = [key];
    let (items, found) =
        tokio::try_join!(app.store.list(list, &span, skipped + limit + 1), app.store.fetch(&keys))?;
    let mut found = found;
    let last_night: Option<Total> = found.take(key)?;
    let goes_on = items.len() > skipped + limit;
    let total = match goes_on {
        false => offset - skipped + items.len(),
        true => total(app, list, last_night).await?,
    };
    let rows: Vec<Item> = items.into_iter().skip(skipped).take(limit).collect();
    let next = rows.last().filter(|_| goes_on);
    let next = next.map(|last| Start { offset: offset + rows.len(), after: Some(list.place(last)) });
    Ok(Page { rows: rows.into_iter().map(read).collect::<Result<_, _>>()?, total, next })
}

async fn total(app: &App, list: List, last_night: Option<Total>) -> Result<usize, Unavailable> {
    let last_night = last_night.map_or(0, |counted| usize::try_from(counted.total).unwrap_or(usize::MAX));
    if last_night > LIST_BOUND {
        return Ok(last_night);
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

/// Counts every list, for the totals of those that are too long to be counted for each page.
///
/// # Errors
/// [`Unavailable`]
pub async fn count_all(app: &App) -> Result<(), Unavailable> {
    let catalogues = [Catalogue::Groups, Catalogue::Permissions, Catalogue::ContentTypes];
    for list in catalogues.map(List::Catalogue).into_iter().chain([List::Users]) {
        if let Some(total) = app.store.count_up_to(list, usize::MAX).await? {
            let total = Total { total: total as u64 };
            app.store.transaction::<()>().put(Key::Total(list.name()), &total).commit().await.map(|_| ())?;
        }
    }
    Ok(())
}
