//! What an account is, without HTTP, without DynamoDB and without a clock.

mod email;
mod group;
mod id;
mod locale;
mod mailbox;
mod origin;
pub mod password;
mod permission;
mod shape;
mod timestamp;
mod undo;
mod user;
mod username;

pub use email::Email;
pub use group::{Group, GroupId, MOST, Permissions, Rights};
pub use id::parse_id;
pub use locale::Locale;
pub use mailbox::Mailbox;
pub use origin::{Marks, Origin};
pub use permission::{ContentType, ContentTypeId, Model, Permission, PermissionId, Right, Verb, ordinary};
pub use shape::{
    Access, Choice, FieldFault, FieldKind, FieldValue, Limit, Reader, Sameness, Shape, UserField,
    read_boolean,
};
pub use timestamp::Timestamp;
pub use undo::{UNDO_FOR, Undo};
pub use user::{FieldValues, PasswordHash, PendingEmail, Profile, User, UserId};
pub use username::Username;
