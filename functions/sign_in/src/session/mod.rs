//! Browser sessions: signing in.

mod login;

pub(crate) use login::login;
