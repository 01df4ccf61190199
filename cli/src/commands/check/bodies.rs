//! Bodies come through both ways, and where there is none, none is made up.

use super::discovery::JWKS;
use super::report::Verdict;
use super::site::{Ask, Site};
use serde_json::json;

/// A text that no step on the way may harm.
const NAME: &str = "zoë \u{1f511} 100%+";

/// An answer without content is empty. Signing out without being signed in is one, and does nothing.
///
/// A gateway may name a plain text that is not there; clients only mind JSON, which an empty text is not.
pub(super) async fn empty(site: &Site) -> Verdict {
    let answer = site.ask(Ask::post("/auth/session/logout")).await?;
    let holds =
        answer.status() == 204 && answer.body().is_empty() && !answer.header("content-type").contains("json");
    let advice =
        "clients parse what they are told is JSON: nothing before the functions may add a body or its type";
    answer.expect(holds, "204 with neither a body nor JSON's content type", advice)
}

/// `HEAD` is answered as `GET`, without the body.
pub(super) async fn head(site: &Site) -> Verdict {
    let get = site.ask(Ask::get(JWKS)).await?;
    let head = site.ask(Ask::new("HEAD", JWKS)).await?;
    let same = head.status() == get.status() && head.header("content-type") == get.header("content-type");
    head.expect(
        same && head.body().is_empty(),
        &format!("{} {} without a body, as GET", get.status(), get.header("content-type")),
        "the routes must take ANY method",
    )
}

/// A request's body arrives in every format, whether the gateway sends it on as text or in base64. What lacks a password is
/// no try to sign in.
pub(super) async fn arrive(site: &Site) -> Verdict {
    let fields = [("username", NAME), ("email", NAME)];
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let part = |(name, value)| {
        format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let multipart = fields.map(part).concat() + "--limit--\r\n";
    let login = || Ask::post("/auth/session/login");
    for ask in [
        login().json(&json!({ "username": NAME, "email": NAME })),
        login().body("application/x-www-form-urlencoded", form),
        login().body("multipart/form-data; boundary=limit", multipart),
    ] {
        let answer = site.ask(ask).await?;
        let holds =
            answer.status() == 400 && answer.json() == json!({ "password": ["This field is required."] });
        let advice = "the fields that were sent did not arrive: the integrations must have payload format 2.0, and no firewall may cut \
                      bodies";
        answer.expect(holds, "400 for the missing password alone", advice)?;
    }
    Ok(())
}
