//! The `latchkey` command: the whole service on a laptop, and what administrators do at a terminal.

pub mod commands;
mod functions;
pub mod serve;

pub use functions::{functions, routes};
