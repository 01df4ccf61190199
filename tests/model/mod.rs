//! Random lives of ten users and two thieves, held against a plain model of what must be true.
//!
//! Every deed has an answer that must come, or some that may; whatever is acknowledged must be there, whatever is over must
//! stay over, and nobody gets in but by the right password, a link from the account's mailbox, or a sign-in that goes on.
//! Meanwhile writes meet conflicts, replies get lost, copies of writes land late, and reads see half of a transaction. A
//! story that does not hold is shrunk and printed.
//!
//! `just model` tells 100,000 deeds. `MODEL_DEEDS` and `MODEL_SEED` say how many, and which.

mod deed;
mod story;
mod truth;

use deed::{Deed, Trouble, deeds};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::sync::Mutex;
use story::{Came, Story};

/// How many deeds a story has, at most.
const DEEDS: u32 = 100;

/// How many deeds are told when nothing else is said.
const USUALLY: u32 = 400;

/// In so many every deed comes to something.
const ENOUGH: u32 = 3_000;

/// How many tell at once: who waits for a call to be sent again holds up nobody.
const TELLERS: u32 = 4;

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

fn holds(deeds: &[(Deed, Trouble)]) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let told = runtime.block_on(async {
        let mut story = Story::begin().await;
        for (number, (deed, trouble)) in deeds.iter().enumerate() {
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
        Ok::<_, String>(())
    });
    told.map_err(TestCaseError::fail)
}

/// Tells so many stories, and says what does not hold of one, with the shortest that shows it.
fn told(cases: u32, seed: [u64; 2]) -> Result<(), String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed[0].to_be_bytes());
    bytes[8..16].copy_from_slice(&seed[1].to_be_bytes());
    let config = Config { cases, max_shrink_iters: 400, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    runner.run(&deeds(DEEDS as usize), |deeds| holds(&deeds)).map_err(|error| match error {
        TestError::Fail(why, deeds) => {
            let lines = deeds.iter().enumerate();
            let story: String =
                lines.map(|(n, (deed, trouble))| format!("\n{n:>3} {deed:?} ({trouble:?})")).collect();
            format!("{why}\nThe story:{story}")
        }
        TestError::Abort(why) => why.to_string(),
    })
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
