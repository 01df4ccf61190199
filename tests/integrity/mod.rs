//! What holds whatever happens: races, faults, secrets, and what requests cost.

mod ceilings;
mod equal_work;
mod expiry;
mod farewell;
mod faults;
mod guesses;
mod keys;
mod logging;
mod mail;
mod own_session;
mod purposes;
mod races;
mod rights;
mod secrets;
mod undo;
mod versions;
