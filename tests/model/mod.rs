//! Random lives of ten users and two thieves, held against a plain model of what must be true.
//!
//! Every deed has an answer that must come, or some that may; whatever is acknowledged must be there, whatever is over must
//! stay over, and nobody gets in but by the right password, a link from the account's mailbox, or a sign-in that goes on.
//! Meanwhile writes meet conflicts, replies get lost, copies of writes land late, and reads see half of a transaction. A
//! story that does not hold is printed, and shortened.
//!
//! `just model` tells 100,000 deeds. `MODEL_DEEDS` and `MODEL_SEED` say how many, and which.

mod deed;
mod story;
mod truth;

use deed::{Deed, Trouble, deeds};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use story::{Came, Story};

/// How many deeds a story has, at most.
const DEEDS: u32 = 100;

/// How many deeds are told when nothing else is said: about a minute of one processor.
const USUALLY: u32 = 3_000;

/// In so many every deed comes to something.
const ENOUGH: u32 = 3_000;

/// How many tell at once: who waits for a call to be sent again holds up nobody.
const TELLERS: u32 = 4;

/// How often a story that does not hold is told again to make it shorter.
const ATTEMPTS: u32 = 150;

/// Whether a story did not hold.
static BROKEN: AtomicBool = AtomicBool::new(false);

fn setting(name: &str) -> Option<u64> {
    std::env::var_os(name).map(|text| text.to_str().and_then(|text| text.parse().ok()).expect("a number"))
}

/// What came of all deeds.
static CAME: Mutex<Came> = Mutex::new(Came::new());

/// What is at least done once, and what is at least refused once, or the stories say nothing.
const DONE: [&str; 20] = [
    "SignUp",
    "SignIn",
    "Look",
    "SignOut",
    "Refresh",
    "SetPassword",
    "Rename",
    "AskToMove",
    "Withdraw",
    "Seize",
    "Overwrite",
    "AskForReset",
    "AskForActivation",
    "Activate",
    "Reset",
    "Confirm",
    "Cancel",
    "Undo",
    "Leave",
    "Decide",
];
const REFUSED: [&str; 16] = [
    "SignUp",
    "SignIn",
    "Look",
    "Refresh",
    "SetPassword",
    "Rename",
    "AskToMove",
    "Seize",
    "Activate",
    "Reset",
    "Confirm",
    "Cancel",
    "Undo",
    "Forge",
    "Leave",
    "Abdicate",
];

/// Whether a story holds; else the number of the deed at which it broke off, and why.
fn holds(deeds: &[(Deed, Trouble)]) -> Result<(), (usize, String)> {
    let at = Cell::new(0);
    let tell = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(tell(deeds, &at))
    };
    let told = std::panic::catch_unwind(AssertUnwindSafe(tell)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(text.unwrap_or("a panic without words").to_owned())
    });
    told.map_err(|why| (at.get(), why))
}

async fn tell(deeds: &[(Deed, Trouble)], at: &Cell<usize>) -> Result<(), String> {
    let mut story = Story::begin().await;
    for (number, (deed, trouble)) in deeds.iter().enumerate() {
        at.set(number);
        let next = deeds.get(number + 1).map(|(_, trouble)| *trouble);
        story.goes_on(deed, *trouble, next).await?;
    }
    story.ends().await?;
    let mut came = CAME.lock().expect("nobody panics holding it");
    for (deed, [done, refused]) in &story.came {
        let all = came.entry(deed.clone()).or_default();
        all[0] += done;
        all[1] += refused;
    }
    Ok(())
}

/// A story that does not hold without the deeds that it does without, as far as so many attempts find out.
fn shortened(deeds: &[(Deed, Trouble)], why: (usize, String)) -> (Vec<(Deed, Trouble)>, String) {
    let (mut left, mut why) = (ATTEMPTS, why.1);
    let mut deeds = deeds.to_vec();
    let mut size = deeds.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < deeds.len() && left > 0 {
            left -= 1;
            let mut fewer = deeds.clone();
            fewer.drain(at..deeds.len().min(at + size));
            match holds(&fewer) {
                Ok(()) => at += size,
                Err((last, still)) => {
                    fewer.truncate(last + 1);
                    (deeds, why) = (fewer, still);
                }
            }
        }
        size /= 2;
    }
    (deeds, why)
}

fn written(deeds: &[(Deed, Trouble)]) -> String {
    let lines = deeds.iter().enumerate();
    lines.map(|(number, (deed, trouble))| format!("\n{number:>3} {deed:?} ({trouble:?})")).collect()
}

/// Tells so many stories, and says what does not hold of one: at once as it was told, then as short as it gets. When one
/// does not hold, nobody begins another.
fn told(cases: u32, seed: [u64; 2]) -> Result<(), String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed[0].to_be_bytes());
    bytes[8..16].copy_from_slice(&seed[1].to_be_bytes());
    let mut runner = TestRunner::new_with_rng(
        Config { failure_persistence: None, ..Config::default() },
        TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
    );
    let stories = deeds(DEEDS as usize);
    for _ in 0..cases {
        if BROKEN.load(Ordering::Relaxed) {
            return Ok(());
        }
        let deeds = stories.new_tree(&mut runner).map_err(|why| why.to_string())?.current();
        if let Err((last, why)) = holds(&deeds) {
            BROKEN.store(true, Ordering::Relaxed);
            let deeds = &deeds[..=last];
            eprintln!("{why}\nThe story of seed {seed:?}, which is being shortened:{}", written(deeds));
            let (deeds, why) = shortened(deeds, (last, why));
            return Err(format!("{why}\nThe story:{}", written(&deeds)));
        }
    }
    Ok(())
}

#[test]
fn every_story_holds() {
    let wanted = setting("MODEL_DEEDS").map_or(USUALLY, |deeds| u32::try_from(deeds).expect("not so many"));
    let (cases, seed) = (wanted.div_ceil(DEEDS * TELLERS), setting("MODEL_SEED").unwrap_or_default());
    std::thread::scope(|scope| {
        let tellers = (0..TELLERS).map(|teller| scope.spawn(move || told(cases, [seed, teller.into()])));
        for teller in tellers.collect::<Vec<_>>() {
            if let Err(why) = teller.join().expect("a teller does not panic") {
                panic!("{why}");
            }
        }
    });
    let came = CAME.lock().expect("nobody panics holding it").clone();
    println!("succeeded and refused: {came:#?}");
    let never = |deeds: &[&'static str], which: usize| {
        let is_missing = |deed: &&&str| came.get(**deed).is_none_or(|came| came[which] == 0);
        deeds.iter().filter(is_missing).copied().collect::<Vec<_>>()
    };
    let never = (never(&DONE, 0), never(&REFUSED, 1));
    assert!(wanted < ENOUGH || never == (vec![], vec![]), "never done, never refused: {never:?}");
}
