//! `latchkey serve`: everything AWS supplies in production, in one process on a laptop.
//!
//! The engine is DynamoDB, the SES door takes the mail, the event sources call `mailer` and `janitor` as Lambda
//! would, and the inbox shows what was sent. The service itself does not know that it runs here: it talks to all
//! of them through the AWS SDK.

pub mod aws;
pub mod data;
mod delivery;
mod door;
mod dynamodb_door;
pub mod engine;
pub mod event_sources;
pub mod function;
mod in_process;
pub mod inbox;
pub mod position;
mod run;
pub mod ses_door;
pub mod table;

pub use run::{Options, event_sources as wiring, run};
