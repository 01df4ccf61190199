//! What others need to believe our access tokens.

use super::report::Verdict;
use super::site::{Ask, Site};
use serde_json::Value;

/// The public keys.
pub(super) const JWKS: &str = "/.well-known/jwks.json";

/// The issuer is the URL, to the letter: authorizers compare both, and links in mails begin with it.
pub(super) async fn issuer(site: &Site) -> Verdict {
    let origin = site.origin();
    let answer = site.ask(Ask::get("/.well-known/openid-configuration")).await?;
    let document = answer.json();
    let holds = document["issuer"] == origin && document["jwks_uri"] == format!("{origin}{JWKS}");
    let advice = format!(
        "LATCHKEY_PUBLIC_URL must be {origin}, or clients must call the issuer's URL: set DomainName, and check that one"
    );
    answer.expect(answer.status() == 200 && holds, &format!("issuer {origin}"), &advice)
}

/// There is a key: authorizers remember an empty set for two hours.
pub(super) async fn keys(site: &Site) -> Verdict {
    let answer = site.ask(Ask::get(JWKS)).await?;
    let document = answer.json();
    let keys = document["keys"].as_array();
    let is_good = |key: &Value| key["kty"] == "RSA" && key["alg"] == "RS256" && key["kid"].is_string();
    let holds = answer.status() == 200 && keys.is_some_and(|keys| keys.iter().any(is_good));
    let advice = "nobody can sign in by JWT: call the function tokens, which makes one (aws lambda invoke --function-name \
                  <TokensFunction>); a minute later it is published. Its log says why the deployment did not";
    answer.expect(holds, "at least one RS256 key", advice)
}
