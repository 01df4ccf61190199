//! What the dialects of Django REST framework's family share: fields, texts and the order of checks.

pub mod body;
mod error;
mod extract;
pub mod field;
mod form;
mod guard;
mod negotiation;
mod refusals;
pub mod users;

pub use error::{Error, Keys, full, text, too_far};
pub use extract::{Body, Unread};
pub use form::{Form, Said, Text, cannot_create};
pub use guard::{Answer, guard};
pub use refusals::{before_the_body, refusals, too_large};
