//! Sign-up.

use super::edit::{By, Hindrance, claim_email, claim_username, counts_as_superuser, refusal};
use super::set_password::NewPassword;
use super::taken;
use crate::app::App;
use crate::auth::throttle::{self, Limit};
use crate::chance::random;
use crate::domain::password::Attribute;
use crate::domain::{Email, PasswordHash, User, UserId, Username};
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;
use crate::log::{self, Event};
use crate::mail;
use crate::store::Key;
use crate::store::items::{MailKind, Recipient};

/// What somebody who signs up tells.
pub struct Registration {
    /// None where users sign in by address.
    pub username: Option<Username>,
    /// None for no address.
    pub email: Option<Email>,
    /// At most 150 characters.
    pub first_name: String,
    /// At most 150 characters.
    pub last_name: String,
    /// The password, typed once or twice.
    pub password: NewPassword,
}

/// Makes an account for a stranger, in one transaction: profile, claims, and the mail that is owed. While
/// activation is on it waits for that mail's link.
///
/// # Errors
/// Taken name or address; or else a weak password, or one typed differently twice; [`Refusal::TooMany`].
pub async fn register(app: &App, registration: Registration, from: ClientAddress) -> Result<User, Refusal> {
    if let Err(refusal) = registration.password.judge(app, &about(&registration)) {
        let taken =
            tell_taken(app, registration.username.as_ref(), registration.email.as_ref(), from).await?;
        return Err(if taken.is_empty() { refusal } else { Refusal::Invalid(taken) });
    }
    throttle::count(app, Limit::Registration, from).await?;
    let password = app.hasher.hash(&registration.password.password).await;
    let mut user = newcomer(app, registration, password);
    if !app.config.send_activation_email {
        user.set_active(true, app.now());
    }
    let welcome = welcome(app, &user);
    insert(app, user, None, welcome, None).await
}

/// Tells whoever's sign-up fails anyway, or who asks for another address, which of these somebody has, so often and no
/// oftener: it tells who has an account.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn tell_taken(
    app: &App,
    username: Option<&Username>,
    email: Option<&Email>,
    from: ClientAddress,
) -> Result<Vec<(Field, Reason)>, Refusal> {
    if username.is_some() || email.is_some() {
        throttle::count(app, Limit::RefusedRegistration, from).await?;
    }
    Ok(taken(app, username, email).await?)
}

/// What somebody who knows the newcomer might guess from.
pub(super) fn about(newcomer: &Registration) -> [(Attribute, &str); 4] {
    [
        (Attribute::Username, newcomer.username.as_ref().map_or("", Username::as_str)),
        (Attribute::FirstName, &newcomer.first_name),
        (Attribute::LastName, &newcomer.last_name),
        (Attribute::Email, newcomer.email.as_ref().map_or("", Email::as_str)),
    ]
}

/// A user who has just been made and is not active yet.
pub(super) fn newcomer(app: &App, registration: Registration, password: String) -> User {
    let now = app.now();
    User {
        id: UserId::NOBODY,
        username: registration.username.map_or_else(String::new, |name| name.as_str().to_owned()),
        email: registration.email.map_or_else(String::new, |email| email.as_str().to_owned()),
        pending_email: None,
        first_name: registration.first_name,
        last_name: registration.last_name,
        password: Some(PasswordHash(password)),
        is_staff: false,
        is_superuser: false,
        verified_at: None,
        disabled_at: None,
        was_active: false,
        date_joined: now,
        last_login: None,
        epoch: 0,
        links_valid_from: now,
        version: 1,
    }
}

/// Writes a new user, under a fresh id unless one is given, with his claims and the mail that welcomes him.
///
/// # Errors
/// Taken name or address; [`Refusal::NotFound`] when the id that is given was somebody's.
pub(super) async fn insert(
    app: &App,
    user: User,
    id: Option<UserId>,
    welcome: Option<MailKind>,
    actor: Option<&User>,
) -> Result<User, Refusal> {
    loop {
        let chance = u16::from_be_bytes(random());
        let fresh = || UserId::generate(app.now(), chance);
        let user = User { id: id.unwrap_or_else(fresh), ..user.clone() };
        // An id of the moment in which the actor joined may be his own, and one transaction names an item once.
        if id.is_none() && actor.is_some_and(|actor| actor.id == user.id) {
            continue;
        }
        let mut transaction = app.store.transaction().create(Key::User(user.id), &user, Hindrance::Changed);
        transaction = claim_username(claim_email(transaction, &user), &user);
        if counts_as_superuser(&user) {
            transaction = transaction.add_superuser(&user);
        }
        if let Some(actor) = actor {
            transaction = By::Administrator(actor).secure(app, transaction);
        }
        if let Some(kind) = welcome {
            let mail = mail::owe(app, kind, Recipient::User(user.id));
            transaction = transaction.put(Key::Mail(&mail.id), &mail);
        }
        match transaction.commit().await? {
            Ok(()) => {
                let rank = if user.is_superuser { "superuser" } else { "staff" };
                let detail = if user.is_superuser || user.is_staff { rank } else { "" };
                log::security(Event::UserCreated, user.id, detail);
                return Ok(user);
            }
            // The id is somebody's: another is drawn.
            Err(hindrances) if hindrances == [Hindrance::Changed] && id.is_none() => {}
            Err(hindrances) if id.is_some() && hindrances.contains(&Hindrance::Changed) => {
                return Err(Refusal::NotFound);
            }
            Err(hindrances) => return Err(refusal(&hindrances)),
        }
    }
}

/// The mail that welcomes who signed up: with the link while activation is awaited, else as the setting has it.
fn welcome(app: &App, user: &User) -> Option<MailKind> {
    match (user.email.is_empty(), user.is_active()) {
        (true, _) => None,
        (false, false) => Some(MailKind::Activation),
        (false, true) if app.config.send_confirmation_email => Some(MailKind::Confirmation),
        (false, _) => None,
    }
}
