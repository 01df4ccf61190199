//! djoser's endpoints for users in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::djoser::schemas::{described, mail, profile, registration, user};
use shared::openapi::schema::{email, form, id, list, object, password, schema, text, texts, username};
use shared::openapi::{DRF_BODIES, Operation, detail};

pub(crate) fn index() -> Operation {
    Operation::new("Index").answers(StatusCode::OK, "URLs.", object(json!({ "users": text() })))
}

pub(crate) fn list_users() -> Operation {
    let link = json!({ "type": ["string", "null"] });
    let page = object(json!({
        "count": { "type": "integer" }, "next": link, "previous": link, "results": list(user()),
    }));
    let page = described(page, "With `LATCHKEY_PAGE_SIZE`.");
    Operation::new("List users")
        .says("Staff see all users, others only themselves; with `LATCHKEY_HIDE_USERS=false` everybody sees all.")
        .query("page", text(), "With `LATCHKEY_PAGE_SIZE`: a number, or `last`.")
        .answers(
            StatusCode::OK,
            "The users.",
            schema("DjoserUsers", json!({ "anyOf": [list(user()), page] })),
        )
        .answers(StatusCode::BAD_REQUEST, "There are more than this list shows.", detail())
        .throttled()
}

pub(crate) fn register() -> Operation {
    Operation::new("Sign up")
        .says("By default the account waits for the link in a mail. The answer has no token.")
        .takes(&DRF_BODIES, registration())
        .answers(StatusCode::CREATED, "Signed up.", user())
        .answers(StatusCode::BAD_REQUEST, "The body cannot be read, or fields are invalid.", texts())
        .throttled()
}

pub(crate) fn me() -> Operation {
    Operation::new("Read the caller").answers(StatusCode::OK, "The caller.", user())
}

pub(crate) fn update_me() -> Operation {
    Operation::new("Change the caller")
        .says("With activation on, a new address must be confirmed by the link that is sent to it.")
        .may_take(&DRF_BODIES, profile())
        .answers(StatusCode::OK, "Changed. Fields that were not sent keep their values.", user())
        .throttled()
}

pub(crate) fn delete_me() -> Operation {
    Operation::new("Delete the caller's account")
        .takes(&DRF_BODIES, own_password())
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted, with all sessions and tokens.")
        .throttled()
}

pub(crate) fn read_user() -> Operation {
    by_id(Operation::new("Read a user")).answers(StatusCode::OK, "The user.", user())
}

pub(crate) fn update_user() -> Operation {
    by_id(Operation::new("Change a user"))
        .may_take(&DRF_BODIES, profile())
        .answers(StatusCode::OK, "Changed. Fields that were not sent keep their values.", user())
        .throttled()
}

pub(crate) fn delete_user() -> Operation {
    by_id(Operation::new("Delete a user"))
        .says("`current_password` is the caller's own.")
        .takes(&DRF_BODIES, own_password())
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.")
        .throttled()
}

pub(crate) fn set_username() -> Operation {
    rename("Change the user name or address to sign in with")
}

pub(crate) fn change_username() -> Operation {
    rename("Change the user name or address to sign in with")
        .says("With activation on, the account must be activated again.")
}

pub(crate) fn reset_username() -> Operation {
    mail("Ask for a mail to choose a new user name")
}

pub(crate) fn reset_username_confirm() -> Operation {
    let mut body = proof_with_name();
    body["anyOf"] = json!([{ "required": ["new_username"] }, { "required": ["new_email"] }]);
    Operation::new("Choose a new user name by a link")
        .takes(&DRF_BODIES, schema("DjoserUsernameReset", body))
        .answers_nothing(StatusCode::NO_CONTENT, "Changed.")
        .throttled()
}

fn proof_with_name() -> Value {
    let mut properties = names("LATCHKEY_USERNAME_RESET_CONFIRM_RETYPE");
    properties["uid"] = text();
    properties["token"] = text();
    form(&["uid", "token"], properties)
}

fn rename(summary: &'static str) -> Operation {
    let mut properties = names("LATCHKEY_SET_USERNAME_RETYPE");
    properties["current_password"] = password();
    let mut body = form(&["current_password"], properties);
    body["anyOf"] = json!([{ "required": ["new_username"] }, { "required": ["new_email"] }]);
    body["examples"] = json!([{ "current_password": "difference-engine-1", "new_username": "countess" }]);
    Operation::new(summary)
        .takes(&DRF_BODIES, schema("DjoserRename", body))
        .answers_nothing(StatusCode::NO_CONTENT, "Changed.")
        .throttled()
}

fn names(retype: &str) -> Value {
    let again = format!("Required with `{retype}`.");
    json!({
        "new_username": username(), "re_new_username": described(text(), &again),
        "new_email": described(email(), "Where users sign in with their address."),
        "re_new_email": described(text(), &again),
    })
}

fn own_password() -> Value {
    schema("CurrentPassword", form(&["current_password"], json!({ "current_password": password() })))
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id(), "The user's id; with `LATCHKEY_USER_ID_FIELD=username`, the name.")
}
