//! What can be wrong with a value.

use std::fmt;

/// Why a value cannot be a field's. Its `Display` is the sentence that Django and DRF have for it, which every dialect uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// Nothing was said.
    Required,
    /// Null.
    Null,
    /// Nothing but blanks.
    Blank,
    /// Something else where text is expected.
    NotText,
    /// More than so many characters.
    TooLong(usize),
    /// U+0000.
    NullCharacters,
    /// Half of a surrogate pair.
    Surrogate(u16),
    /// Not an address of the web.
    Url,
    /// Not a slug.
    Slug,
    /// Not a whole number.
    Integer,
    /// Not a number.
    Number,
    /// A number of more than a thousand characters.
    HugeNumber,
    /// More digits in all.
    Digits(u32),
    /// More digits behind the point.
    Places(u32),
    /// More digits before the point.
    WholeDigits(u32),
    /// Above this limit.
    Above(String),
    /// Below this limit.
    Below(String),
    /// Neither yes nor no.
    Boolean,
    /// Not a day.
    Date,
    /// Not a moment.
    DateTime,
    /// A moment beyond the years 1 to 9999.
    OutOfRange,
    /// Not a UUID.
    Uuid,
    /// None of the choices; as Python prints it.
    Choice(String),
    /// Not JSON.
    Json,
    /// Somebody else's; what the field is called.
    Taken(String),
    /// All values together take too much room.
    TooMuch,
}

impl fmt::Display for FieldFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("This field is required."),
            Self::Null => f.write_str("This field may not be null."),
            Self::Blank => f.write_str("This field may not be blank."),
            Self::NotText => f.write_str("Not a valid string."),
            Self::TooLong(most) => write!(f, "Ensure this field has no more than {most} characters."),
            Self::NullCharacters => f.write_str("Null characters are not allowed."),
            Self::Surrogate(unit) => write!(f, "Surrogate characters are not allowed: U+{unit:X}."),
            Self::Url => f.write_str("Enter a valid URL."),
            Self::Slug => {
                f.write_str("Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens.")
            }
            Self::Integer => f.write_str("A valid integer is required."),
            Self::Number => f.write_str("A valid number is required."),
            Self::HugeNumber => f.write_str("String value too large."),
            Self::Digits(most) => {
                write!(f, "Ensure that there are no more than {most} digits in total.")
            }
            Self::Places(most) => write!(f, "Ensure that there are no more than {most} decimal places."),
            Self::WholeDigits(most) => {
                write!(f, "Ensure that there are no more than {most} digits before the decimal point.")
            }
            Self::Above(limit) => write!(f, "Ensure this value is less than or equal to {limit}."),
            Self::Below(limit) => write!(f, "Ensure this value is greater than or equal to {limit}."),
            Self::Boolean => f.write_str("Must be a valid boolean."),
            Self::Date => f.write_str("Date has wrong format. Use one of these formats instead: YYYY-MM-DD."),
            Self::DateTime => f.write_str(
                "Datetime has wrong format. Use one of these formats instead: \
                 YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
            ),
            Self::OutOfRange => f.write_str("Datetime value out of range."),
            Self::Uuid => f.write_str("Must be a valid UUID."),
            Self::Choice(sent) => write!(f, "\"{sent}\" is not a valid choice."),
            Self::Json => f.write_str("Value must be valid JSON."),
            Self::Taken(label) => write!(f, "user with this {label} already exists."),
            Self::TooMuch => {
                write!(f, "All fields of a user together take at most {} bytes.", super::Shape::MOST_BYTES)
            }
        }
    }
}
