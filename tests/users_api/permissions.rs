//! `/permissions/` and `/contenttypes/` (docs/contracts/seeds.md §1.4).

use super::{
    at_work, column, holder, is_gone, is_invalid, is_json, is_refused, is_sorry, is_text, is_wrong, number,
    plain, stock,
};
use crate::world::Actor;
use serde_json::{Value, json};

const TAKEN: &str = "Permission with this content type and codename already exists.";
const MISSING: &str = "Required field missing.";
const BLANK: &str = "This field may not be blank.";

/// A permission about groups, as it is sent.
fn about_groups(codename: &str) -> Value {
    json!({ "codename": codename, "name": "Can do", "contentTypeUri": "/contenttypes/3/" })
}

async fn permission(root: &Actor, codename: &str) -> u64 {
    number(root.post("/permissions/", about_groups(codename)).await.has(201))
}

fn path(id: u64) -> String {
    format!("/permissions/{id}/")
}

#[tokio::test]
async fn a_permission_is_made_shown_changed_and_deleted() {
    let (_world, root) = at_work().await;
    let made = root.post("/permissions/", about_groups("lead_group")).await;
    let object = r#"{"codename": "lead_group", "contentTypeUri": "/contenttypes/3/", "name": "Can do", "resourceUri": "/permissions/25/"}"#;
    is_text(&made, 201, object);
    made.says("location", "https://accounts.test/permissions/25/");
    is_text(&root.get("/permissions/25/").await, 200, object);
    let sent = json!({ "codename": "head_group", "content_type_uri": "/contenttypes/4/" });
    let changed = r#"{"codename": "head_group", "contentTypeUri": "/contenttypes/4/", "name": "Can do", "resourceUri": "/permissions/25/"}"#;
    is_text(&root.put("/permissions/25/", sent).await, 200, changed);
    is_text(&root.put("/permissions/25/", json!({})).await, 200, changed);
    let nulls =
        json!({ "codename": null, "name": null, "contentTypeUri": null, "id": 7, "resourceUri": "/x/" });
    is_text(&root.put("/permissions/25/", nulls).await, 200, changed);
    root.delete("/permissions/25/", json!({})).await.is_empty(204);
    is_gone(&root.get("/permissions/25/").await);
}

#[tokio::test]
async fn the_stock_has_django_ids() {
    let (_world, root) = at_work().await;
    let first = r#"{"codename": "add_logentry", "contentTypeUri": "/contenttypes/1/", "name": "Can add log entry", "resourceUri": "/permissions/1/"}"#;
    is_text(&root.get("/permissions/1/").await, 200, first);
    for codename in ["add_user", "change_group", "delete_permission", "view_session"] {
        assert_eq!(root.get(&path(stock(codename))).await.text_of("codename"), codename);
    }
}

#[tokio::test]
async fn each_method_takes_its_own_right() {
    let (_world, root) = at_work().await;
    permission(&root, "lead_group").await;
    for (codename, allowed) in [
        ("view_permission", [200, 401, 401, 401]),
        ("add_permission", [401, 201, 401, 401]),
        ("change_permission", [200, 401, 200, 401]),
        ("delete_permission", [401, 401, 401, 204]),
    ] {
        let user = holder(&root, codename, &[codename]).await;
        let statuses = [
            user.get("/permissions/25/").await.status(),
            user.post("/permissions/", about_groups(codename)).await.status(),
            user.put("/permissions/25/", json!({ "name": "Can lead" })).await.status(),
            user.delete("/permissions/25/", json!({})).await.status(),
        ];
        assert_eq!(statuses, allowed, "{codename}");
        for list in ["/permissions/", "/permissions/set/1;2/"] {
            assert_eq!(user.get(list).await.status(), allowed[0], "{codename}");
        }
    }
}

