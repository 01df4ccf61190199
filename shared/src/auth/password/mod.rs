//! Passwords at rest: Argon2id, written as PHC strings; and the hashes that users bring along (`stored`).

mod stored;

use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization;

use crate::chance;
use crate::domain::password::{MAX_CHARS, Password};
use stored::Stored;

/// What we hash with may not be cheaper than this: KiB of memory, iterations, lanes
/// ([OWASP](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id)).
const FLOOR: (u32, u32, u32) = (19_456, 2, 1);

/// What we hash with may not be dearer than this, or an import of our own export would not keep it. The memory is that of
/// Django's own Argon2 hashes.
const CEILING: (u32, u32, u32) = (102_400, 7, 8);

const OUTPUT_BYTES: usize = 32;

/// Stored where there is no hash; matches no password. Django writes it before unusable passwords.
const UNUSABLE: &str = "!";

/// Hashes and verifies passwords, on threads of its own and never more at once than there are CPUs, so that a
/// flood of sign-ins waits in line instead of starving everything else.
///
/// Passwords are brought to Unicode NFC first, as keyboards differ in how they compose letters; nothing else
/// is done to them, and none is cut short.
#[derive(Debug, Clone)]
pub struct Hasher {
    params: Params,
    slots: Arc<Semaphore>,
    memory: Arc<Mutex<Vec<Memory>>>,
}

/// What Argon2 works in, used again and again: an allocator may keep as much for every thread that ever hashed.
type Memory = Vec<Block>;

/// What [`Hasher::verify`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not the password, or there is none that could be right.
    Wrong,
    /// The password.
    Right {
        /// The stored hash is not one that we would make today, and wants to be made anew.
        stale: bool,
    },
}

/// Whether a stored hash is one that an import keeps: complete, of a known kind, and no dearer than a second of one CPU and
/// 128 MiB, with all the tries of a sign-in. All that we make are.
pub fn can_verify(stored: &str) -> bool {
    Stored::parse(stored).is_some_and(|stored| stored.tries() > 0)
}

/// Whether a stored text is Django's mark of an account that no password opens.
pub fn is_unusable(stored: &str) -> bool {
    stored.starts_with(UNUSABLE)
}

impl Hasher {
    /// A hasher that spends this much on every password: KiB of memory, passes over it, lanes. Refuses less
    /// than 19,456 KiB, 2 and 1, and more than 102,400 KiB, 7 and 8, which no import would keep.
    pub fn new(memory_kib: u32, iterations: u32, parallelism: u32) -> Result<Hasher, String> {
        within("memory in KiB", memory_kib, FLOOR.0, CEILING.0)?;
        within("iterations", iterations, FLOOR.1, CEILING.1)?;
        within("parallelism", parallelism, FLOOR.2, CEILING.2)?;

        Self::spending(memory_kib, iterations, parallelism)
    }

    /// A hasher that protects nothing, for tests that try passwords by the thousand.
    pub fn feeble() -> Hasher {
        Self::spending(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST)
            .expect("the least that there is can be spent")
    }

    fn spending(memory_kib: u32, iterations: u32, parallelism: u32) -> Result<Hasher, String> {
        let params = Params::new(memory_kib, iterations, parallelism, Some(OUTPUT_BYTES))
            .map_err(|error| format!("Argon2: {error}"))?;
        let cpus = available_parallelism().map_or(1, NonZero::get);
        Ok(Hasher { params, slots: Arc::new(Semaphore::new(cpus)), memory: Arc::default() })
    }

    /// The PHC string to store for this password. For one longer than [`MAX_CHARS`], which the caller should
    /// have refused, it is a mark that matches no password.
    pub async fn hash(&self, password: &Password) -> String {
        if password.chars() > MAX_CHARS {
            return UNUSABLE.to_owned();
        }
        let (params, password) = (self.params.clone(), normalized(password));
        self.in_a_slot(move |memory| hashed(params, &password, memory)).await
    }

