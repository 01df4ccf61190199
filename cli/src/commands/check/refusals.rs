//! What cannot be served is refused by us, in JSON.

use super::report::Verdict;
use super::site::{Ask, Site};
use serde_json::json;
use shared::chance::random_id;

/// A path that nobody has: at the root, and under one of the gateway's greedy routes.
pub(super) async fn unknown_paths(site: &Site) -> Verdict {
    for path in [format!("/{}", random_id()), format!("/.well-known/{}", random_id())] {
        let answer = site.ask(Ask::get(&path)).await?;
        let holds = answer.status() == 404 && answer.json() == json!({ "detail": "Not found." });
        let advice =
            "the gateway's $default route must lead to the function users, and its stage be $default";
        answer.expect(holds, "404 {\"detail\": \"Not found.\"}", advice)?;
    }
    Ok(())
}

/// A method that a path does not have: 405, and `Allow` names those it has.
pub(super) async fn wrong_methods(site: &Site) -> Verdict {
    let answer = site.ask(Ask::get("/auth/session/login")).await?;
    let holds = answer.status() == 405
        && answer.header("allow").contains("POST")
        && answer.json() == json!({ "detail": "Method \"GET\" not allowed." });
    answer.expect(
        holds,
        "405 with Allow: POST, …",
        "the routes must take ANY method, and Allow must come through",
    )
}
