//! What a body says of a group.

use shared::dialects::drf::Text;
use shared::dialects::users_api::{Error, Fields};
use shared::domain::Group;

/// The name that was sent; none for null.
///
/// # Errors
/// 400 when none was sent, or it is not one.
pub(super) fn name(fields: &Fields) -> Result<Option<String>, Error> {
    let wrong = |why: String| Error::Invalid("groups", vec![("name".into(), why)]);
    if fields.get("name").is_none() {
        return Err(wrong("Required field missing.".to_owned()));
    }
    let Some(sent) = fields.text("name") else { return Ok(None) };
    let sent = sent.map_err(|why| wrong(why.to_owned()))?;
    let faults = match sent.trim().is_empty() {
        true => vec!["This field may not be blank.".to_owned()],
        false => Text::new().max(Group::MAX_NAME).faults(&sent, None),
    };
    if faults.is_empty() { Ok(Some(sent)) } else { Err(wrong(faults.join(" "))) }
}

/// The name of a new group.
///
/// # Errors
/// As [`name`], and for null.
pub(super) fn new_name(fields: &Fields) -> Result<String, Error> {
    let blank = || Error::Invalid("groups", vec![("name".into(), "This field may not be blank.".to_owned())]);
    name(fields)?.ok_or_else(blank)
}
