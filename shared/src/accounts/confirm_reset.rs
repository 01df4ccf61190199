//! What reset links do.

use super::edit::{By, edit};
use super::proof::account;
use super::rename::{Rename, renamed};
use super::set_password::{NewPassword, about, confirmation, replace_password};
use crate::app::App;
use crate::auth::throttle::{self, Limit};
use crate::domain::User;
use crate::error::Refusal;
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
    let link = links::open(app, Purpose::PasswordReset, uid, token).await?;
    new.judge(app, &about(&link.user))?;
    let hash = app.hasher.hash(&new.password).await;
    let (now, replace) = (app.now(), replace_password(app, &hash));
    let change = |user: &mut User| {
        replace(user);
        user.verified_at = user.verified_at.or(Some(now));
        user.was_active = true;
    };
    let user = edit(app, &link.user, By::Link(&link), change, |user| confirmation(app, user)).await?;
    throttle::forgive(app, &account(app, &user)).await?;
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
