//! Opaque tokens, and the hash under which credentials are stored.

use crate::chance::random;
use aws_lc_rs::digest;

/// User ids stay below 2⁵³, the largest range that JavaScript clients hold exactly.
const ID_LIMIT: u64 = 1 << 53;
const ID_DIGITS: usize = 14;
const TOKEN_DIGITS: usize = 40;

/// A new opaque token for `Authorization: Token …`: 40 lower-case hex digits, the shape of DRF's own tokens
/// (docs/contracts/djoser.md §2.5). The first 14 are the user's id, so that one read of their partition finds it;
/// the other 26 are 104 random bits. `user_id` is below 2⁵³.
pub fn opaque_token(user_id: u64) -> String {
    format!("{user_id:0ID_DIGITS$x}{}", hex(&random::<13>()))
}

/// Whose token this would be, if we issued it; `None` for text that [`opaque_token`] never produces.
/// It proves nothing: the token's hash decides.
pub fn opaque_token_user(token: &str) -> Option<u64> {
    if !is_opaque(token) {
        return None;
    }
    u64::from_str_radix(&token[..ID_DIGITS], 16).ok().filter(|id| *id < ID_LIMIT)
}

/// Whether a text has the form of an opaque token, ours or DRF's own: no JWT has it.
pub fn is_opaque(token: &str) -> bool {
    token.len() == TOKEN_DIGITS && token.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// SHA-256 as 64 lower-case hex digits: how tokens of at least 100 random bits are stored. A password
/// only on its way into Django's `bcrypt_sha256`.
pub fn sha256_hex(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::{prop_assert, prop_assert_eq};

    use super::{ID_LIMIT, opaque_token, opaque_token_user, sha256_hex};

    #[test]
    fn the_hash_is_sha256() {
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn tokens_never_repeat() {
        assert_ne!(opaque_token(7), opaque_token(7));
    }

    #[test]
    fn only_the_exact_form_of_a_token_is_read() {
        let token = opaque_token(0xabc);
        assert!(token.starts_with("00000000000abc"));
        assert_eq!(opaque_token_user(&token), Some(0xabc));

        for other in [
            String::new(),
            token[..39].to_owned(),
            format!("{token}0"),
            format!(" {}", &token[1..]),
            format!("+{}", &token[1..]),
            token.to_uppercase(),
            format!("{}é", &token[..38]),
            opaque_token(ID_LIMIT),
        ] {
            assert_eq!(opaque_token_user(&other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_token_names_its_user(id in 0..ID_LIMIT) {
            let token = opaque_token(id);
            prop_assert_eq!(token.len(), 40);
            prop_assert_eq!(opaque_token_user(&token), Some(id));
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            prop_assert!(opaque_token_user(&text).is_none());
        }
    }
}
