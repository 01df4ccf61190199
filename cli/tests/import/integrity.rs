//! `latchkey check` over a table, and what a deletion leaves of whoever was brought along.

use super::{SETTINGS, fixture};
use crate::{Folder, LOOKS, PAUSE, Serve};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_together_is_found_and_mended() {
    use shared::domain::{GroupId, UserId};
    use shared::store::{Holding, Key, Store};
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    serve.import(&[&fixture("users.json")]);
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    let group = Holding::Group(GroupId::from(2));
    for key in [
        Key::Username("scrypt"),
        Key::Holder(group, UserId::from(5)),
        Key::GroupName("editors"),
        Key::User(UserId::from(7)),
        Key::Sequence(shared::store::Catalogue::Groups),
    ] {
        store.erase(key).await.expect("the table answers");
    }
    store.take_from_set(Key::Superusers, "ids", 10).await.expect("the table answers");

    let found = serve.run(&["check", "--json"]);
    assert_eq!(found.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let problems = report["problems"].as_object().expect("problems");
    let of = |kind: &str| problems.get(kind).cloned().unwrap_or_default();
    assert_eq!(
        of("names, addresses and unique values without a claim"),
        json!(["the user name of user 5"]),
        "{report}"
    );
    assert_eq!(
        of("holders whom a group or permission does not know"),
        json!(["user 5 in group 2"]),
        "{report}"
    );
    assert_eq!(
        of("groups, permissions and content types without claim or row"),
        json!(["group 1"]),
        "{report}"
    );
    assert_eq!(of("superusers who are not counted"), json!(["user 10"]), "{report}");
    assert_eq!(of("ids that would be given out again"), json!(["group: 2 is taken"]), "{report}");
    assert_eq!(of("claims that are nobody's").as_array().map(Vec::len), Some(2), "{report}");
    assert!(
        of("leftovers of users who are not there").as_array().is_some_and(|left| left.len() >= 2),
        "{report}"
    );
    assert_eq!(serve.sign_in("scrypt", "hunter2-scrypt"), None, "their name is nobody's");

    let mended = serve.run(&["check", "--repair"]);
    assert_eq!(mended.status.code(), Some(0), "{}", String::from_utf8_lossy(&mended.stderr));
    // What the user had who is gone shows up when the rest of theirs is.
    for _ in 0..2 {
        serve.run(&["check", "--repair"]);
    }
    let again = serve.run(&["check"]);
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stdout));
    assert!(serve.sign_in("scrypt", "hunter2-scrypt").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_deleted_leaves_nothing_but_the_id() {
    use shared::store::Store;
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    serve.import(&[&fixture("users.json")]);
    serve.sign_in("scrypt", "hunter2-scrypt").expect("they are here");
    assert_eq!(serve.run(&["user", "delete", "scrypt", "--noinput"]).status.code(), Some(0));
    assert_eq!(serve.get("/auth/users/me/", &"50".repeat(20)).0, 401, "their old token is dead");

    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    let sha256 = shared::auth::token::sha256_hex(&"50".repeat(20));
    let mut left = Vec::new();
    for _ in 0..LOOKS {
        let (items, _) = store.scan((0, 1), None).await.expect("the table answers");
        let texts = items.iter().map(|item| format!("{item:?}"));
        // The tombstone has the id, and so has the cleaning that is owed.
        let theirs = ["\"U#5\"", "\"S#5\"", "\"L#5\"", "\"O#5\"", "\"R#5\"", "scrypt@", &sha256];
        left = texts
            .filter(|text| theirs.iter().any(|its| text.contains(its)) && !text.contains("deleted_at"))
            .collect();
        if left.is_empty() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("{left:#?}");
}
