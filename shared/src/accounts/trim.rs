//! A user's sign-ins are bounded: when there are too many, the least recently used end.

use super::session::end;
use crate::app::App;
use crate::domain::User;
use crate::log::{self, Event, carried};
use crate::store::items::{Kind, LoginRecord, SignedIn};
use crate::store::{Change, Key, Unavailable, keys, read};
use std::time::Duration;
use tokio::task::JoinSet;

/// How many sign-ins a user has, of all kinds. Those used within the hour come on top.
const SIGN_INS: usize = 50;

/// How many of them are opaque tokens.
const TOKENS: usize = 20;

/// What was used so recently is not ended; and after a trim in vain none is tried for as long.
const RECENT: Duration = Duration::from_secs(3600);

/// Ends the least recently used sign-ins of a user who has too many, down to four fifths, and lets the sweep have tokens that
/// have ended with all others, as many at most. The login record counts them, those too until then, so that nothing is read
/// before there are too many. A sign-in does not fail for it.
pub(super) async fn trim(app: &App, user: &User, record: &LoginRecord) {
    let full = record.sign_ins > SIGN_INS as u64 || record.tokens > TOKENS as u64;
    let waits = record.trim_after.is_some_and(|until| app.now().seconds() < until);
    if full && !waits && trim_now(app, user, record).await.is_err() {
        tracing::warn!(user = user.id.get(), "sign-ins are not trimmed; the next one tries again");
    }
}

async fn trim_now(app: &App, user: &User, record: &LoginRecord) -> Result<(), Unavailable> {
    let items = app.store.query(&keys::sign_ins(user.id), "").await?;
    let sign_ins: Vec<SignedIn> = items.into_iter().map(read).collect::<Result<_, _>>()?;
    let (mut open, over): (Vec<_>, Vec<_>) =
        sign_ins.into_iter().partition(|sign_in| sign_in.is_open(app, user));
    let mut lost: Vec<_> = over.into_iter().filter(|sign_in| is_lost(sign_in, user)).collect();
    // These stay counted, so the next sign-in goes on with them.
    let left = lost.len().saturating_sub(SIGN_INS);
    lost.truncate(SIGN_INS);
    open.sort_by_key(|sign_in| sign_in.seen_at);
    let is_token = |sign_in: &SignedIn| sign_in.kind == Kind::Token;
    let mut surplus = Vec::new();
    end_surplus(app, &mut open, TOKENS, is_token, &mut surplus);
    end_surplus(app, &mut open, SIGN_INS, |_| true, &mut surplus);
    let tokens = open.iter().filter(|sign_in| is_token(sign_in)).count();
    let change = Change::perhaps_new(Key::Login(user.id))
        .set("sign_ins", (open.len() + left) as u64)
        .set("tokens", (tokens + left) as u64);
    // Whoever signs in meanwhile counts themselves, and finds as well that there are too many.
    let change = match &record.attempt {
        Some(attempt) => change.when("try", attempt.as_str()),
        None => change,
    };
    let change = match surplus.is_empty() && left == 0 {
        true => change.set("trim_after", app.now().after(RECENT).seconds()),
        false => change.remove("trim_after"),
    };
    if !surplus.is_empty() {
        log::security(Event::TokenRevoked, user.id, "more sign-ins than a user has");
    }
    let mut writes = JoinSet::new();
    for sign_in in surplus.into_iter().chain(lost) {
        let (app, id) = (app.clone(), user.id);
        writes.spawn(carried(Box::pin(async move { end(&app, id, &sign_in).await })));
    }
    while let Some(ended) = writes.join_next().await {
        ended.map_err(|_| Unavailable)??;
    }
    // Only then: what breaks off before is counted still, and trimmed by the next sign-in.
    app.store.update(change).await.map(|_| ())
}

/// Whether it is an opaque token that ended with all the others, as by a new password, and that nothing would sweep: only the
/// profile tells that it is over. One of a later epoch than that of the profile that was read is not.
fn is_lost(sign_in: &SignedIn, user: &User) -> bool {
    sign_in.kind == Kind::Token && sign_in.ended_at.is_none() && sign_in.epoch < user.epoch
}

/// Moves those of one kind that are too many from the open ones, least recently used first, to the surplus.
fn end_surplus(
    app: &App,
    open: &mut Vec<SignedIn>,
    most: usize,
    counts: impl Fn(&SignedIn) -> bool,
    surplus: &mut Vec<SignedIn>,
) {
    let there = open.iter().filter(|sign_in| counts(sign_in)).count();
    if there <= most {
        return;
    }
    let mut excess = there - most * 4 / 5;
    let recently = app.now().before(RECENT);
    let (ended, kept): (Vec<_>, Vec<_>) = std::mem::take(open).into_iter().partition(|sign_in| {
        let goes = excess > 0 && counts(sign_in) && sign_in.seen_at < recently;
        excess -= usize::from(goes);
        goes
    });
    surplus.extend(ended);
    *open = kept;
}
