//! Accounts that administrators make.

use super::fields::completed;
use super::register::{self, Registration, insert, newcomer};
use crate::app::App;
use crate::auth::policy::{self, All, Permit, to};
use crate::auth::throttle;
use crate::domain::{Timestamp, User, UserId};
use crate::error::Refusal;

/// A user whom an administrator makes.
pub struct NewUser {
    /// What the user could have told themselves.
    pub registration: Registration,
    /// Whether they may sign in.
    pub is_active: bool,
    /// Whether they administrate too.
    pub is_staff: bool,
    /// Whether they may do everything.
    pub is_superuser: bool,
    /// When they are to have joined; none for now.
    pub date_joined: Option<Timestamp>,
    /// When they are to have signed in last.
    pub last_login: Option<Timestamp>,
    /// The id they are to have, below 2³²; none for a fresh one.
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

    /// A superuser, as `createsuperuser` makes them: staff, active, verified.
    pub fn superuser(registration: Registration) -> Self {
        Self { is_staff: true, is_superuser: true, ..Self::ordinary(registration) }
    }
}

/// Makes a user, who is verified: the administrator answers for the address.
///
/// # Errors
/// Taken name or address; a weak password; [`Refusal::Forbidden`] when `is_staff` or `is_superuser` is given by somebody
/// who is no superuser; [`Refusal::NotFound`] for the id of a user who was deleted; [`Refusal::TooMany`].
pub async fn create_user(
    app: &App,
    users: &Permit<'_, to::Add, All<User>>,
    new: NewUser,
) -> Result<User, Refusal> {
    if (new.is_staff || new.is_superuser) && !policy::may_promote(users.actor()) {
        return Err(Refusal::Forbidden);
    }
    new.registration.password.judge(app, &register::about(&new.registration))?;
    let fields = completed(app, &new.registration.fields)?;
    let actor = users.actor().user();
    if let Some(actor) = actor {
        throttle::count_work(app, actor).await?;
    }
    let password = app.hasher.hash(&new.registration.password.password).await;
    let mut user = newcomer(app, Registration { fields, ..new.registration }, password);
    user.set_active(true, app.now());
    user.set_active(new.is_active, app.now());
    user.is_staff = new.is_staff;
    user.is_superuser = new.is_superuser;
    user.date_joined = new.date_joined.unwrap_or(user.date_joined);
    insert(app, user, new.id, None, actor, new.last_login).await
}
