//! A JWT: what authorizers of other APIs make of it, and whether it opens the door here.

use super::super::discovery::JWKS;
use super::super::report::{Trouble, Verdict, failed, skipped};
use super::super::site::{Ask, Site};
use super::Account;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// One of one's own sessions.
const SESSION: &str = "/v1/sessions/{session}";

/// What to do when the header gets lost.
const AUTHORIZATION: &str =
    "Authorization must be passed on, and no authorizer may stand before these functions";

/// An access token.
pub(super) struct Token(String);

impl Token {
    /// By the native API, or djoser's where that is off.
    pub(super) async fn sign_in(site: &Site, account: &Account) -> Result<Self, Trouble> {
        let Account { name, password } = account;
        let ask = if site.serves("POST", "/v1/sessions") {
            Ask::post("/v1/sessions").json(&json!({ "login": name, "password": password }))
        } else if site.serves("POST", "/auth/jwt/create") {
            // Which of the two is read is a setting.
            let form = json!({ "username": name, "email": name, "password": password });
            Ask::post("/auth/jwt/create").json(&form)
        } else {
            return Err(skipped("only native and djoser issue JWTs, and both are off"));
        };
        let answer = site.ask(ask.secret()).await?;
        let access = answer.json()["access"].as_str().map(str::to_owned);
        answer.expect(
            access.is_some(),
            "an access token",
            "signing in by cookie went well: the function's log tells",
        )?;
        access.map(Self).ok_or_else(|| failed("no access token"))
    }

    /// It is of this issuer, under a published key, and its header arrives.
    pub(super) async fn reads(&self, site: &Site) -> Verdict {
        let (head, claims) = (self.part(0), self.part(1));
        let keys = site.ask(Ask::get(JWKS)).await?;
        let published = keys.json()["keys"]
            .as_array()
            .is_some_and(|keys| keys.iter().any(|key| key["kid"] == head["kid"]));
        let advice = "authorizers would refuse the token. A key that this sign-in has just made is published within a minute; if it stays so, \
                      the functions have different tables";
        keys.expect(published, &format!("a key {}, which signed the token", head["kid"]), advice)?;
        let origin = site.origin();
        if head["alg"] != "RS256" || claims["iss"] != origin {
            return Err(failed(format!(
                "asked     for an access token\nexpected  RS256 of issuer {origin}\ncame      {} of issuer {}\n\
                 LATCHKEY_PUBLIC_URL must be {origin} for every function",
                head["alg"], claims["iss"]
            )));
        }
        let answer = site.ask(self.with(Ask::get("/auth/session"))).await?;
        answer.expect(answer.status() == 200, "200 for Authorization: Bearer …", AUTHORIZATION)
    }

    /// Their own name finds them, every character of it encoded.
    pub(super) async fn reads_by_name(&self, site: &Site) -> Verdict {
        if !site.serves("GET", "/v1/me") {
            return Err(skipped("the native API is off"));
        }
        let me = site.ask(self.with(Ask::get("/v1/me"))).await?;
        me.expect(me.status() == 200, "200 for Authorization: Bearer …", AUTHORIZATION)?;
        let me = me.json();
        let name = me["username"].as_str().unwrap_or_default();
        if name.is_empty() || name.bytes().all(|c| c.is_ascii_digit()) {
            return Err(skipped("this user has no name that is one in a path"));
        }
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = site.ask(self.with(Ask::get(&format!("/v1/users/{encoded}")))).await?;
        let holds = answer.status() == 200 && answer.json()["username"] == name;
        answer.expect(holds, "200 with this user", "nothing before the gateway may decode or encode paths")
    }

    /// Ends another session of the same user, and tells whether it was open.
    pub(super) async fn end(&self, site: &Site, session: &str) -> Result<bool, Trouble> {
        if !site.serves("DELETE", SESSION) {
            return Err(skipped("the native API is off"));
        }
        let answer = site.ask(self.with(Ask::new("DELETE", &format!("/v1/sessions/{session}")))).await?;
        let was_open = answer.status() == 204;
        answer.expect(was_open || answer.status() == 404, "204, or 404 if it is over", AUTHORIZATION)?;
        Ok(was_open)
    }

    /// Ends its own session, where it can by a route that refuses whoever is not signed in.
    pub(super) async fn sign_out(&self, site: &Site) -> Verdict {
        let ask = if site.serves("DELETE", SESSION) {
            let session = self.part(1)["sid"].as_str().map(|sid| format!("/v1/sessions/{sid}"));
            Ask::new("DELETE", &session.unwrap_or_default())
        } else if site.serves("POST", "/auth/token/logout") {
            Ask::post("/auth/token/logout")
        } else {
            Ask::post("/auth/session/logout")
        };
        let answer = site.ask(self.with(ask)).await?;
        answer.expect(answer.status() == 204, "204, signed out", AUTHORIZATION)
    }

    /// Nobody is let in by it any more.
    pub(super) async fn is_over(&self, site: &Site) -> Verdict {
        let answer = site.ask(self.with(Ask::get("/auth/session"))).await?;
        answer.expect(
            answer.status() == 401,
            "401: the token's session is over",
            "is an old answer kept by a cache?",
        )
    }

    fn with(&self, ask: Ask) -> Ask {
        ask.header("authorization", format!("Bearer {}", self.0)).secret()
    }

    /// A part of the token; null if it cannot be read.
    fn part(&self, at: usize) -> Value {
        let part = self.0.split('.').nth(at).unwrap_or_default();
        URL_SAFE_NO_PAD
            .decode(part)
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok())
            .unwrap_or_default()
    }
}
