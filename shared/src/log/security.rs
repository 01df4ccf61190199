//! Security events, by their names in OWASP's vocabulary
//! (<https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html>).

use super::SECURITY;
use crate::domain::UserId;

/// Something that whoever watches over accounts wants to know. Each is told where it happens, once, when it has
/// happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody signed in by a password.
    LoginSuccess,
    /// A password, token or cookie was not accepted.
    LoginFail,
    /// So many passwords were wrong that the next try has to wait.
    LoginLock,
    /// A password was replaced.
    PasswordChange,
    /// Tokens or a browser's session were issued, or a refresh token was exchanged.
    TokenCreated,
    /// A token or session was ended before its time.
    TokenRevoked,
    /// A refresh token was used after it had been replaced: one of two is a thief.
    TokenReuse,
    /// A session or token was shown that is over.
    SessionExpired,
    /// Somebody asked for what they may not do, or without proof that it is them.
    AuthzFail,
    /// What somebody may do was changed.
    AuthzChange,
    /// A group, permission or content type was made, changed or deleted, owed work brought forward, or a signing key made.
    AuthzAdmin,
    /// An account was made.
    UserCreated,
    /// An account's data were changed.
    UserUpdated,
    /// An account was disabled.
    UserArchived,
    /// An account was deleted.
    UserDeleted,
    /// Something was asked for too often.
    LimitExceeded,
}

impl Event {
    /// OWASP's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LoginSuccess => "authn_login_success",
            Self::LoginFail => "authn_login_fail",
            Self::LoginLock => "authn_login_lock",
            Self::PasswordChange => "authn_password_change",
            Self::TokenCreated => "authn_token_created",
            Self::TokenRevoked => "authn_token_revoked",
            Self::TokenReuse => "authn_token_reuse",
            Self::SessionExpired => "session_expired",
            Self::AuthzFail => "authz_fail",
            Self::AuthzChange => "authz_change",
            Self::AuthzAdmin => "authz_admin",
            Self::UserCreated => "user_created",
            Self::UserUpdated => "user_updated",
            Self::UserArchived => "user_archived",
            Self::UserDeleted => "user_deleted",
            Self::LimitExceeded => "excess_rate_limit_exceeded",
        }
    }

    /// Whether it hints at an attack more than at everyday life.
    const fn is_alarming(self) -> bool {
        matches!(self, Self::LoginLock | Self::TokenReuse | Self::LimitExceeded)
    }
}

/// Tells an event about a user, if it is known about whom. The detail is made of our own words and of ids, never of what
/// somebody typed.
pub fn security(event: Event, user: impl Into<Option<UserId>>, detail: &str) {
    let user = user.into().map(UserId::get);
    let detail = Some(detail).filter(|detail| !detail.is_empty());
    let (request_id, client, actor) = super::on_trail(|trail| {
        (Some(trail.request_id.clone()), trail.client.clone(), trail.actor.get().copied())
    })
    .unwrap_or_default();
    let event_name = event.name();
    if event.is_alarming() {
        tracing::warn!(target: SECURITY, event = event_name, user, detail, request_id, client, actor, "security");
    } else {
        tracing::info!(target: SECURITY, event = event_name, user, detail, request_id, client, actor, "security");
    }
}
