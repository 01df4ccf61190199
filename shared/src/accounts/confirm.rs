//! Links that people follow: looked at within limits, and what following one is worth to the client.

use crate::app::App;
use crate::auth::Client;
use crate::auth::guesses;
use crate::auth::throttle::{self, Limit};
use crate::domain::User;
use crate::error::{Field, Reason, Refusal};
use crate::mail::links::{self, Opened};
use crate::store::{Purpose, Unavailable};

/// Opens a link: for a page that asks before it is followed, or for what it is for. Only those that are not good count
/// against the client.
///
/// # Errors
/// As [`links::open`]; [`Refusal::TooMany`].
pub async fn open_link(
    app: &App,
    purpose: Purpose,
    uid: Option<&str>,
    token: &str,
    client: &Client,
) -> Result<Opened, Refusal> {
    within_limits(app, client, links::open(app, purpose, uid, token)).await
}

/// Counts a bad link against the client, and looks at none when there were too many.
///
/// # Errors
/// Those of `opening`; [`Refusal::TooMany`].
pub(super) async fn within_limits<T>(
    app: &App,
    client: &Client,
    opening: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    let below = throttle::must_be_below(app, Limit::BadLink, client.address);
    let (below, opened) = tokio::join!(below, opening);
    below?;
    if matches!(&opened, Err(Refusal::Invalid(reasons)) if reasons.iter().any(is_bad_link)) {
        throttle::count(app, Limit::BadLink, client.address).await?;
    }
    opened
}

fn is_bad_link((field, reason): &(Field, Reason)) -> bool {
    matches!(field, Field::Uid | Field::Token) && matches!(reason, Reason::BadToken | Reason::NoSuchUser)
}

/// Knows the client from now on, and forgives failed tries: who followed a mailed link there holds the mailbox. What the
/// link was for is done; that its owner waits out a pause is no reason to say that it is not.
pub(super) async fn welcome(app: &App, user: &User, client: &Client) {
    told(user, guesses::welcome(app, user, client, false).await);
}

/// The same for an account that nobody was signed in to yet.
pub(super) async fn welcome_newcomer(app: &App, user: &User, client: &Client) {
    told(user, guesses::welcome(app, user, client, true).await);
}

fn told(user: &User, welcomed: Result<(), Unavailable>) {
    if welcomed.is_err() {
        tracing::warn!(user = user.id.get(), "failed tries are not forgiven");
    }
}
