//! Password hashes as they are stored: ours, and those that users bring along. Each is verified as it is, until its user
//! signs in.
//!
//! What can be read here a sign-in opens; an import keeps a little less ([`super::can_verify`]). The forms are Django's
//! ([`django.contrib.auth.hashers`](https://docs.djangoproject.com/en/5.2/topics/auth/passwords/)): the algorithm's name,
//! then `$`. Where Django has none, the names are our own: `firebase_scrypt`, `keycloak_pbkdf2_…`.

use super::{Memory, OUTPUT_BYTES, UNUSABLE, run};
use crate::auth::token::sha256_hex;
use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::pbkdf2;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use std::num::NonZero;

/// The longest text that can be a hash: no maker's is half as long.
const LONGEST: usize = 1024;

/// What Argon2 may take: KiB of memory; the same times the passes over it, for a sign-in; lanes.
const ARGON2: (u32, u64, u32) = (131_072, 716_800, 16);

/// The same memory times the passes of what imports once kept, and our own settings once made. It is in tables still, and
/// takes a second.
const ARGON2_ONCE: u64 = 1_024_000;

/// What scrypt may take: blocks of 128 bytes in memory (N·r, 128 MiB), and those that a sign-in works through (N·r·p).
const SCRYPT: (u64, u64) = (1 << 20, 1 << 21);

/// What bcrypt may cost, as a power of two, for a sign-in.
const BCRYPT: u32 = 13;

/// How often PBKDF2 may go round for a sign-in: with SHA-256, SHA-1, SHA-512.
const PBKDF2: (u32, u32, u32) = (4_000_000, 3_000_000, 1_000_000);

/// A hash that is complete, of a kind that we know, and affordable: one try takes about a second of one CPU at most, and no
/// more than 128 MiB. [`Stored::tries`] says whether two do.
#[derive(Debug, PartialEq)]
pub(super) enum Stored {
    /// Argon2 of any kind and version.
    Argon2 { algorithm: Algorithm, version: Version, params: Params, salt: Vec<u8>, hash: Vec<u8> },
    /// PBKDF2 with an HMAC.
    Pbkdf2 { digest: Digest, rounds: NonZero<u32>, salt: Vec<u8>, hash: Vec<u8> },
    /// bcrypt: of the password, or of the hex digits of its SHA-256.
    Bcrypt { of_sha256: bool, cost: u32, hash: String },
    /// scrypt (RFC 7914).
    Scrypt { params: scrypt::Params, salt: Vec<u8>, hash: Vec<u8> },
    /// Firebase's: scrypt gives the key that encrypts the project's own key.
    Firebase { params: scrypt::Params, salt: Vec<u8>, project_key: Vec<u8>, hash: Vec<u8> },
}

/// What PBKDF2 goes round with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

impl Digest {
    const fn bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    const fn most_rounds(self) -> u32 {
        match self {
            Self::Sha1 => PBKDF2.1,
            Self::Sha256 => PBKDF2.0,
            Self::Sha512 => PBKDF2.2,
        }
    }

    fn algorithm(self) -> pbkdf2::Algorithm {
        match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Self::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        }
    }
}

