//! Who may do what to whom: the only place that decides. Pure, over loaded users.

use crate::domain::User;
use crate::error::Refusal;

/// What somebody wants to do to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See its profile.
    View,
    /// Change its profile.
    Change,
    /// Delete it.
    Delete,
}

/// Whether `actor`, who is signed in, may do this to `user`: everybody to himself, staff to all but superusers,
/// whom they may only see, and superusers to all.
pub fn allows(actor: &User, action: Action, user: &User) -> bool {
    let oneself = actor.id == user.id;
    let as_staff = actor.is_staff && (!user.is_superuser || action == Action::View);
    oneself || as_staff || actor.is_superuser
}

/// Insists on it.
///
/// # Errors
/// [`Refusal::Forbidden`]
pub fn must(actor: &User, action: Action, user: &User) -> Result<(), Refusal> {
    if allows(actor, action, user) { Ok(()) } else { Err(Refusal::Forbidden) }
}
