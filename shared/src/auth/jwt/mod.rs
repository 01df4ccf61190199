//! Access and refresh tokens: their claims, how they are signed, and the one way to verify them.
//!
//! Two kinds, two algorithms, no overlap. An access token is RS256, so that an API Gateway JWT authorizer takes
//! it as it is; a refresh token is HS256 under a key nobody else has, because such an authorizer never looks at
//! `token_type` and must not be able to accept one.

mod verifier;

pub use verifier::Verifier;

use super::secret::Secret;
use super::signing_key::SigningKey;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

/// What an access token says: who is asking, in which session. Carries no rights and no personal data;
/// those are read from the table on every request.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// Who issued it: the service's public URL.
    pub iss: String,
    /// For which APIs it is meant (`LATCHKEY_AUDIENCE`).
    pub aud: String,
    /// The user, written twice, as text: `sub` for the standard, `user_id` for simplejwt's clients.
    pub user_id: u64,
    /// The session it belongs to; it dies with it.
    pub sid: String,
    /// Its own name, 32 hex digits.
    pub jti: String,
    /// When it was issued, in Unix seconds.
    pub iat: i64,
    /// The first second at which it is no longer valid.
    pub exp: i64,
    /// Further claims, from `LATCHKEY_TOKEN_CLAIMS`. None of them can displace one of the above.
    pub extra: Map<String, Value>,
}

/// What a refresh token says: which session it prolongs, and at which turn of its rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// Who issued it: the service's public URL.
    pub iss: String,
    /// The user, written as in [`Access`].
    pub user_id: u64,
    /// The session it prolongs.
    pub sid: String,
    /// How often the session has rotated; `gen` in the token.
    pub generation: u64,
    /// Its own name, 32 hex digits.
    pub jti: String,
    /// When it was issued, in Unix seconds.
    pub iat: i64,
    /// The first second at which it is no longer valid.
    pub exp: i64,
}

/// A verified token of either kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// From the `Authorization` header.
    Access(Access),
    /// From the body of a refresh.
    Refresh(Refresh),
}

/// Why a token is refused. The order of checks is simplejwt's: signature, expiry, everything else, type
/// (docs/contracts/djoser.md §1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not one of ours, or no longer as we made it.
    Invalid,
    /// Ours, and over.
    Expired,
    /// Ours and current, but access where refresh was asked for, or the other way round.
    WrongType,
    /// Names a key (its `kid`) that is not loaded: perhaps a new one, perhaps nonsense. Whoever holds the keys
    /// may load them anew, at most once in 10 seconds, and ask again; otherwise it is as good as invalid.
    UnknownKey(String),
}

impl Access {
    /// The finished token, for the `Authorization` header.
    pub fn sign(&self, key: &SigningKey) -> String {
        let mut claims = json!({
            "token_type": "access",
            "exp": self.exp,
            "iat": self.iat,
            "jti": self.jti,
            "user_id": self.user_id.to_string(),
            "iss": self.iss,
            "aud": self.aud,
            "sub": self.user_id.to_string(),
            "sid": self.sid,
        });
        for (name, value) in &self.extra {
            if claims.get(name).is_none() {
                claims[name] = value.clone();
            }
        }
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": key.public().kid() });
        compact(&header.to_string(), &claims.to_string(), |message| key.sign(message))
    }
}

impl Refresh {
    /// The finished token. The same claims give the same bytes, so that a refresh whose reply was lost can be
    /// answered again from what the table holds.
    pub fn sign(&self, secret: &Secret) -> String {
        let claims = json!({
            "token_type": "refresh",
            "exp": self.exp,
            "iat": self.iat,
            "jti": self.jti,
            "user_id": self.user_id.to_string(),
            "iss": self.iss,
            "sub": self.user_id.to_string(),
            "sid": self.sid,
            "gen": self.generation,
        });
        let header = json!({ "typ": "JWT", "alg": "HS256" });
        compact(&header.to_string(), &claims.to_string(), |message| {
            hmac::sign(&secret.refresh_key(), message).as_ref().to_vec()
        })
    }
}

/// JWS compact serialization (RFC 7515 §7.1) of a header and claims in JSON.
fn compact(header: &str, claims: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

#[cfg(test)]
mod tests;
