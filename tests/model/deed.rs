//! What people do, and what goes wrong meanwhile.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;

/// What somebody does. Numbers choose among what there is by then, by their remainder.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// Somebody signs up under one of the names, with one of the mailboxes.
    SignUp { name: usize, mailbox: usize },
    /// Somebody tries a password: the right one, one that was, or one that never was.
    SignIn { account: usize, by_email: bool, opaque: bool, password: Guess },
    /// A sign-in is used.
    Look { sign_in: usize },
    /// Or given up.
    SignOut { sign_in: usize },
    /// Its refresh token is used, or one that came so many before it.
    Refresh { sign_in: usize, back: u64 },
    /// A new password by the old one.
    SetPassword { sign_in: usize, knows: bool },
    /// Another user name by the password.
    Rename { sign_in: usize, name: usize, knows: bool },
    /// Another address, which waits for its link.
    AskToMove { sign_in: usize, mailbox: usize, knows: bool },
    /// It need not wait any more.
    Withdraw { sign_in: usize },
    /// Another address at once, without the password, at djoser's door or the accounts endpoint's: the account waits for a link.
    Seize { sign_in: usize, mailbox: usize, djoser: bool },
    /// Another password without the old one.
    Overwrite { sign_in: usize },
    /// Somebody asks for a link to this mailbox.
    AskForReset { mailbox: usize },
    /// The same for one that activates.
    AskForActivation { mailbox: usize },
    /// A link in a mail is followed, counted from the newest.
    Follow { link: usize },
    /// A link is tried where it does not belong: at another door, or for another account.
    Forge { link: usize, door: usize, account: usize },
    /// Somebody deletes their account.
    Leave { sign_in: usize, knows: bool },
    /// A superuser decides.
    Decide { account: usize, decision: Decision },
    /// The last superuser wants to leave.
    Abdicate,
    /// Time passes.
    Sleep { seconds: u64 },
    /// Mails go out.
    Deliver,
    /// What is over is swept.
    Clean,
    /// Those who were never active are deleted.
    Night,
}

/// A password that is tried.
#[derive(Clone, Copy, Debug)]
pub(super) enum Guess {
    Right,
    Former,
    Wrong,
}

/// What a superuser decides about an account.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decision {
    Disable,
    Enable,
    SetPassword,
    EndSignIns,
    Delete,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Nothing,
    /// Each write meets a transaction on its item once.
    Conflicts,
    /// Each reply gets lost once.
    LostReplies,
    /// Both.
    Both,
    /// The writes land once more, one deed later.
    LateCopies,
    /// A read sees the users as they were a deed before.
    HalfSeen,
}

/// How a story begins: some have signed up, most of them followed their link, and all try to sign in.
fn opening() -> impl Iterator<Item = Deed> {
    let some = 0..4;
    let sign_ups = some.clone().map(|number| Deed::SignUp { name: number, mailbox: 2 * number });
    let links = (0..3).map(|link| Deed::Follow { link });
    let sign_ins = some.map(|account| Deed::SignIn {
        account,
        by_email: account == 3,
        opaque: account == 2,
        password: Guess::Right,
    });
    sign_ups.chain([Deed::Deliver]).chain(links).chain(sign_ins)
}

/// Stories of so many deeds.
pub(super) fn deeds(most: usize) -> impl Strategy<Value = Vec<(Deed, Trouble)>> {
    let trouble = prop_oneof![
        12 => Just(Trouble::Nothing),
        1 => Just(Trouble::Conflicts),
        1 => Just(Trouble::LostReplies),
        1 => Just(Trouble::Both),
        3 => Just(Trouble::LateCopies),
        2 => Just(Trouble::HalfSeen),
    ];
    let opening: Vec<_> = opening().map(|deed| (deed, Trouble::Nothing)).collect();
    vec((deed(), trouble), most - opening.len())
        .prop_map(move |deeds| opening.iter().cloned().chain(deeds).collect())
}

fn deed() -> impl Strategy<Value = Deed> {
    let some = || 0..64_usize;
    let guess = prop_oneof![3 => Just(Guess::Right), 1 => Just(Guess::Former), 1 => Just(Guess::Wrong)];
    let knows = || prop_oneof![4 => Just(true), 1 => Just(false)];
    let decision = prop_oneof![
        2 => Just(Decision::Disable),
        3 => Just(Decision::Enable),
        1 => Just(Decision::SetPassword),
        1 => Just(Decision::EndSignIns),
        1 => Just(Decision::Delete),
    ];
    let seconds = prop_oneof![
        4 => Just(3_u64),
        2 => Just(401),
        1 => Just(7_203),
        1 => Just(93_607),
        1 => Just(691_211),
    ];
    prop_oneof![
        6 => (some(), some()).prop_map(|(name, mailbox)| Deed::SignUp { name, mailbox }),
        8 => (some(), any::<bool>(), any::<bool>(), guess).prop_map(|(account, by_email, opaque, password)| {
            Deed::SignIn { account, by_email, opaque, password }
        }),
        8 => some().prop_map(|sign_in| Deed::Look { sign_in }),
        2 => some().prop_map(|sign_in| Deed::SignOut { sign_in }),
        4 => (some(), prop_oneof![3 => Just(0), 2 => Just(1), 1 => Just(2)])
            .prop_map(|(sign_in, back)| Deed::Refresh { sign_in, back }),
        3 => (some(), knows()).prop_map(|(sign_in, knows)| Deed::SetPassword { sign_in, knows }),
        3 => (some(), some(), knows())
            .prop_map(|(sign_in, name, knows)| Deed::Rename { sign_in, name, knows }),
        4 => (some(), some(), knows())
            .prop_map(|(sign_in, mailbox, knows)| Deed::AskToMove { sign_in, mailbox, knows }),
        1 => some().prop_map(|sign_in| Deed::Withdraw { sign_in }),
        3 => (some(), some(), any::<bool>())
            .prop_map(|(sign_in, mailbox, djoser)| Deed::Seize { sign_in, mailbox, djoser }),
        2 => some().prop_map(|sign_in| Deed::Overwrite { sign_in }),
        4 => some().prop_map(|mailbox| Deed::AskForReset { mailbox }),
        2 => some().prop_map(|mailbox| Deed::AskForActivation { mailbox }),
        16 => (0..8_usize).prop_map(|link| Deed::Follow { link }),
        2 => (0..8_usize, some(), some()).prop_map(|(link, door, account)| Deed::Forge { link, door, account }),
        1 => (some(), knows()).prop_map(|(sign_in, knows)| Deed::Leave { sign_in, knows }),
        4 => (some(), decision).prop_map(|(account, decision)| Deed::Decide { account, decision }),
        1 => Just(Deed::Abdicate),
        4 => seconds.prop_map(|seconds| Deed::Sleep { seconds }),
        12 => Just(Deed::Deliver),
        1 => Just(Deed::Clean),
        1 => Just(Deed::Night),
    ]
}
