//! The declaration of fields, read from a setting, with every mistake and its place (docs/contracts/custom-fields.md §1).

use super::{Access, Choice, FieldKind, FieldValue, Limit, Sameness, Shape, UserField, camel_case, stock};
use crate::json::{Json, loads};

/// The fields that a text declares.
///
/// # Errors
/// Every mistake, with its place.
pub(super) fn declare(text: &str) -> Result<Vec<UserField>, Vec<String>> {
    if text.len() > Shape::LONGEST {
        return Err(vec![format!("{} bytes; at most {} fit", text.len(), Shape::LONGEST)]);
    }
    let entries = match loads(text.as_bytes()) {
        Ok(Json::Array(entries)) => entries,
        Ok(other) => {
            return Err(vec![format!("a JSON array is wanted, and not {}", other.python_type_name())]);
        }
        Err(why) => return Err(vec![format!("no JSON: {why}")]),
    };
    if entries.len() > Shape::MOST {
        return Err(vec![format!("{} entries; at most {} fit", entries.len(), Shape::MOST)]);
    }
    let mut fields: Vec<UserField> = Vec::new();
    let mut mistakes = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut entry = Entry { at, json: entry, mistakes: &mut mistakes };
        let Some(field) = entry.field() else { continue };
        if fields.iter().any(|known| camel_case(&known.name) == camel_case(&field.name)) {
            entry.mistake("the name is an earlier entry's, or becomes one in django-users-api's camelCase");
        }
        fields.push(field);
    }
    if mistakes.is_empty() { Ok(fields) } else { Err(mistakes) }
}

/// Names that a user has already, or that bodies and answers have for something else.
const RESERVED: [&str; 32] = [
    "claims",
    "code",
    "current_password",
    "date_joined",
    "detail",
    "device",
    "email",
    "error",
    "groups",
    "id",
    "is_active",
    "is_staff",
    "is_superuser",
    "last_login",
    "new_email",
    "new_password",
    "new_username",
    "non_field_errors",
    "password",
    "pending_email",
    "permissions",
    "pk",
    "re_new_email",
    "re_new_password",
    "re_new_username",
    "re_password",
    "resource_uri",
    "token",
    "uid",
    "user",
    "user_permissions",
    "username",
];

/// Every key of an entry, and the types that have it; none for all.
const KEYS: [(&str, &[&str]); 18] = [
    ("name", &[]),
    ("type", &[]),
    ("label", &[]),
    ("help_text", &[]),
    ("max_length", &["char", "text", "url", "slug"]),
    ("min_value", &["integer", "decimal"]),
    ("max_value", &["integer", "decimal"]),
    ("max_digits", &["decimal"]),
    ("decimal_places", &["decimal"]),
    ("choices", &["choice"]),
    ("null", &[]),
    ("blank", &[]),
    ("default", &[]),
    ("required", &[]),
    ("unique", &["char", "text", "url", "slug", "integer", "decimal", "date", "datetime", "uuid", "choice"]),
    ("ignore_case", &["char", "text", "url", "slug"]),
    ("read_only", &[]),
    ("private", &[]),
];

const TYPES: &str = "char, text, url, slug, integer, decimal, boolean, date, datetime, uuid, choice or json";

/// One entry, at its place.
struct Entry<'a> {
    at: usize,
    json: &'a Json,
    mistakes: &'a mut Vec<String>,
}

impl<'a> Entry<'a> {
    fn mistake(&mut self, what: &str) {
        let name = match self.json.get("name") {
            Some(Json::Str(name)) => format!(" (\"{}\")", name.as_str()),
            _ => String::new(),
        };
        self.mistakes.push(format!("entry {}{name}: {what}", self.at + 1));
    }

    fn field(&mut self) -> Option<UserField> {
        let Json::Object(members) = self.json else {
            self.mistake("an object is wanted");
            return None;
        };
        let kind_name = self.text("type").unwrap_or_default();
        for (key, _) in members {
            match KEYS.iter().find(|(known, _)| key.is(known)) {
                None => self.mistake(&format!("there is no key \"{}\"", key.as_str())),
                Some((_, types)) if !types.is_empty() && !types.contains(&kind_name) => {
                    self.mistake(&format!("\"{}\" does not go with type \"{kind_name}\"", key.as_str()));
                }
                Some(_) => {}
            }
        }
        let (name, kind) = (self.name(), self.kind(kind_name));
        let (null, blank) = (self.truth("null"), self.truth("blank"));
        let mut field = UserField { null, blank, ..UserField::new(name?, kind?) };
        if let Some(label) = self.text("label") {
            field.label = label.to_owned();
        }
        field.help_text = self.text("help_text").unwrap_or_default().to_owned();
        field.unique = self.truth("unique").then_some(Sameness::Exact);
        if self.truth("ignore_case") {
            if field.unique.is_none() {
                self.mistake("\"ignore_case\" wants \"unique\"");
            }
            field.unique = field.unique.map(|_| Sameness::IgnoringCase);
        }
        field.access = match (self.truth("private"), self.truth("read_only")) {
            (true, _) => Access::Private,
            (false, true) => Access::ReadOnly,
            (false, false) => Access::Owner,
        };
        field.default = self.default(&field);
        let is_optional = null || blank || self.json.get("default").is_some();
        field.required = match self.json.get("required") {
            Some(_) => self.truth("required"),
            None => !is_optional,
        };
        if field.access != Access::Owner && field.default.is_none() && field.unsaid().is_none() {
            self.mistake("who registers cannot say it: a \"default\" is wanted, or \"null\"");
        }
        Some(field)
    }

