//! Cursors: a place in a list, sealed, so that a client can go on from it and do nothing else with it.

use crate::app::App;

/// How long a cursor works, in seconds.
const LIFETIME: i64 = 900;

/// A cursor for a place. It opens in the same context only: name the list, its filters and the caller there.
pub fn seal(app: &App, context: &str, place: &str) -> String {
    let until = app.now().seconds() + LIFETIME;
    app.secret.wrap(format!("{until} {place}").as_bytes(), &bound(context))
}

/// The place in a cursor; none if it is of another context, was tampered with, or is more than 15 minutes old.
pub fn open(app: &App, context: &str, cursor: &str) -> Option<String> {
    let opened = String::from_utf8(app.secret.unwrap(cursor, &bound(context))?).ok()?;
    let (until, place) = opened.split_once(' ')?;
    let is_fresh = until.parse().is_ok_and(|until| app.now().seconds() < until);
    is_fresh.then(|| place.to_owned())
}

fn bound(context: &str) -> String {
    format!("cursor {context}")
}
