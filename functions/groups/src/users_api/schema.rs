//! `GET /groups/schema/`: what a group consists of, in Tastypie's words.

use serde_json::json;
use shared::dialects::users_api::{self, Answer, NO_DEFAULT, ok, text_field, uri_field};

pub(crate) async fn schema() -> Answer {
    let group_id = json!({
        "blank": false, "default": NO_DEFAULT, "helpText": "Integer data. Ex: 2673", "nullable": true,
        "readonly": false, "type": "integer", "unique": false,
    });
    let fields = json!({ "groupId": group_id, "name": text_field(true), "resourceUri": uri_field() });
    Ok(ok(users_api::schema(&["get", "put", "delete"], &["get", "post"], fields)))
}
