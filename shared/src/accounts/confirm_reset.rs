//! What reset links do.

use super::edit::{By, edit, email_key, username_key};
use super::rename::{Rename, renamed};
use super::set_password::{NewPassword, about, confirmation, replace_password};
use crate::app::App;
use crate::auth::throttle::{self, Guessed, Limit};
use crate::config::LoginField;
use crate::domain::User;
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;
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
    from: ClientAddress,
) -> Result<User, Refusal> {
    new.judge(app, &[])?;
    throttle::count(app, Limit::Confirmation, from).await?;
    reset_password(app, uid, token, new).await
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
    from: ClientAddress,
) -> Result<User, Refusal> {
    throttle::count(app, Limit::Confirmation, from).await?;
    if !links::has_owner(app, uid).await? {
        return Err(Refusal::field(Field::Uid, Reason::NoSuchUser));
    }
    new.judge(app, &[])?;
    reset_password(app, Some(uid), token, new).await
}

async fn reset_password(
    app: &App,
    uid: Option<&str>,
    token: &str,
    new: &NewPassword,
) -> Result<User, Refusal> {
    let link = links::open(app, Purpose::PasswordReset, uid, token).await?;
    new.judge(app, &about(&link.user))?;
    let hash = app.hasher.hash(&new.password).await;
    let (now, replace) = (app.now(), replace_password(app, &hash));
    let change = |user: &mut User| {
        replace(user);
        user.verified_at = user.verified_at.or(Some(now));
        user.was_active = true;
        Ok(())
    };
    let user = edit(app, &link.user, By::Link(&link), change, |user| confirmation(app, user)).await?;
    for (field, key) in [(LoginField::Username, username_key(&user)), (LoginField::Email, email_key(&user))] {
        let Some(key) = key else { continue };
        // The password is set. That its owner waits out a pause is no reason to say that it is not.
        if throttle::forgive(app, Guessed::Login(field, &key)).await.is_err() {
            tracing::warn!(user = user.id.get(), "failed tries are not forgiven");
        }
    }
    Ok(user)
}

/// Renames the account whose reset link this is.
///
/// # Errors
/// The name is taken, which is said before anything about the link; a bad `uid` or `token`;
/// [`Refusal::TooMany`].
pub async fn confirm_username_reset(
    app: &App,
    uid: Option<&str>,
    token: &str,
    rename: &Rename,
    from: ClientAddress,
) -> Result<User, Refusal> {
    throttle::count(app, Limit::Confirmation, from).await?;
    let reasons = match links::open(app, Purpose::UsernameReset, uid, token).await {
        Ok(link) if rename.matches => return renamed(app, &link.user, By::Link(&link), rename).await,
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(reasons)) => reasons,
        Err(refusal) => return Err(refusal),
    };
    // The name is judged before the link (contract §2.4).
    match rename.matches && rename.taken(app).await?.is_empty() {
        true => Err(Refusal::Invalid(reasons)),
        false => Err(rename.refuse(app, Vec::new()).await),
    }
}
