//! Passwords at rest: Argon2id, written as PHC strings.

use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization;

use crate::domain::password::{MAX_CHARS, Password};

/// What we hash with may not be cheaper than this: KiB of memory, iterations, lanes
/// ([OWASP](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id)).
const FLOOR: (u32, u32, u32) = (19_456, 2, 1);

/// What we verify may not be dearer than this, or one poisoned hash could take a function's memory and time.
/// The memory is that of Django's own Argon2 hashes.
const CEILING: (u32, u32, u32) = (102_400, 10, 8);

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
}

/// What [`Hasher::verify`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not the password, or there is none that could be right.
    Wrong,
    /// The password.
    Right {
        /// The stored hash was made with other parameters than today's and wants to be made anew.
        stale: bool,
    },
}

impl Hasher {
    /// A hasher that spends this much on every password: KiB of memory, passes over it, lanes. Refuses less
    /// than 19,456 KiB, 2 and 1, and more than 102,400 KiB, 10 and 8, which it would not verify either.
    pub fn new(memory_kib: u32, iterations: u32, parallelism: u32) -> Result<Hasher, String> {
        within("memory in KiB", memory_kib, FLOOR.0, CEILING.0)?;
        within("iterations", iterations, FLOOR.1, CEILING.1)?;
        within("parallelism", parallelism, FLOOR.2, CEILING.2)?;

        let params = Params::new(memory_kib, iterations, parallelism, Some(OUTPUT_BYTES))
            .map_err(|error| format!("Argon2: {error}"))?;
        let cpus = available_parallelism().map_or(1, NonZero::get);
        Ok(Hasher { params, slots: Arc::new(Semaphore::new(cpus)) })
    }

