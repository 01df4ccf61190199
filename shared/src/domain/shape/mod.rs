//! The shape of a user: the fields that a user has beside the id, the user name, the address, the password and the flags.
//! One list says of each its name, its type and limits, who reads it and who writes it; dialects read, print and describe
//! users by that list, whether a field is Django's own (`first_name`) or one that the deployment declares
//! (`LATCHKEY_USER_FIELDS`, docs/contracts/custom-fields.md).
//!
//! For whoever brings values from elsewhere, as an import does:
//! - [`UserField::read`] takes one value of JSON to what is stored, or says everything that is wrong with it, each in a
//!   sentence ([`FieldFault`] is [`std::fmt::Display`]). [`UserField::unsaid`] is what a new user has of whom nothing is said.
//! - [`super::Profile::fields`] has the values by the fields' names; [`UserField::print`] takes one back to JSON.
//! - [`UserField::claim`] is what must be nobody else's, for a field that is unique. The store's key of it is `Key::Field`,
//!   and `User::held` must name it: by that it is given up.

mod choice;
mod date;
mod decimal;
mod declare;
mod fault;
mod number;
#[cfg(test)]
mod tests;
mod url;
mod value;

pub use choice::Choice;
pub use decimal::Limit;
pub use fault::FieldFault;
pub use value::{FieldValue, read_boolean};

use super::user::FieldValues;
use std::sync::Arc;

/// The fields in their order: Django's own, then the declared ones as declared.
#[derive(Clone, Debug)]
pub struct Shape(Vec<Arc<UserField>>);

/// What is said of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserField {
    /// The key on the wire and in the table.
    pub name: String,
    /// What values it has.
    pub kind: FieldKind,
    /// What people call it, not capitalised: Django's `verbose_name`.
    pub label: String,
    /// A sentence about it; empty for none.
    pub help_text: String,
    /// Whether JSON's null is a value.
    pub null: bool,
    /// Whether the empty text is a value; of types other than text it only makes the field optional.
    pub blank: bool,
    /// Whether a registration, or a PUT, has to say it.
    pub required: bool,
    /// What a new user has of whom nothing is said.
    pub default: Option<FieldValue>,
    /// Whether no two users may have the same value, and which values are the same.
    pub unique: Option<Sameness>,
    /// Who reads and who writes it.
    pub access: Access,
    /// Whether Django's own user has it, so that every dialect's contract knows it.
    pub is_stock: bool,
}

/// The types of fields, with their limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text of at most so many characters.
    Char(usize),
    /// Text, perhaps of at most so many characters.
    Text(Option<usize>),
    /// An address of the web, of at most so many characters.
    Url(usize),
    /// ASCII letters, digits, `-` and `_`, at most so many.
    Slug(usize),
    /// A whole number.
    Integer {
        /// The least.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// A number of a fixed number of decimal places, kept as text.
    Decimal {
        /// How many digits it has at most.
        digits: u32,
        /// How many of them stand behind the point.
        places: u32,
        /// The least.
        min: Option<Limit>,
        /// The largest.
        max: Option<Limit>,
    },
    /// Yes or no.
    Boolean,
    /// A day, kept as `1990-05-17`.
    Date,
    /// A moment to the microsecond, kept as text in UTC.
    DateTime,
    /// A UUID, kept as text in lower case.
    Uuid,
    /// One of these.
    Choice(Vec<Choice>),
    /// Any JSON, kept as its text.
    Json,
}

/// Which values of a unique field are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// Equal ones, as Django compares.
    Exact,
    /// Those that differ in case only, too.
    IgnoringCase,
}

/// Who reads and who writes a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The owner reads and writes it.
    Owner,
    /// The owner reads it, administrators write it.
    ReadOnly,
    /// Administrators alone see it.
    Private,
}

/// In what capacity somebody looks at a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// As that user, or as somebody who is about to be one.
    Owner,
    /// As one who administrates users.
    Administrator,
}

/// Django's own fields alone.
impl Default for Shape {
    fn default() -> Self {
        Self(stock().into_iter().map(Arc::new).collect())
    }
}

impl Shape {
    /// How many fields can be declared.
    pub const MOST: usize = 40;

    /// How long their declaration can be, in bytes.
    pub const LONGEST: usize = 1600;

    /// How much the values of one user may take, in bytes of JSON: everything that asks who somebody is reads them.
    pub const MOST_BYTES: usize = 12 * 1024;

