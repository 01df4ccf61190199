//! RSA keys that sign access tokens, and their public halves as the world sees them.

use std::fmt;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::error::KeyRejected;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

/// An RSA-2048 key that signs access tokens: RS256 is what API Gateway's JWT authorizers take.
pub struct SigningKey {
    pair: RsaKeyPair,
    public: PublicKey,
}

impl SigningKey {
    /// Makes a new key. The search for primes takes about a tenth of a second, at times several.
    pub fn generate() -> Self {
        Self::of(RsaKeyPair::generate(KeySize::Rsa2048).expect("AWS-LC makes 2048-bit keys"))
    }

    /// The key that [`SigningKey::private_der`] gave away.
    pub fn from_private_der(der: &[u8]) -> Result<Self, KeyRejected> {
        RsaKeyPair::from_pkcs8(der).map(Self::of)
    }

    /// The private half as PKCS#8; it leaves this process only wrapped ([`super::secret::Secret::wrap`]).
    pub fn private_der(&self) -> Vec<u8> {
        let der: Pkcs8V1Der<'_> = self.pair.as_der().expect("an RSA key has a PKCS#8 form");
        der.as_ref().to_vec()
    }

    /// The half that verifies.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The RS256 signature: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), the same for the same message.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("a 2048-bit key signs any message");
        signature
    }

    fn of(pair: RsaKeyPair) -> Self {
        let components = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public_key());
        let public =
            PublicKey { kid: thumbprint(&components.n, &components.e), n: components.n, e: components.e };
        Self { pair, public }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public.kid)
    }
}

/// The public half of a [`SigningKey`]. Serialized, it is a JSON Web Key (RFC 7517): one member of the JWKS.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Jwk")]
pub struct PublicKey {
    kid: String,
    n: Vec<u8>,
    e: Vec<u8>,
}

impl PublicKey {
    /// The key's name, by which a token says who signed it: its RFC 7638 thumbprint, 43 characters.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub(super) fn decoding_key(&self) -> DecodingKey {
        DecodingKey::from_rsa_raw_components(&self.n, &self.e)
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut jwk = serializer.serialize_struct("PublicKey", 6)?;
        jwk.serialize_field("kty", "RSA")?;
        jwk.serialize_field("use", "sig")?;
        jwk.serialize_field("alg", "RS256")?;
        jwk.serialize_field("kid", &self.kid)?;
        jwk.serialize_field("n", &URL_SAFE_NO_PAD.encode(&self.n))?;
        jwk.serialize_field("e", &URL_SAFE_NO_PAD.encode(&self.e))?;
        jwk.end()
    }
}

/// What a stored key is read from, before its base64url is known to be right.
#[derive(Deserialize)]
struct Jwk {
    kid: String,
    n: String,
    e: String,
}

impl TryFrom<Jwk> for PublicKey {
    type Error = base64::DecodeError;

    fn try_from(jwk: Jwk) -> Result<Self, Self::Error> {
        Ok(Self { kid: jwk.kid, n: URL_SAFE_NO_PAD.decode(jwk.n)?, e: URL_SAFE_NO_PAD.decode(jwk.e)? })
    }
}

/// RFC 7638 §3: SHA-256 over the required members alone, in alphabetical order, without blanks.
fn thumbprint(n: &[u8], e: &[u8]) -> String {
    let (n, e) = (URL_SAFE_NO_PAD.encode(n), URL_SAFE_NO_PAD.encode(e));
    let members = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, members.as_bytes()))
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jsonwebtoken::jwk::{Jwk, ThumbprintHash};
    use jsonwebtoken::{Algorithm, DecodingKey, crypto};
    use serde_json::json;

    use super::{PublicKey, SigningKey, thumbprint};

    #[test]
    fn a_key_is_named_by_its_thumbprint() {
        // The example of RFC 7638 §3.1.
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjB\
                 ZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8\
                 KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_\
                 xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let kid = thumbprint(&URL_SAFE_NO_PAD.decode(n).unwrap(), &[1, 0, 1]);
        assert_eq!(kid, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    #[test]
    fn another_library_verifies_with_the_published_key() {
        let key = SigningKey::generate();
        let published = serde_json::to_value(key.public()).unwrap();
        let jwk: Jwk = serde_json::from_value(published.clone()).unwrap();

        assert_eq!(jwk.thumbprint(ThumbprintHash::SHA256).unwrap(), key.public().kid());
        let signature = URL_SAFE_NO_PAD.encode(key.sign(b"message"));
        let verifies = |message| {
            let key = DecodingKey::from_jwk(&jwk).unwrap();
            crypto::verify(&signature, message, &key, Algorithm::RS256).unwrap()
        };
        assert!(verifies(b"message"));
        assert!(!verifies(b"massage"));

        let names: Vec<_> = published.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["kty", "use", "alg", "kid", "n", "e"]);
        assert_eq!([&published["kty"], &published["use"], &published["alg"]], ["RSA", "sig", "RS256"]);
        assert_eq!(published["e"], "AQAB");
    }

    #[test]
    fn both_halves_survive_being_stored() {
        let key = SigningKey::generate();
        let read = SigningKey::from_private_der(&key.private_der()).unwrap();
        assert_eq!(read.public(), key.public());
        assert_eq!(read.sign(b"message"), key.sign(b"message"));
        assert!(SigningKey::from_private_der(&key.private_der()[1..]).is_err());

        let stored = serde_json::to_string(key.public()).unwrap();
        assert_eq!(&serde_json::from_str::<PublicKey>(&stored).unwrap(), key.public());
        assert!(
            serde_json::from_value::<PublicKey>(json!({ "kid": "k", "n": "not=", "e": "AQAB" })).is_err()
        );
    }

    #[test]
    fn a_printed_key_shows_only_its_name() {
        let key = SigningKey::generate();
        assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.public().kid()));
    }
}
