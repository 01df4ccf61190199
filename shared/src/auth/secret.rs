//! The one secret of an installation and the keys derived from it.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;

const SHORTEST: usize = 32;
const MAC_CHARACTERS: usize = 43;

/// What `LATCHKEY_SECRET_KEY` says, turned into one key for each use; HKDF (RFC 5869) keeps them independent.
///
/// Everything new is made with the current secret. What was made with one of
/// `LATCHKEY_SECRET_KEY_FALLBACKS`, the secrets of before, still checks.
pub struct Secret {
    current: Keys,
    fallbacks: Vec<Keys>,
}

struct Keys {
    link: hmac::Key,
    refresh: [u8; 32],
    guess: hmac::Key,
    wrapping: RandomizedNonceKey,
}

impl Secret {
    /// Derives the keys. Every secret has at least 32 characters; the error says which setting has not.
    pub fn new(current: &str, fallbacks: &[String]) -> Result<Self, String> {
        long_enough("LATCHKEY_SECRET_KEY", current)?;
        for fallback in fallbacks {
            long_enough("each of LATCHKEY_SECRET_KEY_FALLBACKS", fallback)?;
        }
        Ok(Self {
            current: Keys::derived_from(current),
            fallbacks: fallbacks.iter().map(|secret| Keys::derived_from(secret)).collect(),
        })
    }

    /// The token of a mailed link: `<user id in base 36>-<43 characters of base64url>`, safe in a URL's path.
    ///
    /// The table keeps only the nonce, so that neither a dump nor a log holds a usable link. A token fits
    /// one purpose, one user and one nonce.
    pub fn link_token(&self, purpose: &str, user_id: u64, nonce: &str) -> String {
        let mac = hmac::sign(&self.current.link, &link_message(purpose, user_id, nonce));
        format!("{}-{}", base36(user_id), URL_SAFE_NO_PAD.encode(mac))
    }

    /// Whether `token` is the link token for exactly this purpose, user and nonce, compared in constant time.
    pub fn check_link_token(&self, token: &str, purpose: &str, user_id: u64, nonce: &str) -> bool {
        let Some((claimed, mac)) = link_parts(token) else { return false };
        let message = link_message(purpose, user_id, nonce);
        claimed == user_id && self.all().any(|keys| hmac::verify(&keys.link, &message, &mac).is_ok())
    }

    /// Whose link this would be, if we made it; `None` for text that [`Secret::link_token`] never produces.
    /// It proves nothing: [`Secret::check_link_token`] decides.
    pub fn link_token_user(token: &str) -> Option<u64> {
        link_parts(token).map(|(user_id, _)| user_id)
    }

    /// What an account of this epoch calls a source of sign-ins, a network or a device: 64 bits, and no way back.
    pub fn source_mark(&self, user_id: u64, epoch: u64, source: &str) -> String {
        let message = [&user_id.to_be_bytes()[..], &epoch.to_be_bytes(), source.as_bytes()].concat();
        let mac = hmac::sign(&self.current.guess, &message);
        URL_SAFE_NO_PAD.encode(&mac.as_ref()[..8])
    }

    /// Encrypts what must not lie in the table in clear (AES-256-GCM, random nonce; base64url).
    ///
    /// `context` says where it will lie, such as the item's key: moved elsewhere, it does not open.
    pub fn wrap(&self, plain: &[u8], context: &str) -> String {
        let mut sealed = plain.to_vec();
        let nonce = self
            .current
            .wrapping
            .seal_in_place_append_tag(Aad::from(context), &mut sealed)
            .expect("AES-GCM seals anything shorter than 64 GiB");
        URL_SAFE_NO_PAD.encode([nonce.as_ref(), sealed.as_slice()].concat())
    }

    /// What [`Secret::wrap`] was given, if neither the text nor the context has changed since.
    pub fn unwrap(&self, wrapped: &str, context: &str) -> Option<Vec<u8>> {
        self.all().find_map(|keys| keys.open(wrapped, context))
    }

    /// Whether the current secret key opens it, and not only one that is about to be forgotten.
    pub fn is_current(&self, wrapped: &str, context: &str) -> bool {
        self.current.open(wrapped, context).is_some()
    }

