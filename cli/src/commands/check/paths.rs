//! A path reaches its function as it was meant: with and without the slash, decoded once.

use super::discovery::JWKS;
use super::report::Verdict;
use super::site::{Ask, Site};

/// Both slash forms are the same, of every function that always has a path, and nobody is sent from one to the other.
pub(super) async fn slashes(site: &Site) -> Verdict {
    for path in [
        "/auth/session",
        "/auth/session/login",
        JWKS,
        "/v1/me",
        "/v1/sessions",
        "/v1/groups",
        "/groups",
        "/auth/users/activation",
    ] {
        let without = site.ask(Ask::get(path)).await?;
        let with = site.ask(Ask::get(&format!("{path}/"))).await?;
        let advice = "HTTP APIs register no path that ends in a slash: each route needs its `/{proxy+}` beside it, and nothing before them \
                      may redirect";
        let expected = format!("what {path} answers: {without}");
        let same = with.status() == without.status() && with.body() == without.body();
        with.expect(same && with.is_ours(), &expected, advice)?;
        without.expect(without.is_ours(), "an answer of ours", advice)?;
    }
    Ok(())
}

/// A path is decoded once. Where the gateway decides on a route before it decodes, another function answers, which
/// knows no such path.
pub(super) async fn encoded(site: &Site) -> Verdict {
    for (path, statuses, expected) in [
        ("/auth/%73ession", &[401][..], "what /auth/session answers: 401"),
        ("/auth/%2573ession", &[404], "404: decoded twice, it would be /auth/session"),
        ("/auth/session%20", &[404], "404: there is no such path"),
        ("/auth/session%40example.org", &[404], "404: there is no such path"),
        ("/auth/session%25", &[404], "404: there is no such path"),
        ("/auth%2Fsession", &[401, 404], "401 or 404"),
    ] {
        let answer = site.ask(Ask::get(path)).await?;
        let holds = answer.is_ours() && statuses.contains(&answer.status()) && answer.json().is_object();
        let advice = "names in paths (/v1/users/{name}) would not be found: nothing before the gateway may decode or encode paths";
        answer.expect(holds, expected, advice)?;
    }
    Ok(())
}
