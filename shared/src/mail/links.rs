//! Links: derived from the secret key and a nonce, bound to one purpose, used once.
//!
//! A link's token is the user's id and an HMAC over purpose, id and nonce. The table holds the nonce, so that
//! nothing in the table, its stream or the log opens anything. The `mailer` writes the nonce when it sends the
//! mail, so that a request for another link never kills the one that was already sent.

use crate::app::App;
use crate::auth::secret::Secret;
use crate::config::Config;
use crate::domain::{Timestamp, UNDO_FOR, User, UserId};
use crate::error::{Field, Reason, Refusal};
use crate::store::items::Link;
use crate::store::{Change, Key, Purpose, Unavailable};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::time::Duration;

/// djoser's `uid`: base64url of the decimal id.
pub fn uid(id: UserId) -> String {
    URL_SAFE_NO_PAD.encode(id.to_string())
}

/// The id that a `uid` stands for; padding, and blanks around the number, are accepted, as in Django.
pub fn parse_uid(uid: &str) -> Option<UserId> {
    let decimal = URL_SAFE_NO_PAD.decode(uid.trim_end_matches('=')).ok()?;
    std::str::from_utf8(&decimal).ok()?.trim().parse().ok()
}

/// Whether this `uid` is anybody's.
///
/// # Errors
/// [`Unavailable`]
pub async fn has_owner(app: &App, uid: &str) -> Result<bool, Unavailable> {
    let Some(id) = parse_uid(uid) else { return Ok(false) };
    Ok(app.store.fetch(&[Key::User(id)]).await?.user(id)?.is_some())
}

/// For how long a link of this purpose works.
pub fn lifetime(config: &Config, purpose: Purpose) -> Duration {
    match purpose {
        Purpose::Activation | Purpose::EmailChange | Purpose::EmailChangeCancellation => {
            config.activation_timeout
        }
        Purpose::PasswordReset | Purpose::UsernameReset => config.password_reset_timeout,
        Purpose::Undo => UNDO_FOR,
    }
}

/// The URL that an owed mail carries: the front end's, as configured, or that of our own page. Never built from
/// anything in a request.
pub fn url(app: &App, purpose: Purpose, user: UserId, nonce: &str) -> String {
    let config = &app.config;
    let (template, page) = match purpose {
        Purpose::Activation => (&config.activation_url, "activate"),
        Purpose::PasswordReset => (&config.password_reset_confirm_url, "reset_password"),
        Purpose::UsernameReset => (&config.username_reset_confirm_url, "reset_username"),
        Purpose::EmailChange => (&config.email_change_confirm_url, "confirm_email"),
        Purpose::EmailChangeCancellation => (&config.email_change_cancel_url, "cancel_email"),
        Purpose::Undo => (&config.undo_url, "undo"),
    };
    let (uid, token) = (uid(user), app.secret.link_token(purpose.name(), user.get(), nonce));
    if template.is_empty() {
        return format!("{}/pages/{page}/{uid}/{token}", config.public_url.as_str());
    }
    let path = template
        .replace("{uid}", &uid)
        .replace("{token}", &token)
        .replace("{domain}", front_end_host(config))
        .replace("{protocol}", front_end_scheme(config));
    format!("{}://{}/{}", front_end_scheme(config), front_end_host(config), path.trim_start_matches('/'))
}

fn front_end_scheme(config: &Config) -> &str {
    match config.email_frontend_protocol.as_str() {
        "" => config.public_url.scheme(),
        protocol => protocol,
    }
}

fn front_end_host(config: &Config) -> &str {
    let hosts = [config.email_frontend_domain.as_str(), &config.domain];
    hosts.into_iter().find(|host| !host.is_empty()).unwrap_or_else(|| config.public_url.host())
}

/// What mails and pages call the site.
pub fn site_name(config: &Config) -> &str {
    let names = [config.email_frontend_site_name.as_str(), &config.site_name];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| front_end_host(config))
}

/// A link that was presented and is good, and whose it is.
pub struct Opened {
    /// Whose.
    pub user: User,
    /// What for.
    pub purpose: Purpose,
    nonce: String,
}

