//! What mails are owed, and the links in them. Sending them is the `mailer`'s.

pub mod links;

use crate::app::App;
use crate::chance::random_id;
use crate::domain::{Timestamp, User};
use crate::store::items::{MailKind, OwedMail, Recipient};
use crate::store::{OwedId, Purpose};

impl MailKind {
    /// The name of its templates, and what it is counted under.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Confirmation => "confirmation",
            Self::PasswordReset => "password_reset",
            Self::Invitation => "invitation",
            Self::UsernameReset => "username_reset",
            Self::PasswordChangedConfirmation => "password_changed_confirmation",
            Self::UsernameChangedConfirmation => "username_changed_confirmation",
            Self::EmailChange => "email_change",
            Self::EmailChangeRequested => "email_change_requested",
            Self::EmailChanged => "email_changed",
        }
    }

    /// What the link in it is for, if it has one.
    pub fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Activation => Some(Purpose::Activation),
            Self::PasswordReset | Self::Invitation => Some(Purpose::PasswordReset),
            Self::UsernameReset => Some(Purpose::UsernameReset),
            Self::EmailChange => Some(Purpose::EmailChange),
            Self::EmailChangeRequested => Some(Purpose::EmailChangeCancellation),
            Self::PasswordChangedConfirmation | Self::UsernameChangedConfirmation | Self::EmailChanged => {
                Some(Purpose::Undo)
            }
            Self::Confirmation => None,
        }
    }

    /// Whether it tells of a change of password, address or user name: such mails are never counted and never switched off.
    pub fn is_notice(self) -> bool {
        self.purpose() == Some(Purpose::Undo)
    }
}

impl MailKind {
    /// The mail whose link sets this user's password: a new one, or the first.
    pub fn sets_password(user: &User) -> Self {
        if user.has_password() { Self::PasswordReset } else { Self::Invitation }
    }

    /// The mail whose link makes this user's address count: who has no password yet is invited there.
    pub fn proves_address(user: &User) -> Self {
        if user.has_password() { Self::Activation } else { Self::Invitation }
    }

    /// Whether this user is one to whom this mail still makes sense. A disabled account gets none that acts, and one without
    /// a password only an invitation, and word of changes.
    pub fn suits(self, user: &User, now: Timestamp) -> bool {
        let disabled = user.disabled_at.is_some();
        match self {
            Self::Activation => !disabled && user.has_password() && user.verified_at.is_none(),
            Self::PasswordReset => !disabled && user.has_password(),
            Self::Invitation => !disabled && !user.has_password(),
            Self::UsernameReset => user.is_active() && user.has_password(),
            Self::Confirmation => !disabled,
            Self::EmailChange | Self::EmailChangeRequested => !disabled && user.awaited_email(now).is_some(),
            Self::PasswordChangedConfirmation | Self::UsernameChangedConfirmation | Self::EmailChanged => {
                true
            }
        }
    }
}

/// A mail, owed from now on: to be written in the transaction that owes it.
pub fn owe(app: &App, kind: MailKind, to: Recipient) -> OwedMail {
    let now = app.now();
    let id = OwedId::generate(now, &random_id());
    OwedMail {
        id,
        kind,
        to,
        nonce: random_id(),
        also: Vec::new(),
        owed_at: now,
        due: now,
        leased_until: now,
        attempts: 0,
        holder: None,
        last_error: None,
    }
}
