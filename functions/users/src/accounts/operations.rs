//! The accounts endpoint in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::openapi::fields::{Of, with_stock};
use shared::openapi::schema::{
    email, form, id, list, moment, object, password, schema, text, truth, username,
};
use shared::openapi::{DRF_BODIES, Operation, detail};

pub(crate) fn index() -> Operation {
    Operation::new("Index").answers(StatusCode::OK, "URLs.", object(json!({ "accounts": text() })))
}

pub(crate) fn list_accounts() -> Operation {
    Operation::new("List accounts")
        .says("For staff.")
        .answers(StatusCode::OK, "All accounts.", list(account()))
        .answers(StatusCode::BAD_REQUEST, "There are more than this list shows.", detail())
        .throttled()
}

pub(crate) fn create() -> Operation {
    Operation::new("Sign up")
        .takes(&DRF_BODIES, whole())
        .answers(StatusCode::CREATED, "Signed up.", account())
        .throttled()
}

pub(crate) fn read() -> Operation {
    Operation::new("Read an account").says("For the account's owner and staff.").answers(
        StatusCode::OK,
        "The account.",
        account(),
    )
}

pub(crate) fn put() -> Operation {
    Operation::new("Change an account")
        .says("User name and password are required; other fields that are not sent keep their values.")
        .takes(&DRF_BODIES, whole())
        .answers(StatusCode::OK, "Changed.", account())
        .throttled()
}

pub(crate) fn patch() -> Operation {
    Operation::new("Change parts of an account")
        .may_take(&DRF_BODIES, schema("AccountChanges", with_stock(form(&[], fields()), Of::Changes)))
        .answers(StatusCode::OK, "Changed.", account())
        .throttled()
}

pub(crate) fn delete() -> Operation {
    Operation::new("Delete an account")
        .says("For staff.")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.")
        .answers(
            StatusCode::BAD_REQUEST,
            "The last active superuser must remain.",
            shared::openapi::field_errors(),
        )
}

fn fields() -> Value {
    json!({
        "username": username(), "password": password(), "email": email(),
    })
}

fn whole() -> Value {
    let mut body = form(&["username", "password"], fields());
    body["examples"] =
        json!([{ "username": "ada", "password": "difference-engine-1", "email": "ada@example.org" }]);
    schema("AccountForm", with_stock(body, Of::Changes))
}

fn account() -> Value {
    let account = object(json!({
        "id": id(), "username": text(), "email": email(),
        "is_staff": truth(), "is_superuser": truth(), "is_active": truth(), "date_joined": moment(),
    }));
    schema("Account", with_stock(account, Of::Answer))
}
