//! Groups as the native API has them: Django's model permissions decide.

mod create;
mod delete;
pub(crate) mod of_user;
pub(crate) mod operations;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use update::update;
