//! Chance, from the operating system. Only this file asks for it.

use aws_lc_rs::rand;

/// `N` random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).expect("the operating system has random bytes");
    bytes
}

/// A fresh identifier of 128 random bits, as 32 lower-case hex digits: `jti`, `sid`, nonces.
pub fn random_id() -> String {
    format!("{:032x}", u128::from_be_bytes(random()))
}

#[cfg(test)]
mod tests {
    use super::random_id;

    #[test]
    fn ids_have_one_shape_and_differ() {
        let (one, other) = (random_id(), random_id());
        assert_ne!(one, other);
        assert!(one.len() == 32 && one.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')));
    }
}
