//! A change of an account: one's own, or by whoever may.

use super::anew::anew;
use super::by::By;
use super::claimed::{email_key, note_login, username_key};
use super::edit::edit_with;
use super::fields::must_fit;
use super::proof::{Proof, prove};
use super::rights::outranks;
use super::set_password::{NewPassword, about, kept, replace_password};
use crate::app::App;
use crate::auth::policy::{self, Permit, to};
use crate::auth::throttle;
use crate::domain::password::Password;
use crate::domain::{Email, FieldValues, Locale, Timestamp, User, Username};
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
    /// then owed whenever it waits. So it is, whatever is said here, with an address of their own that users sign in by:
    /// nobody answers for their own. Otherwise whoever changes the address answers for it.
    pub confirms_email: bool,
    /// What else is said, checked by the fields' rules.
    pub fields: FieldValues,
    /// The language of mails and pages; the inner none leaves pages to the browser.
    pub locale: Option<Option<Locale>>,
    /// Ends all sessions and tokens; but when it is their own, the caller's goes on, unless the settings say otherwise.
    pub password: Option<NewPassword>,
    /// Disables, or enables and takes for verified.
    pub is_active: Option<bool>,
    /// Only a superuser changes it.
    pub is_staff: Option<bool>,
    /// Only a superuser changes it.
    pub is_superuser: Option<bool>,
    /// When they joined.
    pub date_joined: Option<Timestamp>,
    /// When they signed in last.
    pub last_login: Option<Timestamp>,
    /// Only while the account has this version: what the caller saw is what they change.
    pub version: Option<u64>,
    /// The own password of who changes the account, where they said it: then it must be right.
    pub current_password: Option<Password>,
    /// The same where they change many at once, and it was proven before: it must still be so.
    pub proof: Option<Proof>,
}

/// Changes an account, all of it at once.
///
/// # Errors
/// Taken name or address; a weak password; a wrong current one; [`Refusal::Forbidden`] for `is_staff` and `is_superuser`
/// unless by a superuser, and for password, address and user name of who may do more than the actor; [`Refusal::Stale`];
/// [`Refusal::TooMany`]; [`Refusal::LastSuperuser`], also for a change of address that would make them wait.
pub async fn change(app: &App, user: &Permit<'_, to::Change, User>, new: &Changes) -> Result<User, Refusal> {
    anew(app, user, |user| async move {
        let actor = user.actor();
        if new.promotes(&user) && !policy::may_promote(actor) {
            return Err(Refusal::Forbidden);
        }
        if new.respells(&user) && !policy::may_free_name(actor, &user, &app.config.token_claims) {
            return Err(Refusal::Forbidden);
        }
        if let (Some(current), Some(own)) = (&new.current_password, actor.user()) {
            prove(app, own, current).await?;
        }
        if let (Some(proof), Some(own)) = (&new.proof, actor.user()) {
            proof.must_hold(own)?;
        }
        let hasher = actor.user().filter(|_| new.password.is_some());
        let hashes = async {
            if let Some(hasher) = hasher { throttle::count_work(app, hasher).await } else { Ok(()) }
        };
        let may = async { Ok(!new.takes_over(&user) || outranks(app, actor, &user).await?) };
        let (may, ()) = tokio::try_join!(may, hashes)?;
        if !may {
            return Err(Refusal::Forbidden);
        }
        apply(app, &user, new).await
    })
    .await
}

async fn apply(app: &App, user: &Permit<'_, to::Change, User>, new: &Changes) -> Result<User, Refusal> {
    let by = By::permit(user);
    let is_own = matches!(by, By::Owner);
    let set_password = match &new.password {
        Some(password) => {
            let mut called = User::clone(user);
            new.call(&mut called);
            password.judge(app, &about(&called))?;
            let kept = kept(app, user.actor()).filter(|_| is_own);
            Some(replace_password(&app.hasher.hash(&password.password).await, kept))
        }
        None => None,
    };
    let now = app.now();
    let confirms_email = new.confirms_email || (is_own && app.config.takes_addresses_as_logins());
    let waits = confirms_email && app.config.send_activation_email;
    // Whoever changes somebody else's address answers for it, unless that waits for its mailbox.
    let is_vouched = !is_own && !waits;
    let edited = |user: &mut User| {
        if new.version.is_some_and(|version| version != user.version) {
            return Err(Refusal::Stale);
        }
        // Before the address moves: that an account is active proves no address that it did not have.
        if let Some(is_active) = new.is_active {
            user.set_active(is_active, now);
        }
        if new.moves(user) {
            user.proven_at = is_vouched.then_some(now).filter(|_| matches!(new.email, Some(Some(_))));
            user.verified_at = user.verified_at.filter(|_| !waits);
        }
        new.call(user);
        if !new.fields.is_empty() {
            must_fit(app, &user.profile.fields, &new.fields)?;
        }
        if let Some(set_password) = &set_password {
            set_password(user);
        }
        user.is_staff = new.is_staff.unwrap_or(user.is_staff);
        user.is_superuser = new.is_superuser.unwrap_or(user.is_superuser);
        user.date_joined = new.date_joined.unwrap_or(user.date_joined);
        Ok(())
    };
    let mails = |user: &User| if waits { activation(app, user) } else { Vec::new() };
    let signed_in = |transaction| note_login(transaction, user.id, new.last_login);
    edit_with(app, user, by, edited, mails, signed_in).await
}

impl Changes {
    /// Gives the user the names, the address, the fields and the language that they are to have.
    fn call(&self, user: &mut User) {
        if let Some(username) = &self.username {
            user.profile.username = username.as_str().to_owned();
        }
        if let Some(email) = &self.email {
            user.profile.email = text(email).to_owned();
        }
        user.profile.fields.extend(self.fields.clone());
        if let Some(locale) = &self.locale {
            user.choose_locale(locale.clone());
        }
    }

    /// The address is to be another.
    fn moves(&self, user: &User) -> bool {
        self.email.as_ref().is_some_and(|email| email.as_ref().map(Email::key) != email_key(user))
    }

    fn promotes(&self, user: &User) -> bool {
        let staff = self.is_staff.is_some_and(|is_staff| is_staff != user.is_staff);
        staff || self.is_superuser.is_some_and(|is_superuser| is_superuser != user.is_superuser)
    }

    /// The name is to be shown otherwise, if only in other letters.
    fn respells(&self, user: &User) -> bool {
        self.username.as_ref().is_some_and(|name| name.as_str() != user.profile.username)
    }

    fn renames(&self, user: &User) -> bool {
        self.username.as_ref().is_some_and(|name| Some(name.key()) != username_key(user))
    }

    /// A new name takes nobody in, but it closes what the owner could undo.
    fn takes_over(&self, user: &User) -> bool {
        self.password.is_some() || self.moves(user) || self.renames(user)
    }
}

fn text(email: &Option<Email>) -> &str {
    email.as_ref().map_or("", Email::as_str)
}

/// The link that an account is owed which waits for one.
fn activation(app: &App, user: &User) -> Vec<OwedMail> {
    let kind = MailKind::proves_address(user);
    match user.verified_at.is_none() && kind.suits(user, app.now()) && !user.profile.email.is_empty() {
        true => vec![mail::owe(app, kind, Recipient::User(user.id))],
        false => Vec::new(),
    }
}