    fn name(&mut self) -> Option<&'a str> {
        let name = self.text("name");
        let Some(name) = name else {
            self.mistake("\"name\" is wanted, a text");
            return None;
        };
        let of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic());
        if !begins || !name.chars().all(of_name) || name.len() > 60 {
            self.mistake("a name begins with a letter, and has up to 60 ASCII letters, digits and _");
        } else if name.ends_with('_') || name.contains("__") {
            self.mistake("a name does not end in _ and has no __ in it, as in Django");
        }
        let is_taken = |known: &str| camel_case(known) == camel_case(name);
        if RESERVED.iter().any(|known| is_taken(known)) || stock().iter().any(|field| is_taken(&field.name)) {
            self.mistake("every user has something of this name");
        }
        Some(name)
    }

    fn kind(&mut self, name: &str) -> Option<FieldKind> {
        Some(match name {
            "char" => FieldKind::Char(self.wanted_length("max_length")?),
            "text" => FieldKind::Text(self.length("max_length")),
            "url" => FieldKind::Url(self.length("max_length").unwrap_or(200)),
            "slug" => FieldKind::Slug(self.length("max_length").unwrap_or(50)),
            "integer" => {
                let min = self.integer("min_value").unwrap_or(i32::MIN.into());
                let max = self.integer("max_value").unwrap_or(i32::MAX.into());
                if min > max {
                    self.mistake("\"min_value\" is above \"max_value\"");
                }
                FieldKind::Integer { min, max }
            }
            "decimal" => {
                let (digits, places) = (self.wanted_length("max_digits"), self.places());
                let (digits, places) = (u32::try_from(digits?).ok()?, places?);
                if places > digits {
                    self.mistake("\"decimal_places\" is above \"max_digits\"");
                    return None;
                }
                FieldKind::Decimal {
                    digits,
                    places,
                    min: self.limit("min_value"),
                    max: self.limit("max_value"),
                }
            }
            "boolean" => FieldKind::Boolean,
            "date" => FieldKind::Date,
            "datetime" => FieldKind::DateTime,
            "uuid" => FieldKind::Uuid,
            "choice" => FieldKind::Choice(self.choices()?),
            "json" => FieldKind::Json,
            _ => {
                self.mistake(&format!("\"type\" is wanted: {TYPES}"));
                return None;
            }
        })
    }

    fn text(&mut self, key: &str) -> Option<&'a str> {
        match self.json.get(key)? {
            Json::Str(text) => Some(text.as_str()),
            _ => {
                self.mistake(&format!("\"{key}\" is a text"));
                None
            }
        }
    }

    fn truth(&mut self, key: &str) -> bool {
        match self.json.get(key) {
            None => false,
            Some(Json::Bool(truth)) => *truth,
            Some(_) => {
                self.mistake(&format!("\"{key}\" is true or false"));
                false
            }
        }
    }

    fn integer(&mut self, key: &str) -> Option<i64> {
        let number = match self.json.get(key)? {
            Json::Int(digits) => digits.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.mistake(&format!("\"{key}\" is a whole number of 64 bits"));
        }
        number
    }

    fn length(&mut self, key: &str) -> Option<usize> {
        self.json.get(key)?;
        let length = match self.json.get(key) {
            Some(Json::Int(digits)) => digits.parse().ok().filter(|length| (1..=10_000).contains(length)),
            _ => None,
        };
        if length.is_none() {
            self.mistake(&format!("\"{key}\" is a whole number from 1 to 10000"));
        }
        length
    }

    fn wanted_length(&mut self, key: &str) -> Option<usize> {
        if self.json.get(key).is_none() {
            self.mistake(&format!("\"{key}\" has to be given"));
        }
        self.length(key)
    }

    fn places(&mut self) -> Option<u32> {
        let places = match self.json.get("decimal_places") {
            Some(Json::Int(digits)) => digits.parse().ok(),
            _ => None,
        };
        if places.is_none() {
            self.mistake("\"decimal_places\" has to be given, a whole number from 0");
        }
        places
    }

    fn limit(&mut self, key: &str) -> Option<Limit> {
        let sent = self.json.get(key)?;
        let limit = sent.text().and_then(|written| Limit::new(written.as_str()));
        if limit.is_none() {
            self.mistake(&format!("\"{key}\" is a number, or a text that is one"));
        }
        limit
    }

    fn choices(&mut self) -> Option<Vec<Choice>> {
        let choice = |pair: &Json| {
            let Json::Array(pair) = pair else { return None };
            let [value, Json::Str(label)] = pair.as_slice() else { return None };
            let value = match value {
                Json::Str(text) if text.surrogate().is_none() => FieldValue::Text(text.as_str().to_owned()),
                Json::Int(digits) => FieldValue::Integer(digits.parse().ok()?),
                _ => return None,
            };
            Some(Choice { value, label: label.as_str().to_owned() })
        };
        let choices: Option<Vec<_>> = match self.json.get("choices") {
            Some(Json::Array(pairs)) if !pairs.is_empty() => pairs.iter().map(choice).collect(),
            _ => None,
        };
        if choices.is_none() {
            self.mistake(
                "\"choices\" has to be given: [[value, label], …], each value a text or a whole number",
            );
        }
        choices
    }

    /// The default, by the field's own rules.
    fn default(&mut self, field: &UserField) -> Option<FieldValue> {
        match field.read(self.json.get("default")?) {
            Ok(value) => Some(value),
            Err(faults) => {
                let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                self.mistake(&format!("the default: {}", faults.join(" ")));
                None
            }
        }
    }
}
