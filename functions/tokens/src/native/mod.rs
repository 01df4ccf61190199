//! `/v1/sessions/refresh`: staying signed in; `/v1/signing_keys`.

pub(crate) mod operations;
pub(crate) mod signing_keys;

mod refresh;

pub(crate) use refresh::refresh;