    /// How much these values take of that.
    pub fn size(values: &FieldValues) -> usize {
        values.iter().map(|(name, value)| name.len() + value.size()).sum()
    }

    /// The fields of `LATCHKEY_USER_FIELDS`, behind Django's own.
    ///
    /// # Errors
    /// Every mistake, with its place, to follow the setting's name.
    pub fn declare(text: &str) -> Result<Self, Vec<String>> {
        let declared = declare::declare(text)?;
        Ok(Self(stock().into_iter().chain(declared).map(Arc::new).collect()))
    }

    /// All fields.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<UserField>> {
        self.0.iter()
    }

    /// Django's own.
    pub fn stock(&self) -> impl Iterator<Item = &Arc<UserField>> {
        self.0.iter().filter(|field| field.is_stock)
    }

    /// The others.
    pub fn declared(&self) -> impl Iterator<Item = &Arc<UserField>> {
        self.0.iter().filter(|field| !field.is_stock)
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&Arc<UserField>> {
        self.0.iter().find(|field| field.name == name)
    }

    /// The values of a new user of whom this is said: what is not said is as declared. A value that nobody else may have is
    /// not made of nothing.
    pub fn completed(&self, mut said: FieldValues) -> FieldValues {
        for field in self.declared().filter(|field| !field.required && field.unique.is_none()) {
            if let Some(default) = field.default.as_ref().filter(|_| !said.contains_key(&field.name)) {
                said.insert(field.name.clone(), default.clone());
            }
        }
        said
    }

    /// A field of which something must be said of a new user, though it is not required: a declaration at odds with itself.
    /// Dialects that have the field refuse then.
    pub fn impossible(&self, said: &FieldValues) -> Option<&UserField> {
        let is_unsaid = |field: &UserField| !field.required && !said.contains_key(&field.name);
        self.declared().map(|field| &**field).find(|field| is_unsaid(field) && field.unsaid().is_none())
    }

    /// The fields of which no two users may have the same value.
    pub fn unique(&self) -> impl Iterator<Item = &Arc<UserField>> {
        self.0.iter().filter(|field| field.unique.is_some())
    }
}

/// Django's own fields of the kind (`AbstractUser`). Another one that every deployment is to have stands here, with
/// `is_stock: false`: then it goes the way of declared ones.
fn stock() -> Vec<UserField> {
    let text = |name: &str, most: usize| UserField {
        blank: true,
        required: false,
        is_stock: true,
        ..UserField::new(name, FieldKind::Char(most))
    };
    vec![text("first_name", 150), text("last_name", 150)]
}

/// The key of django-users-api.
fn camel_case(name: &str) -> String {
    let mut camel = String::new();
    let mut is_raised = false;
    for character in name.chars() {
        match character {
            '_' if !camel.is_empty() => is_raised = true,
            _ if is_raised => {
                camel.push(character.to_ascii_uppercase());
                is_raised = false;
            }
            _ => camel.push(character),
        }
    }
    camel
}

impl UserField {
    /// A required field of which nothing else is said.
    fn new(name: &str, kind: FieldKind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            label: name.replace('_', " "),
            help_text: String::new(),
            null: false,
            blank: false,
            required: true,
            default: None,
            unique: None,
            access: Access::Owner,
            is_stock: false,
        }
    }

    /// Whether this reader sees it.
    pub fn is_seen_by(&self, reader: Reader) -> bool {
        reader == Reader::Administrator || self.access != Access::Private
    }

    /// Whether this reader writes it.
    pub fn is_written_by(&self, reader: Reader) -> bool {
        reader == Reader::Administrator || self.access == Access::Owner
    }

    /// Whether this reader has to say it where all of a user is said.
    pub fn is_required_of(&self, reader: Reader) -> bool {
        self.required && self.is_written_by(reader)
    }

    /// Whether the empty text can be a value.
    pub fn is_text_like(&self) -> bool {
        match self.kind {
            FieldKind::Char(_)
            | FieldKind::Text(_)
            | FieldKind::Url(_)
            | FieldKind::Slug(_)
            | FieldKind::Choice(_) => true,
            FieldKind::Integer { .. }
            | FieldKind::Decimal { .. }
            | FieldKind::Boolean
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::Uuid
            | FieldKind::Json => false,
        }
    }

    /// The key of django-users-api: `first_name` is `firstName` there.
    pub fn camel_case(&self) -> String {
        camel_case(&self.name)
    }

    /// The label with its first letter in upper case, as forms show it.
    pub fn title(&self) -> String {
        let mut letters = self.label.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}
