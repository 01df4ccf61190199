//! The API's document, and a page to read and try it.

mod openapi;
mod page;

pub(crate) use openapi::openapi;
pub(crate) use page::page;
