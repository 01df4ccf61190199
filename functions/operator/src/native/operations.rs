//! What the service tells of itself, in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::listed;
use shared::openapi::Operation;
use shared::openapi::schema::{id, list, moment, object, schema, text, truth};

pub(crate) fn owed() -> Operation {
    let kind = json!({ "type": "string", "enum": ["mail", "cleaning"] });
    let operation = Operation::new("List owed mails and cleaning")
        .says("For superusers. Oldest first. What was done is not in the list any more.")
        .query("kind", kind, "Mails or cleaning only.")
        .query("late", truth(), "What should have been done by now: owed, or due, for 15 minutes. A page may be short, though the list goes on.")
        .query("user", id(), "What names the user of this pk, and mails to the address that they have. A page may be short, though the list goes on.");
    listed(operation, "NativeOwedPage", owed_thing())
}

pub(crate) fn retry() -> Operation {
    Operation::new("Retry what is owed")
        .says("For superusers. Ends the pause after a failed try: mails are tried within a minute, cleaning within five. Repeating the call is safe.")
        .path("id", text(), "The `id` in the list.")
        .answers(StatusCode::ACCEPTED, "It is due.", owed_thing())
}

pub(crate) fn settings() -> Operation {
    let setting = object(json!({
        "name": described(text(), "The environment variable."),
        "value": described(perhaps("string"), "The text in force; null for secrets."),
        "secret": truth(),
        "is_default": described(truth(), "Of a secret, whether there is none."),
        "default": text(),
        "description": text(),
    }));
    let settings = object(json!({ "results": list(schema("NativeSetting", setting)) }));
    Operation::new("List the settings in force").says("For superusers. Secrets are never shown.").answers(
        StatusCode::OK,
        "All settings.",
        schema("NativeSettings", settings),
    )
}

pub(crate) fn health() -> Operation {
    let backlog = schema(
        "NativeBacklog",
        object(json!({
            "healthy": truth(),
            "late": described(count(), "How many are late, as far as a few hundred."),
            "oldest_owed_at": described(perhaps_moment(), "Since when the oldest of them is owed."),
        })),
    );
    let health = object(json!({
        "healthy": described(truth(), "Whether all of it is."),
        "table": object(json!({ "healthy": truth() })),
        "signing_key": object(json!({
            "healthy": truth(),
            "state": {
                "enum": ["fresh", "overdue", "missing"],
                "description": "`overdue`: it was to be replaced a day ago (`LATCHKEY_SIGNING_KEY_DAYS`).",
            },
        })),
        "mail": backlog,
        "cleaning": backlog,
    }));
    Operation::new("Check the service")
        .says("For administrators. 200 whatever it finds; 503 while the table does not answer.")
        .answers(StatusCode::OK, "How the service fares.", schema("NativeHealth", health))
        .throttled()
}

pub(crate) fn counts() -> Operation {
    let counted = schema(
        "NativeCount",
        object(json!({
            "total": count(),
            "exact": described(truth(), "Whether that is so now, as up to 10,000; beyond, it was counted up to a day ago."),
        })),
    );
    let counts =
        json!({ "users": counted, "groups": counted, "permissions": counted, "content_types": counted });
    Operation::new("Count users and what they may have")
        .says("For administrators.")
        .answers(StatusCode::OK, "How many there are.", schema("NativeCounts", object(counts)))
        .throttled()
}

fn owed_thing() -> Value {
    let perhaps_id = || json!({ "anyOf": [id(), { "type": "null" }] });
    let owed = object(json!({
        "id": text(),
        "kind": { "enum": ["mail", "cleaning"] },
        "what": described(text(), "Which mail, or what is to be cleaned away."),
        "user": described(perhaps_id(), "Whose it is, if it is a user's."),
        "group": described(perhaps_id(), "The group that was deleted."),
        "permission": described(perhaps_id(), "The permission that was deleted."),
        "address": described(perhaps("string"), "Where the mail goes, if not to the user's address."),
        "owed_at": moment(),
        "due": described(moment(), "It is not tried before."),
        "late": truth(),
        "attempts": described(perhaps("integer"), "Tries so far, of a mail."),
        "last_error": described(perhaps("string"), "Why SES did not take the mail last: its error code or an HTTP status."),
    }));
    schema("NativeOwed", owed)
}

fn count() -> Value {
    json!({ "type": "integer", "format": "int64", "minimum": 0 })
}

fn perhaps(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

fn perhaps_moment() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}
