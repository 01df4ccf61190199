//! Fields with a list of values.

use super::{FieldFault, FieldValue};
use crate::json::Json;

/// One value of a field that has a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Text or a whole number.
    pub value: FieldValue,
    /// What people call it.
    pub label: String,
}

/// The choice whose value reads, in Python's `str`, as what was sent.
pub(super) fn read(choices: &[Choice], sent: &Json) -> Result<FieldValue, FieldFault> {
    let text = sent.python_str();
    let chosen = choices.iter().find(|choice| choice.value.text() == text);
    chosen.map(|choice| choice.value.clone()).ok_or(FieldFault::Choice(text))
}
