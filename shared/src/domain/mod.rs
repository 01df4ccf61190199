//! What an account is, without HTTP, without DynamoDB and without a clock.

mod email;
pub mod password;
mod timestamp;
mod user;
mod username;

pub use email::Email;
pub use timestamp::Timestamp;
pub use user::{PasswordHash, User, UserId};
pub use username::Username;
