//! The words in which an operation is described, for the API's document (`http::document`).

pub mod fields;
mod operation;
pub mod schema;

pub use operation::{
    Answer, Circumstances, DRF_BODIES, Describe, Operation, Refusals, SIGN_UP, detail, field_errors,
    plain_refusals, too_many, unavailable, with_all_bodies,
};

/// Under this key an operation says which dialects serve it, and under which settings: a running service leaves out
/// what is switched off.
pub const DIALECTS: &str = "x-latchkey-dialects";

/// Under this key the scheme of the CSRF token says which cookie holds it.
pub const CSRF_COOKIE: &str = "x-latchkey-cookie";
