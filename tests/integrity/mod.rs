//! What holds whatever happens: races, faults, secrets, and what requests cost.

mod ceilings;
