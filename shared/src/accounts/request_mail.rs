//! Requests for a mail with a link: resending activation, resetting password or user name.

use super::taken;
use crate::app::App;
use crate::auth::throttle::{self, Limit};
use crate::domain::Email;
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;
use crate::mail;
use crate::store::Key;
use crate::store::items::{MailKind, Recipient};

/// Owes a mail to whoever has this address. Nobody is looked up here, so that the work is the same whether
/// anybody has it; the `mailer` finds out.
///
/// # Errors
/// [`Refusal::EmailNotFound`], only where a setting wants it told; [`Refusal::TooMany`].
pub async fn request_mail(
    app: &App,
    kind: MailKind,
    email: &Email,
    from: ClientAddress,
) -> Result<(), Refusal> {
    throttle::count(app, Limit::MailRequest, from).await?;
    let known = [(Field::Email, Reason::Taken)];
    if app.config.shows_email_not_found() && taken(app, None, Some(email)).await? != known {
        return Err(Refusal::EmailNotFound);
    }
    let mail = mail::owe(app, kind, Recipient::Address(email.as_str().to_owned()));
    let written = app.store.transaction::<()>().put(Key::Mail(&mail.id), &mail).commit().await?;
    written.map_err(|_| Refusal::Unavailable)
}
