//! OpenAPI 3.1 from the routes: what each operation takes and answers is said beside its route, and the refusals by its
//! dialect. One document has all functions' routes; the tests hold every answer that they see against it.

use super::{Credentials, Routes, Served, Spec};
use crate::config::Dialect;
use crate::openapi::schema::{Components, hoist, id, text};
use crate::openapi::{Answer, CSRF_COOKIE, Circumstances, DIALECTS, Operation, detail};
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The headings, in the order in which a reader needs them.
const TAGS: [(&str, &str); 8] = [
    (
        "native",
        "The native API, for new clients: snake_case JSON. Sign in at `/v1/sessions`, and send `Authorization: Bearer …`.\n\n\
            **Administrators** are staff and superusers; groups, permissions and content types ask for Django's model permissions instead. \
            **Links** in mails end in `/{uid}/{token}`: send the token. The newest link of a kind is the one that works, 48 hours for a password \
            and 72 for the others, unless the settings say otherwise; so do access tokens (5 minutes), refresh tokens (a day) and sessions (30 days at most). \
            **Lists** have `next`, the URL of the next page. **Refusals** have a `code` for programs, but those of `/v1/users/list`, `/v1/users/create`, \
            `/v1/users/{pk}` and `/v1/auth/…`, which are as in the API that they come from; new clients use `/v1/users`, `/v1/me` and `/v1/sessions` where both do.",
    ),
    (
        "djoser",
        "djoser, both generations: sign-up, activation, sign-in, profile, passwords. Clients written for it work as they are. \
         Users sign in with `username`, or with `email` where the service is set up so.",
    ),
    (
        "users-api",
        "django-users-api (Tastypie): users, groups, permissions and content types, in camelCase. A caller without permission \
         gets an empty 401.",
    ),
    ("accounts", "The DRF endpoint of accounts."),
    ("wiki", "The users wiki: its own errors are `{\"errors\": […]}`."),
    ("session", "Browser sessions: a cookie, and a CSRF token for what changes something."),
    ("discovery", "Discovery metadata, and the keys that verify access tokens."),
    ("docs", "This document."),
];

/// The document of all that these routes can serve, whatever the settings.
///
/// # Panics
/// When two different definitions have one name: a mistake in our own code, which a test finds.
pub fn document(routes: &Routes) -> Value {
    let mut paths: BTreeMap<String, BTreeMap<usize, Vec<One>>> = BTreeMap::new();
    for spec in documented(routes) {
        let item = paths.entry(path_of(spec)).or_default();
        for served in &spec.operations {
            let method = &served.method;
            let mut one = One::new(spec, served);
            if routes.specs().any(|other| is_shadowed(spec, other, method)) {
                merge(&mut one.answers, another_path());
            }
            let place = METHODS.iter().position(|known| known == method).unwrap_or(METHODS.len());
            item.entry(place).or_default().push(one);
        }
    }
    let mut paths: Value = paths.into_iter().map(|(path, item)| (path, path_item(item))).collect();
    let mut components = Components::new();
    hoist(&mut paths, &mut components);
    let tags = TAGS.map(|(name, description)| json!({ "name": name, "description": description }));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Latchkey",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "User accounts: sign-up, activation, sign-in, profiles, passwords, groups and permissions.",
            "description": ABOUT,
        },
        "servers": [{ "url": "http://127.0.0.1:8000" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": components.remove("schemas"),
            "responses": components.remove("responses"),
            "securitySchemes": security_schemes(),
        },
    })
}

const ABOUT: &str = "One core in several wire formats, each under its own heading. Every operation takes all three credentials: a JWT \
    (`Authorization: Bearer …`, also `JWT …`), an opaque token (`Authorization: Token …`, also `Bearer …`), or the `sessionid` \
    cookie with `X-CSRFToken` for what changes something. Cookies may have other names in a deployment: see the security schemes.\n\nPaths are served with and without a slash at the end. Bodies are UTF-8 of at \
    most 64 KiB. `GET` operations answer `HEAD` too, but for `users-api`, and browsers' preflights are answered for the origins that the service \
    allows.\n\nAn answer that says no has the shape of its heading's clients; 429 and 503 say in `Retry-After` when to come back.";