    /// The key that signs refresh tokens.
    pub(super) fn refresh_key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &self.current.refresh)
    }

    /// The keys under which refresh tokens are still accepted, the current one first.
    pub(super) fn refresh_keys(&self) -> Vec<DecodingKey> {
        self.all().map(|keys| DecodingKey::from_secret(&keys.refresh)).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Keys> {
        std::iter::once(&self.current).chain(&self.fallbacks)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Keys {
    fn open(&self, wrapped: &str, context: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(wrapped).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let plain = self.wrapping.open_in_place(nonce, Aad::from(context), &mut sealed).ok()?;
        Some(plain.to_vec())
    }

    fn derived_from(secret: &str) -> Self {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"latchkey").extract(secret.as_bytes());
        Self {
            link: hmac::Key::new(hmac::HMAC_SHA256, &derive(&root, "latchkey link")),
            refresh: derive(&root, "latchkey refresh"),
            guess: hmac::Key::new(hmac::HMAC_SHA256, &derive(&root, "latchkey guess")),
            wrapping: RandomizedNonceKey::new(&AES_256_GCM, &derive(&root, "latchkey wrapping"))
                .expect("AES-256 takes 32 bytes"),
        }
    }
}

fn derive(root: &hkdf::Prk, label: &str) -> [u8; 32] {
    let mut key = [0; 32];
    root.expand(&[label.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut key))
        .expect("HKDF-SHA256 fills 32 bytes");
    key
}

fn long_enough(setting: &str, secret: &str) -> Result<(), String> {
    if secret.chars().count() < SHORTEST {
        return Err(format!("{setting} must have at least {SHORTEST} characters"));
    }
    Ok(())
}

/// Lengths first and fixed widths, so that no two different triples give the same bytes.
fn link_message(purpose: &str, user_id: u64, nonce: &str) -> Vec<u8> {
    let purpose_length = (purpose.len() as u64).to_be_bytes();
    [&purpose_length, purpose.as_bytes(), &user_id.to_be_bytes(), nonce.as_bytes()].concat()
}

fn link_parts(token: &str) -> Option<(u64, Vec<u8>)> {
    let (id, mac) = token.split_once('-')?;
    let user_id = u64::from_str_radix(id, 36).ok()?;
    let canonical = base36(user_id) == id && mac.len() == MAC_CHARACTERS;
    let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
    canonical.then_some((user_id, mac))
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).expect("a remainder of 36 is a digit"));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::hmac;
    use proptest::prelude::{any, proptest};
    use proptest::{prop_assert, prop_assert_eq, prop_assume};

    use super::Secret;

    const NEW: &str = "a new secret of at least 32 characters";
    const OLD: &str = "an old secret of at least 32 characters";

    fn secret() -> Secret {
        Secret::new(NEW, &[]).unwrap()
    }

    fn rotated() -> Secret {
        Secret::new(NEW, &[OLD.to_owned()]).unwrap()
    }

    #[test]
    fn a_short_secret_is_refused_and_named() {
        let short = "é".repeat(31);
        assert_eq!(
            Secret::new(&short, &[]).unwrap_err(),
            "LATCHKEY_SECRET_KEY must have at least 32 characters"
        );
        assert!(Secret::new(NEW, &[short]).unwrap_err().contains("LATCHKEY_SECRET_KEY_FALLBACKS"));
        assert!(Secret::new(&"é".repeat(32), &[]).is_ok());
    }

    #[test]
    fn a_printed_secret_shows_nothing() {
        assert_eq!(format!("{:?}", rotated()), "Secret(…)");
    }

    /// Worked out with another implementation. A change here would kill every link, session and signing key
    /// that is out there.
    #[test]
    fn the_derived_keys_stay_what_they_are() {
        let link = secret().link_token("activation", 36, "nonce");
        assert_eq!(link, "10-7rWUkhMo-KUt1iMkbwB2euMVGnJo3OpfIc7XIoA1Qnk");

        let refresh = hmac::sign(&secret().refresh_key(), b"message");
        let hex: String = refresh.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "c579f1f1454af7f26fecf1d055215cf5cd20736d26fdee168a0dd39706784423");

        let wrapped = "AAECAwQFBgcICQoLfrK4hT5URAF6ha_KQy9Ctxk0pQtujTlAMra7Xg";
        assert_eq!(secret().unwrap(wrapped, "PRIV#k").unwrap(), b"private half");
    }

    #[test]
    fn a_link_fits_one_purpose_one_user_and_one_nonce() {
        let token = secret().link_token("reset", 7, "n");
        assert!(secret().check_link_token(&token, "reset", 7, "n"));
        assert!(!secret().check_link_token(&token, "activation", 7, "n"));
        assert!(!secret().check_link_token(&token, "reset", 8, "n"));
        assert!(!secret().check_link_token(&token.replacen('7', "8", 1), "reset", 8, "n"));
        assert!(!secret().check_link_token(&token.replacen('7', "8", 1), "reset", 7, "n"));
        assert!(!secret().check_link_token(&token, "reset", 7, "m"));
        assert!(!secret().check_link_token(&token, "reset", 7, ""));
        assert!(!Secret::new(OLD, &[]).unwrap().check_link_token(&token, "reset", 7, "n"));
    }

    #[test]
    fn only_the_exact_form_of_a_link_is_read() {
        let token = secret().link_token("reset", 1296, "n");
        let mac = token.strip_prefix("100-").unwrap();
        assert_eq!(mac.len(), 43);
        assert_eq!(Secret::link_token_user(&token), Some(1296));
        for other in [
            format!("0100-{mac}"),
            format!("+100-{mac}"),
            format!("-{mac}"),
            format!("ZZ-{mac}"),
            format!("zzzzzzzzzzzzzz-{mac}"),
            format!("100{mac}"),
            format!("100-{mac}="),
            format!("100-{mac}A"),
            format!("100-{}", &mac[1..]),
            format!("100- {}", &mac[1..]),
            format!("100-{}/", &mac[..42]),
            format!("100-{}B", &mac[..42]),
            String::new(),
        ] {
            assert_eq!(Secret::link_token_user(&other), None, "{other}");
            assert!(!secret().check_link_token(&other, "reset", 1296, "n"), "{other}");
        }
    }

    #[test]
    fn what_an_old_secret_made_is_good_while_it_is_a_fallback() {
        let old = Secret::new(OLD, &[]).unwrap();
        let (link, wrapped) = (old.link_token("reset", 7, "n"), old.wrap(b"key", "here"));

        assert!(rotated().check_link_token(&link, "reset", 7, "n"));
        assert_eq!(rotated().unwrap(&wrapped, "here").unwrap(), b"key");
        assert!(!secret().check_link_token(&link, "reset", 7, "n"));
        assert_eq!(secret().unwrap(&wrapped, "here"), None);

        assert_eq!(rotated().link_token("reset", 7, "n"), secret().link_token("reset", 7, "n"));
        assert_eq!(old.unwrap(&rotated().wrap(b"key", "here"), "here"), None);
    }

    #[test]
    fn wrapped_bytes_open_only_whole_and_only_where_they_belong() {
        let wrapped = secret().wrap(b"private half", "PRIV#k");
        assert_eq!(secret().unwrap(&wrapped, "PRIV#k").unwrap(), b"private half");
        assert_eq!(secret().unwrap(&wrapped, "PRIV#other"), None);
        for end in 0..wrapped.len() {
            assert_eq!(secret().unwrap(&wrapped[..end], "PRIV#k"), None);
        }
        assert_ne!(secret().wrap(b"private half", "PRIV#k"), wrapped, "a nonce is never used twice");
    }

    proptest! {
        #[test]
        fn every_link_names_its_user_and_is_safe_in_a_url(purpose: String, id in any::<u64>(), nonce: String) {
            let token = secret().link_token(&purpose, id, &nonce);
            prop_assert_eq!(Secret::link_token_user(&token), Some(id));
            prop_assert!(secret().check_link_token(&token, &purpose, id, &nonce));
            prop_assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        }

        #[test]
        fn moving_text_between_purpose_and_nonce_makes_another_link(text in "[a-z]{1,8}", cut in 0..8_usize) {
            prop_assume!(cut < text.len());
            let (purpose, nonce) = text.split_at(cut);
            let token = secret().link_token(purpose, 7, nonce);
            prop_assert!(!secret().check_link_token(&token, &text, 7, ""));
        }

        #[test]
        fn any_text_is_refused_without_panic(text: String) {
            prop_assert!(!secret().check_link_token(&text, "reset", 7, "n"));
            prop_assert!(secret().unwrap(&text, "here").is_none());
        }
    }
}
