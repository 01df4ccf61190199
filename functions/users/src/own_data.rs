//! `GET /v1/me/export` and `GET /auth/users/me/export/`: all that is stored about oneself.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::Answer;
use shared::dialects::own_data::own_data_view;
use shared::http::json;
use shared::openapi::Operation;
use shared::openapi::fields::{Of, with_fields};
use shared::openapi::schema::{email, id, list, moment, object, or_null, schema, text, truth};

pub(crate) async fn read(State(app): State<App>, caller: Caller) -> Answer {
    let data = accounts::own_data(&app, &caller).await?;
    Ok(json(StatusCode::OK, &own_data_view(&app, &caller, &data)))
}

pub(crate) fn describe() -> Operation {
    Operation::new("Export what is stored about oneself")
        .says("Everything but hashes, secrets, and fields that only administrators see. Sign-ins and links that are over are in it until they are swept.")
        .answers(StatusCode::OK, "The caller's data.", document())
        .throttled()
}

fn document() -> Value {
    let count = || json!({ "type": "integer", "minimum": 0 });
    let failures = || object(json!({ "count": count(), "last": or_null(moment()) }));
    let pending =
        or_null(object(json!({ "email": email(), "requested_at": moment(), "expires_at": moment() })));
    let profile = object(json!({ "id": id(), "username": text(), "email": email() }));
    let account = object(json!({
        "is_active": truth(), "is_staff": truth(),
        "is_superuser": truth(), "has_password": truth(), "date_joined": moment(), "last_login": or_null(moment()),
        "activated_at": or_null(moment()), "email_proven_at": or_null(moment()), "email_change_requested_at": or_null(moment()),
        "locale": or_null(text()), "imported_id": or_null(text()),
    }));
    schema(
        "OwnData",
        object(json!({
            "exported_at": moment(),
            "profile": with_fields(profile, Of::Answer),
            "account": account,
            "pending_email": pending,
            "former_emails": list(object(json!({ "email": email(), "username": text(), "undo_until": moment() }))),
            "groups": list(object(json!({ "id": id(), "name": text() }))),
            "user_permissions": list(object(json!({ "id": id(), "permission": text(), "name": text() }))),
            "sign_ins": list(object(json!({
                "kind": { "enum": ["jwt", "cookie", "token"] }, "created_at": moment(), "last_used_at": moment(),
                "expires_at": or_null(moment()), "ended_at": or_null(moment()), "agent": text(), "is_open": truth(), "current": truth(),
            }))),
            "links": list(object(json!({
                "purpose": { "enum": ["activation", "password_reset", "username_reset"] }, "made_at": moment(),
                "last_sent_at": or_null(moment()), "expires_at": moment(), "used_at": or_null(moment()),
            }))),
            "failed_sign_ins": object(json!({
                "by_username": failures(), "by_email": failures(), "by_current_password": failures(),
            })),
            "known_devices": list(object(json!({ "last_sign_in": moment(), "failed_sign_ins": count() }))),
        })),
    )
}
