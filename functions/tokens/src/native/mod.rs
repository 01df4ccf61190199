//! `/v1/sessions` beyond signing in: going on, and ending one.

pub(crate) mod operations;
pub(crate) mod session;

mod refresh;

pub(crate) use refresh::refresh;
