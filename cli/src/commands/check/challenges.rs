//! A 401 says how to sign in, under the name that clients look for.

use super::report::Verdict;
use super::site::{Ask, Site};

/// `WWW-Authenticate` comes as it was sent. API Gateway's REST APIs rename it, its HTTP APIs do not.
pub(super) async fn arrive(site: &Site) -> Verdict {
    challenge(site, "/auth/session", "Token").await?;
    match site.serves("GET", "/v1/me") {
        true => challenge(site, "/v1/me", "Bearer realm=\"api\"").await,
        false => Ok(()),
    }
}

async fn challenge(site: &Site, path: &str, challenge: &str) -> Verdict {
    let answer = site.ask(Ask::get(path)).await?;
    let holds = answer.status() == 401 && answer.header("www-authenticate") == challenge;
    let advice = "a REST API renames this header, and some proxies drop it: put an HTTP API, and nothing that rewrites headers, \
                  before the functions";
    answer.expect(holds, &format!("401 with WWW-Authenticate: {challenge}"), advice)
}
