//! Accounts that administrators make for somebody who chooses the password.

use super::fields::completed;
use super::register::insert;
use crate::app::App;
use crate::auth::policy::{self, All, Permit, to};
use crate::auth::throttle;
use crate::domain::{Email, FieldValues, Locale, Profile, User, UserId, Username};
use crate::error::Refusal;
use crate::store::items::MailKind;

/// Somebody who is invited.
pub struct Invitation {
    /// None where users sign in by address.
    pub username: Option<Username>,
    /// Where the invitation goes.
    pub email: Email,
    /// What else is said of them, checked by the fields' rules.
    pub fields: FieldValues,
    /// The language of the invitation and of all that follows; none leaves it to be chosen later.
    pub locale: Option<Locale>,
    /// Whether they may sign in, once they have a password. Who may not gets no mail.
    pub is_active: bool,
    /// Whether they administrate too.
    pub is_staff: bool,
}

/// Makes an account without a password, and owes the mail whose link sets the first. The administrator answers for the
/// address.
///
/// # Errors
/// Taken name or address; [`Refusal::Forbidden`] when `is_staff` is given by somebody who is no superuser;
/// [`Refusal::TooMany`].
pub async fn invite(
    app: &App,
    users: &Permit<'_, to::Add, All<User>>,
    invitation: Invitation,
) -> Result<User, Refusal> {
    let Invitation { username, email, fields, locale, is_active, is_staff } = invitation;
    if is_staff && !policy::may_promote(users.actor()) {
        return Err(Refusal::Forbidden);
    }
    let username = username.map_or_else(String::new, |name| name.as_str().to_owned());
    let fields = completed(app, &fields)?;
    let profile = Profile { username, email: email.as_str().to_owned(), fields };
    let actor = users.actor().user();
    if let Some(actor) = actor {
        throttle::count_work(app, actor).await?;
    }
    let mut user = User { is_staff, locale, ..User::new(UserId::NOBODY, profile, app.now()) };
    user.set_active(true, app.now());
    user.set_active(is_active, app.now());
    let mail = is_active.then_some(MailKind::Invitation);
    insert(app, user, None, mail, actor, None).await
}
