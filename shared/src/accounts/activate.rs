//! Activation, and the confirmation of a new address: the same link.

use super::edit::{By, edit};
use crate::app::App;
use crate::auth::throttle::{self, Limit};
use crate::domain::User;
use crate::error::Refusal;
use crate::http::ClientAddress;
use crate::mail::{self, links};
use crate::store::Purpose;
use crate::store::items::{MailKind, Recipient};

/// Takes the account whose activation link this is for verified. Of many who try at once, one succeeds.
///
/// # Errors
/// A bad `uid` or `token`; [`Refusal::AlreadyActive`]; [`Refusal::TooMany`].
pub async fn activate(
    app: &App,
    uid: Option<&str>,
    token: &str,
    from: ClientAddress,
) -> Result<User, Refusal> {
    throttle::count(app, Limit::Confirmation, from).await?;
    let link = links::open(app, Purpose::Activation, uid, token).await?;
    let now = app.now();
    let verify = |user: &mut User| {
        user.verified_at = user.verified_at.or(Some(now));
        user.was_active = true;
        Ok(())
    };
    let confirmation = |user: &User| match app.config.send_confirmation_email {
        true => vec![mail::owe(app, MailKind::Confirmation, Recipient::User(user.id))],
        false => Vec::new(),
    };
    edit(app, &link.user, By::Link(&link), verify, confirmation).await
}