    /// The PHC string to store for this password. For one longer than [`MAX_CHARS`], which the caller should
    /// have refused, it is a mark that matches no password.
    pub async fn hash(&self, password: &Password) -> String {
        if password.chars() > MAX_CHARS {
            return UNUSABLE.to_owned();
        }
        let (argon2, password) = (self.argon2(), normalized(password));
        self.in_a_slot(move || argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()))
            .await
            .expect("the parameters are within bounds, and the kernel always has random bytes")
    }

    /// Compares a password with the stored PHC string. Without one (no such account, or no usable password),
    /// and with one that cannot be read, it does the work that today's parameters cost all the same, so that
    /// time does not tell who has an account. Only a password longer than [`MAX_CHARS`] is wrong at once.
    pub async fn verify(&self, password: &Password, stored: Option<&str>) -> Verdict {
        if password.chars() > MAX_CHARS {
            return Verdict::Wrong;
        }
        let (argon2, password) = (self.argon2(), normalized(password));
        let stored = stored.and_then(readable);
        self.in_a_slot(move || verdict(&argon2, &password, stored)).await
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// Runs the work on a blocking thread once a slot is free. The slot goes with the work: work whose caller
    /// has gone runs to its end all the same.
    async fn in_a_slot<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let slot = Arc::clone(&self.slots).acquire_owned().await.expect("nobody closes the semaphore");
        spawn_blocking(move || {
            let result = work();
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

/// One run of Argon2, whatever is stored.
fn verdict(argon2: &Argon2<'_>, password: &str, stored: Option<(PasswordHash, Params)>) -> Verdict {
    let Some((hash, params)) = stored else {
        let _ = argon2.verify_password(password.as_bytes(), &unmatchable(argon2.params()));
        return Verdict::Wrong;
    };
    match argon2.verify_password(password.as_bytes(), &hash) {
        Ok(()) => Verdict::Right { stale: params != *argon2.params() },
        Err(_) => Verdict::Wrong,
    }
}

/// A stored hash that is complete and of a kind and cost that we verify.
fn readable(stored: &str) -> Option<(PasswordHash, Params)> {
    let hash = PasswordHash::new(stored).ok()?;
    let is_ours = hash.algorithm == ARGON2ID_IDENT && hash.version == Some(Version::V0x13.into());
    let is_complete = hash.salt.is_some() && hash.hash.is_some();
    let params = Params::try_from(&hash).ok()?;
    let is_affordable =
        params.m_cost() <= CEILING.0 && params.t_cost() <= CEILING.1 && params.p_cost() <= CEILING.2;

    (is_ours && is_complete && is_affordable).then_some((hash, params))
}

/// A hash that costs as much to verify as one of ours; nobody knows a password for it.
fn unmatchable(params: &Params) -> PasswordHash {
    PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).expect("m, t and p fit into a PHC string"),
        salt: Some(Salt::new(&[0; 16]).expect("16 bytes are a salt")),
        hash: Some(Output::new(&[0; OUTPUT_BYTES]).expect("32 bytes are an output")),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use argon2::Params;
    use proptest::prelude::{prop_oneof, proptest};
    use tokio::time::{sleep, timeout};

    use super::{CEILING, FLOOR, Hasher, MAX_CHARS, Password, UNUSABLE, Verdict, readable, unmatchable};

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
        let (one, _) = readable(&one).unwrap();
        let (other, _) = readable(&other).unwrap();
        assert_ne!(one.salt, other.salt);
        assert_eq!((one.salt.unwrap().len(), one.hash.unwrap().len()), (16, 32));
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
    async fn hashes_we_do_not_trust_are_wrong_even_for_the_right_password() {
        let right_but = [
            (
                "argon2i",
                "$argon2i$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$zx2lIUA90lSxB81X/MNJUxHn8EbMLqqpwoiakiroluA",
            ),
            (
                "version 16",
                "$argon2id$v=16$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$mg+JWZsgODMsVyO/zgctzDuvCY9OR8yELuRhj4OjGOc",
            ),
            (
                "iterations",
                "$argon2id$v=19$m=64,t=11,p=1$MDEyMzQ1Njc4OWFiY2RlZg$rhRm+AnzCz7XLrHMvLoqLFnBquROWyn2Ih0EzSy9DoE",
            ),
            (
                "lanes",
                "$argon2id$v=19$m=128,t=2,p=9$MDEyMzQ1Njc4OWFiY2RlZg$nAUjB9ZVE+q8F5+lUwBiHCDG99ziFiUA0fjBOZwe/vU",
            ),
            (
                "memory",
                "$argon2id$v=19$m=102401,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$BxQXE3EXmjQckuoELX6d1V/AWOJ5vmBcrexP8EL6uJo",
            ),
        ];
        for (reason, stored) in right_but {
            let verdict = cheapest().verify(&password("zażółć gęślą"), Some(stored)).await;
            assert_eq!(verdict, Verdict::Wrong, "{reason}");
        }
    }

    #[tokio::test]
    async fn what_cannot_be_read_as_a_hash_is_wrong() {
        let salted = "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg";
        let huge =
            "$argon2id$v=19$m=4294967296,t=4294967296,p=255$MDEyMzQ1Njc4OWFiY2RlZg$aVeSKGpjA5qq4uOSnPbHSw";
        for stored in
            ["", UNUSABLE, "$", "$argon2id$", "пароль", salted, huge, &REFERENCE.replace("t=2", "t=0")]
        {
            assert_eq!(readable(stored), None, "{stored}");
            assert_eq!(cheapest().verify(&password("x"), Some(stored)).await, Verdict::Wrong, "{stored}");
        }
    }

    #[test]
    fn the_hash_that_stands_in_for_a_missing_one_costs_the_same_and_is_run() {
        let params = Params::new(20_000, 3, 2, Some(32)).unwrap();
        let (_, read) = readable(&unmatchable(&params).to_string()).unwrap();
        assert_eq!(read, params);
    }

    #[test]
    fn settings_below_the_floor_or_above_what_we_verify_are_refused() {
        assert!(Hasher::new(102_400, 10, 8).is_ok());
        for (memory, iterations, lanes) in
            [(19_455, 2, 1), (19_456, 1, 1), (19_456, 2, 0), (102_401, 2, 1), (19_456, 11, 1), (19_456, 2, 9)]
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
        let hasher = Hasher::new(102_400, 10, 1).unwrap();
        let slots = hasher.slots.available_permits();
        let abandoned = timeout(Duration::from_millis(20), hasher.verify(&Password::new("x"), None)).await;
        assert!(abandoned.is_err());
        assert_eq!(hasher.slots.available_permits(), slots - 1);
        while hasher.slots.available_permits() < slots {
            sleep(Duration::from_millis(20)).await;
        }
    }

    proptest! {
        #[test]
        fn no_stored_text_can_break_the_reader(
            stored in prop_oneof![
                r"\PC{0,80}",
                r"\$argon2id?(\$v=[0-9]{0,3})?\$[mtp]=[0-9]{0,11}(,[a-z]{0,6}=[0-9A-Za-z+/]{0,9}){0,5}\$[0-9A-Za-z+/=$]{0,90}",
            ]
        ) {
            let affordable = readable(&stored).is_none_or(|(_, params)| {
                params.m_cost() <= CEILING.0 && params.t_cost() <= CEILING.1 && params.p_cost() <= CEILING.2
            });
            assert!(affordable, "{stored}");
        }
    }
}
