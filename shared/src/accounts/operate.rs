//! What whoever has the table itself may do from the shell: everything, without an account of their own.

use super::by::By;
use super::catalogue::remove;
use super::delete::delete_while;
use super::edit::edit;
use super::set_password::{NewPassword, about, replace_password};
use super::taken::{user_and_login, user_by_name};
use crate::app::App;
use crate::domain::{Email, Group, Timestamp, User, UserId};
use crate::error::Refusal;
use crate::store::items::Claim;
use crate::store::{Holding, Key, Unavailable};

/// What is to be done with an account.
pub enum Order {
    /// Another password; it ends all sign-ins, and the owner is told.
    SetPassword(NewPassword),
    /// Whether they may sign in; enabled, an account counts as verified.
    SetActive(bool),
    /// All sign-ins end.
    EndSignIns,
}

/// Does it.
///
/// # Errors
/// A weak password; [`Refusal::LastSuperuser`]; [`Refusal::NotFound`] when the account was deleted meanwhile.
pub async fn operate(app: &App, user: &User, order: &Order) -> Result<User, Refusal> {
    let hash = match order {
        Order::SetPassword(new) => {
            new.judge(app, &about(user))?;
            Some(app.hasher.hash(&new.password).await)
        }
        Order::SetActive(_) | Order::EndSignIns => None,
    };
    let replace = hash.as_deref().map(|hash| replace_password(hash, None));
    let now = app.now();
    let change = |user: &mut User| {
        if let Some(replace) = &replace {
            replace(user);
        }
        match order {
            Order::SetActive(is_active) => user.set_active(*is_active, now),
            Order::EndSignIns => user.end_sign_ins(None),
            Order::SetPassword(_) => {}
        }
        Ok(())
    };
    edit(app, user, By::Operator, change, |_| Vec::new()).await
}

/// Deletes an account.
///
/// # Errors
/// [`Refusal::LastSuperuser`]; [`Refusal::NotFound`] when somebody was faster.
pub async fn expel(app: &App, user: &User) -> Result<(), Refusal> {
    delete_while(app, user, By::Operator, |_| true).await
}

/// Deletes a group: from this moment it gives nobody anything.
///
/// # Errors
/// [`Refusal::NotFound`] when somebody was faster.
pub async fn dissolve(app: &App, group: &Group) -> Result<(), Refusal> {
    remove(app, By::Operator, group, Holding::Group(group.id), None).await
}

/// What a text begins with that names an id, whoever else is called so.
const BY_ID: &str = "id:";

/// Whom a text names at the shell: a user name; an address, where nobody is called so; or an id. Behind `id:` it is an id.
///
/// # Errors
/// [`Unavailable`]
pub async fn whom(app: &App, text: &str) -> Result<Option<(User, Option<Timestamp>)>, Unavailable> {
    if let Some(id) = text.strip_prefix(BY_ID) {
        return match id.parse::<UserId>() {
            Ok(id) => user_and_login(app, id).await,
            Err(()) => Ok(None),
        };
    }
    if let Some(found) = user_by_name(app, text).await? {
        return Ok(Some(found));
    }
    if let Some(email) = Email::parse(text) {
        let key = email.key();
        let claim: Option<Claim> = app.store.fetch(&[Key::Email(&key)]).await?.take(Key::Email(&key))?;
        return match claim {
            Some(claim) => user_and_login(app, claim.user).await,
            None => Ok(None),
        };
    }
    match text.parse::<UserId>() {
        Ok(id) => user_and_login(app, id).await,
        Err(()) => Ok(None),
    }
}