impl Opened {
    /// What uses the link up, where the edit that it is for does not do so by itself: a new password raises
    /// [`User::links_valid_from`], an account is activated once, and an address waits once.
    pub fn use_up(&self, app: &App) -> Option<Change<'static>> {
        let change = Change::of(Key::Link(self.user.id, self.purpose)).set("used_at", app.now());
        (self.purpose == Purpose::UsernameReset)
            .then(|| change.when("nonce", self.nonce.as_str()).when_absent("used_at"))
    }

    /// Insists that it is for this.
    ///
    /// # Errors
    /// [`Reason::BadToken`]
    pub fn must_serve(&self, purpose: Purpose) -> Result<(), Refusal> {
        match self.purpose == purpose {
            true => Ok(()),
            false => Err(Refusal::field(Field::Token, Reason::BadToken)),
        }
    }

    /// Whether the link is still good for what has become of its user meanwhile.
    pub fn still_serves(&self, user: &User, now: Timestamp) -> bool {
        match self.purpose {
            Purpose::Activation | Purpose::PasswordReset | Purpose::UsernameReset => {
                let used = self.purpose == Purpose::Activation && user.is_active();
                !used && user.links_valid_from == self.user.links_valid_from
            }
            Purpose::EmailChange | Purpose::EmailChangeCancellation | Purpose::Undo => {
                standing(self.purpose, user, now).any(|(nonce, _)| nonce == self.nonce)
            }
        }
    }

    /// The nonce that the token was derived from.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }
}

/// The nonces of the links that stand in the profile itself, bound to one address each, and when each was made.
fn standing(purpose: Purpose, user: &User, now: Timestamp) -> impl Iterator<Item = (&str, Timestamp)> {
    let pending = user.awaited_email(now).map(|pending| match purpose {
        Purpose::EmailChange => (pending.nonce.as_str(), pending.asked_at),
        _ => (pending.cancel.as_str(), pending.asked_at),
    });
    let pending = pending.filter(|_| purpose != Purpose::Undo);
    let undo = user.living_undos(now).filter(move |_| purpose == Purpose::Undo);
    pending.into_iter().chain(undo.map(|undo| (undo.nonce.as_str(), undo.until.before(UNDO_FOR))))
}

/// Opens the link with this token, for the user of this `uid`; without one, for the user in the token.
///
/// # Errors
/// [`Reason::NoSuchUser`] for the uid that is given; [`Reason::BadToken`] when the token is not that of the newest unused
/// link, is over, or nothing waits for it, or the account is disabled; [`Refusal::AlreadyActive`] when an activation link is
/// good but the account is active.
pub async fn open(app: &App, purpose: Purpose, uid: Option<&str>, token: &str) -> Result<Opened, Refusal> {
    let id = match uid {
        Some(uid) => parse_uid(uid),
        None => Secret::link_token_user(token).map(UserId::from),
    };
    let bad = || Refusal::field(Field::Token, Reason::BadToken);
    let nobody = || uid.map_or_else(bad, |_| Refusal::field(Field::Uid, Reason::NoSuchUser));
    let id = id.ok_or_else(nobody)?;
    let genuine = |nonce: &str| app.secret.check_link_token(token, purpose.name(), id.get(), nonce);
    let now = app.now();
    let (user, nonce) = match purpose {
        Purpose::Activation | Purpose::PasswordReset | Purpose::UsernameReset => {
            let key = Key::Link(id, purpose);
            let mut found = app.store.fetch(&[Key::User(id), key]).await?;
            let user = found.user(id)?.ok_or_else(nobody)?;
            let link: Link = found.take(key)?.ok_or_else(bad)?;
            let alive = now < link.expires_at
                && link.used_at.is_none()
                && link.links_valid_from == user.links_valid_from
                && app.counts_from(link.made_at);
            (user, Some(link.nonce).filter(|nonce| alive && genuine(nonce)))
        }
        Purpose::EmailChange | Purpose::EmailChangeCancellation | Purpose::Undo => {
            let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?.ok_or_else(nobody)?;
            let mut nonces = standing(purpose, &user, now).filter(|(_, made_at)| app.counts_from(*made_at));
            let nonce = nonces.find(|(nonce, _)| genuine(nonce)).map(|(nonce, _)| nonce.to_owned());
            drop(nonces);
            (user, nonce)
        }
    };
    let nonce = nonce.filter(|_| user.disabled_at.is_none()).ok_or_else(bad)?;
    if purpose == Purpose::Activation && user.is_active() {
        return Err(Refusal::AlreadyActive);
    }
    Ok(Opened { user, purpose, nonce })
}
