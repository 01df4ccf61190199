//! What administrators do to accounts.

use super::edit::{By, edit};
use super::register::{self, Registration, insert, newcomer};
use super::set_password::{NewPassword, about, replace_password};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{self, Action};
use crate::domain::{Email, User, Username};
use crate::error::Refusal;

/// A user whom an administrator makes.
pub struct NewUser {
    /// What the user could have told himself.
    pub registration: Registration,
    /// Whether he may sign in.
    pub is_active: bool,
    /// Whether he administrates too.
    pub is_staff: bool,
}

/// Makes a user, who is verified: the administrator answers for the address.
///
/// # Errors
/// Taken name or address; a weak password; [`Refusal::Forbidden`] when `is_staff` is given by somebody who is
/// no superuser.
pub async fn create_user(app: &App, actor: &User, new: NewUser) -> Result<User, Refusal> {
    if new.is_staff && !actor.is_superuser {
        return Err(Refusal::Forbidden);
    }
    insert_verified(app, new, false, Some(actor)).await
}

/// Makes a superuser, as `createsuperuser` does: staff, active, verified.
///
/// # Errors
/// Taken name or address; a weak password.
pub async fn create_superuser(app: &App, registration: Registration) -> Result<User, Refusal> {
    insert_verified(app, NewUser { registration, is_active: true, is_staff: true }, true, None).await
}

async fn insert_verified(
    app: &App,
    new: NewUser,
    is_superuser: bool,
    actor: Option<&User>,
) -> Result<User, Refusal> {
    new.registration.password.judge(app, &register::about(&new.registration))?;
    let password = app.hasher.hash(&new.registration.password.password).await;
    let mut user = newcomer(app, new.registration, password);
    user.set_active(true, app.now());
    user.set_active(new.is_active, app.now());
    user.is_staff = new.is_staff;
    user.is_superuser = is_superuser;
    insert(app, user, None, actor).await
}

/// What an administrator changes; what is none stays.
#[derive(Default)]
pub struct Administration {
    /// The user name.
    pub username: Option<Username>,
    /// The address; the inner none takes it away.
    pub email: Option<Option<Email>>,
    /// At most 150 characters.
    pub first_name: Option<String>,
    /// At most 150 characters.
    pub last_name: Option<String>,
    /// Ends all sessions and tokens.
    pub password: Option<NewPassword>,
    /// Disables, or enables and takes for verified.
    pub is_active: Option<bool>,
    /// Only a superuser changes it.
    pub is_staff: Option<bool>,
}

/// Changes an account at once, a changed address included.
///
/// # Errors
/// Taken name or address; a weak password; [`Refusal::Forbidden`] for a superuser's account or for `is_staff`,
/// unless the actor is a superuser; [`Refusal::LastSuperuser`].
pub async fn administrate(
    app: &App,
    actor: &Caller,
    user: &User,
    new: &Administration,
) -> Result<User, Refusal> {
    policy::must(&actor.user, Action::Change, user)?;
    let user = actor.or_self(user);
    let promotes = new.is_staff.is_some_and(|is_staff| is_staff != user.is_staff);
    if promotes && !actor.user.is_superuser {
        return Err(Refusal::Forbidden);
    }
    let set_password = match &new.password {
        Some(password) => {
            password.judge(app, &about(user))?;
            Some(replace_password(app, &app.hasher.hash(&password.password).await))
        }
        None => None,
    };
    let now = app.now();
    let change = |user: &mut User| {
        if let Some(username) = &new.username {
            user.username = username.as_str().to_owned();
        }
        if let Some(email) = &new.email {
            user.email = email.as_ref().map_or("", Email::as_str).to_owned();
        }
        user.first_name = new.first_name.clone().unwrap_or_else(|| user.first_name.clone());
        user.last_name = new.last_name.clone().unwrap_or_else(|| user.last_name.clone());
        if let Some(set_password) = &set_password {
            set_password(user);
        }
        if let Some(is_active) = new.is_active {
            user.set_active(is_active, now);
        }
        user.is_staff = new.is_staff.unwrap_or(user.is_staff);
    };
    edit(app, user, By::actor(&actor.user, user), change, |_| Vec::new()).await
}
