//! The template that deploys: its routes, its roles, its settings and its wiring are what the code needs.

mod at_work;
mod authorizer;
mod emulator;
mod gateway;
mod policy;
mod settings;
mod template;
mod threats;
mod wiring;

pub(crate) use gateway::route;
pub(crate) use policy::{Access, allows, made};
pub(crate) use template::properties;
