//! The djoser dialect (docs/contracts/djoser.md).

mod story;
