//! `/auth/users/` and what is below it.

mod activation;
mod by_name;
mod id;
mod list;
mod me;
mod register;
mod resend_activation;
mod reset_password;
mod reset_username;
mod set_password;
mod set_username;
