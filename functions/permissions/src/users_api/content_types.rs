//! `/contenttypes/`: to be read. `latchkey contenttypes add` makes them.

use serde_json::json;
use shared::dialects::users_api::{self, Answer, ok, text_field, uri_field};

/// What a content type consists of, in Tastypie's words.
pub(crate) async fn schema() -> Answer {
    let fields = json!({
        "appLabel": text_field(false),
        "model": text_field(false),
        "name": text_field(false),
        "resourceUri": uri_field(),
    });
    Ok(ok(users_api::schema(&["get"], &["get"], fields)))
}
