//! Sign-up.

use super::by::By;
use super::claimed::{claim_email, claim_username, counts_as_superuser, email_key, note_login};
use super::edit::must_admit;
use super::fields::{completed, hold, move_claims};
use super::hindrance::{Hindrance, refusal};
use super::set_password::NewPassword;
use super::taken::{Asker, tell_taken};
use crate::app::App;
use crate::auth::ClientAddress;
use crate::auth::policy;
use crate::auth::throttle::{self, Limit};
use crate::chance::random;
use crate::config::UserIds;
use crate::domain::password::Attribute;
use crate::domain::{
    Email, FieldValue, FieldValues, Locale, PasswordHash, Profile, Timestamp, User, UserId, Username,
};
use crate::error::Refusal;
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
    /// What else they say, checked by the fields' rules.
    pub fields: FieldValues,
    /// The language that they want to be spoken to in.
    pub locale: Option<Locale>,
    /// The password, typed once or twice.
    pub password: NewPassword,
}

/// Makes an account for a stranger, in one transaction: profile, claims, and the mail that is owed. While
/// activation is on it waits for that mail's link.
///
/// # Errors
/// [`Refusal::Forbidden`] where nobody may sign up; an address of a domain that is not admitted; taken name, address or value;
/// or else a weak password, or one typed differently twice; [`Refusal::TooMany`].
pub async fn register(app: &App, registration: Registration, from: ClientAddress) -> Result<User, Refusal> {
    policy::must_register(&app.config)?;
    must_admit(app, registration.email.as_ref())?;
    if let Err(refusal) = registration.password.judge(app, &about(&registration)) {
        let taken = tell_taken(
            app,
            Asker::Stranger(from),
            registration.username.as_ref(),
            registration.email.as_ref(),
            &registration.fields,
        )
        .await?;
        return Err(if taken.is_empty() { refusal } else { Refusal::Invalid(taken) });
    }
    let fields = completed(app, &registration.fields)?;
    // What a sign-up tells of its name counts as one; where more may sign up than may ask, it is a question until it works.
    let is_question = app.config.limit_registrations.allows_more_than(app.config.limit_taken);
    let asks = async { if is_question { Asker::Stranger(from).count(app).await } else { Ok(()) } };
    tokio::try_join!(throttle::count(app, Limit::Registration, from), asks)?;
    let password = app.hasher.hash(&registration.password.password).await;
    let mut user = newcomer(app, Registration { fields, ..registration }, password);
    if !app.config.send_activation_email {
        user.activate(app.now());
    }
    let welcome = welcome(app, &user);
    let made = insert(app, user, None, welcome, None, None).await?;
    if is_question && throttle::take_back(app, Limit::Taken, from).await.is_err() {
        tracing::warn!("a sign-up stays counted as a question");
    }
    Ok(made)
}

/// A field of text among those that were said.
fn text<'a>(fields: &'a FieldValues, name: &str) -> &'a str {
    match fields.get(name) {
        Some(FieldValue::Text(text)) => text,
        _ => "",
    }
}

/// What somebody who knows the newcomer might guess from.
pub(super) fn about(newcomer: &Registration) -> [(Attribute, &str); 4] {
    [
        (Attribute::Username, newcomer.username.as_ref().map_or("", Username::as_str)),
        (Attribute::FirstName, text(&newcomer.fields, "first_name")),
        (Attribute::LastName, text(&newcomer.fields, "last_name")),
        (Attribute::Email, newcomer.email.as_ref().map_or("", Email::as_str)),
    ]
}

/// A user who has just been made and is not active yet.
pub(super) fn newcomer(app: &App, registration: Registration, password: String) -> User {
    let profile = Profile {
        username: registration.username.map_or_else(String::new, |name| name.as_str().to_owned()),
        email: registration.email.map_or_else(String::new, |email| email.as_str().to_owned()),
        fields: registration.fields,
    };
    let mut user = User::new(UserId::NOBODY, profile, app.now());
    user.locale = registration.locale;
    user.password = Some(PasswordHash(password));
    user
}

/// Writes a new user, under a fresh id unless one is given, with their claims and the mail that welcomes them: for the
/// actor who may make users, as they were read when they were let in, if somebody else makes it than its owner.
///
/// # Errors
/// Taken name or address; [`Refusal::TooMany`] of those; [`Refusal::NotFound`] when the id that is given was somebody's.
pub(super) async fn insert(
    app: &App,
    mut user: User,
    id: Option<UserId>,
    welcome: Option<MailKind>,
    actor: Option<&User>,
    last_login: Option<Timestamp>,
) -> Result<User, Refusal> {
    if let Some(actor) = actor {
        // That it works tells as much as that it does not, so both count.
        Asker::User(actor).count(app).await?;
    }
    hold(app, &FieldValues::new(), &mut user);
    loop {
        let id_of_new = match (id, app.config.user_ids) {
            (Some(id), _) => id,
            (None, UserIds::Time) => UserId::generate(app.now(), u16::from_be_bytes(random())),
            (None, UserIds::Sequence) => app.store.next_user_id().await?,
        };
        let user = User { id: id_of_new, ..user.clone() };
        // An id of the moment in which the actor joined may be their own, and one transaction names an item once.
        if id.is_none() && actor.is_some_and(|actor| actor.id == user.id) {
            continue;
        }
        let mut transaction = app.store.transaction().create(Key::User(user.id), &user, Hindrance::Changed);
        transaction = claim_username(claim_email(transaction, &user), &user, &[email_key(&user)]);
        transaction =
            move_claims(app, transaction, &User::new(user.id, Profile::default(), app.now()), &user);
        transaction = note_login(transaction, user.id, last_login);
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
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
}

/// The mail that welcomes who signed up: with the link while activation is awaited, else as the setting has it.
fn welcome(app: &App, user: &User) -> Option<MailKind> {
    match (user.profile.email.is_empty(), user.is_active()) {
        (true, _) => None,
        (false, false) => Some(MailKind::Activation),
        (false, true) if app.config.send_confirmation_email => Some(MailKind::Confirmation),
        (false, _) => None,
    }
}
