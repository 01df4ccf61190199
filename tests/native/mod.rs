//! The native API (docs/contracts/seeds.md §4).