    /// Compares a password with the stored hash: as we make it, and when it was typed otherwise (with blanks around it, or
    /// letters composed otherwise) as it was typed, for hashes that somebody else made and that leave time for it within
    /// the second that a sign-in may take. Without a hash (no such account, or
    /// no usable password), and with one that cannot be read, it does the work that today's parameters cost all the same, so
    /// that time does not tell who has an account. Only a password longer than [`MAX_CHARS`] is wrong at once.
    pub async fn verify(&self, password: &Password, stored: Option<&str>) -> Verdict {
        if password.chars() > MAX_CHARS {
            return Verdict::Wrong;
        }
        let (params, password) = (self.params.clone(), password.clone());
        let stored = stored.and_then(Stored::parse).unwrap_or_else(|| Stored::unmatchable(&params));
        self.in_a_slot(move |memory| verdict(&params, &password, &stored, memory)).await
    }

    /// Runs the work on a blocking thread once a slot is free. The slot goes with the work: work whose caller
    /// has gone runs to its end all the same.
    async fn in_a_slot<T: Send + 'static>(&self, work: impl FnOnce(&mut Memory) -> T + Send + 'static) -> T {
        let slot = Arc::clone(&self.slots).acquire_owned().await.expect("nobody closes the semaphore");
        let (kept, most) = (Arc::clone(&self.memory), self.params.block_count());
        spawn_blocking(move || {
            let kept = || kept.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = kept().pop().unwrap_or_default();
            let result = work(&mut memory);
            // What somebody else's dearer hash took is given back.
            if memory.len() <= most {
                kept().push(memory);
            }
            drop(slot);
            result
        })
        .await
        .expect("hashing neither panics nor is cancelled")
    }
}

fn within(what: &str, value: u32, floor: u32, ceiling: u32) -> Result<(), String> {
    if (floor..=ceiling).contains(&value) {
        return Ok(());
    }
    Err(format!("Argon2: {what} must be between {floor} and {ceiling}, not {value}"))
}

fn normalized(password: &Password) -> String {
    password.as_str().nfc().collect()
}

/// The PHC string of a new hash, with a salt of its own
/// (<https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md>).
fn hashed(params: Params, password: &str, memory: &mut Memory) -> String {
    let costs = format!("m={},t={},p={}", params.m_cost(), params.t_cost(), params.p_cost());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (salt, mut output) = (chance::random::<16>(), [0; OUTPUT_BYTES]);
    run(&argon2, password, &salt, &mut output, memory).expect("the parameters are within bounds");
    let [salt, output] = [salt.as_slice(), &output].map(|bytes| STANDARD_NO_PAD.encode(bytes));
    format!("$argon2id$v=19${costs}${salt}${output}")
}

/// Argon2's output for a password and a salt.
fn run(
    argon2: &Argon2<'_>,
    password: &str,
    salt: &[u8],
    output: &mut [u8],
    memory: &mut Memory,
) -> argon2::Result<()> {
    memory.resize(argon2.params().block_count(), Block::new());
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, &mut memory[..])
}

