//! The wiki's sign-in (docs/contracts/seeds.md §3.3).

mod login;

pub(crate) use login::login;
