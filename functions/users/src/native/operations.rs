//! The native API's endpoints for users in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::user;
use shared::openapi::schema::{
    email, form, list as list_of, object, password, schema, text, text_of, truth, username,
};
use shared::openapi::{DRF_BODIES, Operation, detail, field_errors};

pub(crate) fn index() -> Operation {
    let urls = object(json!({ "users": text(), "obtain": text(), "refresh": text(), "verify": text() }));
    Operation::new("Where things are").answers(StatusCode::OK, "URLs.", urls)
}

pub(crate) fn list() -> Operation {
    Operation::new("List the users that a filter finds")
        .says("For administrators. Inactive users only with `include_inactive`.")
        .may_take(&["application/json"], filter())
        .answers(StatusCode::OK, "The users.", list_of(user()))
        .answers(StatusCode::BAD_REQUEST, "The filter says what it should not.", detail())
}

pub(crate) fn create() -> Operation {
    Operation::new("Make a user").says("For administrators.").takes(&DRF_BODIES, whole()).answers(
        StatusCode::CREATED,
        "Made.",
        user(),
    )
}

pub(crate) fn read() -> Operation {
    let found = schema("NativeUserByName", json!({ "anyOf": [user(), list_of(user())] }));
    Operation::new("Read a user")
        .says("For himself and administrators. Digits are a pk before they are a name.")
        .path("pk", text(), "A pk, or a user name.")
        .answers(
            StatusCode::OK,
            "The user; by name with `LATCHKEY_UFDL_BY_NAME=array`, an array of one or none.",
            found,
        )
}

pub(crate) fn put() -> Operation {
    Operation::new("Change a user")
        .says("For administrators. Name and password must be sent; what else is not sent stays.")
        .takes(&DRF_BODIES, whole())
        .answers(StatusCode::OK, "Changed.", user())
}

pub(crate) fn patch() -> Operation {
    Operation::new("Change parts of a user")
        .says("For administrators.")
        .may_take(&DRF_BODIES, schema("NativeChanges", form(&[], fields())))
        .answers(StatusCode::OK, "Changed.", user())
}

pub(crate) fn delete() -> Operation {
    Operation::new("Switch a user off")
        .says("For administrators. `PATCH` with `is_active` switches him on again.")
        .answers_nothing(StatusCode::NO_CONTENT, "Off.")
        .answers(StatusCode::BAD_REQUEST, "The last active superuser must remain.", field_errors())
}

fn fields() -> Value {
    json!({
        "username": username(), "password": password(), "first_name": text_of(150), "last_name": text_of(150),
        "email": email(), "is_active": truth(), "is_staff": truth(),
    })
}

fn whole() -> Value {
    let mut body = form(&["username", "password"], fields());
    body["examples"] =
        json!([{ "username": "ada", "password": "difference-engine-1", "email": "ada@example.org" }]);
    schema("NativeNewUser", body)
}

/// The filter specification (docs/contracts/seeds.md §4.3).
fn filter() -> Value {
    let field = json!({
        "enum": [
            "username", "pk", "id", "last_login", "is_superuser", "first_name", "last_name", "email", "is_staff",
            "is_active", "date_joined", "groups.name",
        ],
    });
    let test = |kinds: &[&str], required: &[&str], more: Value| {
        let mut properties = json!({ "type": { "enum": kinds }, "field": field, "invert": truth() });
        for (name, schema) in more.as_object().into_iter().flatten() {
            properties[name] = schema.clone();
        }
        let required = [&["type", "field"], required].concat();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    let any_value = json!({ "type": ["string", "number", "boolean"] });
    let test = json!({
        "anyOf": [
            test(&["exact"], &["value"], json!({ "value": any_value, "case_insensitive": truth() })),
            test(
                &["contains"],
                &["sub_string"],
                json!({ "sub_string": { "type": "string", "minLength": 1 }, "case_insensitive": truth() }),
            ),
            test(&["isnull", "is_null"], &[], json!({})),
            test(
                &["compare"],
                &["operator", "value"],
                json!({ "operator": { "enum": ["<", ">", "<=", ">="] }, "value": { "type": ["string", "number"] } }),
            ),
        ],
    });
    let test = schema("NativeFilterTest", test);
    let several = |kind: &str, of: Value| {
        json!({
            "type": "object",
            "properties": {
                "type": { "const": kind }, "invert": truth(),
                "sub_expressions": { "type": "array", "minItems": 2, "items": of },
            },
            "required": ["type", "sub_expressions"],
            "additionalProperties": false,
        })
    };
    let all = schema("NativeFilterAnd", several("and", test.clone()));
    let any = several("or", json!({ "anyOf": [test.clone(), all.clone()] }));
    let order = json!({
        "type": "object",
        "properties": { "field": field, "ascending": truth(), "nulls_first": truth() },
        "required": ["field"],
        "additionalProperties": false,
    });
    let filter = json!({
        "type": "object",
        "description": "`expressions` all hold; `order_by` has the most significant first.",
        "properties": {
            "expressions": list_of(json!({ "anyOf": [test, all, any] })),
            "order_by": list_of(order),
            "include_inactive": truth(),
        },
        "additionalProperties": false,
        "examples": [{
            "expressions": [{ "type": "contains", "field": "email", "sub_string": "example.org" }],
            "order_by": [{ "field": "username", "ascending": true }],
        }],
    });
    schema("NativeFilter", filter)
}
