//! Activation, and the confirmation of a new address: the same link.

use super::by::By;
use super::confirm::{open_link, welcome_newcomer};
use super::edit::edit;
use crate::app::App;
use crate::auth::Client;
use crate::domain::User;
use crate::error::Refusal;
use crate::mail;
use crate::store::Purpose;
use crate::store::items::{MailKind, Recipient};

/// Takes the account whose activation link this is for verified. Of many who try at once, one succeeds.
///
/// # Errors
/// A bad `uid` or `token`; [`Refusal::AlreadyActive`]; [`Refusal::TooMany`].
pub async fn activate(app: &App, uid: Option<&str>, token: &str, client: &Client) -> Result<User, Refusal> {
    let link = open_link(app, Purpose::Activation, uid, token, client).await?;
    let now = app.now();
    let prove = |user: &mut User| {
        user.prove(now);
        Ok(())
    };
    let confirmation = |user: &User| match app.config.send_confirmation_email {
        true => vec![mail::owe(app, MailKind::Confirmation, Recipient::User(user.id))],
        false => Vec::new(),
    };
    let user = edit(app, &link.user, By::Link(&link), prove, confirmation).await?;
    welcome_newcomer(app, &user, client).await;
    Ok(user)
}
