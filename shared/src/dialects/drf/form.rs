//! Serializer fields: reading them, and collecting everything that is wrong with them, in their order
//! (docs/contracts/djoser.md §1.6).

use super::body::Data;
use super::{Error, Keys, text};
use crate::config::{Config, UserIdField};
use crate::domain::password::{MAX_CHARS as PASSWORD_CHARS, Password};
use crate::domain::{
    Email, FieldFault, FieldKind, FieldValue, FieldValues, Reader, Shape, UserField, Username, read_boolean,
};
use crate::error::{Field, Reason, Refusal};
use crate::json::{Json, loads, strip};
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use std::fmt::Display;
use std::sync::Arc;

/// The fields of one body. Read all of them, then [`Form::check`].
pub struct Form<'a> {
    data: &'a Data,
    errors: Vec<(&'a str, Vec<String>)>,
    /// Whether Django's database would refuse what its serializer takes.
    is_impossible: bool,
}

/// How much of a user a body says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// All of a new one (POST).
    New,
    /// All of one who is there (PUT).
    Whole,
    /// Some of it (PATCH).
    Part,
}

impl Said {
    /// What a change by this method says.
    pub fn by(method: &Method) -> Self {
        if *method == Method::PUT { Self::Whole } else { Self::Part }
    }
}

/// What a text field takes.
#[derive(Clone, Copy, Default)]
pub struct Text {
    max: Option<usize>,
    blank: bool,
    as_typed: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Plain,
    /// A user name that somebody is to have.
    Username {
        /// Whether names stand in djoser's paths.
        stands_in_paths: bool,
    },
    /// An address that somebody is to have.
    Email,
    /// An address that is only looked up.
    AnyEmail,
}

impl Text {
    /// Any text that is not blank.
    pub fn new() -> Self {
        Self::default()
    }

    /// Django's `username`, for somebody to have.
    pub fn username(config: &Config) -> Self {
        let stands_in_paths = config.user_id_field == UserIdField::Username;
        Self {
            max: Some(Username::MAX_CHARS),
            blank: false,
            as_typed: false,
            kind: Kind::Username { stands_in_paths },
        }
    }

    /// Django's `email`, for somebody to have.
    pub fn email() -> Self {
        Self { max: Some(Email::MAX_CHARS), blank: false, as_typed: false, kind: Kind::Email }
    }

    /// An address that is only looked up, as long as it may be.
    pub fn any_email() -> Self {
        Self { max: None, blank: false, as_typed: false, kind: Kind::AnyEmail }
    }

    /// At most so many characters.
    #[must_use]
    pub fn max(self, chars: usize) -> Self {
        Self { max: Some(chars), ..self }
    }

    /// May be blank.
    #[must_use]
    pub fn blank(self) -> Self {
        Self { blank: true, ..self }
    }

    /// With the blanks around it; they do not count all the same.
    #[must_use]
    pub fn as_typed(self) -> Self {
        Self { as_typed: true, ..self }
    }

    /// What is wrong with a text, in the order of DRF's validators.
    pub fn faults(self, text: &str, surrogate: Option<u16>) -> Vec<String> {
        let mut faults = Vec::new();
        if let Kind::Username { stands_in_paths } = self.kind {
            if !Username::has_valid_characters(text) {
                faults.push(
                    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."
                        .to_owned(),
                );
            }
            if Username::is_reserved(text, stands_in_paths) {
                faults.push(super::text(&Field::Username, &Reason::Taken));
            }
        }
        let fits = |max| match self.kind {
            Kind::Username { .. } => Username::fits(text),
            Kind::Plain | Kind::Email | Kind::AnyEmail => text.chars().nth(max).is_none(),
        };
        if let Some(max) = self.max.filter(|max| !fits(*max)) {
            faults.push(FieldFault::TooLong(max).to_string());
        }
        if text.contains('\0') {
            faults.push(FieldFault::NullCharacters.to_string());
        }
        if let Some(surrogate) = surrogate {
            faults.push(FieldFault::Surrogate(surrogate).to_string());
        }
        // Django's pattern for domains takes a surrogate for a letter.
        let readable = surrogate.is_none() || !text.contains('@');
        let is_address = match self.kind {
            Kind::Plain | Kind::Username { .. } => true,
            Kind::Email => is_email(text) && Email::is_plain(text),
            Kind::AnyEmail => is_email(text),
        };
        if readable && !is_address {
            faults.push(INVALID_EMAIL.to_owned());
        }
        faults
    }
}

/// Whether a text is an address, or would be one if it were not too long, which has a message of its own.
fn is_email(text: &str) -> bool {
    match text.chars().count() > Email::MAX_CHARS {
        true => Email::has_valid_syntax(text),
        false => Email::parse(text).is_some(),
    }
}

const INVALID_EMAIL: &str = "Enter a valid email address.";

