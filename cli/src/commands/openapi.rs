//! `latchkey openapi`: the API's document, of everything that can be served.

use crate::functions::routes;
use clap::{Args, ValueEnum};
use serde_json::Value;
use shared::http::document;
use shared::openapi::with_all_bodies;
use std::io::{ErrorKind, Write, stdout};

/// How much of it.
#[derive(Args)]
pub struct Options {
    /// The types of body to list: json, which generated clients need; or all, with forms and multipart
    #[arg(long, value_name = "TYPES", default_value = "json")]
    bodies: Bodies,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bodies {
    Json,
    All,
}

/// Writes the document to the terminal, a file or whoever reads on.
pub(super) fn print(options: &Options) -> Result<(), String> {
    let mut document = document(&routes());
    if options.bodies == Bodies::All {
        with_all_bodies(&mut document);
    }
    match stdout().write_all(text(&document).as_bytes()) {
        // Whoever reads on may have read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("cannot print: {error}")),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The document as text: what `infra/openapi.json` has, and `GET /openapi.json` begins with.
pub fn openapi() -> String {
    text(&document(&routes()))
}

fn text(document: &Value) -> String {
    format!("{document:#}\n")
}