/// One run of the stored hash's algorithm, whether or not anything can be right; two for a hash that somebody else made,
/// perhaps of what was typed, where a sign-in has time for both. Ours are of the normal form.
fn verdict(today: &Params, password: &Password, stored: &Stored, memory: &mut Memory) -> Verdict {
    let normalized = normalized(password);
    let stale = !stored.is_made_with(today);
    let may_be_as_typed = stale && stored.tries() > 1;
    let typed = Some(password.as_typed()).filter(|typed| may_be_as_typed && *typed != normalized);
    match stored.opens_to(&normalized, memory) || typed.is_some_and(|typed| stored.opens_to(typed, memory)) {
        true => Verdict::Right { stale },
        false => Verdict::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::{sleep, timeout};

    use super::{CEILING, FLOOR, Hasher, MAX_CHARS, Password, UNUSABLE, Verdict, can_verify};

    const RIGHT: Verdict = Verdict::Right { stale: false };

    /// The reference implementation's hash of `zażółć gęślą` at the floor.
    const REFERENCE: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$aVeSKGpjA5qq4uOSnPbHSw5TBg0SIzuM4lAuJayTH0w";

    /// Its hash of the same with what Django uses.
    const DJANGOS: &str = "$argon2id$v=19$m=102400,t=2,p=8$MDEyMzQ1Njc4OWFiY2RlZmdoaWprbA\
                           $kJcO3KrQffmi0V1e5V2DMj/Z6k2UXALkOa57nDJX2hI";

    fn cheapest() -> Hasher {
        Hasher::new(FLOOR.0, FLOOR.1, FLOOR.2).unwrap()
    }

    fn password(text: &str) -> Password {
        Password::new(text)
    }

    #[tokio::test]
    async fn a_hash_opens_to_its_password_only() {
        let hasher = cheapest();
        let stored = hasher.hash(&password("open sesame")).await;
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(hasher.verify(&password("open sesame"), Some(&stored)).await, RIGHT);
        assert_eq!(hasher.verify(&password("open Sesame"), Some(&stored)).await, Verdict::Wrong);
        assert_eq!(hasher.verify(&password("open sesame"), None).await, Verdict::Wrong);
    }

    #[tokio::test]
    async fn every_hash_has_its_own_salt_of_16_bytes_and_32_bytes_of_output() {
        let hasher = cheapest();
        let (one, other) = (hasher.hash(&password("same")).await, hasher.hash(&password("same")).await);
        let salt_and_output = |hash: &str| hash.split('$').skip(4).map(str::len).collect::<Vec<_>>();
        assert_ne!(one.split('$').nth(4), other.split('$').nth(4));
        assert_eq!(salt_and_output(&one), [22, 43], "16 and 32 bytes in Base64");
    }

    #[tokio::test]
    async fn hashes_of_other_makers_are_read_and_dearer_or_cheaper_ones_are_stale() {
        let typed = password("zażółć gęślą");
        assert_eq!(cheapest().verify(&typed, Some(REFERENCE)).await, RIGHT);
        assert_eq!(cheapest().verify(&typed, Some(DJANGOS)).await, Verdict::Right { stale: true });
        let dearer = Hasher::new(19_456, 3, 1).unwrap();
        assert_eq!(dearer.verify(&typed, Some(REFERENCE)).await, Verdict::Right { stale: true });
    }

    #[tokio::test]
    async fn letters_may_be_composed_either_way_but_nothing_else_is_alike() {
        let hasher = cheapest();
        let stored = hasher.hash(&password("cafe\u{301} 12")).await;
        assert_eq!(hasher.verify(&password("caf\u{e9} 12"), Some(&stored)).await, RIGHT);
        for other in ["cafe 12", "Caf\u{e9} 12", "caf\u{e9} \u{ff11}\u{ff12}", "caf\u{e9}\u{a0}12"] {
            assert_eq!(hasher.verify(&password(other), Some(&stored)).await, Verdict::Wrong, "{other}");
        }
    }

    #[tokio::test]
    async fn the_whole_password_counts_nul_and_the_last_character_included() {
        let hasher = cheapest();
        let (long, nul) = ("🔑".repeat(MAX_CHARS - 1), "before\0");
        for start in [long.as_str(), nul] {
            let stored = hasher.hash(&password(&format!("{start}a"))).await;
            assert_eq!(hasher.verify(&password(&format!("{start}a")), Some(&stored)).await, RIGHT);
            assert_eq!(hasher.verify(&password(&format!("{start}b")), Some(&stored)).await, Verdict::Wrong);
        }
    }

    #[tokio::test]
    async fn a_password_longer_than_allowed_is_refused_without_waiting_for_a_slot() {
        let hasher = cheapest();
        let _all = hasher.slots.acquire_many(hasher.slots.available_permits() as u32).await.unwrap();
        let long = password(&"x".repeat(MAX_CHARS + 1));
        assert_eq!(hasher.hash(&long).await, UNUSABLE);
        assert_eq!(hasher.verify(&long, None).await, Verdict::Wrong);
    }

    #[tokio::test]
    async fn what_cannot_be_read_as_a_hash_is_wrong() {
        for stored in ["", UNUSABLE, "$", "$argon2id$", "пароль"] {
            assert_eq!(cheapest().verify(&password("x"), Some(stored)).await, Verdict::Wrong, "{stored}");
        }
    }

    /// `pbkdf2_sha256` by Django of `  two blanks `, which one of its forms took as it was, and another of `zażółć` with
    /// letters decomposed.
    const AS_TYPED: [(&str, &str); 2] = [
        ("  two blanks ", "pbkdf2_sha256$1000$saltsaltsalt$xotb+MLvHMM2gXHwn9wsof4dOhuD64XejK70i4xyCIE="),
        (
            "zaz\u{307}o\u{301}\u{142}c\u{301}",
            "pbkdf2_sha256$1000$saltsaltsalt$8TW7UGZyM4EShP3f8dOqZEwqNvbiAQstrgpCed1Qz68=",
        ),
    ];

    #[tokio::test]
    async fn a_hash_that_somebody_else_made_of_what_was_typed_is_tried_with_that_too() {
        for (typed, stored) in AS_TYPED {
            let verdict = cheapest().verify(&password(typed), Some(stored)).await;
            assert_eq!(verdict, Verdict::Right { stale: true }, "{typed}");
        }
        let (_, blanks) = AS_TYPED[0];
        assert_eq!(cheapest().verify(&password("two blanks"), Some(blanks)).await, Verdict::Wrong);
        let ours = cheapest().hash(&password("two blanks")).await;
        assert_eq!(cheapest().verify(&password("  two blanks "), Some(&ours)).await, RIGHT);
    }

    /// `pbkdf2_sha1` of `  two blanks ` in so many rounds that there is no time for another try, and in half of them.
    const COSTLY: [(&str, Verdict); 2] = [
        ("pbkdf2_sha1$1500001$saltsaltsalt$tOzVHt5hsnMNwSVkJn9FPZ9CD0I=", Verdict::Wrong),
        ("pbkdf2_sha1$1500000$saltsaltsalt$yg0tb2L37bTyEyWITNG0pkSVdVE=", Verdict::Right { stale: true }),
    ];

    #[tokio::test]
    async fn a_hash_too_costly_for_two_tries_is_not_tried_with_what_was_typed() {
        for (stored, verdict) in COSTLY {
            assert_eq!(
                cheapest().verify(&password("  two blanks "), Some(stored)).await,
                verdict,
                "{stored}"
            );
        }
    }

    #[tokio::test]
    async fn the_dearest_of_our_own_is_one_that_an_import_keeps() {
        let dearest = Hasher::new(CEILING.0, CEILING.1, CEILING.2).unwrap();
        let stored = dearest.hash(&password("open sesame")).await;
        assert_eq!(dearest.verify(&password("open sesame"), Some(&stored)).await, RIGHT);
        assert!(can_verify(&stored) && can_verify(DJANGOS));
    }

    #[tokio::test]
    async fn one_that_older_settings_made_opens_until_a_sign_in_makes_it_anew() {
        let older = Hasher::spending(102_400, 10, 8).unwrap();
        let stored = older.hash(&password("open sesame")).await;
        let verdict = cheapest().verify(&password("open sesame"), Some(&stored)).await;
        assert_eq!(verdict, Verdict::Right { stale: true });
        assert_eq!(cheapest().verify(&password("open Sesame"), Some(&stored)).await, Verdict::Wrong);
        assert!(!can_verify(&stored), "no import keeps it");
    }

    #[test]
    fn settings_below_the_floor_or_above_what_an_import_keeps_are_refused() {
        assert!(Hasher::new(102_400, 7, 8).is_ok());
        for (memory, iterations, lanes) in
            [(19_455, 2, 1), (19_456, 1, 1), (19_456, 2, 0), (102_401, 2, 1), (19_456, 8, 1), (19_456, 2, 9)]
        {
            let refused = Hasher::new(memory, iterations, lanes).unwrap_err();
            assert!(refused.contains("must be between"), "{refused}");
        }
    }

    #[tokio::test]
    async fn hashing_waits_for_a_free_slot() {
        let hasher = cheapest();
        let all = hasher.slots.acquire_many(hasher.slots.available_permits() as u32).await.unwrap();
        let secret = password("x");
        assert!(timeout(Duration::from_millis(50), hasher.verify(&secret, None)).await.is_err());
        drop(all);
        assert_eq!(hasher.verify(&secret, None).await, Verdict::Wrong);
    }

    #[tokio::test]
    async fn work_whose_caller_has_gone_keeps_its_slot_until_it_ends() {
        let hasher = Hasher::new(102_400, 7, 1).unwrap();
        let slots = hasher.slots.available_permits();
        let abandoned = timeout(Duration::from_millis(20), hasher.verify(&Password::new("x"), None)).await;
        assert!(abandoned.is_err());
        assert_eq!(hasher.slots.available_permits(), slots - 1);
        while hasher.slots.available_permits() < slots {
            sleep(Duration::from_millis(20)).await;
        }
    }
}