/// What djoser says when the database refuses what was in order.
pub fn cannot_create() -> Error {
    Error::body(StatusCode::BAD_REQUEST, json!(["Unable to create account."]))
}

/// What was sent for a field.
enum Sent<'a> {
    Nothing,
    Null,
    Value(&'a Json),
}

impl<'a> Form<'a> {
    /// The fields of this body.
    ///
    /// # Errors
    /// 400 when it has none: a list, a string, a number or null.
    pub fn new(data: &'a Data) -> Result<Self, Error> {
        match data.python_type_name() {
            "dict" => Ok(Self { data, errors: Vec::new(), is_impossible: false }),
            "NoneType" => Err(Error::non_field("No data provided")),
            other => Err(Error::non_field(&format!("Invalid data. Expected a dictionary, but got {other}."))),
        }
    }

    /// A text that must be sent; empty when something is wrong with it.
    pub fn required(&mut self, name: &'a str, text: Text) -> String {
        self.errors.push((name, Vec::new()));
        match self.sent(name, true, text.blank) {
            Sent::Nothing => self.fail(name, FieldFault::Required),
            Sent::Null => self.fail(name, FieldFault::Null),
            Sent::Value(value) => return self.read(name, value, text).unwrap_or_default(),
        }
        String::new()
    }

    /// A text that may be left out.
    pub fn optional(&mut self, name: &'a str, text: Text) -> Option<String> {
        self.errors.push((name, Vec::new()));
        match self.sent(name, false, text.blank) {
            Sent::Nothing => None,
            Sent::Null => {
                self.fail(name, FieldFault::Null);
                None
            }
            Sent::Value(value) => self.read(name, value, text),
        }
    }

    /// A field of a user; none when nothing is said of it, which leaves it as it is
    /// (docs/contracts/custom-fields.md §3).
    pub fn field(&mut self, field: &'a UserField, said: Said) -> Option<FieldValue> {
        self.errors.push((&field.name, Vec::new()));
        match self.said(field, said) {
            Ok(value) => value,
            Err(faults) => {
                faults.iter().for_each(|fault| self.fail(&field.name, fault));
                None
            }
        }
    }

    fn said(&mut self, field: &UserField, said: Said) -> Result<Option<FieldValue>, Vec<FieldFault>> {
        let is_boolean = field.kind == FieldKind::Boolean;
        let is_json = field.kind == FieldKind::Json;
        match (self.data.get(&field.name), self.data.is_form()) {
            // A form cannot say no: it leaves the box out.
            (None, true) if is_boolean && said != Said::Part => match field.null {
                true => Ok(Some(FieldValue::Null)),
                false => Ok(Some(FieldValue::Boolean(false))),
            },
            (None, _) if field.required && said != Said::Part => Err(vec![FieldFault::Required]),
            (None, _) => Ok(None),
            (Some(Json::Str(text)), true) if is_json => match loads(text.as_str().as_bytes()) {
                Ok(Json::Null) if !field.null && said == Said::New => {
                    self.is_impossible = true;
                    Ok(None)
                }
                Ok(value) => field.read(&value).map(Some),
                Err(_) => Err(vec![FieldFault::Json]),
            },
            (Some(_), true) if is_json => Err(vec![FieldFault::Json]),
            (Some(Json::Str(text)), true) if text.is("") => match field.is_text_like() && field.blank {
                true => Ok(Some(FieldValue::Text(String::new()))),
                false if field.null => Ok(Some(FieldValue::Null)),
                false if !field.required => Ok(None),
                false => field.read(&Json::Str(text.clone())).map(Some),
            },
            (Some(value), _) => field.read(value).map(Some),
        }
    }

    /// These fields, as far as the reader writes them; what they do not write is ignored, whatever it is.
    pub fn fields(
        &mut self,
        fields: impl IntoIterator<Item = &'a Arc<UserField>>,
        reader: Reader,
        said: Said,
    ) -> FieldValues {
        let written = fields.into_iter().filter(|field| field.is_written_by(reader));
        written.filter_map(|field| Some((field.name.clone(), self.field(field, said)?))).collect()
    }

    /// Insists that this is enough to say of a new user.
    pub fn must_suffice(&mut self, shape: &Shape, said: &FieldValues) {
        self.is_impossible |= shape.impossible(said).is_some();
    }

    /// A text that must be sent, to be used as it was sent, blanks around it included.
    pub fn verbatim(&mut self, name: &'a str) -> String {
        self.required(name, Text::new());
        self.sent_text(name)
    }

    /// A text as it was sent, of which nothing is required; empty when there is none.
    pub fn sent_text(&self, name: &str) -> String {
        let text = self.data.get(name).and_then(|value| value.text());
        text.map(|text| text.as_str().to_owned()).unwrap_or_default()
    }

    /// A user name that must be sent, for somebody to have.
    pub fn username(&mut self, name: &'a str, config: &Config) -> Option<Username> {
        Username::new(&self.required(name, Text::username(config)))
    }