/// What is for programs.
fn documented(routes: &Routes) -> impl Iterator<Item = &Spec> {
    routes.specs().filter(|spec| spec.dialect != Dialect::Html)
}

fn path_of(spec: &Spec) -> String {
    let slash = if spec.slash && !spec.path.ends_with('/') { "/" } else { "" };
    format!("{}{slash}", spec.path)
}

/// In the order in which the document has them.
const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

fn path_item(item: BTreeMap<usize, Vec<One>>) -> Value {
    let both = item.into_values().filter_map(|served| served.into_iter().reduce(One::or));
    both.map(|one| (one.method.as_str().to_lowercase(), one.into_value())).collect()
}

/// Whether a name that could stand in braces is that of another path, which does not serve the method.
fn is_shadowed(spec: &Spec, other: &Spec, method: &Method) -> bool {
    let mut segments = spec.path.split('/').zip(other.path.split('/'));
    spec.path != other.path
        && spec.path.matches('/').count() == other.path.matches('/').count()
        && segments
            .all(|(pattern, name)| pattern == name || pattern.starts_with('{') && !name.starts_with('{'))
        && other.credentials(method).is_none()
}

fn another_path() -> Answer {
    let description = "What was put into the path is the name of another one.";
    Answer::json(StatusCode::METHOD_NOT_ALLOWED, description, detail()).or_html().named("AnotherPath")
}

/// An operation, whole.
struct One {
    method: Method,
    id: String,
    dialects: Vec<Value>,
    /// The heading; of two dialects the first: generators make a class for each.
    tag: &'static str,
    /// What is said, by heading, where two dialects share the operation.
    said: Vec<(&'static str, &'static str, String)>,
    parameters: Vec<Value>,
    body: Option<Value>,
    answers: BTreeMap<u16, Answer>,
    security: Vec<Value>,
}

impl One {
    fn new(spec: &Spec, served: &Served) -> Self {
        let Served { method, credentials, describe } = served;
        let Operation { summary, description, parameters, body, answers, is_throttled } = describe();
        let circumstances = Circumstances {
            looks_at_credentials: *credentials != Credentials::Ignored,
            reads_body: body.is_some(),
            is_throttled,
        };
        let mut by_status = BTreeMap::new();
        for answer in answers.into_iter().chain((spec.refusals)(circumstances)) {
            merge(&mut by_status, answer);
        }
        let mut dialect = json!({ "dialect": spec.tag });
        if let Some(when) = spec.when {
            dialect["setting"] = when.setting().into();
        }
        Self {
            method: method.clone(),
            id: operation_id(method, spec.path),
            dialects: vec![dialect],
            tag: spec.tag,
            said: vec![(spec.tag, summary, description)],
            parameters: path_parameters(spec.path, parameters),
            body,
            answers: by_status,
            security: security(method, *credentials),
        }
    }

    /// Where two dialects have the path, either may answer.
    fn or(mut self, other: Self) -> Self {
        self.dialects.extend(other.dialects);
        self.said.extend(other.said);
        for parameter in other.parameters {
            if !self.parameters.iter().any(|known| known["name"] == parameter["name"]) {
                self.parameters.push(parameter);
            }
        }
        self.body = match (self.body, other.body) {
            (Some(one), Some(other)) => Some(either(one, other)),
            (one, other) => one.or(other),
        };
        for (status, answer) in other.answers {
            match self.answers.remove(&status) {
                Some(known) if status < 300 => drop(self.answers.insert(status, known.or_instead(answer))),
                Some(known) => drop(self.answers.insert(status, known.or(answer))),
                None => drop(self.answers.insert(status, answer)),
            }
        }
        for way in other.security {
            if !self.security.contains(&way) {
                self.security.push(way);
            }
        }
        self
    }

