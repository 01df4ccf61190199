//! What Lambda could not hand on is refused in a sentence, in every dialect that lists users.

use crate::world::{Actor, World};
use serde_json::{Value, json};

/// Puts so many users beside this one, each as large as a profile may be: so a few hundred will do.
async fn multiply(world: &World, ada: &Actor, copies: u64) {
    let proxy = world.proxy();
    let one = proxy.items_of(&format!("U#{}", ada.id)).await.pop().expect("she is there");
    let copies: Vec<_> = (1..=copies).map(|number| copy(&one, ada.id, number)).collect();
    for some in copies.chunks(25) {
        proxy.ask("BatchWriteItem", &json!({ "RequestItems": { "latchkey": some } })).await;
    }
}

fn copy(one: &Value, id: u64, number: u64) -> Value {
    let mut item = one.clone();
    // Further on than the ids of a moment reach, of which somebody else has one.
    let other = id + (1 << 20) + number;
    item["pk"]["S"] = format!("U#{other}").into();
    item["gsi1pk"]["S"] = format!("UID#{}", other % 16).into();
    item["gsi1sk"]["S"] = format!("{other:016}").into();
    item["id"]["N"] = other.to_string().into();
    item["profile"]["M"]["first_name"] = json!({ "S": "\u{20000}".repeat(3_000) });
    json!({ "PutRequest": { "Item": item } })
}

#[tokio::test]
async fn a_list_that_lambda_could_not_hand_on_is_refused_in_a_sentence() {
    let world = World::behind_proxy(&[("REQUIRED_FIELDS", "email,first_name,last_name")]).await;
    let root = world.superuser().await;
    let ada = world.user("ada").await;
    multiply(&world, &ada, 10).await;
    for path in ["/api/accounts/", "/auth/users/", "/users/?limit=1000"] {
        root.get(path).await.has(200);
    }
    root.post("/v1/users/list", json!({})).await.has(200);
    multiply(&world, &ada, 450).await;
    let more = [
        root.get("/api/accounts/").await,
        root.get("/auth/users/").await,
        root.post("/v1/users/list", json!({})).await,
    ];
    for reply in more {
        let told = reply.has(400).text_of("detail");
        assert!(told.contains("than this list shows, which is 10000 or 5 MB of them"), "{told}");
    }
    let larger = json!({ "error": "The page is larger than 5 MB: ask for fewer objects, by 'limit'." });
    assert_eq!(root.get("/users/?limit=1000").await.has(400).json(), larger);
    root.get("/users/?limit=10").await.has(200);
    root.get("/v1/users?limit=100").await.has(200);
}