#[tokio::test]
async fn all_three_fields_are_needed_and_the_content_type_is_missed_first() {
    let (_world, root) = at_work().await;
    is_sorry(&root.post("/permissions/", json!({})).await);
    is_sorry(
        &root
            .post("/permissions/", json!({ "codename": "x", "name": "y", "contentType": "/contenttypes/3/" }))
            .await,
    );
    is_sorry(&root.put("/permissions/77/", json!({ "codename": "x", "name": "y" })).await);
    let uri = json!({ "contentTypeUri": "/contenttypes/3/" });
    let both =
        r#"{"permissions": {"codename": "Required field missing.", "name": "Required field missing."}}"#;
    is_text(&root.post("/permissions/", uri.clone()).await, 400, both);
    is_text(&root.put("/permissions/77/", uri).await, 400, both);
    let nameless = json!({ "contentTypeUri": "/contenttypes/3/", "codename": "x" });
    is_invalid(&root.post("/permissions/", nameless).await, "permissions", json!({ "name": MISSING }));
    let null = json!({ "contentTypeUri": null, "codename": "x", "name": "y" });
    let why = json!({ "contentTypeUri": "This field may not be null." });
    is_invalid(&root.post("/permissions/", null).await, "permissions", why);
    let nulls = json!({ "contentTypeUri": "/contenttypes/3/", "codename": null, "name": null });
    is_invalid(
        &root.post("/permissions/", nulls).await,
        "permissions",
        json!({ "codename": BLANK, "name": BLANK }),
    );
}

#[tokio::test]
async fn texts_are_as_long_as_django_has_them() {
    let (_world, root) = at_work().await;
    let most = |chars: usize| format!("Ensure this field has no more than {chars} characters.");
    for (field, value, why) in [
        ("codename", json!(""), BLANK.to_owned()),
        ("codename", json!(" "), BLANK.to_owned()),
        ("codename", json!("x".repeat(101)), most(100)),
        ("codename", json!([1]), "Not a valid string.".to_owned()),
        ("name", json!(""), BLANK.to_owned()),
        ("name", json!("ä".repeat(256)), most(255)),
        ("name", json!("a\0"), "Null characters are not allowed.".to_owned()),
    ] {
        let mut form = about_groups("lead_group");
        form[field] = value.clone();
        is_invalid(&root.post("/permissions/", form).await, "permissions", json!({ field: why }));
        is_invalid(
            &root.put("/permissions/1/", json!({ field: value })).await,
            "permissions",
            json!({ field: why }),
        );
    }
    let mut longest = about_groups(&"x".repeat(100));
    longest["name"] = json!("ä".repeat(255));
    root.post("/permissions/", longest).await.has(201);
    let number = json!({ "codename": 5, "name": true, "contentTypeUri": "/contenttypes/3/" });
    let made = root.post("/permissions/", number).await;
    assert_eq!((made.text_of("codename"), made.text_of("name")), ("5".to_owned(), "True".to_owned()));
}

#[tokio::test]
async fn a_codename_is_unique_within_its_content_type() {
    let (_world, root) = at_work().await;
    permission(&root, "lead_group").await;
    let taken =
        r#"{"permissions": {"codename": "Permission with this content type and codename already exists."}}"#;
    is_text(&root.post("/permissions/", about_groups("lead_group")).await, 400, taken);
    let stock_name = json!({ "codename": "add_group", "name": "x", "contentTypeUri": "/contenttypes/3/" });
    is_text(&root.post("/permissions/", stock_name).await, 400, taken);
    root.post("/permissions/", about_groups("Lead_group")).await.has(201);
    let mut elsewhere = about_groups("lead_group");
    elsewhere["contentTypeUri"] = json!("/contenttypes/4/");
    let other = number(root.post("/permissions/", elsewhere).await.has(201));
    let moved = json!({ "contentTypeUri": "/contenttypes/3/" });
    is_invalid(&root.put(&path(other), moved).await, "permissions", json!({ "codename": TAKEN }));
    is_invalid(
        &root.put("/permissions/77/", about_groups("lead_group")).await,
        "permissions",
        json!({ "codename": TAKEN }),
    );
    root.put(&path(25), json!({ "codename": "lead_group", "name": "Can lead" })).await.has(200);
}

