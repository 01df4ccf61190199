//! What this dialect's resources have in common in the API's document (docs/contracts/seeds.md §1).

use crate::openapi::schema::{id, list, object, schema, text, texts};
use crate::openapi::{Answer, Circumstances, Operation, detail, too_many, unavailable};
use http::StatusCode;
use serde_json::{Value, json};

/// A refusal that concerns the request.
fn error() -> Value {
    schema("UsersApiError", object(json!({ "error": text() })))
}

/// What is wrong with a body, a sentence a field, under the resource's name.
fn invalid() -> Value {
    let fields = json!({ "type": "object", "additionalProperties": text(), "minProperties": 1 });
    schema(
        "UsersApiInvalid",
        json!({
            "type": "object",
            "properties": { "users": fields, "groups": fields, "permissions": fields },
            "additionalProperties": false,
            "minProperties": 1,
            "maxProperties": 1,
            "examples": [{ "users": { "password": "Required field missing." } }],
        }),
    )
}

fn sorry() -> Value {
    schema("UsersApiSorry", object(json!({ "errorMessage": text() })))
}

/// What every resource can say.
pub(super) fn refusals(circumstances: Circumstances) -> Vec<Answer> {
    let wrong = json!({ "anyOf": [error(), invalid()] });
    let mut answers = vec![
        Answer::json(StatusCode::BAD_REQUEST, "The request cannot be understood, or fields are wrong.", wrong)
            .named("UsersApiBadRequest"),
        Answer::html(
            StatusCode::UNAUTHORIZED,
            "Empty: nobody is signed in, the caller lacks the right, or a cookie came without its CSRF token.",
        )
        .named("UsersApiUnauthorized"),
        Answer::json(
            StatusCode::NOT_FOUND,
            "Not there. Of the thing itself the answer is empty; of what it is nested in, JSON; of its place there, a sentence.",
            json!({ "anyOf": [sorry(), detail()] }),
        )
        .or_html()
        .named("UsersApiNotFound"),
        unavailable(json!({ "anyOf": [sorry(), detail()] })).named("UsersApiUnavailable"),
    ];
    if circumstances.reads_body {
        answers.push(
            Answer::json(StatusCode::PAYLOAD_TOO_LARGE, "More than 64 KiB.", error())
                .named("UsersApiTooLarge"),
        );
    }
    if circumstances.is_throttled {
        answers.push(too_many(error()).named("UsersApiTooMany"));
    }
    answers
}

/// A list in its envelope: what [`super::ListQuery`] reads and [`super::listing`] answers.
pub fn listed(summary: &'static str, name: &str, item: Value) -> Operation {
    let count = json!({ "type": "integer", "minimum": 0 });
    let link = json!({ "type": ["string", "null"], "description": "Path and query." });
    let meta = json!({
        "type": "object",
        "properties": { "limit": count, "next": link, "offset": count, "previous": link, "totalCount": count },
        "required": ["limit", "offset", "totalCount"],
        "additionalProperties": false,
        "description": "Without links where everything was asked for and fits.",
    });
    let meta = schema("UsersApiMeta", meta);
    Operation::new(summary)
        .says("Nothing can be filtered by or ordered by: a field's name in the query is refused.")
        .query("limit", count_or(20), "How many a page has; 0 for all. 1,000 at most.")
        .query("offset", count_or(0), "How many to pass over, up to 10,000; beyond, follow `next`.")
        .query("cursor", text(), "From `next`, for 15 minutes.")
        .answers(
            StatusCode::OK,
            "A page.",
            schema(name, object(json!({ "meta": meta, "objects": list(item) }))),
        )
        .throttled()
}

fn count_or(default: u64) -> Value {
    json!({ "type": "integer", "minimum": 0, "default": default })
}

/// One or several by their ids.
pub fn set(summary: &'static str, name: &str, item: Value, several: bool) -> Operation {
    let set = json!({
        "type": "object",
        "properties": { "objects": list(item), "notFound": texts() },
        "required": ["objects"],
        "additionalProperties": false,
    });
    let operation = Operation::new(summary).answers(StatusCode::OK, "Those there are.", schema(name, set));
    match several {
        true => operation
            .path("ids", json!({ "type": "string", "examples": ["1;2"] }), "Ids with semicolons between.")
            .throttled(),
        false => operation.path("ids", id(), "One id, as the original has it."),
    }
}

/// What a resource consists of.
pub fn described(summary: &'static str) -> Operation {
    let resource = object(json!({
        "allowedDetailHttpMethods": texts(),
        "allowedListHttpMethods": texts(),
        "defaultFormat": text(),
        "defaultLimit": { "type": "integer" },
        "fields": { "type": "object", "additionalProperties": { "type": "object" } },
    }));
    Operation::new(summary).answers(
        StatusCode::OK,
        "Its fields, in Tastypie's words.",
        schema("UsersApiSchema", resource),
    )
}

/// Making something: 201, and where it is now.
pub fn made(operation: Operation, item: Value) -> Operation {
    let made = Answer::json(StatusCode::CREATED, "Created.", item);
    operation.gives(made.with("Location", json!({ "type": "string", "format": "uri" }), "Where it is."))
}

/// Changing something, or making it under an id that nothing ever had.
pub fn changed(operation: Operation, item: Value) -> Operation {
    let operation = operation
        .says("Fields that are not sent keep their values. An id below 2^32 that was never used creates a new one, if the caller may add too.")
        .answers(StatusCode::OK, "Changed.", item.clone());
    made(operation, item)
}

/// Something in a nested list, put there: a body may be left out, and nothing of it is used.
pub fn attached(summary: &'static str, item: Value) -> Operation {
    Operation::new(summary).may_take(&["application/json"], json!({ "type": "object" })).answers(
        StatusCode::OK,
        "It is there, whether or not it was before.",
        item,
    )
}

/// Making something in a nested list, which cannot be.
pub fn not_here(summary: &'static str) -> Operation {
    Operation::new(summary)
        .says("Nothing is made here: put what there is to its own path below.")
        .takes(&["application/json"], json!({ "type": "object" }))
        .gives(Answer::html(StatusCode::METHOD_NOT_ALLOWED, "Always empty, for every signed-in caller."))
}

/// A group.
pub fn group() -> Value {
    let mut group = object(json!({ "name": text(), "resourceUri": text() }));
    group["examples"] = json!([{ "name": "editors", "resourceUri": "/groups/1/" }]);
    schema("UsersApiGroup", group)
}

/// A permission.
pub fn permission() -> Value {
    let mut permission = object(
        json!({ "codename": text(), "contentTypeUri": text(), "name": text(), "resourceUri": text() }),
    );
    permission["examples"] = json!([{
        "codename": "add_user", "contentTypeUri": "/contenttypes/4/", "name": "Can add user",
        "resourceUri": "/permissions/13/",
    }]);
    schema("UsersApiPermission", permission)
}
