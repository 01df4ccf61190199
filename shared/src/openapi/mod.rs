//! OpenAPI 3.1, from the routes: what each operation takes and answers is said beside its route, and the refusals by
//! its dialect. One document has all functions' routes; the tests hold every answer that they see against it.

mod document;
pub mod fields;
mod operation;
pub mod schema;

pub use document::{CSRF_COOKIE, DIALECTS, document};
pub use operation::{
    Answer, Circumstances, DRF_BODIES, Describe, Operation, Refusals, SIGN_UP, detail, field_errors,
    plain_refusals, too_many, unavailable, with_all_bodies,
};
