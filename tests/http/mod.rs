//! What holds for every path: headers, CORS, and input that nobody should send.

mod bad_input;
mod cors;
mod headers;
