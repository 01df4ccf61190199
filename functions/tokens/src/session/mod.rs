//! Browser sessions: who is signed in, and signing out.

mod current;
mod logout;

pub(crate) use current::current;
pub(crate) use logout::logout;
