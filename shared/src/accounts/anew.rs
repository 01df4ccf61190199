//! What an account's owner or an administrator does while somebody else does something to the same account.

use super::hindrance::TRIES;
use crate::app::App;
use crate::auth::Caller;
use crate::domain::User;
use crate::error::Refusal;
use crate::store::Key;
use std::future::Future;

/// Does something to a user, from its proof on, and does it anew when caller or user changed meanwhile: as they are then,
/// and only while the caller is still let in. So of two clicks the second gets what is true then. What handlers decide by
/// rank is not decided here: when that changed, the caller has to ask again.
///
/// # Errors
/// What `verb` fails with; [`Refusal::SignedOut`] when the caller is not let in any more; [`Refusal::NotFound`] when the
/// user is gone.
pub(super) async fn anew<T, F>(
    app: &App,
    caller: &Caller,
    user: &User,
    verb: impl Fn(Caller, User) -> F,
) -> Result<T, Refusal>
where
    F: Future<Output = Result<T, Refusal>>,
{
    let (mut caller, mut user) = (caller.clone(), caller.or_self(user).clone());
    let rank = |user: &User| (user.is_staff, user.is_superuser);
    for _ in 0..TRIES {
        match verb(caller.clone(), user.clone()).await {
            Err(Refusal::Outdated) => {}
            done => return done,
        }
        let (before, target) = (rank(&caller.user), rank(&user));
        caller = caller.again(app).await?.ok_or(Refusal::SignedOut)?;
        user = match user.id == caller.user.id {
            true => caller.user.clone(),
            false => {
                let found = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?;
                found.ok_or(Refusal::NotFound)?
            }
        };
        if (rank(&caller.user), rank(&user)) != (before, target) {
            return Err(Refusal::Unavailable);
        }
    }
    Err(Refusal::Unavailable)
}
