//! Bodies as Tastypie reads them: JSON objects, whose keys may be in camel or snake case.

use super::answer::Error;
use crate::dialects::drf::Text;
use crate::domain::{FieldFault, Timestamp};
use crate::http::BODY_LIMIT;
use crate::json::{self, Json};
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use http::header;

/// What is said of a field that was not sent.
pub const MISSING: &str = "Required field missing.";

/// A body, read before the handler looks at it.
pub struct Body(pub Fields);

/// What was sent, by the names of Django's fields.
pub struct Fields(Vec<(String, Json)>);

impl<S: Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).map(|kind| String::from_utf8_lossy(kind.as_bytes()));
        let kind = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let bytes = to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|_| Error::TooLarge)?;
        match kind.as_deref() {
            None | Some("application/json") => Fields::read(&bytes).map(Self),
            Some(other) => Err(Error::bad(&format!(
                "The format indicated '{other}' had no available deserialization method. Please check your ``formats`` and ``content_types`` on your Serializer."
            ))),
        }
    }
}

/// A body that may be left out, and of which nothing is used: it must only be what it says it is.
pub struct Ignored;

impl<S: Sync> FromRequest<S> for Ignored {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, BODY_LIMIT).await.map_err(|_| Error::TooLarge)?;
        if !bytes.is_empty() {
            Body::from_request(Request::from_parts(parts, bytes.into()), state).await?;
        }
        Ok(Self)
    }
}

impl Fields {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let value = json::loads(bytes).map_err(|why| Error::bad(&format!("JSON parse error - {why}")))?;
        match value {
            Json::Object(members) => {
                Ok(Self(members.into_iter().map(|(name, value)| (snake(name.as_str()), value)).collect()))
            }
            other => Err(Error::bad(&format!(
                "Invalid data. Expected a dictionary, but got {}.",
                other.python_type_name()
            ))),
        }
    }

    /// What was sent for a field; the last, when it was sent in both cases.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// A text field: a number or a truth is printed as Python does; null counts as left out.
    ///
    /// # Errors
    /// What to say of a value that is no text.
    pub fn text(&self, name: &str) -> Option<Result<String, String>> {
        match self.get(name)? {
            Json::Null => None,
            Json::Bool(true) => Some(Ok("True".to_owned())),
            Json::Bool(false) => Some(Ok("False".to_owned())),
            value => Some(match value.text() {
                Some(text) if text.surrogate().is_some() => {
                    Err("Surrogate characters are not allowed.".to_owned())
                }
                Some(text) if text.as_str().contains('\0') => Err(FieldFault::NullCharacters.to_string()),
                Some(text) => Ok(text.as_str().to_owned()),
                None => Err(FieldFault::NotText.to_string()),
            }),
        }
    }

    /// The name of something, of at most so many characters; null counts as left out.
    ///
    /// # Errors
    /// What to say of a value that is none.
    pub fn name(&self, name: &str, most: usize) -> Option<Result<String, String>> {
        Some(self.text(name)?.and_then(|sent| {
            let faults = match sent.trim().is_empty() {
                true => vec![FieldFault::Blank.to_string()],
                false => Text::new().max(most).faults(&sent, None),
            };
            if faults.is_empty() { Ok(sent) } else { Err(faults.join(" ")) }
        }))
    }

    /// A boolean field: a text is what it says, since the text `false` must make nobody a superuser; anything else is
    /// what Python takes it for. Null counts as left out.
    ///
    /// # Errors
    /// What to say of a text that says neither.
    pub fn boolean(&self, name: &str) -> Option<Result<bool, FieldFault>> {
        let text = match self.get(name)? {
            Json::Null => return None,
            Json::Str(text) => text.as_str().to_lowercase(),
            value => return Some(Ok(is_true(value))),
        };
        Some(match text.as_str() {
            "true" | "1" | "yes" => Ok(true),
            "false" | "0" | "no" => Ok(false),
            _ => Err(FieldFault::Boolean),
        })
    }

    /// A moment; null counts as left out.
    ///
    /// # Errors
    /// 400 in Tastypie's words.
    pub fn moment(&self, name: &str) -> Result<Option<Timestamp>, Error> {
        let quote = |what: &str, value: &str| {
            Error::bad(&format!("Datetime provided to '{name}' field {what}: {value}"))
        };
        match self.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::Str(text)) => Timestamp::parse(text.as_str()).map(Some).ok_or_else(|| {
                quote("doesn't appear to be a valid datetime string", &format!("'{}'", text.as_str()))
            }),
            Some(other) => Err(quote("must be a string", &python(other))),
        }
    }
}