    fn into_value(self) -> Value {
        let (summary, description) = match self.said.as_slice() {
            [(_, summary, description)] => ((*summary).to_owned(), description.clone()),
            several => (
                several.iter().map(|(_, summary, _)| *summary).collect::<Vec<_>>().join(" / "),
                several
                    .iter()
                    .map(|(tag, summary, description)| format!("**{tag}**: {summary}. {description}"))
                    .collect::<Vec<_>>()
                    .join("\n\n"),
            ),
        };
        let answers: Map<_, _> = self
            .answers
            .into_iter()
            .map(|(status, answer)| (status.to_string(), answer.into_value()))
            .collect();
        let mut value = json!({ "operationId": self.id, "tags": [self.tag], "summary": summary });
        if !description.is_empty() {
            value["description"] = description.into();
        }
        if !self.parameters.is_empty() {
            value["parameters"] = self.parameters.into();
        }
        if let Some(body) = self.body {
            value["requestBody"] = body;
        }
        value["responses"] = Value::Object(answers);
        value["security"] = self.security.into();
        value[DIALECTS] = self.dialects.into();
        value
    }
}

fn merge(answers: &mut BTreeMap<u16, Answer>, answer: Answer) {
    let status = answer.status.as_u16();
    let both = match answers.remove(&status) {
        Some(known) => known.or(answer),
        None => answer,
    };
    answers.insert(status, both);
}

/// A body of one or of the other kind. Generators make one type of what stands under `anyOf`, and `first_name` and
/// `firstName` do not fit into one; of what stands under `oneOf` they make two.
fn either(mut one: Value, other: Value) -> Value {
    if let (Some(known), Value::Object(content)) = (one["content"].as_object_mut(), other["content"].clone())
    {
        for (kind, media) in content {
            let schema = &media["schema"];
            match known.get_mut(&kind) {
                Some(known) => known["schema"] = json!({ "oneOf": [known["schema"].take(), schema] }),
                None => drop(known.insert(kind, media)),
            }
        }
    }
    one
}

/// `GET /auth/users/{id}` is `getAuthUsersById`.
fn operation_id(method: &Method, path: &str) -> String {
    let mut id = method.as_str().to_lowercase();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with('{') {
            id += "By";
        }
        for word in segment.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let (first, rest) = word.split_at(1);
            id += &first.to_ascii_uppercase();
            id += rest;
        }
    }
    if path == "/" { id + "Root" } else { id }
}

/// What stands in braces in the path, where the operation does not say it better, and then its other parameters.
fn path_parameters(path: &str, mut said: Vec<Value>) -> Vec<Value> {
    let mut parameters = Vec::new();
    let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    for name in names {
        let is_it = |parameter: &Value| parameter["in"] == "path" && parameter["name"] == name;
        parameters.push(match said.iter().position(is_it) {
            Some(at) => said.remove(at),
            None => {
                let schema =
                    if ["id", "pk", "user", "group", "permission"].contains(&name) { id() } else { text() };
                json!({ "name": name, "in": "path", "required": true, "schema": schema })
            }
        });
    }
    parameters.extend(said);
    parameters
}

fn security(method: &Method, credentials: Credentials) -> Vec<Value> {
    let cookie = match *method {
        Method::GET => json!({ "session": [] }),
        _ => json!({ "session": [], "csrf": [] }),
    };
    let ways = vec![json!({ "jwt": [] }), json!({ "token": [] }), cookie.clone()];
    match credentials {
        Credentials::Ignored => Vec::new(),
        Credentials::Cookies => vec![json!({}), cookie],
        Credentials::Optional => [vec![json!({})], ways].concat(),
        Credentials::Required => ways,
    }
}

fn security_schemes() -> Value {
    json!({
        "jwt": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "An access token, from `/v1/sessions` or `/auth/jwt/create/`.",
        },
        "token": {
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": "`Token ` and an opaque token, from `/auth/token/login/`.",
        },
        "session": {
            "type": "apiKey", "in": "cookie", "name": "sessionid",
            "description": "A browser's cookie, from `/auth/session/login`.",
        },
        "csrf": {
            "type": "apiKey", "in": "header", "name": "X-CSRFToken",
            "description": "The value of the cookie `csrftoken`, beside the session's. A page of another origin, which cannot \
                read cookies of ours, finds it in the header of that name of the answers to `/auth/session/login` and \
                `GET /auth/session`.",
            CSRF_COOKIE: "csrftoken",
        },
    })
}
