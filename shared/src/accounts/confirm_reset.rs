//! What reset links do.

use super::by::By;
use super::confirm::{open_link, welcome, within_limits};
use super::edit::edit;
use super::rename::{Rename, renamed};
use super::set_password::{NewPassword, about, replace_password};
use crate::app::App;
use crate::auth::Client;
use crate::domain::User;
use crate::error::{Field, Reason, Refusal};
use crate::mail::links::{self, Opened};
use crate::store::Purpose;

/// Sets the password of the account whose reset link this is. Whoever holds the mailbox owns the account: it
/// is verified thereby, everything that was signed in before ends, and failed tries are forgiven. A refused password does not use the link
/// up.
///
/// # Errors
/// A weak password, judged first without and then with the account; a bad `uid` or `token`;
/// [`Refusal::TooMany`].
pub async fn confirm_password_reset(
    app: &App,
    uid: Option<&str>,
    token: &str,
    new: &NewPassword,
    client: &Client,
) -> Result<User, Refusal> {
    new.judge(app, &[])?;
    let link = open_link(app, Purpose::PasswordReset, uid, token, client).await?;
    reset_password(app, &link, new, client).await
}

/// The same as djoser 1.x has it: whose link it is comes before what the password is worth (contract §3).
///
/// # Errors
/// As [`confirm_password_reset`], the `uid` first.
pub async fn confirm_password_reset_v1(
    app: &App,
    uid: &str,
    token: &str,
    new: &NewPassword,
    client: &Client,
) -> Result<User, Refusal> {
    let has_owner = async {
        match links::has_owner(app, uid).await? {
            true => Ok(()),
            false => Err(Refusal::field(Field::Uid, Reason::NoSuchUser)),
        }
    };
    within_limits(app, client, has_owner).await?;
    new.judge(app, &[])?;
    let link = open_link(app, Purpose::PasswordReset, Some(uid), token, client).await?;
    reset_password(app, &link, new, client).await
}

/// The same, with the link that was opened already.
///
/// # Errors
/// A weak password; a link that serves no longer, or another purpose.
pub async fn reset_password(
    app: &App,
    link: &Opened,
    new: &NewPassword,
    client: &Client,
) -> Result<User, Refusal> {
    link.must_serve(Purpose::PasswordReset)?;
    new.judge(app, &about(&link.user))?;
    let now = app.now();
    let replace = replace_password(&app.hasher.hash(&new.password).await, None);
    let change = |user: &mut User| {
        replace(user);
        user.prove(now);
        Ok(())
    };
    let user = edit(app, &link.user, By::Link(link), change, |_| Vec::new()).await?;
    welcome(app, &user, client).await;
    Ok(user)
}

/// Renames the account whose reset link this is.
///
/// # Errors
/// The name was typed differently twice; a bad `uid` or `token`; only then a taken name; [`Refusal::TooMany`].
pub async fn confirm_username_reset(
    app: &App,
    uid: Option<&str>,
    token: &str,
    rename: &Rename,
    client: &Client,
) -> Result<User, Refusal> {
    match open_link(app, Purpose::UsernameReset, uid, token, client).await {
        Ok(link) => reset_username(app, &link, rename, client).await,
        Err(Refusal::Invalid(_)) if !rename.matches => Err(rename.mismatch()),
        Err(refusal) => Err(refusal),
    }
}

/// The same, with the link that was opened already: whether the name is taken is told only to who has a good one.
///
/// # Errors
/// The name was typed differently twice, or is taken; a link that serves no longer, or another purpose.
pub async fn reset_username(
    app: &App,
    link: &Opened,
    rename: &Rename,
    client: &Client,
) -> Result<User, Refusal> {
    link.must_serve(Purpose::UsernameReset)?;
    if !rename.matches {
        return Err(rename.refuse(app, &link.user, Vec::new()).await);
    }
    let user = renamed(app, &link.user, By::Link(link), rename).await?;
    welcome(app, &user, client).await;
    Ok(user)
}
