//! What holds whatever happens: races, faults, secrets, and what requests cost.

mod ceilings;
mod claims;
mod equal_work;
mod expiry;
mod farewell;
mod faults;
mod guesses;
mod interrupted;
mod keys;
mod letters;
mod logging;
mod mail;
mod names;
mod own_session;
mod purposes;
pub(crate) mod races;
mod rights;
mod secrets;
mod size;
mod taken;
mod undo;
mod versions;
mod work;
