//! What ships to Lambda, run as Lambda runs it.

mod functions;
mod runtime_api;
