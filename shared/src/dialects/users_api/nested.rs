//! Lists that hang on something: the groups of a user, the permissions of a user or of a group. What is in one is put there
//! and taken out by its own path.

use super::resource::{self, Resource};
use super::{Answer, Body, Error, Ignored, ListQuery, listing, no_content, ok, strict_id};
use crate::accounts;
use crate::app::App;
use crate::auth::policy::Permit;
use crate::auth::{Caller, throttle};
use crate::error::Refusal;
use crate::store::Catalogued;
use axum::extract::{Path, State};
use http::Uri;
use std::collections::BTreeSet;

/// Such a list.
pub trait Nested: 'static {
    /// On what it hangs.
    type Owner: Send + Sync;

    /// What the caller must be permitted to do to that, to put something in or to take it out.
    type Action: Send + Sync;

    /// What is in it.
    type Thing: Resource;

    /// What the path of the owner begins with.
    const OWNER: &'static str;

    /// What is said of a thing that is not in it, to who reads it.
    const NOT_THERE: &'static str;

    /// The same to who takes it out.
    const NOT_TO_TAKE: &'static str;

    /// The ids of what is in it, for who may see it.
    ///
    /// # Errors
    /// 401, whether or not there is such an owner, and then 404 with a message.
    fn held(
        app: &App,
        caller: &Caller,
        owner: u64,
    ) -> impl Future<Output = Result<BTreeSet<u64>, Error>> + Send;

    /// The owner, in whose list the caller may put and take, and what is read beside.
    ///
    /// # Errors
    /// 404 with a message when there is no such owner; then 401.
    fn opened<'a>(
        app: &App,
        caller: &'a Caller,
        owner: u64,
        thing: impl Future<Output = Result<Option<Self::Thing>, Error>> + Send,
    ) -> impl Future<Output = Result<(Opened<'a, Self>, Option<Self::Thing>), Error>> + Send;

    /// Puts something in.
    fn put(
        app: &App,
        owner: &Opened<'_, Self>,
        thing: &Self::Thing,
    ) -> impl Future<Output = Result<(), Refusal>> + Send;

    /// Takes something out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when it is not in it.
    fn take(
        app: &App,
        owner: &Opened<'_, Self>,
        thing: u64,
    ) -> impl Future<Output = Result<(), Refusal>> + Send;
}

/// The owner of such a list, and the permission to change it.
pub type Opened<'a, N> = Permit<'a, <N as Nested>::Action, <N as Nested>::Owner>;

/// `GET`: what is in the list, a page at a time.
///
/// # Errors
/// 400 for the query, and as [`Nested::held`].
pub async fn list<N: Nested>(
    State(app): State<App>,
    caller: Caller,
    Path(owner): Path<String>,
    uri: Uri,
) -> Answer {
    let owner: u64 = strict_id(&owner)?;
    let path = format!("/{}/{owner}/{}/", N::OWNER, N::Thing::NAME);
    let query = ListQuery::read(&app, &path, N::Thing::FIELDS, false, caller.user.id, uri.query())?;
    let held = N::held(&app, &caller, owner).await?;
    let things = accounts::existing(&app, held.iter().copied());
    let things = throttle::counting(&app, &caller.user, held.len(), things).await;
    let mut things: Vec<N::Thing> = things.map_err(N::Thing::refused)?;
    things.sort_by_cached_key(Catalogued::place);
    listing(&app, &query, accounts::page_of(things, query.start.offset, query.limit()), N::Thing::object)
}

/// `POST`: nothing is made here.
///
/// # Errors
/// 405, always.
pub async fn create(Path(owner): Path<String>, _: Body) -> Answer {
    strict_id::<u64>(&owner)?;
    Err(Error::NotHere)
}

/// `GET` of one thing.
///
/// # Errors
/// As [`Nested::held`]; 404 with a sentence.
pub async fn read<N: Nested>(
    State(app): State<App>,
    caller: Caller,
    Path((owner, thing)): Path<(String, String)>,
) -> Answer {
    let (owner, thing) = (strict_id(&owner)?, strict_id(&thing)?);
    let held = N::held(&app, &caller, owner).await?;
    let thing: Option<N::Thing> =
        if held.contains(&thing) { resource::existing(&app, thing).await? } else { None };
    Ok(ok(thing.ok_or(Error::NotAttached(N::NOT_THERE))?.object()))
}

/// `PUT`: puts it in, whether or not it was.
///
/// # Errors
/// As [`Nested::opened`]; 404 with a message where there is no such thing, 401 for what the caller must not hand out.
pub async fn put<N: Nested>(
    State(app): State<App>,
    caller: Caller,
    Path((owner, thing)): Path<(String, String)>,
    _: Ignored,
) -> Answer {
    let (owner, thing) = (strict_id(&owner)?, strict_id(&thing)?);
    let (owner, thing) = N::opened(&app, &caller, owner, resource::existing(&app, thing)).await?;
    let thing = thing.ok_or(Error::NotFound)?;
    N::put(&app, &owner, &thing).await.map_err(N::Thing::refused)?;
    Ok(ok(thing.object()))
}

/// `DELETE`: takes it out.
///
/// # Errors
/// As [`Nested::opened`]; 404 with a sentence.
pub async fn take<N: Nested>(
    State(app): State<App>,
    caller: Caller,
    Path((owner, thing)): Path<(String, String)>,
) -> Answer {
    let (owner, thing) = (strict_id(&owner)?, strict_id::<u64>(&thing)?);
    let absent = || Error::NotAttached(N::NOT_TO_TAKE);
    let (owner, there) = N::opened(&app, &caller, owner, resource::existing(&app, thing)).await?;
    // What was deleted is in no list, whatever is still to be cleaned away.
    there.ok_or_else(absent)?;
    N::take(&app, &owner, thing).await.map_err(|refusal| match N::Thing::refused(refusal) {
        Error::Gone => absent(),
        other => other,
    })?;
    Ok(no_content())
}