impl Stored {
    /// Reads a hash; none when it is not one, or not one that we can verify at a bearable cost.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::read(text).filter(|stored| stored.tries() > 0 || stored.was_kept_once())
    }

    fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST || text.starts_with(UNUSABLE) {
            return None;
        }
        let (kind, rest) = text.split_once('$')?;
        match kind {
            // PHC strings and those of crypt(3) begin with the separator.
            "" if rest.starts_with("argon2") => argon2(rest),
            "" => bcrypt(text, false),
            "argon2" => argon2(rest),
            "pbkdf2_sha256" => pbkdf2(Digest::Sha256, rest, |salt| Some(salt.into())),
            "pbkdf2_sha1" => pbkdf2(Digest::Sha1, rest, |salt| Some(salt.into())),
            "keycloak_pbkdf2_sha512" => pbkdf2(Digest::Sha512, rest, decoded),
            "keycloak_pbkdf2_sha256" => pbkdf2(Digest::Sha256, rest, decoded),
            "keycloak_pbkdf2_sha1" => pbkdf2(Digest::Sha1, rest, decoded),
            "bcrypt" => bcrypt(rest, false),
            "bcrypt_sha256" => bcrypt(rest, true),
            "scrypt" => scrypt(rest),
            "firebase_scrypt" => firebase(rest),
            _ => None,
        }
    }

    /// How many tries a sign-in has time for: a second of one CPU is for all of them.
    pub(super) fn tries(&self) -> u64 {
        let (most, one) = match self {
            Self::Argon2 { params, .. } => (ARGON2.1, argon2_cost(params)),
            Self::Pbkdf2 { digest, rounds, .. } => (digest.most_rounds().into(), rounds.get().into()),
            Self::Bcrypt { cost, .. } => (1 << BCRYPT, 1_u64.checked_shl(*cost).unwrap_or(u64::MAX)),
            Self::Scrypt { params, .. } | Self::Firebase { params, .. } => {
                (SCRYPT.1, params.n() * u64::from(params.r()) * u64::from(params.p()))
            }
        };
        most / one.max(1)
    }

    /// Whether it is one of those that we make, with these parameters.
    pub(super) fn is_made_with(&self, today: &Params) -> bool {
        self.our_costs().is_some_and(|costs| costs == (today.m_cost(), today.t_cost(), today.p_cost()))
    }

    /// Whether it is too dear for an import, and was not always.
    fn was_kept_once(&self) -> bool {
        matches!(self, Self::Argon2 { params, .. } if argon2_cost(params) <= ARGON2_ONCE)
    }

    /// What it takes, if it is of the form that we make.
    fn our_costs(&self) -> Option<(u32, u32, u32)> {
        match self {
            Self::Argon2 {
                algorithm: Algorithm::Argon2id, version: Version::V0x13, params, hash, ..
            } if hash.len() == OUTPUT_BYTES => Some((params.m_cost(), params.t_cost(), params.p_cost())),
            _ => None,
        }
    }

    /// A hash that costs as much to verify as one of ours; nobody knows a password for it.
    pub(super) fn unmatchable(today: &Params) -> Self {
        Self::Argon2 {
            algorithm: Algorithm::Argon2id,
            version: Version::V0x13,
            params: today.clone(),
            salt: vec![0; 16],
            hash: vec![0; OUTPUT_BYTES],
        }
    }

    /// Whether this is the password's, to the byte. One run of the algorithm, Argon2's in this memory.
    pub(super) fn opens_to(&self, password: &str, memory: &mut Memory) -> bool {
        let same = |made: &[u8], hash: &[u8]| verify_slices_are_equal(made, hash).is_ok();
        match self {
            Self::Argon2 { algorithm, version, params, salt, hash } => {
                let mut made = vec![0; hash.len()];
                let argon2 = Argon2::new(*algorithm, *version, params.clone());
                run(&argon2, password, salt, &mut made, memory).is_ok() && same(&made, hash)
            }
            Self::Pbkdf2 { digest, rounds, salt, hash } => {
                pbkdf2::verify(digest.algorithm(), *rounds, salt, password.as_bytes(), hash).is_ok()
            }
            Self::Bcrypt { of_sha256: false, hash, .. } => bcrypt::verify(password, hash).unwrap_or(false),
            Self::Bcrypt { of_sha256: true, hash, .. } => {
                bcrypt::verify(sha256_hex(password), hash).unwrap_or(false)
            }
            Self::Scrypt { params, salt, hash } => {
                let mut made = vec![0; hash.len()];
                scrypt::scrypt(password.as_bytes(), salt, params, &mut made).is_ok() && same(&made, hash)
            }
            Self::Firebase { params, salt, project_key, hash } => {
                let mut key = [0; 32];
                scrypt::scrypt(password.as_bytes(), salt, params, &mut key).is_ok()
                    && encrypted(&key, project_key).is_some_and(|made| same(&made, hash))
            }
        }
    }
}

/// KiB of memory times the passes over it.
fn argon2_cost(params: &Params) -> u64 {
    u64::from(params.m_cost()).saturating_mul(params.t_cost().into())
}

/// `argon2id$v=19$m=102400,t=2,p=8$salt$hash`; without `v` it is the first version.
fn argon2(phc: &str) -> Option<Stored> {
    let mut parts: Vec<_> = phc.split('$').collect();
    let (hash, salt) = (phc_bytes(parts.pop()?)?, phc_bytes(parts.pop()?)?);
    let (algorithm, version, costs) = match parts[..] {
        [algorithm, "v=19", costs] => (algorithm, Version::V0x13, costs),
        [algorithm, "v=16", costs] | [algorithm, costs] => (algorithm, Version::V0x10, costs),
        _ => return None,
    };
    let algorithm = match algorithm {
        "argon2i" => Algorithm::Argon2i,
        "argon2d" => Algorithm::Argon2d,
        "argon2id" => Algorithm::Argon2id,
        _ => return None,
    };
    let costs: Vec<_> = costs.split(',').map(|cost| cost.split_once('=')).collect();
    let [Some(("m", m)), Some(("t", t)), Some(("p", p))] = costs[..] else { return None };
    let (m, t, p) = (digits(m)?, digits(t)?, digits(p)?);
    if m > ARGON2.0 || p > ARGON2.2 {
        return None;
    }
    let params = Params::new(m, t, p, Some(hash.len())).ok()?;
    (salt.len() >= argon2::MIN_SALT_LEN).then_some(Stored::Argon2 { algorithm, version, params, salt, hash })
}

