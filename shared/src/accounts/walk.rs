//! The nightly walk over the users who joined long enough ago: those who never activated their account are deleted, which
//! frees their names and addresses.

use super::clean::delete_if_never_active;
use crate::app::App;
use crate::chance::random_id;
use crate::domain::UserId;
use crate::store::items::{Leftovers, ListedUser, OwedWork, Walk};
use crate::store::{Change, Key, List, OwedId, Refused, Shown, Span, Unavailable, keys, read, user_of};
use std::time::Duration;

/// How many users are looked at together.
const PAGE: usize = 1000;

/// How long one page may take before somebody else goes on from where it began.
const LEASE: Duration = Duration::from_secs(120);

/// How long a walk lasts: well inside the function's 300 s. The next one goes on.
const LONGEST: Duration = Duration::from_secs(200);

/// Goes on from where the last walk stopped, to those who joined just before the cut-off; ids are in the order in which
/// users joined. Each page notes how far it came, under the walker's lease, so that of two walkers one stops. An account
/// that cannot be deleted now is owed, and holds nobody up.
///
/// # Errors
/// [`Unavailable`]
pub async fn walk(app: &App) -> Result<(), Unavailable> {
    let days = u64::from(app.config.unverified_account_days);
    if days == 0 {
        return Ok(());
    }
    let (began, holder) = (app.now(), random_id());
    let cut_off = began.before(Duration::from_secs(days * 86_400));
    let last = keys::place_of(UserId::first_of(cut_off));
    let Some(mut place) = begin(app, &holder).await? else { return Ok(()) };
    loop {
        let mut rows = app.store.list(List::Users, &Span::after(&place), PAGE).await?;
        let is_full = rows.len() == PAGE;
        rows.retain(|row| List::Users.place(row) < last);
        let ids: Vec<_> = rows.iter().map(user_of).collect::<Result<_, _>>()?;
        let is_candidate = |user: &ListedUser| user.verified_at.is_none() && user.date_joined < cut_off;
        let users = app.store.listed_users(&ids, Shown::Profile).await?;
        // Numbers do not tell when somebody joined: who still waits is looked at again.
        let waits = |user: &&ListedUser| user.verified_at.is_none() && cut_off <= user.date_joined;
        let first_waiting = users.iter().find(waits).map(|user| keys::place_of(user.id));
        rows.retain(|row| first_waiting.as_ref().is_none_or(|first| List::Users.place(row) < *first));
        let Some(end) = rows.last().map(|row| List::Users.place(row)) else { break };
        let goes_on = is_full && rows.len() == PAGE;
        for user in users.iter().filter(|user| is_candidate(user)) {
            if !delete_if_never_active(app, user.id).await? {
                owe(app, user.id).await?;
            }
        }
        if !advance(app, &holder, &end).await? || !goes_on || LONGEST < began.until(app.now()) {
            break;
        }
        place = end;
    }
    Ok(())
}

/// Takes the lease and tells where to go on; none while somebody else walks.
async fn begin(app: &App, holder: &str) -> Result<Option<String>, Unavailable> {
    let now = app.now();
    let lease = Change::perhaps_new(Key::Walk).set("holder", holder).set("leased_until", now.after(LEASE));
    match app.store.update(lease.when_below("leased_until", now)).await? {
        Ok(walk) => Ok(Some(read::<Walk>(walk)?.place)),
        // One's own reply may have got lost.
        Err(Refused(found)) => {
            let walk: Option<Walk> = found.map(read).transpose()?;
            Ok(walk.filter(|walk| walk.holder == holder).map(|walk| walk.place))
        }
    }
}

/// Notes how far the walk has come; false when it is somebody else's by now.
async fn advance(app: &App, holder: &str, place: &str) -> Result<bool, Unavailable> {
    let until = app.now().after(LEASE);
    let change = Change::of(Key::Walk).set("place", place).set("leased_until", until);
    Ok(app.store.update(change.when("holder", holder)).await?.is_ok())
}

async fn owe(app: &App, user: UserId) -> Result<(), Unavailable> {
    let now = app.now();
    let (id, of) = (OwedId::generate(now, &random_id()), Leftovers::NeverActive(user));
    let work = OwedWork { id, of, owed_at: now, due: None };
    app.store.create(Key::Work(&work.id), &work).await.map(|_| ())
}