#[tokio::test]
async fn a_content_type_is_said_by_its_uri_in_several_forms() {
    let (_world, root) = at_work().await;
    for uri in [
        "/contenttypes/4/",
        "contenttypes/4/",
        "/auth/contenttypes/4/",
        "http://example.com/contenttypes/4/",
        "https://accounts.test/contenttypes/4/",
    ] {
        let reply = root.put("/permissions/1/", json!({ "contentTypeUri": uri })).await;
        assert_eq!(reply.has(200).text_of("contentTypeUri"), "/contenttypes/4/", "{uri}");
        root.put("/permissions/1/", json!({ "contentTypeUri": "/contenttypes/1/" })).await.has(200);
    }
}

#[tokio::test]
async fn what_is_no_content_type_is_told_as_the_original_tells_it() {
    let (_world, root) = at_work().await;
    let create = async |uri: Value| {
        let form = json!({ "codename": "x", "name": "y", "contentTypeUri": uri });
        root.post("/permissions/", form).await
    };
    for uri in [
        "",
        "/groups/4/",
        "nonsense",
        "/contenttypes/abc/",
        "/contenttypes/4",
        "/contenttypes/4/?x=1",
        "/contenttypes/",
        "/contenttypes/schema/",
        "/contenttypes/set/1/",
    ] {
        is_sorry(&create(json!(uri)).await);
        is_sorry(&root.put("/permissions/1/", json!({ "contentTypeUri": uri })).await);
    }
    for uri in ["/contenttypes/999/", "http://example.com/contenttypes/999/", "/contenttypes/0/"] {
        let why = format!("Could not find the provided object via resource URI '{uri}'.");
        is_wrong(&create(json!(uri)).await, &why);
    }
    for (sent, shown) in [
        (json!(1), "1"),
        (json!(true), "True"),
        (json!(1.5), "1.5"),
        (json!([]), "[]"),
        (json!(["/contenttypes/1/"]), "[u'/contenttypes/1/']"),
    ] {
        let why = format!(
            "The 'content_type_uri' field was given data that was not a URI, not a dictionary-alike and does not have a 'pk' attribute: {shown}."
        );
        is_wrong(&create(sent).await, &why);
    }
    create(json!({ "appLabel": "evil", "model": "evil", "name": "evil" })).await.has(400);
    assert_eq!(column(&root.get("/contenttypes/").await, "name").len(), 6);
    assert_eq!(root.get("/permissions/").await.json()["meta"]["totalCount"], 24);
}

#[tokio::test]
async fn numbers_are_taken_as_python_takes_them() {
    let (_world, root) = at_work().await;
    for segment in ["01", "%2B1", "%201"] {
        assert_eq!(
            root.get(&format!("/permissions/{segment}/")).await.text_of("resourceUri"),
            "/permissions/1/"
        );
        let content_type = root.get(&format!("/contenttypes/{segment}/")).await;
        assert_eq!(content_type.text_of("resourceUri"), "/contenttypes/1/");
    }
    for segment in ["999", "0", "-1", "99999999999999999999999999"] {
        is_gone(&root.get(&format!("/permissions/{segment}/")).await);
        is_gone(&root.delete(&format!("/permissions/{segment}/"), json!({})).await);
        is_gone(&root.get(&format!("/contenttypes/{segment}/")).await);
    }
    for segment in ["abc", "1.0", "%C3%A9", "1;2", "set", "%20"] {
        is_sorry(&root.get(&format!("/permissions/{segment}/")).await);
        is_sorry(&root.get(&format!("/contenttypes/{segment}/")).await);
        is_sorry(&root.put(&format!("/permissions/{segment}/"), json!({})).await);
    }
}

