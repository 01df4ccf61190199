//! How many times a request waits for the table, one after the other (design: the table's ceilings). Calls that run at
//! the same time are one wave.

use crate::world::{GOOD, Proxy, World};
use serde_json::json;

/// What the proxy has seen since the last look is at most so many waves.
#[track_caller]
fn at_most(waves: usize, seen: &Proxy) {
    let counted = seen.waves();
    assert!(counted <= waves, "{counted} waves instead of {waves}:{}", seen.listing());
    seen.forget();
}

#[tokio::test]
async fn registration_is_one_transaction() {
    let world = World::behind_proxy(&[]).await;
    world.newcomer("ada").await;
    let calls = world.proxy().calls();
    let operations: Vec<_> = calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(operations, ["TransactWriteItems"], "{}", world.proxy().listing());
    let _ = (GOOD, json!(null));
    at_most(1, world.proxy());
}
