//! The native API's endpoints for users in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{bulk, conditional, listed, refusal, user};
use shared::openapi::fields::{Of, with_fields};
use shared::openapi::schema::{
    email, form, id, list as list_of, object, password, schema, text, truth, username,
};
use shared::openapi::{Answer, DRF_BODIES, Operation, detail, field_errors};

const ETAG: &str = "The version of what can be changed: signing in does not raise it.";
const IF_MATCH: &str = "The `ETag` of what was seen: the edit fails if it was changed since.";

pub(crate) fn index() -> Operation {
    let urls = object(json!({
        "users": text(), "obtain": text(), "refresh": text(), "verify": text(), "me": text(), "sessions": text(),
        "groups": text(), "permissions": text(), "content_types": text(), "check": text(),
    }));
    Operation::new("Where things are").answers(StatusCode::OK, "URLs.", urls)
}

pub(crate) fn list() -> Operation {
    Operation::new("List the users that a filter finds")
        .says("For administrators. Inactive users only with `include_inactive`.")
        .may_take(&["application/json"], filter())
        .answers(StatusCode::OK, "The users.", list_of(user()))
        .answers(StatusCode::BAD_REQUEST, "The filter says what it should not.", detail())
        .throttled()
}

pub(crate) fn create() -> Operation {
    Operation::new("Make a user")
        .says("For administrators.")
        .takes(&DRF_BODIES, whole())
        .answers(StatusCode::CREATED, "Made.", user())
        .throttled()
}

pub(crate) fn read() -> Operation {
    let found = schema("NativeUserByName", json!({ "anyOf": [user(), list_of(user())] }));
    Operation::new("Read a user")
        .says("For himself and administrators. Digits are a pk before they are a name.")
        .path("pk", text(), "A pk, or a user name.")
        .gives(
            Answer::json(
                StatusCode::OK,
                "The user; by name with `LATCHKEY_UFDL_BY_NAME=array`, an array of one or none.",
                found,
            )
            .with("ETag", text(), ETAG),
        )
}

pub(crate) fn put() -> Operation {
    Operation::new("Change a user")
        .says("For administrators. Name and password must be sent; what else is not sent stays.")
        .takes(&DRF_BODIES, whole())
        .gives(Answer::json(StatusCode::OK, "Changed.", user()).with("ETag", text(), ETAG))
        .header("If-Match", text(), IF_MATCH)
        .answers(StatusCode::PRECONDITION_FAILED, "It was changed meanwhile.", detail())
        .throttled()
}

pub(crate) fn patch() -> Operation {
    Operation::new("Change parts of a user")
        .says("For administrators.")
        .may_take(&DRF_BODIES, schema("NativeChanges", with_fields(form(&[], fields()), Of::Changes)))
        .gives(Answer::json(StatusCode::OK, "Changed.", user()).with("ETag", text(), ETAG))
        .header("If-Match", text(), IF_MATCH)
        .answers(StatusCode::PRECONDITION_FAILED, "It was changed meanwhile.", detail())
        .throttled()
}

pub(crate) fn delete() -> Operation {
    Operation::new("Switch a user off")
        .says("For administrators. `PATCH` with `is_active` switches him on again.")
        .answers_nothing(StatusCode::NO_CONTENT, "Off.")
        .answers(StatusCode::BAD_REQUEST, "The last active superuser must remain.", field_errors())
        .header("If-Match", text(), IF_MATCH)
        .answers(StatusCode::PRECONDITION_FAILED, "It was changed meanwhile.", detail())
}

pub(crate) fn find() -> Operation {
    let operation = Operation::new("Find users")
        .says("For administrators. By the beginning of the user name or the address, or by group; one of the three, or everybody.")
        .query("username__startswith", text(), "What user names begin with, case aside.")
        .query("email__startswith", text(), "What addresses begin with, case aside.")
        .query("group", id(), "Who is in the group; alone, or with `is_active`.")
        .query("is_active", truth(), "A page may have fewer than it could then, though the list goes on.")
        .query(
            "ordering",
            json!({ "enum": ["pk", "-pk", "username", "-username", "email", "-email"] }),
            "By `pk`, or by what users are found by; `-` is the other way round. Who has no address is not in a list ordered by it.",
        );
    listed(operation, "NativeUsers", user())
}

pub(crate) fn add() -> Operation {
    Operation::new("Sign up, or make a user")
        .says("Whoever wants to signs up: the account waits for the link in the mail, while `LATCHKEY_SEND_ACTIVATION_EMAIL` is on, and an address is needed then. Whom an administrator makes is active at once, unless they say otherwise; without a `password`, who is made is invited by mail to choose one, and an address is needed.")
        .takes(&DRF_BODIES, invited())
        .answers(StatusCode::CREATED, "Made.", user())
        .throttled()
}