#[tokio::test]
async fn a_number_that_no_permission_had_becomes_a_new_ones() {
    let (_world, root) = at_work().await;
    let made = root.put("/permissions/77/", about_groups("lead_group")).await;
    assert_eq!(number(made.has(201).says("location", "https://accounts.test/permissions/77/")), 77);
    assert_eq!(permission(&root, "head_group").await, 78);
    for id in [1_u64 << 32, (1 << 53) - 1] {
        is_gone(&root.put(&path(id), about_groups("x")).await);
    }
    for codename in ["add_permission", "change_permission"] {
        let one = holder(&root, codename, &[codename]).await;
        is_refused(&one.put("/permissions/99/", about_groups("x")).await);
    }
    let both = holder(&root, "both", &["add_permission", "change_permission"]).await;
    both.put("/permissions/99/", about_groups("x")).await.has(201);
}

#[tokio::test]
async fn what_a_permission_allows_only_a_superuser_changes() {
    let (_world, root) = at_work().await;
    permission(&root, "lead_group").await;
    let clerk = holder(&root, "clerk", &["change_permission"]).await;
    is_refused(&clerk.put("/permissions/25/", json!({ "codename": "head_group" })).await);
    is_refused(
        &clerk.put("/permissions/25/", json!({ "contentTypeUri": "/contenttypes/4/", "name": "x" })).await,
    );
    let harmless =
        json!({ "codename": "lead_group", "contentTypeUri": "contenttypes/3/", "name": "Can lead" });
    assert_eq!(clerk.put("/permissions/25/", harmless).await.has(200).text_of("name"), "Can lead");
    root.put("/permissions/25/", json!({ "codename": "head_group" })).await.has(200);
}

#[tokio::test]
async fn a_stock_permission_that_is_renamed_or_deleted_gives_no_right_any_more() {
    let (_world, root) = at_work().await;
    let ada = holder(&root, "ada", &["add_group", "view_group"]).await;
    let right = path(stock("add_group"));
    ada.post("/groups/", json!({ "name": "a" })).await.has(201);
    root.put(&right, json!({ "name": "Darf Gruppen anlegen" })).await.has(200);
    ada.post("/groups/", json!({ "name": "b" })).await.has(201);

    root.put(&right, json!({ "codename": "make_group" })).await.has(200);
    is_refused(&ada.post("/groups/", json!({ "name": "c" })).await);
    root.put(&right, json!({ "codename": "add_group" })).await.has(200);
    ada.post("/groups/", json!({ "name": "c" })).await.has(201);
    root.put(&right, json!({ "contentTypeUri": "/contenttypes/1/" })).await.has(200);
    is_refused(&ada.post("/groups/", json!({ "name": "d" })).await);
    root.put(&right, json!({ "contentTypeUri": "/contenttypes/3/" })).await.has(200);
    ada.post("/groups/", json!({ "name": "d" })).await.has(201);

    root.delete(&right, json!({})).await.is_empty(204);
    is_refused(&ada.post("/groups/", json!({ "name": "e" })).await);
    ada.get("/groups/").await.has(200);
    root.post("/groups/", json!({ "name": "e" })).await.has(201);
}

#[tokio::test]
async fn a_codename_that_is_used_again_inherits_nothing() {
    let (world, root) = at_work().await;
    let ada = holder(&root, "ada", &["add_group"]).await;
    root.delete(&path(stock("add_group")), json!({})).await.is_empty(204);
    let again = permission(&root, "add_group").await;
    for _ in 0..2 {
        is_refused(&ada.post("/groups/", json!({ "name": "a" })).await);
        assert!(column(&root.get(&format!("/users/{}/permissions/", ada.id)).await, "codename").is_empty());
        is_gone(&root.put(&path(stock("add_group")), about_groups("back")).await);
        world.deliver().await;
    }
    let listed = root.get(&format!("/users/{}/permissions/{again}/", ada.id)).await;
    is_text(&listed, 404, "Cannot find user permission!");
}

