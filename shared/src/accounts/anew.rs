//! What an account's owner or an administrator does while somebody else does something to the same account.

use super::hindrance::TRIES;
use crate::app::App;
use crate::auth::policy::{Permit, Redecided};
use crate::domain::User;
use crate::error::Refusal;
use crate::store::Key;
use std::future::Future;

/// Does something to a user, from its proof on, and does it anew when caller or user changed meanwhile: as they are then,
/// and only while the caller is still let in, and permitted to. So of two clicks the second gets what is true then. When a
/// rank changed, the caller has to ask again.
///
/// # Errors
/// What `verb` fails with; [`Refusal::SignedOut`] when the caller is not let in any more; [`Refusal::NotFound`] when the
/// user is gone.
pub(super) async fn anew<'a, A, T, F>(
    app: &App,
    user: &Permit<'a, A, User>,
    verb: impl Fn(Permit<'a, A, User>) -> F,
) -> Result<T, Refusal>
where
    A: Redecided,
    F: Future<Output = Result<T, Refusal>>,
{
    let mut user = as_let_in(user)?;
    let ranks = |user: &Permit<'_, A, User>| {
        let rank = |user: &User| (user.is_staff, user.is_superuser);
        (user.actor().user().map(rank), rank(user))
    };
    for _ in 0..TRIES {
        match verb(user.clone()).await {
            Err(Refusal::Outdated) => {}
            done => return done,
        }
        let before = ranks(&user);
        user = read_again(app, &user).await?;
        if ranks(&user) != before {
            return Err(Refusal::Unavailable);
        }
    }
    Err(Refusal::Unavailable)
}

/// An edit of one's own account starts from how it was when one was let in, so that nothing that was decided since is edited
/// away.
fn as_let_in<'a, A: Redecided>(user: &Permit<'a, A, User>) -> Result<Permit<'a, A, User>, Refusal> {
    match user.actor().caller().filter(|caller| caller.user.id == user.id).cloned() {
        Some(caller) => {
            let own = caller.user.clone();
            Ok(user.again(Some(caller), own)?)
        }
        None => Ok(user.clone()),
    }
}

async fn read_again<'a, A: Redecided>(
    app: &App,
    user: &Permit<'a, A, User>,
) -> Result<Permit<'a, A, User>, Refusal> {
    let caller = match user.actor().caller() {
        Some(caller) => Some(caller.again(app).await?.ok_or(Refusal::SignedOut)?),
        None => None,
    };
    let own = caller.as_ref().map(|caller| &caller.user).filter(|own| own.id == user.id).cloned();
    let now = match own {
        Some(own) => own,
        None => {
            let found = app.store.fetch(&[Key::User(user.id)]).await?.user(user.id)?;
            found.ok_or(Refusal::NotFound)?
        }
    };
    // What was permitted and no longer is, hangs on a rank that changed meanwhile.
    user.again(caller, now).map_err(|_| Refusal::Unavailable)
}
