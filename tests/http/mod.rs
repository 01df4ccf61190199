//! What holds for every path: headers, CORS, and input that nobody should send.

mod bad_input;
mod client;
mod cors;
mod failures;
mod headers;
