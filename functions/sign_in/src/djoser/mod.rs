//! djoser's endpoints for signing in (docs/contracts/djoser.md §2.5, §3).

mod jwt_create;
mod token_login;

pub(crate) use jwt_create::jwt_create;
pub(crate) use token_login::token_login;
