//! What several of djoser's actions do alike (docs/contracts/djoser.md §2.4).

use super::drf::body::Data;
use super::drf::{Answer, Error, Form, Text};
use crate::accounts;
use crate::app::App;
use crate::auth::ClientAddress;
use crate::auth::throttle::{self, Limit};
use crate::domain::password::Password;
use crate::domain::{Email, User};
use crate::error::Refusal;
use crate::store::items::MailKind;
use axum::response::IntoResponse;
use http::StatusCode;

/// A request for a mail with a link: 204, whoever has the address.
///
/// # Errors
/// What is wrong with the field `email`; where a setting wants it told, that nobody has it, as a list.
pub async fn request_mail(app: &App, kind: MailKind, data: &Data, from: ClientAddress) -> Answer {
    requested(app, kind, data, from).await?.map_err(Error::from)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The same in 1.x, which tells that nobody has the address under the field's key (contract §3).
///
/// # Errors
/// As [`request_mail`], otherwise.
pub async fn request_mail_v1(app: &App, kind: MailKind, data: &Data, from: ClientAddress) -> Answer {
    requested(app, kind, data, from).await?.map_err(|refusal| match refusal {
        Refusal::EmailNotFound => Error::field("email", "User with given email does not exist."),
        refusal => refusal.into(),
    })?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn requested(
    app: &App,
    kind: MailKind,
    data: &Data,
    from: ClientAddress,
) -> Result<Result<(), Refusal>, Error> {
    let mut form = Form::new(data)?;
    let typed = form.required("email", Text::any_email());
    form.check()?;
    let (email, tells) = (Email::parse(&typed), app.config.shows_email_not_found());
    if kind == MailKind::Activation && !app.config.send_activation_email {
        return nothing_to_resend(app, email, tells, from).await;
    }
    Ok(match email {
        Some(email) => accounts::request_mail(app, kind, &email, tells, from).await,
        // Longer than any address that an account can have.
        None if tells => Err(Refusal::EmailNotFound),
        None => Ok(()),
    })
}

/// While nothing is activated there is nothing to resend: an empty 400. That nobody waits at the address comes first, where it
/// is told (contract §2.4).
async fn nothing_to_resend(
    app: &App,
    email: Option<Email>,
    tells: bool,
    from: ClientAddress,
) -> Result<Result<(), Refusal>, Error> {
    if tells {
        throttle::count(app, Limit::MailRequest, from).await?;
        let waits = match email {
            Some(email) => accounts::suits_anybody(app, MailKind::Activation, &email).await?,
            None => false,
        };
        if !waits {
            return Ok(Err(Refusal::EmailNotFound));
        }
    }
    Err(Error::empty())
}

/// Says beside other faults that the current password is wrong: djoser checks it like a field.
///
/// # Errors
/// 429 and 503.
pub async fn note_wrong_password(
    app: &App,
    form: &mut Form<'_>,
    user: &User,
    current: &Password,
) -> Result<(), Error> {
    if current.as_str().is_empty() {
        return Ok(());
    }
    match accounts::prove(app, user, current).await {
        Err(Refusal::Invalid(_)) => {
            form.fail("current_password", "Invalid password.");
            Ok(())
        }
        Err(refusal) => Err(refusal.into()),
        Ok(_) => Ok(()),
    }
}