/// As many bytes as Keycloak derives with every digest.
const KEYCLOAKS_BYTES: usize = 64;

/// `rounds$salt$hash`: one output of the digest, or Keycloak's 64 bytes. Of those the first output is kept: it tells as
/// surely, and each further one would be as much work again (RFC 8018 §5.2).
fn pbkdf2(digest: Digest, rest: &str, salt_of: impl Fn(&str) -> Option<Vec<u8>>) -> Option<Stored> {
    let [rounds, salt, hash] = parts(rest)?;
    let (rounds, salt, mut hash) = (NonZero::new(digits(rounds)?)?, salt_of(salt)?, decoded(hash)?);
    let good = [digest.bytes(), KEYCLOAKS_BYTES].contains(&hash.len());
    hash.truncate(digest.bytes());
    good.then_some(Stored::Pbkdf2 { digest, rounds, salt, hash })
}

/// `$2b$12$` and 53 characters.
fn bcrypt(crypt: &str, of_sha256: bool) -> Option<Stored> {
    let known = ["$2a$", "$2b$", "$2y$"].iter().any(|prefix| crypt.starts_with(prefix));
    let (cost, body) = crypt.get(4..)?.split_once('$')?;
    let cost = digits(cost)?;
    let alphabet = |c: u8| c.is_ascii_alphanumeric() || c == b'.' || c == b'/';
    let good = known && (4..=31).contains(&cost) && body.len() == 53 && body.bytes().all(alphabet);
    good.then(|| Stored::Bcrypt { of_sha256, cost, hash: crypt.to_owned() })
}

/// `N$salt$r$p$hash`
fn scrypt(rest: &str) -> Option<Stored> {
    let [n, salt, r, p, hash] = parts(rest)?;
    let n = digits(n)?;
    let hash = decoded(hash)?;
    let params = scrypt_params(n.is_power_of_two().then(|| n.ilog2())?, digits(r)?, digits(p)?)?;
    let good = (16..=128).contains(&hash.len());
    good.then(|| Stored::Scrypt { params, salt: salt.into(), hash })
}

/// `mem_cost$rounds$salt$salt_separator$signer_key$hash`, the last four in Base64: Firebase's words.
fn firebase(rest: &str) -> Option<Stored> {
    let [memory, rounds, salt, separator, project_key, hash] = parts(rest)?;
    let params = scrypt_params(digits(memory)?, digits(rounds)?, 1)?;
    let salt = [decoded(salt)?, decoded(separator)?].concat();
    let (project_key, hash) = (decoded(project_key)?, decoded(hash)?);
    let good = !hash.is_empty() && hash.len() == project_key.len();
    good.then_some(Stored::Firebase { params, salt, project_key, hash })
}

fn scrypt_params(log_n: u32, r: u32, p: u32) -> Option<scrypt::Params> {
    let blocks = 1_u64.checked_shl(log_n).filter(|_| (1..=20).contains(&log_n))? * u64::from(r);
    // Before the crate sees them, which multiplies them without a look.
    let bearable = blocks <= SCRYPT.0 && blocks.checked_mul(p.into()).is_some_and(|all| all <= SCRYPT.1);
    bearable.then(|| scrypt::Params::new(u8::try_from(log_n).ok()?, r, p).ok()).flatten()
}

/// AES-256 in counter mode from zero: <https://github.com/firebase/scrypt>.
fn encrypted(key: &[u8; 32], plain: &[u8]) -> Option<Vec<u8>> {
    let key = EncryptingKey::ctr(UnboundCipherKey::new(&AES_256, key).ok()?).ok()?;
    let mut text = plain.to_vec();
    key.less_safe_encrypt(&mut text, EncryptionContext::Iv128([0; 16].into())).ok()?;
    Some(text)
}

