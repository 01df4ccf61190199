//! What administrators do to accounts.

use super::edit::{By, edit};
use super::register::{self, Registration, insert, newcomer};
use super::rights::outranks;
use super::set_password::{NewPassword, about, replace_password};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{self, Actor, Authority, Object};
use crate::domain::{Email, Timestamp, User, UserId, Username, Verb};
use crate::error::Refusal;

/// A user whom an administrator makes.
pub struct NewUser {
    /// What the user could have told himself.
    pub registration: Registration,
    /// Whether he may sign in.
    pub is_active: bool,
    /// Whether he administrates too.
    pub is_staff: bool,
    /// Whether he may do everything.
    pub is_superuser: bool,
    /// When he is to have joined; none for now.
    pub date_joined: Option<Timestamp>,
    /// When he is to have signed in last.
    pub last_login: Option<Timestamp>,
    /// The id he is to have, below 2³²; none for a fresh one.
    pub id: Option<UserId>,
}

impl NewUser {
    /// A user of whom nothing else is told.
    pub fn ordinary(registration: Registration) -> Self {
        Self {
            registration,
            is_active: true,
            is_staff: false,
            is_superuser: false,
            date_joined: None,
            last_login: None,
            id: None,
        }
    }
}

/// Makes a user, who is verified: the administrator answers for the address.
///
/// # Errors
/// Taken name or address; a weak password; [`Refusal::Forbidden`] when `is_staff` or `is_superuser` is given by somebody
/// who is no superuser; [`Refusal::NotFound`] for the id of a user who was deleted.
pub async fn create_user(app: &App, actor: &User, new: NewUser) -> Result<User, Refusal> {
    if (new.is_staff || new.is_superuser) && !policy::may_promote(actor) {
        return Err(Refusal::Forbidden);
    }
    insert_verified(app, new, Some(actor)).await
}

/// Makes a superuser, as `createsuperuser` does: staff, active, verified.
///
/// # Errors
/// Taken name or address; a weak password.
pub async fn create_superuser(app: &App, registration: Registration) -> Result<User, Refusal> {
    let new = NewUser { is_staff: true, is_superuser: true, ..NewUser::ordinary(registration) };
    insert_verified(app, new, None).await
}

async fn insert_verified(app: &App, new: NewUser, actor: Option<&User>) -> Result<User, Refusal> {
    new.registration.password.judge(app, &register::about(&new.registration))?;
    let password = app.hasher.hash(&new.registration.password.password).await;
    let mut user = newcomer(app, new.registration, password);
    user.set_active(true, app.now());
    user.set_active(new.is_active, app.now());
    user.is_staff = new.is_staff;
    user.is_superuser = new.is_superuser;
    user.date_joined = new.date_joined.unwrap_or(user.date_joined);
    user.last_login = new.last_login;
    insert(app, user, new.id, None, actor).await
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
    /// Only a superuser changes it.
    pub is_superuser: Option<bool>,
    /// When he joined.
    pub date_joined: Option<Timestamp>,
    /// When he signed in last.
    pub last_login: Option<Timestamp>,
}

/// Changes an account at once, a changed address included.
///
/// # Errors
/// Taken name or address; a weak password; [`Refusal::Forbidden`] for an account above the caller, for `is_staff` and
/// `is_superuser` unless he is a superuser, and for password and address of who may do more than he;
/// [`Refusal::LastSuperuser`].
pub async fn administrate(
    app: &App,
    caller: &Caller,
    authority: Authority<'_>,
    user: &User,
    new: &Administration,
) -> Result<User, Refusal> {
    policy::must(Actor::Caller(&caller.user, authority), Verb::Change, Object::User(user))?;
    let user = caller.or_self(user);
    let promotes = new.is_staff.is_some_and(|is_staff| is_staff != user.is_staff)
        || new.is_superuser.is_some_and(|is_superuser| is_superuser != user.is_superuser);
    if promotes && !policy::may_promote(&caller.user) {
        return Err(Refusal::Forbidden);
    }
    let moves =
        new.email.as_ref().is_some_and(|email| email.as_ref().map_or("", Email::as_str) != user.email);
    if (new.password.is_some() || moves) && !outranks(app, &caller.user, user).await? {
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
        user.is_superuser = new.is_superuser.unwrap_or(user.is_superuser);
        user.date_joined = new.date_joined.unwrap_or(user.date_joined);
        user.last_login = new.last_login.or(user.last_login);
    };
    edit(app, user, By::actor(&caller.user, user), change, |_| Vec::new()).await
}
