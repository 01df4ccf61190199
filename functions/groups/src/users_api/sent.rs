//! What a body says of a group.

use shared::dialects::users_api::{Error, Fields, MISSING, Resource};
use shared::domain::{FieldFault, Group};

/// The name that was sent; none for null.
///
/// # Errors
/// 400 when none was sent, or it is not one.
pub(super) fn name(fields: &Fields) -> Result<Option<String>, Error> {
    match fields.get("name") {
        None => Err(wrong(MISSING.to_owned())),
        Some(_) => fields.name("name", Group::MAX_NAME).transpose().map_err(wrong),
    }
}

/// The name of a new group.
///
/// # Errors
/// As [`name`], and for null.
pub(super) fn new_name(fields: &Fields) -> Result<String, Error> {
    name(fields)?.ok_or_else(|| wrong(FieldFault::Blank.to_string()))
}

fn wrong(why: String) -> Error {
    Error::Invalid(Group::NAME, vec![("name".into(), why)])
}
