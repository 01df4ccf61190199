//! CORS is ours: what the gateway answers to a preflight says nothing of `LATCHKEY_CORS_ALLOWED_ORIGINS`.

use super::report::Verdict;
use super::site::{Ask, Site};
use shared::chance::random_id;

/// A preflight of an origin that nobody allowed is answered by us, with nothing; an `OPTIONS` that is none by the path.
pub(super) async fn is_ours(site: &Site) -> Verdict {
    let advice = "configure no CORS at the gateway (it then answers preflights itself and drops our headers); set CorsAllowedOrigins \
                  instead";
    let origin = format!("https://{}.invalid", random_id());
    let preflight = Ask::new("OPTIONS", "/auth/session").header("origin", origin);
    let answer = site.ask(preflight.header("access-control-request-method", "GET")).await?;
    // Ours is known by its headers.
    let is_ours = answer.status() == 204 && answer.header("x-content-type-options") == "nosniff";
    let lets_in = answer.header("access-control-allow-origin");
    answer.expect(is_ours && lets_in.is_empty(), "204 of ours that lets nobody in", advice)?;
    let answer = site.ask(Ask::new("OPTIONS", "/auth/session")).await?;
    let holds = answer.status() == 200 && answer.header("allow").contains("GET");
    answer.expect(holds, "200 with Allow: GET, …", advice)
}
