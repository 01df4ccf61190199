//! The native API's endpoints for users in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{bulk, conditional, listed, refusal, user};
use shared::openapi::fields::{Of, with_fields};
use shared::openapi::schema::{
    email, form, id, list as list_of, object, or_null, password, schema, text, truth, username,
};
use shared::openapi::{Answer, DRF_BODIES, Operation, detail, field_errors};

const ETAG: &str = "The version of what can be changed: signing in does not raise it.";
const IF_MATCH: &str = "The `ETag` of the version that was read: the edit fails if it was changed since.";

pub(crate) fn index() -> Operation {
    let urls = object(json!({
        "users": text(), "obtain": text(), "refresh": text(), "verify": text(), "me": text(), "sessions": text(),
        "groups": text(), "permissions": text(), "content_types": text(), "check": text(), "signing_keys": text(),
        "owed": text(), "settings": text(), "health": text(), "counts": text(),
    }));
    Operation::new("Index").answers(StatusCode::OK, "URLs.", urls)
}

pub(crate) fn list() -> Operation {
    Operation::new("List the users that match a filter")
        .says("For administrators. Inactive users only with `include_inactive`.")
        .may_take(&["application/json"], filter())
        .answers(StatusCode::OK, "The users.", list_of(user()))
        .answers(StatusCode::BAD_REQUEST, "The filter is invalid.", detail())
        .throttled()
}

pub(crate) fn create() -> Operation {
    Operation::new("Create a user")
        .says("For administrators.")
        .takes(&DRF_BODIES, whole())
        .answers(StatusCode::CREATED, "Created.", user())
        .throttled()
}

pub(crate) fn read() -> Operation {
    let found = schema("NativeUserByName", json!({ "anyOf": [user(), list_of(user())] }));
    Operation::new("Read a user")
        .says("For the user themselves and administrators. Digits are read as a pk first, then as a name.")
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
        .says("For administrators. User name and password are required; other fields that are not sent keep their values.")
        .takes(&DRF_BODIES, whole())
        .gives(Answer::json(StatusCode::OK, "Changed.", user()).with("ETag", text(), ETAG))
        .header("If-Match", text(), IF_MATCH)
        .answers(StatusCode::PRECONDITION_FAILED, "The user was changed meanwhile.", detail())
        .throttled()
}

pub(crate) fn patch() -> Operation {
    Operation::new("Change parts of a user")
        .says("For administrators.")
        .may_take(&DRF_BODIES, schema("NativeChanges", with_fields(form(&[], fields()), Of::Changes)))
        .gives(Answer::json(StatusCode::OK, "Changed.", user()).with("ETag", text(), ETAG))
        .header("If-Match", text(), IF_MATCH)
        .answers(StatusCode::PRECONDITION_FAILED, "The user was changed meanwhile.", detail())
        .throttled()
}

pub(crate) fn delete() -> Operation {
    Operation::new("Disable a user")
        .says("For administrators. `PATCH` with `is_active` enables the user again.")
        .answers_nothing(StatusCode::NO_CONTENT, "Disabled.")
        .answers(StatusCode::BAD_REQUEST, "The last active superuser must remain.", field_errors())
        .header("If-Match", text(), IF_MATCH)
        .answers(StatusCode::PRECONDITION_FAILED, "The user was changed meanwhile.", detail())
}

pub(crate) fn find() -> Operation {
    let operation = Operation::new("Find users")
        .says("For administrators. Filter by the beginning of the user name or of the address, or by group: one of the three, or none.")
        .query("username__startswith", text(), "The beginning of the user name, ignoring case.")
        .query("email__startswith", text(), "The beginning of the address, ignoring case.")
        .query("group", id(), "Members of this group; can be combined only with `is_active`.")
        .query("is_active", truth(), "Pages may then hold fewer users than asked for, although the list goes on.")
        .query(
            "ordering",
            json!({ "enum": ["pk", "-pk", "username", "-username", "email", "-email"] }),
            "By `pk`, or by the field that is filtered by; `-` reverses the order. Users without an address are not in a list ordered by it.",
        );
    listed(operation, "NativeUsers", user())
}

pub(crate) fn add() -> Operation {
    Operation::new("Sign up, or create a user")
        .says("Anybody may sign up. While `LATCHKEY_SEND_ACTIVATION_EMAIL` is on, an address is required and the account waits for the link in the mail. Accounts that an administrator creates are active at once unless `is_active` is false; without a `password` the user is invited by mail to choose one, and an address is required.")
        .takes(&DRF_BODIES, invited())
        .answers(StatusCode::CREATED, "Created.", user())
        .throttled()
}

pub(crate) fn me() -> Operation {
    shows(Operation::new("Read the caller"))
}

