//! Access and refresh tokens: their claims, how they are signed, and the one way to verify them.
//!
//! Two kinds, two algorithms, no overlap. An access token is RS256, so that an API Gateway JWT authorizer takes
//! it as it is; a refresh token is HS256 under a key nobody else has, because such an authorizer never looks at
//! `token_type` and must not be able to accept one.

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value, json};

use super::secret::Secret;
use super::signing_key::{PublicKey, SigningKey};

/// Nothing we issue comes near; anything longer is refused unread.
const LONGEST: usize = 8 * 1024;
const LONGEST_KID: usize = 100;

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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use aws_lc_rs::hmac;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::{any, proptest};
    use proptest::{collection, prop_assert_eq, sample};
    use serde_json::{Map, Value, json};

    use super::{Access, Fault, Refresh, Token, Verifier, compact};
    use crate::auth::secret::Secret;
    use crate::auth::signing_key::SigningKey;

    const NOW: i64 = 1_767_268_800;
    const ISSUER: &str = "https://accounts.example.org";
    const AUDIENCE: &str = "shop";
    const OLD_SECRET: &str = "the secret of last year, long enough";

    static KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::generate);
    static OTHER_KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::generate);
    static SECRET: LazyLock<Secret> = LazyLock::new(|| {
        Secret::new("a secret of more than 32 characters", &[OLD_SECRET.to_owned()]).unwrap()
    });
    static VERIFIER: LazyLock<Verifier> =
        LazyLock::new(|| Verifier::new(&SECRET, &[KEY.public().clone()], ISSUER, AUDIENCE));

    fn access() -> Access {
        Access {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            user_id: 7_000_000_007,
            sid: "5e55105e55105e55105e55105e55105e".to_owned(),
            jti: "0123456789abcdef0123456789abcdef".to_owned(),
            iat: NOW,
            exp: NOW + 300,
            extra: Map::new(),
        }
    }

    fn refresh() -> Refresh {
        Refresh {
            iss: ISSUER.to_owned(),
            user_id: 7_000_000_007,
            sid: "5e55105e55105e55105e55105e55105e".to_owned(),
            generation: 3,
            jti: "0123456789abcdef0123456789abcdef".to_owned(),
            iat: NOW,
            exp: NOW + 86_400,
        }
    }

    fn part(token: &str, index: usize) -> String {
        let encoded = token.split('.').nth(index).unwrap();
        String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).unwrap()).unwrap()
    }

    fn header() -> Value {
        json!({ "typ": "JWT", "alg": "RS256", "kid": KEY.public().kid() })
    }

    fn claims() -> Value {
        serde_json::from_str(&part(&access().sign(&KEY), 1)).unwrap()
    }

    /// `object` with one member set, or removed where the value is null.
    fn with(mut object: Value, name: &str, value: Value) -> String {
        match value {
            Value::Null => drop(object.as_object_mut().unwrap().remove(name)),
            value => object[name] = value,
        }
        object.to_string()
    }

    /// Rightly signed by our own key, whatever header and claims say.
    fn by_us(header: &str, claims: &str) -> String {
        compact(header, claims, |message| KEY.sign(message))
    }

    fn by_hmac(header: &str, claims: &str, key: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        compact(header, claims, |message| hmac::sign(&key, message).as_ref().to_vec())
    }

    fn fault(token: &str) -> Option<Fault> {
        VERIFIER.either(token, NOW).err()
    }

    #[test]
    fn what_was_signed_is_what_is_read() {
        assert_eq!(VERIFIER.access(&access().sign(&KEY), NOW), Ok(access()));
        assert_eq!(VERIFIER.refresh(&refresh().sign(&SECRET), NOW), Ok(refresh()));
        assert_eq!(VERIFIER.either(&access().sign(&KEY), NOW), Ok(Token::Access(access())));
        assert_eq!(VERIFIER.either(&refresh().sign(&SECRET), NOW), Ok(Token::Refresh(refresh())));
        assert_eq!(fault(&by_us(&header().to_string(), &claims().to_string())), None);
    }

    #[test]
    fn tokens_hold_the_promised_claims_and_nothing_else() {
        let token = access().sign(&KEY);
        assert_eq!(
            part(&token, 0),
            format!(r#"{{"typ":"JWT","alg":"RS256","kid":"{}"}}"#, KEY.public().kid())
        );
        assert_eq!(
            serde_json::from_str::<Value>(&part(&token, 1)).unwrap(),
            json!({
                "token_type": "access", "exp": NOW + 300, "iat": NOW, "jti": "0123456789abcdef0123456789abcdef",
                "user_id": "7000000007", "iss": ISSUER, "aud": AUDIENCE, "sub": "7000000007",
                "sid": "5e55105e55105e55105e55105e55105e"
            })
        );
        assert!(token.len() < 1024, "{}", token.len());

        let token = refresh().sign(&SECRET);
        assert_eq!(part(&token, 0), r#"{"typ":"JWT","alg":"HS256"}"#);
        assert_eq!(
            serde_json::from_str::<Value>(&part(&token, 1)).unwrap(),
            json!({
                "token_type": "refresh", "exp": NOW + 86_400, "iat": NOW,
                "jti": "0123456789abcdef0123456789abcdef", "user_id": "7000000007", "iss": ISSUER,
                "sub": "7000000007", "sid": "5e55105e55105e55105e55105e55105e", "gen": 3
            })
        );
    }

    #[test]
    fn signing_again_gives_the_same_bytes() {
        assert_eq!(refresh().sign(&SECRET), refresh().sign(&SECRET));
        assert_eq!(access().sign(&KEY), access().sign(&KEY));
    }

    #[test]
    fn a_token_is_over_in_the_second_it_names() {
        let token = access().sign(&KEY);
        assert_eq!(VERIFIER.access(&token, NOW + 299), Ok(access()));
        assert_eq!(VERIFIER.access(&token, NOW + 300), Err(Fault::Expired));
        assert_eq!(VERIFIER.access(&token, i64::MAX), Err(Fault::Expired));
    }

    #[test]
    fn the_wrong_kind_is_told_only_of_tokens_that_are_good_otherwise() {
        let (access, refresh) = (access().sign(&KEY), refresh().sign(&SECRET));
        assert_eq!(VERIFIER.access(&refresh, NOW), Err(Fault::WrongType));
        assert_eq!(VERIFIER.refresh(&access, NOW), Err(Fault::WrongType));
        assert_eq!(VERIFIER.access(&refresh, NOW + 86_400), Err(Fault::Expired));
        assert_eq!(VERIFIER.refresh(&access, NOW + 300), Err(Fault::Expired));
        assert_eq!(VERIFIER.access(&refresh[..refresh.len() - 4], NOW + 86_400), Err(Fault::Invalid));
    }

    #[test]
    fn a_kind_is_bound_to_its_algorithm() {
        let refresh_claims = part(&refresh().sign(&SECRET), 1);
        assert_eq!(fault(&by_us(&header().to_string(), &refresh_claims)), Some(Fault::Invalid));

        let hs256 = r#"{"typ":"JWT","alg":"HS256"}"#;
        let token = compact(hs256, &claims().to_string(), |message| {
            hmac::sign(&SECRET.refresh_key(), message).as_ref().to_vec()
        });
        assert_eq!(fault(&token), Some(Fault::Invalid));
    }

    #[test]
    fn no_other_algorithm_is_accepted() {
        for alg in ["none", "None", "nOnE", "", "rs256", "RS384", "RS512", "PS256", "ES256", "EdDSA", "HS512"]
        {
            let header = with(header(), "alg", json!(alg));
            assert_eq!(fault(&by_us(&header, &claims().to_string())), Some(Fault::Invalid), "{alg}");
            let unsigned = compact(&header, &claims().to_string(), |_| Vec::new());
            assert_eq!(fault(&unsigned), Some(Fault::Invalid), "{alg}, unsigned");
        }
        for odd in [Value::Null, json!(7), json!(["RS256"])] {
            let header = with(header(), "alg", odd);
            assert_eq!(fault(&by_us(&header, &claims().to_string())), Some(Fault::Invalid), "{header}");
        }
    }

    #[test]
    fn the_public_key_is_no_hmac_secret() {
        let jwk = serde_json::to_value(KEY.public()).unwrap();
        let modulus = jwk["n"].as_str().unwrap();
        for secret in [
            jwk.to_string().into_bytes(),
            modulus.as_bytes().to_vec(),
            URL_SAFE_NO_PAD.decode(modulus).unwrap(),
            Vec::new(),
        ] {
            let (access, refresh) = (claims().to_string(), part(&refresh().sign(&SECRET), 1));
            for header in [with(header(), "alg", json!("HS256")), r#"{"typ":"JWT","alg":"HS256"}"#.to_owned()]
            {
                assert_eq!(fault(&by_hmac(&header, &access, &secret)), Some(Fault::Invalid));
                assert_eq!(fault(&by_hmac(&header, &refresh, &secret)), Some(Fault::Invalid));
            }
        }
    }

    #[test]
    fn a_header_with_more_than_ours_is_refused_even_when_rightly_signed() {
        let jwk = serde_json::to_value(OTHER_KEY.public()).unwrap();
        for (name, value) in [
            ("crit", json!(["exp"])),
            ("crit", json!([])),
            ("jku", json!("https://evil.example/jwks.json")),
            ("jwk", jwk.clone()),
            ("x5u", json!("https://evil.example/cert.pem")),
            ("x5c", json!(["MIIB"])),
            ("b64", json!(false)),
            ("zip", json!("DEF")),
            ("cty", json!("JWT")),
            ("typ", json!("at+jwt")),
            ("typ", Value::Null),
        ] {
            let token = by_us(&with(header(), name, value), &claims().to_string());
            assert_eq!(fault(&token), Some(Fault::Invalid), "{name}");
        }
        let own_key = with(header(), "jwk", jwk);
        let token = compact(&own_key, &claims().to_string(), |message| OTHER_KEY.sign(message));
        assert_eq!(fault(&token), Some(Fault::Invalid));
    }

    #[test]
    fn a_key_that_is_not_loaded_is_named() {
        let token = access().sign(&OTHER_KEY);
        assert_eq!(fault(&token), Some(Fault::UnknownKey(OTHER_KEY.public().kid().to_owned())));
        for kid in ["", "../../dev/null", "' OR '1'='1", "é"] {
            let token = by_us(&with(header(), "kid", json!(kid)), &claims().to_string());
            assert_eq!(fault(&token), Some(Fault::UnknownKey(kid.to_owned())));
        }
        for kid in [Value::Null, json!(7), json!("k".repeat(101)), json!("k".repeat(10_000))] {
            let token = by_us(&with(header(), "kid", kid), &claims().to_string());
            assert_eq!(fault(&token), Some(Fault::Invalid));
        }
    }

    #[test]
    fn another_key_under_our_name_does_not_verify() {
        let token = compact(&header().to_string(), &claims().to_string(), |message| OTHER_KEY.sign(message));
        assert_eq!(fault(&token), Some(Fault::Invalid));
    }

    #[test]
    fn old_and_new_keys_verify_side_by_side_until_one_is_removed() {
        let (old, new) = (access().sign(&KEY), access().sign(&OTHER_KEY));
        let both = [KEY.public().clone(), OTHER_KEY.public().clone()];

        let during = Verifier::new(&SECRET, &both, ISSUER, AUDIENCE);
        assert!(during.access(&old, NOW).is_ok() && during.access(&new, NOW).is_ok());

        let after = Verifier::new(&SECRET, &both[1..], ISSUER, AUDIENCE);
        assert!(after.access(&new, NOW).is_ok());
        assert_eq!(after.access(&old, NOW), Err(Fault::UnknownKey(KEY.public().kid().to_owned())));
    }

    #[test]
    fn a_refresh_token_outlives_a_change_of_secret_only_through_the_fallbacks() {
        let token = refresh().sign(&Secret::new(OLD_SECRET, &[]).unwrap());
        assert_eq!(VERIFIER.refresh(&token, NOW), Ok(refresh()));

        let forgetful = Secret::new("a secret of more than 32 characters", &[]).unwrap();
        let verifier = Verifier::new(&forgetful, &[], ISSUER, AUDIENCE);
        assert_eq!(verifier.refresh(&token, NOW), Err(Fault::Invalid));
        assert_eq!(verifier.refresh(&refresh().sign(&SECRET), NOW), Ok(refresh()));
    }

    #[test]
    fn every_claim_is_required_in_its_one_form() {
        for (name, value) in [
            ("token_type", json!("refresh")),
            ("token_type", json!(["access"])),
            ("iss", json!("https://evil.example")),
            ("iss", json!([ISSUER])),
            ("aud", json!("another")),
            ("aud", json!([AUDIENCE])),
            ("aud", json!([AUDIENCE, "another"])),
            ("sub", json!("7000000008")),
            ("sub", json!(7_000_000_007_u64)),
            ("user_id", json!(7_000_000_007_u64)),
            ("user_id", json!("+7000000007")),
            ("sid", json!(5)),
            ("jti", json!({})),
            ("iat", json!("1767268800")),
            ("iat", json!(1.5)),
            ("exp", json!("1767268900")),
            ("exp", json!(1.767e9)),
            ("exp", json!(u64::MAX)),
            ("exp", json!([NOW + 300])),
            ("nbf", json!(NOW + 1)),
            ("nbf", json!("0")),
        ] {
            let altered = by_us(&header().to_string(), &with(claims(), name, value.clone()));
            assert_eq!(fault(&altered), Some(Fault::Invalid), "{name}: {value}");
            if name != "nbf" {
                let without = by_us(&header().to_string(), &with(claims(), name, Value::Null));
                assert_eq!(fault(&without), Some(Fault::Invalid), "no {name}");
            }
        }
        let twin = with(claims(), "user_id", json!("07")).replace(r#""sub":"7000000007""#, r#""sub":"07""#);
        assert_eq!(fault(&by_us(&header().to_string(), &twin)), Some(Fault::Invalid));

        let negative = by_us(&header().to_string(), &with(claims(), "exp", json!(-1)));
        assert_eq!(fault(&negative), Some(Fault::Expired));
        let valid_since_now = by_us(&header().to_string(), &with(claims(), "nbf", json!(NOW)));
        assert_eq!(fault(&valid_since_now), None);
    }

    #[test]
    fn claims_that_are_no_plain_object_are_refused_even_when_rightly_signed() {
        let good = claims().to_string();
        for odd in [
            String::new(),
            "null".to_owned(),
            "[]".to_owned(),
            format!("[{good}]"),
            format!("{good} {good}"),
            good.replace(r#""exp":"#, r#""exp":1e400,"x":"#),
            good.replace(r#""exp":"#, r#""exp":1,"exp":"#),
            good.replace(r#""sid":"#, r#""sub":"7000000007","sid":"#),
            good.replace(r#""sid":"#, r#""x":1,"x":1,"sid":"#),
            good.replace(r#""sid":"#, r#""x":1,"\u0078":1,"sid":"#),
        ] {
            assert_eq!(fault(&by_us(&header().to_string(), &odd)), Some(Fault::Invalid), "{odd}");
        }
    }

    #[test]
    fn a_repeated_name_in_the_header_is_refused() {
        for name in ["typ", "alg", "kid"] {
            let once = format!("\"{name}\":");
            let value = header()[name].clone();
            let twice = header().to_string().replace(&once, &format!("{once}{value},{once}"));
            assert_eq!(fault(&by_us(&twice, &claims().to_string())), Some(Fault::Invalid), "{twice}");
        }
    }

    #[test]
    fn a_token_has_one_spelling() {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let token = refresh().sign(&SECRET);
        let (rest, last) = token.split_at(token.len() - 1);
        let value = ALPHABET.iter().position(|c| *c == last.as_bytes()[0]).unwrap();
        let loose_bits = char::from(ALPHABET[value ^ 1]);
        let [head, body, mac] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };

        for other in [
            format!("{rest}{loose_bits}"),
            format!("{token}="),
            format!("{head}=.{body}.{mac}"),
            format!("{head}.{body}==.{mac}"),
            format!(" {token}"),
            format!("{token}\n"),
            format!("{head}.\t{body}.{mac}"),
            format!("{token}.{mac}"),
            format!("{token}."),
            format!(".{token}"),
            format!("{head}.{body}."),
            format!("{head}.{body}"),
            format!("{head}..{mac}"),
            format!("{token},{token}"),
            format!("{token}\0"),
            "..".to_owned(),
            String::new(),
        ] {
            assert_eq!(fault(&other), Some(Fault::Invalid), "{other:?}");
        }
    }

    #[test]
    fn a_token_of_more_than_8_kib_is_refused_unread() {
        let long = |extra: usize| {
            let extra = Map::from_iter([("x".to_owned(), json!("x".repeat(extra)))]);
            Access { extra, ..access() }.sign(&KEY)
        };
        let (fits, longer) = (long(5_000), long(6_000));
        assert!(fits.len() < 8 * 1024 && longer.len() > 8 * 1024);
        assert_eq!(fault(&fits), None);
        assert_eq!(fault(&longer), Some(Fault::Invalid));
    }

    #[test]
    fn extra_claims_come_along_but_displace_none_of_ours() {
        let extra = json!({ "tenant": "acme", "sub": "1", "exp": i64::MAX, "token_type": "refresh" });
        let access = Access { extra: extra.as_object().unwrap().clone(), ..access() };
        let read = VERIFIER.access(&access.sign(&KEY), NOW).unwrap();
        assert_eq!((read.user_id, read.exp), (access.user_id, access.exp));
        assert_eq!(Value::Object(read.extra), json!({ "tenant": "acme" }));
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_without_panic(bytes in collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(fault(&String::from_utf8_lossy(&bytes)), Some(Fault::Invalid));
        }

        #[test]
        fn any_header_and_claims_are_refused_without_panic(header in "\\PC{0,80}", claims in "\\PC{0,80}") {
            let token = compact(&header, &claims, |_| vec![0; 256]);
            prop_assert_eq!(fault(&token), Some(Fault::Invalid));
        }

        #[test]
        fn any_claims_are_refused_without_panic_even_when_rightly_signed(claims in "\\PC{0,80}") {
            let hs256 = r#"{"typ":"JWT","alg":"HS256"}"#;
            let sign = |message: &[u8]| hmac::sign(&SECRET.refresh_key(), message).as_ref().to_vec();
            prop_assert_eq!(fault(&compact(hs256, &claims, sign)), Some(Fault::Invalid));
        }

        #[test]
        fn one_changed_byte_spoils_a_token(at in any::<sample::Index>(), byte in 0_u8..128, kind in any::<bool>()) {
            let token = if kind { access().sign(&KEY) } else { refresh().sign(&SECRET) };
            let mut changed = token.clone().into_bytes();
            changed[at.index(token.len())] = byte;
            let changed = String::from_utf8(changed).unwrap();
            proptest::prop_assert!(changed == token || fault(&changed).is_some(), "{}", changed);
        }
    }
}