    /// An address that must be sent, for somebody to have.
    pub fn email(&mut self, name: &'a str) -> Option<Email> {
        Email::new(&self.required(name, Text::email()))
    }

    /// An address that must be sent, and is only looked up.
    pub fn known_email(&mut self, name: &'a str) -> Option<Email> {
        Email::parse(&self.required(name, Text { max: Some(Email::MAX_CHARS), ..Text::any_email() }))
    }

    /// An address that may be left out, or be blank for none; for somebody to have.
    pub fn optional_email(&mut self, name: &'a str) -> Option<Option<Email>> {
        self.optional(name, Text::email().blank()).map(|text| Email::new(&text))
    }

    /// A password that must be sent; blanks around it do not count.
    pub fn password(&mut self, name: &'a str) -> Password {
        Password::new(&self.required(name, Text::new().as_typed().max(PASSWORD_CHARS)))
    }

    /// DRF's BooleanField, which may be left out.
    pub fn boolean(&mut self, name: &'a str) -> Option<bool> {
        self.errors.push((name, Vec::new()));
        let value = match self.sent(name, true, false) {
            Sent::Nothing => return None,
            Sent::Null => {
                self.fail(name, FieldFault::Null);
                return None;
            }
            Sent::Value(value) => value,
        };
        match read_boolean(value, false) {
            Ok(FieldValue::Boolean(truth)) => Some(truth),
            Ok(_) | Err(_) => {
                self.fail(name, FieldFault::Boolean);
                None
            }
        }
    }

    fn sent(&self, name: &str, required: bool, blank: bool) -> Sent<'a> {
        match self.data.get(name) {
            None => Sent::Nothing,
            Some(Json::Null) => Sent::Null,
            // A form cannot leave a field out of what it shows: its empty field counts as left out.
            Some(Json::Str(text)) if self.data.is_form() && text.is("") && !required && !blank => {
                Sent::Nothing
            }
            Some(value) => Sent::Value(value),
        }
    }

    fn read(&mut self, name: &'a str, value: &Json, text: Text) -> Option<String> {
        let Some(sent) = value.text() else {
            let is_email = matches!(text.kind, Kind::Email | Kind::AnyEmail);
            let fault = if is_email { INVALID_EMAIL.to_owned() } else { FieldFault::NotText.to_string() };
            self.fail(name, fault);
            return None;
        };
        let stripped = strip(sent.as_str());
        if stripped.is_empty() {
            if !text.blank {
                self.fail(name, FieldFault::Blank);
                return None;
            }
            return Some(String::new());
        }
        let faults = text.faults(stripped, sent.surrogate());
        let good = faults.is_empty();
        faults.iter().for_each(|fault| self.fail(name, fault));
        good.then(|| if text.as_typed { sent.as_str() } else { stripped }.to_owned())
    }

    /// Notes something that is wrong with a field that was read.
    pub fn fail(&mut self, name: &str, fault: impl Display) {
        if let Some((_, texts)) = self.errors.iter_mut().find(|(field, _)| *field == name) {
            texts.push(fault.to_string());
        }
    }

    /// A refusal of the core; what it says of fields is said in their order.
    pub fn refusal(mut self, refusal: Refusal, keys: Keys) -> Error {
        let is_here = |field: &Field| self.errors.iter().any(|(name, _)| *name == keys.of(field));
        match refusal {
            Refusal::Invalid(reasons)
                if reasons.iter().all(|(field, reason)| *reason != Reason::Mismatch && is_here(field)) =>
            {
                self.refused(reasons, keys);
                self.check().err().unwrap_or_else(Error::empty)
            }
            refusal => Error::keyed(refusal, keys),
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_good(&self) -> bool {
        self.errors.iter().all(|(_, texts)| texts.is_empty())
    }

    /// Notes what the core refuses, in the fields' own places.
    pub fn refused(&mut self, reasons: Vec<(Field, Reason)>, keys: Keys) {
        for (field, reason) in reasons {
            self.fail(&keys.of(&field), text(&field, &reason));
        }
    }

    /// Insists that nothing is wrong.
    ///
    /// # Errors
    /// 400 with everything that is.
    pub fn check(&self) -> Result<(), Error> {
        if self.is_good() {
            return if self.is_impossible { Err(cannot_create()) } else { Ok(()) };
        }
        let wrong = self.errors.iter().filter(|(_, texts)| !texts.is_empty());
        let fields: Map<_, Value> = wrong.map(|(name, texts)| ((*name).to_owned(), json!(texts))).collect();
        Err(Error::body(StatusCode::BAD_REQUEST, Value::Object(fields)))
    }

    /// The value that was read, if nothing is wrong with it or with any other field.
    ///
    /// # Errors
    /// 400 with everything that is.
    pub fn checked<T>(self, value: Option<T>) -> Result<T, Error> {
        self.check()?;
        value.ok_or_else(Error::empty)
    }
}