#[tokio::test]
async fn a_set_shows_what_is_there_in_the_order_asked_for() {
    let (_world, root) = at_work().await;
    for path in
        ["/permissions/set/2;1;2/", "/permissions/set/2%3B1%3B2/", "/permissions/set/02;1;+2/?limit=1"]
    {
        let codenames = column(&root.get(path).await, "codename");
        assert_eq!(codenames, ["change_logentry", "add_logentry", "change_logentry"], "{path}");
    }
    let some = root.get("/contenttypes/set/999;4;0;998/").await;
    let user =
        json!({ "appLabel": "auth", "model": "user", "name": "user", "resourceUri": "/contenttypes/4/" });
    is_json(&some, 200, json!({ "notFound": ["999", "0", "998"], "objects": [user] }));
    is_text(&root.get("/permissions/set/999/").await, 200, r#"{"notFound": ["999"], "objects": []}"#);
    for ids in ["abc", "1,2", "13;", ";", "1;x"] {
        is_sorry(&root.get(&format!("/permissions/set/{ids}/")).await);
        is_sorry(&root.get(&format!("/contenttypes/set/{ids}/")).await);
    }
    is_sorry(&root.get("/permissions/set/").await);
}

#[tokio::test]
async fn the_schemas_are_the_originals() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let permissions = r#"{"allowedDetailHttpMethods": ["get", "put", "delete"], "allowedListHttpMethods": ["get", "post"], "defaultFormat": "application/json", "defaultLimit": 20, "fields": {"codename": {"blank": false, "default": "No default provided.", "helpText": "Unicode string data. Ex: \"Hello World\"", "nullable": false, "readonly": false, "type": "string", "unique": false}, "contentTypeUri": {"blank": false, "default": "No default provided.", "helpText": "A single related resource. Can be either a URI or set of nested resource data.", "nullable": false, "readonly": false, "relatedType": "to_one", "type": "related", "unique": false}, "name": {"blank": false, "default": "No default provided.", "helpText": "Unicode string data. Ex: \"Hello World\"", "nullable": false, "readonly": false, "type": "string", "unique": false}, "resourceUri": {"blank": false, "default": "No default provided.", "helpText": "Unicode string data. Ex: \"Hello World\"", "nullable": false, "readonly": true, "type": "string", "unique": false}}}"#;
    is_text(&ada.get("/permissions/schema/").await, 200, permissions);
    let content_types = ada.get("/contenttypes/schema/").await.has(200).json();
    assert_eq!(content_types["allowedDetailHttpMethods"], json!(["get"]));
    assert_eq!(content_types["allowedListHttpMethods"], json!(["get"]));
    let fields: Vec<_> = content_types["fields"].as_object().expect("fields").keys().collect();
    assert_eq!(fields, ["appLabel", "model", "name", "resourceUri"]);
}

mod content_types {
    use super::{at_work, holder, is_refused, is_text, plain};

    #[tokio::test]
    async fn they_are_shown_with_their_labels() {
        let (_world, root) = at_work().await;
        let first = r#"{"appLabel": "admin", "model": "logentry", "name": "log entry", "resourceUri": "/contenttypes/1/"}"#;
        is_text(&root.get("/contenttypes/1/").await, 200, first);
        let last = r#"{"appLabel": "sessions", "model": "session", "name": "session", "resourceUri": "/contenttypes/6/"}"#;
        is_text(&root.get("/contenttypes/6/").await, 200, last);
    }

    #[tokio::test]
    async fn they_are_for_whoever_may_see_or_change_them() {
        let (_world, root) = at_work().await;
        for codename in ["view_contenttype", "change_contenttype"] {
            let user = holder(&root, codename, &[codename]).await;
            for path in ["/contenttypes/", "/contenttypes/1/", "/contenttypes/set/1;2/"] {
                user.get(path).await.has(200);
            }
        }
        let ada = plain(&root, "ada").await;
        for path in ["/contenttypes/", "/contenttypes/1/", "/contenttypes/set/1;2/", "/contenttypes/999/"] {
            is_refused(&ada.get(path).await);
        }
    }
}
