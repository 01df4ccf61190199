//! `latchkey openapi`: the API's document, of everything that can be served.

use crate::serve::routes;
use shared::openapi::document;
use std::io::{ErrorKind, Write, stdout};

/// Writes the document to the terminal, a file or whoever reads on.
pub(super) fn print() -> Result<(), String> {
    match stdout().write_all(openapi().as_bytes()) {
        // Whoever reads on may have read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("cannot print: {error}")),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The document as text: what `infra/openapi.json` has, and `GET /openapi.json` begins with.
pub fn openapi() -> String {
    format!("{:#}\n", document(&routes()))
}
