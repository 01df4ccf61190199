//! `/v1/sessions/refresh`: staying signed in.

pub(crate) mod operations;

mod refresh;

pub(crate) use refresh::refresh;
