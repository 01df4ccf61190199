//! Browser sessions, `/auth/session/`, and their cookies as a credential everywhere (design §5).

mod cookies;
mod csrf;
mod foreign;
mod login;
mod logout;
