//! What one operation takes and answers, as its route says it.

use super::schema::{named, texts};
use crate::domain::FieldFault;
use http::StatusCode;
use serde_json::{Map, Value, json};

/// An operation's documentation, built only where the document is made: routes hold the function.
pub type Describe = fn() -> Operation;

const JSON_BODY: &str = "application/json";

/// Under this key a body says in which types it may come beside JSON.
const OTHER_BODIES: &str = "x-latchkey-other-bodies";

/// The three types of body that Django REST framework reads.
pub const DRF_BODIES: [&str; 3] =
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

/// What one operation takes and answers. Refusals that every operation of a dialect can give are not said here: the
/// dialect adds them (see [`Circumstances`]).
#[derive(Debug)]
pub struct Operation {
    pub(crate) summary: &'static str,
    pub(crate) description: String,
    pub(crate) parameters: Vec<Value>,
    pub(crate) body: Option<Value>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) is_throttled: bool,
}

/// The summary of operations by which strangers sign up: they are left out where none may.
pub const SIGN_UP: &str = "Sign up";

impl Operation {
    /// An operation, in a few words.
    pub fn new(summary: &'static str) -> Self {
        Self {
            summary,
            description: String::new(),
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            is_throttled: false,
        }
    }

    /// With what a client has to know beyond the summary, in Markdown; a paragraph each time.
    #[must_use]
    pub fn says(mut self, paragraph: &str) -> Self {
        if !self.description.is_empty() {
            self.description += "\n\n";
        }
        self.description += paragraph;
        self
    }

    /// With a parameter in the query, which may be left out.
    #[must_use]
    pub fn query(mut self, name: &str, schema: Value, description: &str) -> Self {
        self.parameters.push(
            json!({ "name": name, "in": "query", "description": description, "required": false, "schema": schema }),
        );
        self
    }

    /// With a header that may be left out.
    #[must_use]
    pub fn header(mut self, name: &str, schema: Value, description: &str) -> Self {
        self.parameters.push(
            json!({ "name": name, "in": "header", "description": description, "required": false, "schema": schema }),
        );
        self
    }

    /// With what a name in braces in the path stands for, where it is no plain id.
    #[must_use]
    pub fn path(mut self, name: &str, schema: Value, description: &str) -> Self {
        self.parameters.push(
            json!({ "name": name, "in": "path", "description": description, "required": true, "schema": schema }),
        );
        self
    }

    /// With a body of one of these types.
    #[must_use]
    pub fn takes(mut self, types: &[&str], schema: Value) -> Self {
        self.body = Some(body(types, schema, true));
        self
    }

    /// With a body of one of these types, which may be left out.
    #[must_use]
    pub fn may_take(mut self, types: &[&str], schema: Value) -> Self {
        self.body = Some(body(types, schema, false));
        self
    }

    /// Answers this JSON.
    #[must_use]
    pub fn answers(self, status: StatusCode, description: &'static str, schema: Value) -> Self {
        self.gives(Answer::json(status, description, schema))
    }

    /// Answers a status and nothing else.
    #[must_use]
    pub fn answers_nothing(self, status: StatusCode, description: &'static str) -> Self {
        self.gives(Answer::new(status, description))
    }

    /// Answers this.
    #[must_use]
    pub fn gives(mut self, answer: Answer) -> Self {
        self.answers.push(answer);
        self
    }

    /// Counts calls against abuse, and refuses when there are too many.
    #[must_use]
    pub fn throttled(mut self) -> Self {
        self.is_throttled = true;
        self
    }
}

/// The body as JSON. That it may come in other types is said in words, and under [`OTHER_BODIES`] for programs.
fn body(types: &[&str], schema: Value, required: bool) -> Value {
    let mut body = json!({ "required": required, "content": { JSON_BODY: { "schema": schema } } });
    let others: Vec<_> = types.iter().copied().filter(|kind| *kind != JSON_BODY).collect();
    if !others.is_empty() {
        body["description"] = format!("The same fields are taken as {} too.", others.join(" and ")).into();
        body[OTHER_BODIES] = json!(others);
    }
    body
}

/// Lists every type in which a body may come. Generated clients choose badly among several, so the document has JSON alone
/// unless it is asked for all.
pub fn with_all_bodies(document: &mut Value) {
    let items = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    let operations = items.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    for body in operations.filter_map(|operation| operation.get_mut("requestBody")) {
        let Some(others) = body.as_object_mut().and_then(|body| body.shift_remove(OTHER_BODIES)) else {
            continue;
        };
        let json = body["content"][JSON_BODY].clone();
        for kind in others.as_array().into_iter().flatten().filter_map(Value::as_str) {
            body["content"][kind] = json.clone();
        }
    }
}

/// One answer: a status, and what may come with it.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) status: StatusCode,
    description: &'static str,
    headers: Map<String, Value>,
    /// Type and schema; none where there is no body.
    content: Vec<(&'static str, Value)>,
    /// Under which name all answers like this one are kept.
    name: Option<&'static str>,
}

