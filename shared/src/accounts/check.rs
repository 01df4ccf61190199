//! Whether a user may do what is named.

use super::rights::permissions_of;
use crate::app::App;
use crate::auth::throttle;
use crate::domain::{Permissions, Rights, User};
use crate::error::Refusal;

/// Whether a user, who was given this, may do each of these things (app label, codename), as Django's `has_perm` has it:
/// whether they have a permission of that name, about whatever model of the app. A superuser may also what there is no
/// permission for, and who is not active nothing. One wave; for more than ten, which are counted first, two.
///
/// # Errors
/// [`Refusal::TooMany`] when the caller asks too much too often.
pub async fn check(
    app: &App,
    caller: &User,
    user: &User,
    rights: &Rights,
    names: &[(&str, &str)],
) -> Result<Vec<bool>, Refusal> {
    if !user.is_active() || user.is_superuser {
        return Ok(vec![user.is_active(); names.len()]);
    }
    throttle::count_reads(app, caller, names.len()).await?;
    let held = permissions_of(app, user, rights, &[]);
    let (held, named) = tokio::try_join!(held, app.store.permissions_named(names))?;
    let holds = |id| matches!(&held, Permissions::Some(held) if held.contains(id));
    Ok(named.iter().map(|ids| ids.iter().any(holds)).collect())
}