fn parts<const N: usize>(text: &str) -> Option<[&str; N]> {
    text.split('$').collect::<Vec<_>>().try_into().ok()
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn decoded(base64: &str) -> Option<Vec<u8>> {
    STANDARD.decode(base64).ok()
}

fn phc_bytes(base64: &str) -> Option<Vec<u8>> {
    STANDARD_NO_PAD.decode(base64).ok().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::can_verify;
    use super::{Memory, Stored};
    use argon2::Params;
    use proptest::prelude::{prop_oneof, proptest};

    /// Of `zażółć gęślą`, by the originals: `vectors.py` made them.
    const VECTORS: [&str; 20] = [
        "pbkdf2_sha256$1000000$rlvirEItbnnlisLab2wsPF$aULdvMKo0f/XbHLiXy/HgBPvvPvQAAiDpYdl0K3gdjc=",
        "pbkdf2_sha1$1000000$k8k1loEr4Gp35TE0mo8lGw$VVhT+tXn8ceno9bca8yJYmYZr00=",
        "bcrypt_sha256$$2b$12$0f.9L1NV/2R0e8HsPvqN8eiEGf3XpkHTtx6vkbdSb5HzuYdRBkG.6",
        "bcrypt$$2b$12$qj09GC6acpkHHXs6Tbhmv.sbyWE0dSfLJrKkCvJEJJ63VmyegtBWe",
        "scrypt$16384$hZrH7LMHMOCBRc3VAfU1Tc$8$5$7iz8Gy/QQt0eywgQlf2QaqL07eAQjzVnjpfRJQ9y9x9j+Ec/5hCU55K1Txjb\
         nwBTuGAPP8mKQC5wIQFCbyVxJg==",
        "argon2$argon2id$v=19$m=102400,t=2,p=8$Z0JzUXlJd0FqRnFDYk1ZUXRNRFhEYg$lC5tUkTvnJ0D5J4bKHVd+2YDB+1JT25\
         ixEcu16EX0f0",
        "argon2$argon2i$v=16$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$FMA3qSkySph0USfRDqIO3g",
        "argon2$argon2i$v=19$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$yzb79E+rUpa2aYkyCcGkiA",
        "argon2$argon2d$v=16$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$EIE1DRsrA20HwyBlaOX71g",
        "argon2$argon2d$v=19$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$/YfrLTUObKF1zDLSYBzIuA",
        "argon2$argon2id$v=16$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$lSujzghwUIkswOoTHf8XiQ",
        "argon2$argon2id$v=19$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$fCgo+9NpvFdd9tk5MsuRag",
        "$2a$10$PsVMNddWZarOPiT1QrLlee0yHuYXpRjIEMiDAksMMA9Kxk9MGtY.u",
        "$2b$10$3CsfKKXEcJSsf4NMRvAp0uKP3RyS.7VmiA3i9LuT4UwBCwBpCNSgK",
        "keycloak_pbkdf2_sha512$210000$MDEyMzQ1Njc4OWFiY2RlZg==$JoowmHLklPDfSvWE04Q12K2z6eD05QiHZ23iB6y5Ewx+6\
         WDpC7vhERMtm5w4P3T1uim6nMzOfEQhgYdXtE/xgQ==",
        "keycloak_pbkdf2_sha256$27500$MDEyMzQ1Njc4OWFiY2RlZg==$8kBtdgbYn4a56JlWBaBnvoQNx69e6ddYKb8JYMclkaI=",
        "keycloak_pbkdf2_sha1$20000$MDEyMzQ1Njc4OWFiY2RlZg==$67Fp8kY5deuzB2/vnlvdh7dyWHk=",
        "keycloak_pbkdf2_sha256$27500$MDEyMzQ1Njc4OWFiY2RlZg==$8kBtdgbYn4a56JlWBaBnvoQNx69e6ddYKb8JYMclkaIpltIVpPH9XJlFD\
         rv1mZ+6wepo7C4y+2dQuw1I6msviw==",
        "keycloak_pbkdf2_sha1$20000$MDEyMzQ1Njc4OWFiY2RlZg==$67Fp8kY5deuzB2/vnlvdh7dyWHn4WyHXLuPmVPdTihu8DAie9/CLEdb/c/D\
         XJodx1ID26LEwOVtzF/VKU87Wyw==",
        "firebase_scrypt$12$8$MDEyMzQ1Njc4OQ==$Bw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpK\
         issLS4vMDEyMzQ1Njc4OTo7PD0+Pw==$PYDsqMw24vDOvCz2P2T5IM8ySWHNLSrrKWOuPmXDqdOI4TyBafi6WDHM/HJzSOrfvHYm1H041yAKDB6aO4IbRg==",
    ];

    /// The sample that <https://github.com/firebase/scrypt> prints, of `user1password`.
    const FIREBASES: &str = "firebase_scrypt$14$8$42xEC+ixf3L2lw==$Bw==\
        $jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==\
        $lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==";

    #[test]
    fn every_maker_s_hash_opens_to_its_password_only() {
        // The same for all, as it is when they sign in one after the other.
        let mut memory = Memory::new();
        for vector in VECTORS {
            let stored = Stored::parse(vector).unwrap_or_else(|| panic!("{vector}"));
            assert!(stored.opens_to("zażółć gęślą", &mut memory), "{vector}");
            assert!(!stored.opens_to("zażółć gęsla", &mut memory), "{vector}");
        }
        assert!(Stored::parse(FIREBASES).unwrap().opens_to("user1password", &mut memory));
    }

    #[test]
    fn a_hash_without_a_version_is_of_argon2_s_first() {
        let old = VECTORS[6].replace("v=16$", "");
        assert!(Stored::parse(&old).unwrap().opens_to("zażółć gęślą", &mut Memory::new()));
    }

    #[test]
    fn only_what_we_would_make_today_is_not_stale() {
        let today = Params::new(19_456, 2, 1, None).unwrap();
        for vector in VECTORS {
            assert!(!Stored::parse(vector).unwrap().is_made_with(&today), "{vector}");
        }
        assert!(Stored::unmatchable(&today).is_made_with(&today));
        assert!(!Stored::unmatchable(&today).is_made_with(&Params::new(19_456, 3, 1, None).unwrap()));
    }

    /// Hashes that fit into a sign-in this often; the numbers beside the vectors' are what their costs become.
    fn of_cost(tries: u64) -> Vec<String> {
        let argon2 =
            |costs: &str| format!("$argon2id$v=19${costs}$MDEyMzQ1Njc4OWFiY2RlZg$fCgo+9NpvFdd9tk5MsuRag");
        let scrypt = |costs: &str| format!("scrypt${costs}${}", VECTORS[4].split('$').next_back().unwrap());
        match tries {
            2 => vec![
                argon2("m=131072,t=2,p=16"),
                argon2("m=102400,t=3,p=8"),
                scrypt("131072$salt$8$1"),
                scrypt("16384$salt$8$8"),
                VECTORS[0].replace("1000000", "2000000"),
                VECTORS[1].replace("1000000", "1500000"),
                VECTORS[14].replace("210000", "500000"),
                VECTORS[3].to_owned(),
                FIREBASES.replace("$14$", "$17$"),
            ],
            1 => vec![
                argon2("m=131072,t=5,p=16"),
                argon2("m=102400,t=7,p=8"),
                argon2("m=102400,t=4,p=8"),
                scrypt("131072$salt$8$2"),
                scrypt("16384$salt$8$9"),
                VECTORS[0].replace("1000000", "2000001"),
                VECTORS[0].replace("1000000", "4000000"),
                VECTORS[1].replace("1000000", "3000000"),
                VECTORS[14].replace("210000", "1000000"),
                VECTORS[17].replace("27500", "4000000"),
                VECTORS[18].replace("20000", "3000000"),
                VECTORS[3].replace("$12$", "$13$"),
            ],
            _ => vec![
                argon2("m=131073,t=1,p=1"),
                argon2("m=131072,t=8,p=1"),
                argon2("m=102400,t=11,p=8"),
                argon2("m=64,t=4294967295,p=1"),
                argon2("m=1024,t=1,p=17"),
                scrypt("262144$salt$8$1"),
                scrypt("16384$salt$8$17"),
                scrypt("16384$salt$8$1000000"),
                scrypt("16384$salt$4294967295$1"),
                scrypt("2097152$salt$1$1"),
                scrypt("2$salt$65536$65536"),
                VECTORS[0].replace("1000000", "4000001"),
                VECTORS[1].replace("1000000", "3000001"),
                VECTORS[14].replace("210000", "1000001"),
                VECTORS[17].replace("27500", "4000001"),
                VECTORS[18].replace("20000", "3000001"),
                VECTORS[3].replace("$12$", "$14$"),
                VECTORS[3].replace("$12$", "$31$"),
                FIREBASES.replace("$14$", "$18$"),
                FIREBASES.replace("$14$", "$63$"),
            ],
        }
    }

    #[test]
    fn what_would_cost_too_much_is_not_read_and_what_would_twice_is_tried_once() {
        for tries in [2, 1] {
            for stored in of_cost(tries) {
                assert_eq!(Stored::parse(&stored).map(|read| read.tries()), Some(tries), "{stored}");
            }
        }
        for stored in of_cost(0) {
            assert_eq!(Stored::parse(&stored), None, "{stored}");
        }
    }

    #[test]
    fn what_an_import_once_kept_is_read_and_not_kept_again() {
        for costs in ["m=131072,t=6,p=1", "m=102400,t=8,p=8", "m=131072,t=7,p=16"] {
            let stored = VECTORS[11].replace("m=512,t=2,p=2", costs);
            assert_eq!(Stored::parse(&stored).map(|read| read.tries()), Some(0), "{stored}");
            assert!(!can_verify(&stored), "{stored}");
        }
    }

    /// What Django (up to 6.1), Keycloak, Auth0, Supabase and Firebase make unless they are told otherwise.
    #[test]
    fn what_is_made_elsewhere_as_a_rule_may_be_tried_as_it_was_typed_too() {
        let keycloaks =
            "$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$fCgo+9NpvFdd9tk5MsuRag".to_owned();
        let defaults = [
            VECTORS[0].replace("1000000", "1500000"),
            VECTORS[2].to_owned(),
            VECTORS[4].to_owned(),
            VECTORS[5].to_owned(),
            VECTORS[12].to_owned(),
            VECTORS[14].to_owned(),
            VECTORS[17].replace("27500", "600000"),
            VECTORS[18].replace("20000", "1300000"),
            keycloaks,
            FIREBASES.to_owned(),
        ];
        for stored in defaults {
            assert!(Stored::parse(&stored).is_some_and(|stored| stored.tries() >= 2), "{stored}");
        }
    }

    #[test]
    fn what_is_broken_or_unknown_is_not_read() {
        let known = VECTORS.iter().flat_map(|whole| [&whole[..whole.len() - 3], &whole[1..]]);
        let unknown = [
            "",
            "!",
            "$",
            "md5$jiaq2O9FNukaulX3066OOD$e29073a13d6a965867a376ad891cef33",
            "sha1$a$b",
            "e29073a13d6a965867a376ad891cef33",
            "!cvgkmjbJdCYGQH8CxQgwlFgJHKFATMPSauwD7Lf2",
            "$2x$10$3CsfKKXEcJSsf4NMRvAp0uKP3RyS.7VmiA3i9LuT4UwBCwBpCNSgK",
            "$2b$+9$3CsfKKXEcJSsf4NMRvAp0uKP3RyS.7VmiA3i9LuT4UwBCwBpCNSgK",
            "pbkdf2_sha256$0$salt$aULdvMKo0f/XbHLiXy/HgBPvvPvQAAiDpYdl0K3gdjc=",
            "scrypt$16383$salt$8$5$7iz8Gy/QQt0eywgQlf2QaqL07eAQjzVnjpfRJQ9y9x9j+Ec=",
            "$argon2id$v=18$m=512,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$fCgo+9NpvFdd9tk5MsuRag",
            "$argon2id$v=19$m=512,t=2,p=2,keyid=a$MDEyMzQ1Njc4OWFiY2RlZg$fCgo+9NpvFdd9tk5MsuRag",
        ];
        for stored in known.chain(unknown) {
            // Argon2's and a Base64 without padding may be cut to a shorter one, which opens to nothing.
            let opens = Stored::parse(stored)
                .is_some_and(|stored| stored.opens_to("zażółć gęślą", &mut Memory::new()));
            assert!(!opens, "{stored}");
        }
    }

    proptest! {
        #[test]
        fn no_stored_text_can_break_the_reader(
            stored in prop_oneof![
                r"\PC{0,80}",
                r"(argon2)?\$argon2id?(\$v=[0-9]{0,3})?\$[mtp]=[0-9]{0,11}(,[a-z]{0,6}=[0-9A-Za-z+/]{0,9}){0,5}\$[0-9A-Za-z+/=$]{0,90}",
                r"(bcrypt|bcrypt_sha256|scrypt|firebase_scrypt|pbkdf2_sha1|keycloak_pbkdf2_sha512)?(\$[0-9A-Za-z+/=]{0,20}){0,8}",
                r"\$2[aby]?\$[0-9]{0,3}\$\PC{0,60}",
            ]
        ) {
            let _ = Stored::parse(&stored);
        }
    }
}
