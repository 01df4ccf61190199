//! The wire formats: what two functions of one dialect share. The handlers are the functions' own.

pub mod cursor;
pub mod djoser;
pub mod drf;
pub mod html;
pub mod native;
pub mod own_data;
pub mod session;
pub mod users_api;
pub mod wiki;
