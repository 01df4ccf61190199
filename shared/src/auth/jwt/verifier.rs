//! The one way to verify a token.

use super::{Access, Fault, Refresh, Token};
use crate::auth::secret::Secret;
use crate::auth::signing_key::PublicKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Nothing we issue comes near; anything longer is refused unread.
const LONGEST: usize = 8 * 1024;
const LONGEST_KID: usize = 100;

/// Everything needed to tell our tokens from all others, with the keys prepared. Make one whenever keys are
/// (re)loaded; verifying itself is pure.
#[derive(Debug)]
pub struct Verifier {
    issuer: String,
    audience: String,
    access_keys: Vec<(String, DecodingKey)>,
    refresh_keys: Vec<DecodingKey>,
}

impl Verifier {
    /// `keys` are all that may still have signed a living token; `issuer` and `audience` are compared exactly.
    pub fn new(secret: &Secret, keys: &[PublicKey], issuer: &str, audience: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            access_keys: keys.iter().map(|key| (key.kid().to_owned(), key.decoding_key())).collect(),
            refresh_keys: secret.refresh_keys(),
        }
    }

    /// The access token of a request. `now` is in Unix seconds; there is no leeway.
    pub fn access(&self, token: &str, now: i64) -> Result<Access, Fault> {
        match self.either(token, now)? {
            Token::Access(access) => Ok(access),
            Token::Refresh(_) => Err(Fault::WrongType),
        }
    }

    /// The refresh token of a refresh. Says only that it is ours and current: whether the session lives and
    /// which generation it is at, the table decides.
    pub fn refresh(&self, token: &str, now: i64) -> Result<Refresh, Fault> {
        match self.either(token, now)? {
            Token::Refresh(refresh) => Ok(refresh),
            Token::Access(_) => Err(Fault::WrongType),
        }
    }

    /// A token of either kind, as `/jwt/verify/` takes it (docs/contracts/djoser.md §2.5).
    pub fn either(&self, token: &str, now: i64) -> Result<Token, Fault> {
        let header = Header::of(token)?;
        match (header.typ.as_str(), header.alg.as_str(), header.kid) {
            ("JWT", "RS256", Some(kid)) => {
                let claims = signed(token, self.public_key(kid)?, Algorithm::RS256)?;
                self.access_from(claims.current(now)?).map(Token::Access)
            }
            ("JWT", "HS256", None) => {
                let with = |key| signed(token, key, Algorithm::HS256).ok();
                let claims = self.refresh_keys.iter().find_map(with).ok_or(Fault::Invalid)?;
                self.refresh_from(claims.current(now)?).map(Token::Refresh)
            }
            _ => Err(Fault::Invalid),
        }
    }

    fn public_key(&self, kid: String) -> Result<&DecodingKey, Fault> {
        match self.access_keys.iter().find(|(known, _)| *known == kid) {
            Some((_, key)) => Ok(key),
            None if kid.len() > LONGEST_KID => Err(Fault::Invalid),
            None => Err(Fault::UnknownKey(kid)),
        }
    }

    fn access_from(&self, mut claims: Claims) -> Result<Access, Fault> {
        claims.require("token_type", "access")?;
        claims.require("iss", &self.issuer)?;
        claims.require("aud", &self.audience)?;
        Ok(Access {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            user_id: claims.user_id()?,
            sid: claims.text("sid")?,
            jti: claims.text("jti")?,
            iat: claims.time("iat")?,
            exp: claims.time("exp")?,
            extra: claims.0,
        })
    }

    fn refresh_from(&self, mut claims: Claims) -> Result<Refresh, Fault> {
        claims.require("token_type", "refresh")?;
        claims.require("iss", &self.issuer)?;
        Ok(Refresh {
            iss: self.issuer.clone(),
            user_id: claims.user_id()?,
            sid: claims.text("sid")?,
            generation: claims.take("gen")?.as_u64().ok_or(Fault::Invalid)?,
            jti: claims.text("jti")?,
            iat: claims.time("iat")?,
            exp: claims.time("exp")?,
        })
    }
}

/// The only members our headers have. Whatever else a header brings (`crit`, `jku`, `jwk`, `x5u` …) is refused
/// rather than ignored, and so is a repeated name: a token never chooses how it is verified (RFC 8725 §3.1).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    typ: String,
    alg: String,
    kid: Option<String>,
}

impl Header {
    fn of(token: &str) -> Result<Self, Fault> {
        if token.len() > LONGEST {
            return Err(Fault::Invalid);
        }
        let (encoded, _) = token.split_once('.').ok_or(Fault::Invalid)?;
        let json = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Fault::Invalid)?;
        serde_json::from_slice(&json).map_err(|_| Fault::Invalid)
    }
}

/// The claims of a token whose signature is right. Of the library's checks only this one is used: its clock
/// is the wall's, and its claims are looser than ours.
fn signed(token: &str, key: &DecodingKey, algorithm: Algorithm) -> Result<Claims, Fault> {
    let mut signature_alone = Validation::new(algorithm);
    signature_alone.required_spec_claims.clear();
    signature_alone.validate_exp = false;
    signature_alone.validate_aud = false;
    match jsonwebtoken::decode(token, key, &signature_alone) {
        Ok(decoded) => Ok(decoded.claims),
        Err(_) => Err(Fault::Invalid),
    }
}

/// A JSON object without repeated names (RFC 7519 §4), from which each claim is taken once, in its only form.
struct Claims(Map<String, Value>);

impl Claims {
    /// Itself, if it is valid at `now`: before `exp`, and not before `nbf`, should an extra claim say so.
    fn current(self, now: i64) -> Result<Self, Fault> {
        if now >= whole_number(self.0.get("exp"))? {
            return Err(Fault::Expired);
        }
        if self.0.contains_key("nbf") && now < whole_number(self.0.get("nbf"))? {
            return Err(Fault::Invalid);
        }
        Ok(self)
    }

    fn take(&mut self, name: &str) -> Result<Value, Fault> {
        self.0.remove(name).ok_or(Fault::Invalid)
    }

    fn text(&mut self, name: &str) -> Result<String, Fault> {
        match self.take(name)? {
            Value::String(text) => Ok(text),
            _ => Err(Fault::Invalid),
        }
    }

    fn time(&mut self, name: &str) -> Result<i64, Fault> {
        whole_number(Some(&self.take(name)?))
    }

    fn require(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        if self.text(name)? == value { Ok(()) } else { Err(Fault::Invalid) }
    }

    fn user_id(&mut self) -> Result<u64, Fault> {
        let text = self.text("user_id")?;
        self.require("sub", &text)?;
        text.parse().ok().filter(|id: &u64| id.to_string() == text).ok_or(Fault::Invalid)
    }
}

fn whole_number(value: Option<&Value>) -> Result<i64, Fault> {
    value.and_then(Value::as_i64).ok_or(Fault::Invalid)
}

impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;

        impl<'de> Visitor<'de> for Once {
            type Value = Claims;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object whose names are all different")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Claims, A::Error> {
                let mut claims = Map::new();
                while let Some((name, value)) = members.next_entry::<String, Value>()? {
                    if claims.insert(name, value).is_some() {
                        return Err(A::Error::custom("repeated name"));
                    }
                }
                Ok(Claims(claims))
            }
        }

        deserializer.deserialize_map(Once)
    }
}