pub(crate) fn update_me() -> Operation {
    let fields = with_fields(form(&[], json!({})), Of::Changes);
    let operation = Operation::new("Change the caller's names and other fields")
        .says("User name, password and address have endpoints of their own, which ask for the current password.")
        .may_take(&DRF_BODIES, schema("NativeNames", fields));
    conditional(shows(operation))
}

pub(crate) fn delete_me() -> Operation {
    let proof = form(&["current_password"], json!({ "current_password": password() }));
    Operation::new("Delete the caller's account")
        .takes(&DRF_BODIES, schema("NativeProof", proof))
        .answers_nothing(
            StatusCode::NO_CONTENT,
            "Deleted. Only the pk remains, so that it is never used again.",
        )
        .throttled()
}

pub(crate) fn rename() -> Operation {
    let body = form(
        &["username", "current_password"],
        json!({ "username": username(), "current_password": password() }),
    );
    let operation = Operation::new("Change the caller's user name");
    shows(operation.takes(&DRF_BODIES, schema("NativeRename", body)).throttled())
}

pub(crate) fn locale() -> Operation {
    shows_locale(Operation::new("Read the caller's language"))
}

pub(crate) fn set_locale() -> Operation {
    sets_locale("Set the caller's language")
}

pub(crate) fn locale_of_user() -> Operation {
    shows_locale(Operation::new("Read a user's language")).says("For administrators.")
}

pub(crate) fn set_locale_of_user() -> Operation {
    sets_locale("Set a user's language").says("For administrators.")
}

fn language() -> Value {
    json!({ "type": "string", "maxLength": 35, "description": "A language tag (BCP 47) for mails and pages.", "examples": ["pt-BR"] })
}

fn shows_locale(operation: Operation) -> Operation {
    let locale = schema("NativeLocale", object(json!({ "locale": or_null(language()) })));
    operation.gives(Answer::json(StatusCode::OK, "The language; null when none was chosen.", locale).with(
        "ETag",
        text(),
        ETAG,
    ))
}

fn sets_locale(summary: &'static str) -> Operation {
    let body = schema("NativeNewLocale", form(&["locale"], json!({ "locale": or_null(language()) })));
    conditional(shows_locale(Operation::new(summary).takes(&DRF_BODIES, body)))
}

pub(crate) fn email_of_me() -> Operation {
    Operation::new("Read the caller's address, and the one that awaits confirmation").answers(
        StatusCode::OK,
        "The addresses.",
        addresses(),
    )
}

pub(crate) fn change_email() -> Operation {
    let body =
        form(&["email", "current_password"], json!({ "email": email(), "current_password": password() }));
    Operation::new("Ask for another address")
        .says("The old address stays in force until the link in the mail to the new one is followed; it gets a link that cancels the change. Asking again replaces the address that was waiting.")
        .takes(&DRF_BODIES, schema("NativeNewEmail", body))
        .answers(StatusCode::ACCEPTED, "The new address awaits confirmation.", addresses())
        .throttled()
}

pub(crate) fn withdraw_email() -> Operation {
    Operation::new("Withdraw the address that awaits confirmation")
        .answers_nothing(StatusCode::NO_CONTENT, "No address awaits confirmation.")
}

pub(crate) fn disable() -> Operation {
    switches("Disable a user").says("The user cannot sign in, and all sessions, tokens and links stop working at once. Sessions and tokens work again when the user is enabled; `DELETE /v1/users/{pk}/sessions` ends them for good.").answers(
        StatusCode::BAD_REQUEST,
        "The last active superuser must remain.",
        refusal(),
    )
}

pub(crate) fn enable() -> Operation {
    switches("Enable a user").says("The user also counts as verified.")
}

fn switches(summary: &'static str) -> Operation {
    conditional(shows(Operation::new(summary).says("For administrators.")))
}

/// Who is in a group.
pub(super) fn members() -> Operation {
    listed(
        Operation::new("List the members of a group").says("Requires permission to view users and groups."),
        "NativeUsers",
        user(),
    )
}

pub(super) fn change_members() -> Operation {
    let operation = Operation::new("Add and remove members of a group")
        .says("Answers with the members. Repeating the call is safe.")
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
        json!({ "type": ["string", "null"], "description": "The address that awaits confirmation." });
    schema("NativeAddresses", object(json!({ "email": email(), "pending_email": pending })))
}

fn fields() -> Value {
    json!({
        "username": username(), "password": password(), "email": email(), "is_active": truth(), "is_staff": truth(),
    })
}

fn invited() -> Value {
    let mut fields = fields();
    fields["locale"] = language();
    let mut body = form(&["username"], fields);
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
