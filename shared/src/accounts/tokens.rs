//! The tokens of a sign-in by JWT: they follow from it, so they can be made again.

use super::claims::claims;
use crate::app::App;
use crate::auth::jwt::{Access, Refresh};
use crate::auth::token::sha256_hex;
use crate::domain::{User, UserId};
use crate::store::Unavailable;
use crate::store::items::SignedIn;

/// The access token of a session, issued at `iat`.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn access(
    app: &App,
    user: &User,
    sid: &str,
    iat: i64,
    jti: String,
) -> Result<Access, Unavailable> {
    let life = i64::try_from(app.config.access_token_lifetime.as_secs()).unwrap_or(i64::MAX);
    Ok(Access {
        iss: app.config.public_url.as_str().to_owned(),
        aud: app.config.audience.clone(),
        user_id: user.id.get(),
        sid: sid.to_owned(),
        jti,
        iat,
        exp: iat.saturating_add(life),
        extra: claims(app, user).await?,
    })
}

/// The session's present refresh token. All of it follows from the session, so that it can be made again.
pub(super) fn refresh(app: &App, user: UserId, session: &SignedIn) -> Refresh {
    let lasts = session.rotated_at.after(app.config.refresh_token_lifetime);
    let ends = session.expires_at.map_or(lasts, |end| end.min(lasts));
    Refresh {
        iss: app.config.public_url.as_str().to_owned(),
        user_id: user.get(),
        sid: session.id.clone(),
        generation: session.generation,
        jti: derived_jti("refresh", session),
        iat: session.rotated_at.seconds(),
        exp: ends.seconds(),
    }
}

/// The id of a token that follows from the session: of its kind, session and generation.
pub(super) fn derived_jti(kind: &str, session: &SignedIn) -> String {
    sha256_hex(&format!("{kind}#{}#{}", session.id, session.generation))[..32].to_owned()
}
