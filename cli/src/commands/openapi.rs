//! `latchkey openapi`: the API's document, of everything that can be served.

use crate::serve::routes;
use shared::openapi::document;

/// The document as text: what `infra/openapi.json` has, and `GET /openapi.json` begins with.
pub fn openapi() -> String {
    format!("{:#}\n", document(&routes()))
}
