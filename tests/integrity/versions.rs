//! Who edits what they saw, and what comes in between.

use super::races::at_once;
use crate::world::{Reply, World};
use serde_json::{Value, json};

/// How many at the same moment.
const EDITORS: usize = 32;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_edit_the_same_version_one_does() {
    let world = World::new().await;
    let root = world.superuser().await;
    root.post("/v1/groups", json!({ "name": "editors" })).await.has(201);
    let replies = at_once(EDITORS, |number| {
        let root = root.with("if-match", "\"1\"");
        async move { root.patch("/v1/groups/1", json!({ "name": format!("editors {number}") })).await }
    });
    let replies = replies.await;
    let won: Vec<_> = replies.iter().filter(|reply| reply.status() == 200).collect();
    assert_eq!(won.len(), 1);
    assert!(replies.iter().all(|reply| [200, 412].contains(&reply.status())));
    root.get("/v1/groups/1").await.is(200, won[0].json()).says("etag", "\"2\"");
    // Who does not say what they saw comes after the others.
    let replies = at_once(4, |number| {
        let root = root.clone();
        async move { root.patch("/v1/groups/1", json!({ "name": format!("writers {number}") })).await }
    });
    assert!(replies.await.iter().all(|reply| reply.status() == 200));
    root.get("/v1/groups/1").await.says("etag", "\"6\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_permission_survives_what_it_is_about() {
    let world = World::new().await;
    let root = world.superuser().await;
    for round in 0..4 {
        let new = json!({ "app_label": "blog", "model": format!("post{round}") });
        let made = root.post("/v1/content_types", new).await.has(201).json();
        let replies = at_once(16, |number| {
            let (root, pk) = (root.clone(), made["pk"].clone());
            async move {
                match number {
                    7 => root.delete(&format!("/v1/content_types/{pk}"), Value::Null).await,
                    _ => {
                        let new =
                            json!({ "codename": format!("do{number}"), "name": "Can", "content_type": pk });
                        root.post("/v1/permissions", new).await
                    }
                }
            }
        });
        let replies = replies.await;
        replies[7].is_empty(204);
        assert!(replies.iter().map(Reply::status).all(|status| [201, 204, 400].contains(&status)));
        let left = root.get("/v1/permissions?limit=100").await.has(200).json();
        assert_eq!(left["results"].as_array().map(Vec::len), Some(24), "{left}");
    }
}