/// Python's `bool()`.
pub fn is_true(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Int(digits) => !digits.trim_start_matches(['-', '0']).is_empty(),
        Json::Float(number) => *number != 0.0,
        Json::Str(text) => !text.as_str().is_empty(),
        Json::Array(values) => !values.is_empty(),
        Json::Object(members) => !members.is_empty(),
    }
}

/// A value as Python 2 prints it in a message.
pub fn python(value: &Json) -> String {
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::Str(text) => format!("u'{}'", text.as_str()),
        Json::Array(values) => format!("[{}]", values.iter().map(python).collect::<Vec<_>>().join(", ")),
        Json::Object(members) => {
            let members =
                members.iter().map(|(name, value)| format!("u'{}': {}", name.as_str(), python(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        number => number.text().map(|text| text.as_str().to_owned()).unwrap_or_default(),
    }
}

/// `firstName` as `first_name`; what is in snake case stays.
pub fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len());
    let mut before = ' ';
    for character in name.chars() {
        if character.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            snake.push('_');
            snake.push(character.to_ascii_lowercase());
        } else {
            snake.push(character);
        }
        before = character;
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::{Fields, is_true, python, snake};
    use crate::json::loads;

    #[test]
    fn names_are_taken_in_both_cases_and_in_no_other() {
        assert_eq!(
            ["firstName", "first_name", "isActive"].map(snake),
            ["first_name", "first_name", "is_active"]
        );
        assert_eq!(["FirstName", "USERNAME", "Username"].map(snake), ["First_name", "USERNAME", "Username"]);
    }

    #[test]
    fn truth_is_pythons() {
        let truth = |text: &str| is_true(&loads(text.as_bytes()).unwrap());
        assert!(
            ["true", "1", "-1", "0.5", "\"false\"", "\"0\"", "[0]", "{\"a\": 1}"]
                .map(truth)
                .iter()
                .all(|is| *is)
        );
        assert!(["null", "false", "0", "-0", "0.0", "\"\"", "[]", "{}"].map(truth).iter().all(|is| !is));
    }

    #[test]
    fn fields_are_read_as_python_converts_them() {
        let fields =
            Fields::read(br#"{"name": 5, "other": true, "gone": null, "list": [], "n": "a\u0000"}"#).unwrap();
        assert_eq!(fields.text("name"), Some(Ok("5".to_owned())));
        assert_eq!(fields.text("other"), Some(Ok("True".to_owned())));
        assert_eq!(fields.text("gone"), None);
        let truth =
            |text: &str| Fields::read(format!("{{\"is\": {text}}}").as_bytes()).unwrap().boolean("is");
        assert_eq!(
            ["true", "5", "[0]", "\"Yes\"", "\"1\""].map(|text| truth(text) == Some(Ok(true))),
            [true; 5]
        );
        assert_eq!(
            ["false", "0", "[]", "\"FALSE\"", "\"no\""].map(|text| truth(text) == Some(Ok(false))),
            [true; 5]
        );
        assert!(
            ["\"\"", "\"2\"", "\" true\"", "\"off\""].map(truth).iter().all(|is| matches!(is, Some(Err(_))))
        );
        assert_eq!(truth("null"), None);
        assert!(matches!(fields.text("list"), Some(Err(_))) && matches!(fields.text("n"), Some(Err(_))));
        assert_eq!(python(&loads(br#"["a", {"b": 1.5}, null]"#).unwrap()), "[u'a', {u'b': 1.5}, None]");
    }
}
