//! What reset links do.

use super::by::By;
use super::confirm::{open, welcome, within_limits};
use super::edit::edit;
use super::rename::{Rename, renamed};
use super::set_password::{NewPassword, about, replace_password};
use crate::app::App;
use crate::auth::Client;
use crate::domain::User;
use crate::error::{Field, Reason, Refusal};
use crate::mail::links;
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
    reset_password(app, uid, token, new, client).await
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
    reset_password(app, Some(uid), token, new, client).await
}

async fn reset_password(
    app: &App,
    uid: Option<&str>,
    token: &str,
    new: &NewPassword,
    client: &Client,
) -> Result<User, Refusal> {
    let link = open(app, Purpose::PasswordReset, uid, token, client).await?;
    new.judge(app, &about(&link.user))?;
    let now = app.now();
    let replace = replace_password(&app.hasher.hash(&new.password).await, None);
    let change = |user: &mut User| {
        replace(user);
        user.prove(now);
        Ok(())
    };
    let user = edit(app, &link.user, By::Link(&link), change, |_| Vec::new()).await?;
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
    let link = match open(app, Purpose::UsernameReset, uid, token, client).await {
        Ok(link) if rename.matches => link,
        // Whether the name is taken is told only to who has a good link.
        Ok(link) => return Err(rename.refuse(app, &link.user, Vec::new()).await),
        Err(Refusal::Invalid(_)) if !rename.matches => return Err(rename.mismatch()),
        Err(refusal) => return Err(refusal),
    };
    let user = renamed(app, &link.user, By::Link(&link), rename).await?;
    welcome(app, &user, client).await;
    Ok(user)
}
