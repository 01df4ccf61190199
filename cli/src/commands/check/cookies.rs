//! Two cookies are two, in a request and in an answer.

use super::report::{Verdict, skipped};
use super::site::{Ask, Site};
use serde_json::json;

/// A dead session's cookie is seen beside another, in either order: `POST /users/` then takes it away.
pub(super) async fn sent(site: &Site) -> Verdict {
    if !site.serves_as("users-api", "POST", "/users") {
        return Err(skipped("only users-api tells what it saw, and it is off; --username shows it too"));
    }
    let name = site.session_cookie();
    for cookies in [format!("{name}=dead; theme=dark"), format!("theme=dark; {name}=dead")] {
        let answer = site.ask(Ask::post("/users").header("cookie", &cookies).json(&json!({}))).await?;
        let cleared = answer.set_cookies().iter().any(|cookie| cookie.starts_with(&format!("{name}=;")));
        let expected = format!("401 that takes {name} away, for Cookie: {cookies}");
        let advice = "cookies must all be passed on: behind CloudFront forward all of them, and all headers";
        answer.expect(answer.status() == 401 && cleared, &expected, advice)?;
    }
    Ok(())
}

/// Two cookies are set by two headers: joined by a comma, browsers take one or none.
pub(super) async fn set(site: &Site) -> Verdict {
    let answer = site.ask(Ask::post("/auth/session/logout")).await?;
    let set = answer.set_cookies();
    let one = |name: &str| set.iter().filter(|cookie| cookie.starts_with(&format!("{name}=;"))).count() == 1;
    answer.expect(
        set.len() == 2 && one(site.session_cookie()) && one(site.csrf_cookie()),
        &format!("two Set-Cookie: {} and {}", site.session_cookie(), site.csrf_cookie()),
        SET,
    )
}

/// What to do when cookies do not arrive.
pub(super) const SET: &str =
    "the integrations must have payload format 2.0, which keeps cookies apart, and nothing may join headers";