pub(crate) fn me() -> Operation {
    shows(Operation::new("Read oneself"))
}

pub(crate) fn update_me() -> Operation {
    let fields = with_fields(form(&[], json!({})), Of::Changes);
    let operation = Operation::new("Change one's names and other fields")
        .says("User name, password and address have doors of their own, which ask for the password.")
        .may_take(&DRF_BODIES, schema("NativeNames", fields));
    conditional(shows(operation))
}

pub(crate) fn delete_me() -> Operation {
    let proof = form(&["current_password"], json!({ "current_password": password() }));
    Operation::new("Delete one's account")
        .takes(&DRF_BODIES, schema("NativeProof", proof))
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted. Only the pk remains, for ever.")
        .throttled()
}

pub(crate) fn rename() -> Operation {
    let body = form(
        &["username", "current_password"],
        json!({ "username": username(), "current_password": password() }),
    );
    let operation = Operation::new("Change one's user name");
    shows(operation.takes(&DRF_BODIES, schema("NativeRename", body)).throttled())
}

pub(crate) fn email_of_me() -> Operation {
    Operation::new("Read one's address, and the one that waits").answers(
        StatusCode::OK,
        "The addresses.",
        addresses(),
    )
}

pub(crate) fn change_email() -> Operation {
    let body =
        form(&["email", "current_password"], json!({ "email": email(), "current_password": password() }));
    Operation::new("Ask for another address")
        .says("The old address works until the link in the mail to the new one is followed, and gets a link that calls the change off. Asking again replaces what waited.")
        .takes(&DRF_BODIES, schema("NativeNewEmail", body))
        .answers(StatusCode::ACCEPTED, "The new address waits.", addresses())
        .throttled()
}

pub(crate) fn withdraw_email() -> Operation {
    Operation::new("Withdraw the address that waits")
        .answers_nothing(StatusCode::NO_CONTENT, "None waits any more.")
}

pub(crate) fn disable() -> Operation {
    switches("Switch a user off").says("At once nothing lets the user in, and all links are dead. Sessions and tokens serve again when the user is switched on; `DELETE /v1/users/{pk}/sessions` ends them for good.").answers(
        StatusCode::BAD_REQUEST,
        "The last active superuser must remain.",
        refusal(),
    )
}

pub(crate) fn enable() -> Operation {
    switches("Switch a user on").says("The user counts as verified too.")
}

fn switches(summary: &'static str) -> Operation {
    conditional(shows(Operation::new(summary).says("For administrators.")))
}

/// Who is in a group.
pub(super) fn members() -> Operation {
    listed(
        Operation::new("List who is in a group").says("For who may see users and groups."),
        "NativeUsers",
        user(),
    )
}

pub(super) fn change_members() -> Operation {
    let operation = Operation::new("Put users into a group, and take them out")
        .says("Answers with who is in it then. May be repeated.")
        .takes(&DRF_BODIES[..1], bulk());
    listed(operation, "NativeUsers", user())
}

/// The user, and the version of what is shown.
fn shows(operation: Operation) -> Operation {
    let answer = Answer::json(StatusCode::OK, "The user.", user());
    operation.gives(answer.with("ETag", text(), ETAG))
}

fn addresses() -> Value {
    let pending =
        json!({ "type": ["string", "null"], "description": "The address that waits for its link." });
    schema("NativeAddresses", object(json!({ "email": email(), "pending_email": pending })))
}

fn fields() -> Value {
    json!({
        "username": username(), "password": password(), "email": email(), "is_active": truth(), "is_staff": truth(),
    })
}

fn invited() -> Value {
    let mut body = form(&["username"], fields());
    body["examples"] = json!([
        { "username": "ada", "password": "difference-engine-1", "email": "ada@example.org" },
        { "username": "grace", "email": "grace@example.org" },
    ]);
    schema("NativePerson", body)
}

fn whole() -> Value {
    let mut body = form(&["username", "password"], fields());
    body["examples"] =
        json!([{ "username": "ada", "password": "difference-engine-1", "email": "ada@example.org" }]);
    schema("NativeNewUser", with_fields(body, Of::NewUser))
}

/// The filter specification (docs/contracts/seeds.md §4.3).
fn filter() -> Value {
    let field = json!({
        "enum": [
            "username", "pk", "id", "last_login", "is_superuser", "first_name", "last_name", "email", "is_staff",
            "is_active", "date_joined", "groups.name",
        ],
    });
    let mut ordered = field.clone();
    if let Some(names) = ordered["enum"].as_array_mut() {
        names.retain(|name| name != "groups.name");
    }
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
        "properties": { "field": ordered, "ascending": truth(), "nulls_first": truth() },
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
