//! A user's sign-ins: what there are, and ending them.

use super::anew::anew;
use super::by::By;
use super::edit::edit;
use super::session::end;
use crate::app::App;
use crate::auth::policy::{Permit, to};
use crate::domain::User;
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::items::SignedIn;
use crate::store::{Consistency, Key, Unavailable, keys, read};

/// How many rows are looked through for a page: what is over is not swept at once.
const BREADTH: usize = 200;

/// The sign-ins of a user that still let them in, ordered by id, sessions first: what stands behind `after`, at most
/// `limit`, and the place to go on from. An `after` that is no such place is the beginning. One wave.
///
/// # Errors
/// [`Unavailable`]
pub async fn sign_ins(
    app: &App,
    user: &User,
    after: Option<&str>,
    limit: usize,
) -> Result<(Vec<SignedIn>, Option<String>), Unavailable> {
    let partition = keys::sign_ins(user.id);
    let (first, last) = keys::SIGN_INS;
    let after = after.filter(|after| (first..=last).contains(after));
    let items = app.store.range(&partition, (first, last), after, BREADTH + 1, Consistency::Strong).await?;
    let goes_on = items.len() > BREADTH;
    let items = items.into_iter().take(BREADTH).map(read::<SignedIn>);
    let read = items.collect::<Result<Vec<_>, _>>()?;
    let last = read.last().map(SignedIn::sort_key);
    let lasts = |sign_in: &SignedIn| sign_in.ends_at(app).is_none_or(|end| app.now() < end);
    let mut open: Vec<_> =
        read.into_iter().filter(|sign_in| sign_in.is_open(app, user) && lasts(sign_in)).collect();
    let next = match open.len() > limit {
        true => {
            open.truncate(limit);
            open.last().map(SignedIn::sort_key)
        }
        false => last.filter(|_| goes_on),
    };
    Ok((open, next))
}

/// Ends one sign-in of a user.
///
/// # Errors
/// [`Refusal::NotFound`] for one that does not let them in.
pub async fn end_sign_in(app: &App, user: &Permit<'_, to::Change, User>, id: &str) -> Result<(), Refusal> {
    // Longer than any, and than a key may be.
    if id.len() > 64 {
        return Err(Refusal::NotFound);
    }
    let (session, token) = (Key::Session(user.id, id), Key::Token(user.id, id));
    let mut found = app.store.fetch(&[session, token]).await?;
    let (session, token): (Option<SignedIn>, Option<SignedIn>) = (found.take(session)?, found.take(token)?);
    let sign_in = session.or(token).filter(|sign_in| sign_in.is_open(app, user));
    let sign_in = sign_in.ok_or(Refusal::NotFound)?;
    end(app, user.id, &sign_in).await?;
    log::security(Event::TokenRevoked, user.id, sign_in.kind.name());
    Ok(())
}

/// Ends all sign-ins of a user at once; but where `keeps_own`, the one that let the caller in goes on.
///
/// # Errors
/// [`Refusal::NotFound`] when the account was deleted meanwhile.
pub async fn end_all_sign_ins(
    app: &App,
    user: &Permit<'_, to::Change, User>,
    keeps_own: bool,
) -> Result<(), Refusal> {
    anew(app, user, |user| async move {
        let own = user.actor().caller().filter(|caller| keeps_own && caller.user.id == user.id);
        let kept = own.map(|caller| caller.sign_in.sort_key());
        let end_all = |user: &mut User| {
            user.end_sign_ins(kept.clone());
            Ok(())
        };
        edit(app, &user, By::permit(&user), end_all, |_| Vec::new()).await.map(|_| ())
    })
    .await
}
