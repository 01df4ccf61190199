//! A change of an account: one's own, or by whoever may.

use super::edit::{By, edit};
use super::rights::outranks;
use super::set_password::{NewPassword, about, confirmation, replace_password};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{self, Actor, Authority, Object};
use crate::domain::{Email, Timestamp, User, Username, Verb};
use crate::error::Refusal;
use crate::mail;
use crate::store::items::{MailKind, OwedMail, Recipient};

/// What is to be changed; what is none stays.
#[derive(Default)]
pub struct Changes {
    /// The user name.
    pub username: Option<Username>,
    /// The address; the inner none takes it away.
    pub email: Option<Option<Email>>,
    /// Whether the account waits for a link to a changed address, while activation is on, as djoser has it. A link is
    /// then owed whenever it waits. Otherwise whoever changes the address answers for it.
    pub confirms_email: bool,
    /// At most 150 characters.
    pub first_name: Option<String>,
    /// At most 150 characters.
    pub last_name: Option<String>,
    /// Ends all sessions and tokens; but when it is his own, the caller's goes on, unless the settings say otherwise.
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
    /// Only while the account has this version: what the caller saw is what he changes.
    pub version: Option<u64>,
}

/// Changes an account, all of it at once.
///
/// # Errors
/// Taken name or address; a weak password; [`Refusal::Forbidden`] for an account above the caller, for `is_staff` and
/// `is_superuser` unless he is a superuser, and for password and address of who may do more than he;
/// [`Refusal::Stale`]; [`Refusal::LastSuperuser`], also for a change of address that would make him wait.
pub async fn change(
    app: &App,
    caller: &Caller,
    authority: Authority<'_>,
    user: &User,
    new: &Changes,
) -> Result<User, Refusal> {
    policy::must(Actor::Caller(&caller.user, authority), Verb::Change, Object::User(user))?;
    let user = caller.or_self(user);
    if new.promotes(user) && !policy::may_promote(&caller.user) {
        return Err(Refusal::Forbidden);
    }
    if new.takes_over(user) && !outranks(app, &caller.user, user).await? {
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
    let waits = new.confirms_email && app.config.send_activation_email;
    let edited = |user: &mut User| {
        if new.version.is_some_and(|version| version != user.version) {
            return Err(Refusal::Stale);
        }
        if let Some(username) = &new.username {
            user.username = username.as_str().to_owned();
        }
        if let Some(email) = &new.email {
            let email = text(email);
            if user.email != email && waits {
                user.verified_at = None;
            }
            user.email = email.to_owned();
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
        Ok(())
    };
    let mails = |user: &User| {
        let link = if waits { activation(app, user) } else { Vec::new() };
        let notice = if new.password.is_some() { confirmation(app, user) } else { Vec::new() };
        link.into_iter().chain(notice).collect()
    };
    let changed = edit(app, user, By::actor(&caller.user, user), edited, mails).await?;
    let own_password = new.password.is_some() && changed.id == caller.user.id;
    if own_password && !app.config.logout_on_password_change {
        caller.credential.carry_over(app, &changed).await?;
    }
    Ok(changed)
}

impl Changes {
    fn promotes(&self, user: &User) -> bool {
        let staff = self.is_staff.is_some_and(|is_staff| is_staff != user.is_staff);
        staff || self.is_superuser.is_some_and(|is_superuser| is_superuser != user.is_superuser)
    }

    fn takes_over(&self, user: &User) -> bool {
        self.password.is_some() || self.email.as_ref().is_some_and(|email| text(email) != user.email)
    }
}

fn text(email: &Option<Email>) -> &str {
    email.as_ref().map_or("", Email::as_str)
}

/// The link that an account is owed which waits for one.
fn activation(app: &App, user: &User) -> Vec<OwedMail> {
    match MailKind::Activation.suits(user, app.now()) && !user.email.is_empty() {
        true => vec![mail::owe(app, MailKind::Activation, Recipient::User(user.id))],
        false => Vec::new(),
    }
}