impl Answer {
    /// A status and nothing else.
    pub fn new(status: StatusCode, description: &'static str) -> Self {
        Self { status, description, headers: Map::new(), content: Vec::new(), name: None }
    }

    /// With JSON.
    pub fn json(status: StatusCode, description: &'static str, schema: Value) -> Self {
        Self::new(status, description).or_json(schema)
    }

    /// With a page.
    pub fn html(status: StatusCode, description: &'static str) -> Self {
        Self::new(status, description).or_html()
    }

    /// It may have this JSON.
    #[must_use]
    pub fn or_json(mut self, schema: Value) -> Self {
        self.content.push(("application/json", schema));
        self
    }

    /// It may have text that calls itself HTML.
    #[must_use]
    pub fn or_html(mut self) -> Self {
        self.content.push(("text/html", json!({ "type": "string" })));
        self
    }

    /// With a header.
    #[must_use]
    pub fn with(mut self, header: &str, schema: Value, description: &str) -> Self {
        self.headers.insert(header.to_owned(), json!({ "description": description, "schema": schema }));
        self
    }

    /// One that many operations give: the document says it once, under this name.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The same answer in another case.
    pub(crate) fn or(self, other: Self) -> Self {
        self.joined("anyOf", other)
    }

    /// The same answer of another dialect at this path: generators make another type of it.
    pub(crate) fn or_instead(self, other: Self) -> Self {
        self.joined("oneOf", other)
    }

    fn joined(mut self, word: &str, other: Self) -> Self {
        for (kind, schema) in other.content {
            match self.content.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, known)) if *known == schema => {}
                Some((_, known)) => *known = json!({ word: [known.take(), schema] }),
                None => self.content.push((kind, schema)),
            }
        }
        self.headers.extend(other.headers);
        Self { name: self.name.filter(|name| other.name == Some(name)), ..self }
    }

    pub(crate) fn into_value(self) -> Value {
        let mut value = json!({ "description": self.description });
        if !self.headers.is_empty() {
            value["headers"] = Value::Object(self.headers);
        }
        if !self.content.is_empty() {
            let content = self.content.into_iter();
            let content: Map<_, _> =
                content.map(|(kind, schema)| (kind.to_owned(), json!({ "schema": schema }))).collect();
            value["content"] = Value::Object(content);
        }
        match self.name {
            Some(name) => named("responses", name, value),
            None => value,
        }
    }
}

/// What decides which refusals an operation can give.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// Whether credentials are looked at.
    pub looks_at_credentials: bool,
    /// Whether it reads a body.
    pub reads_body: bool,
    /// Whether it counts calls against abuse.
    pub is_throttled: bool,
}

/// The refusals of a dialect, in its own shape.
pub type Refusals = fn(Circumstances) -> Vec<Answer>;

/// The refusals of endpoints without a wire format of their own: what the service itself says.
pub fn plain_refusals(_: Circumstances) -> Vec<Answer> {
    vec![unavailable(detail())]
}

/// 503, when the table does not answer.
pub fn unavailable(schema: Value) -> Answer {
    Answer::json(StatusCode::SERVICE_UNAVAILABLE, "Try again later.", schema).with(
        "Retry-After",
        json!({ "type": "integer" }),
        "Seconds to wait.",
    )
}

/// 429, when there were too many calls.
pub fn too_many(schema: Value) -> Answer {
    Answer::json(StatusCode::TOO_MANY_REQUESTS, "Too many calls.", schema).with(
        "Retry-After",
        json!({ "type": "integer" }),
        "Seconds to wait.",
    )
}

/// A refusal with one sentence, as Django REST framework has it. Some have a `code`, and more to say of tokens.
pub fn detail() -> Value {
    let message = json!({
        "type": "object",
        "properties": {
            "token_class": { "type": "string" }, "token_type": { "type": "string" }, "message": { "type": "string" },
        },
        "required": ["token_class", "token_type", "message"],
        "additionalProperties": false,
    });
    let schema = json!({
        "type": "object",
        "description": "One sentence for people.",
        "properties": {
            "detail": { "type": "string" },
            "code": { "type": "string", "description": "A word for programs." },
            "messages": { "type": "array", "items": message },
        },
        "required": ["detail"],
        "additionalProperties": false,
        "examples": [{ "detail": "Not found." }],
    });
    named("schemas", "Detail", schema)
}

/// What is wrong with a body, field by field, as Django REST framework has it.
pub fn field_errors() -> Value {
    let schema = json!({
        "type": "object",
        "description": "What is wrong, a list of sentences a field; `non_field_errors` for what concerns no single one.",
        "additionalProperties": texts(),
        "minProperties": 1,
        "examples": [{ "username": [FieldFault::Required.to_string()] }],
    });
    named("schemas", "FieldErrors", schema)
}
