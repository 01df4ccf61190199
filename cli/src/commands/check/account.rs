//! What only somebody who is signed in sees: both ways to sign in, and out of both again.

mod browser;
mod token;

use super::report::{Trouble, Verdict, failed, skipped};
use super::site::Site;
use browser::Browser;
use token::Token;

/// Who signs in.
pub struct Account {
    /// What they sign in with.
    pub name: String,
    /// Their password.
    pub password: String,
}

/// Signs in twice, reads, and signs out, however the reading went.
pub(super) async fn sign_in_and_out(site: &Site, account: Option<&Account>) -> [(&'static str, Verdict); 4] {
    let Some(account) = account else {
        let skip = || Err(skipped("give --username"));
        return [
            ("sign-in by cookie", skip()),
            ("sign-in by token", skip()),
            ("names in paths", skip()),
            ("sign-out", skip()),
        ];
    };
    let browser = Browser::sign_in(site, account).await;
    // Who is refused once is not tried again: it would count against them.
    let token = match &browser {
        Ok(_) => Token::sign_in(site, account).await,
        Err(_) => Err(skipped("signing in by cookie failed")),
    };
    let by_cookie = match &browser {
        Ok(browser) => browser.reads(site).await,
        Err(trouble) => Err(trouble.clone()),
    };
    let (by_token, by_name) = match &token {
        Ok(token) => (token.reads(site).await, token.reads_by_name(site).await),
        Err(trouble) => (Err(trouble.clone()), Err(skipped("nobody is signed in by a token"))),
    };
    let out = sign_out(site, browser, token).await;
    [
        ("sign-in by cookie", by_cookie),
        ("sign-in by token", by_token),
        ("names in paths", by_name),
        ("sign-out", out),
    ]
}

/// Ends both. A sign-out whose credentials get lost on the way looks like one that went well, so the token looks whether the
/// cookie's session is over, and ends it if it is not.
async fn sign_out(site: &Site, browser: Result<Browser, Trouble>, token: Result<Token, Trouble>) -> Verdict {
    let (browser, token) = (browser.ok(), token.ok());
    if browser.is_none() && token.is_none() {
        return Err(skipped("nobody is signed in"));
    }
    let mut troubles = Vec::new();
    if let Some(browser) = browser {
        let verdict = browser.sign_out(site).await;
        let was_open = match (&token, browser.session_id()) {
            (Some(token), Some(session)) => token.end(site, &session).await.ok(),
            _ => None,
        };
        match (verdict, was_open) {
            (Ok(()), Some(true)) => troubles.push(
                "The cookie's session was still open after signing out: cookies or X-CSRFToken do not arrive. It is ended now."
                    .to_owned(),
            ),
            (Ok(()), _) => {}
            (Err(trouble), was_open) => troubles.push(told(trouble, was_open.is_some())),
        }
    }
    if let Some(token) = token {
        match token.sign_out(site).await {
            Ok(()) => troubles.extend(token.is_over(site).await.err().map(why)),
            Err(trouble) => troubles.push(told(trouble, false)),
        }
    }
    if troubles.is_empty() { Ok(()) } else { Err(failed(troubles.join("\n"))) }
}

fn told(trouble: Trouble, is_over: bool) -> String {
    let left = match is_over {
        true => "The session is over: it was ended through /v1/sessions.",
        false => "A session of this user may be left: DELETE /v1/sessions ends all but the caller's.",
    };
    format!("{}\n{left}", why(trouble))
}

fn why(trouble: Trouble) -> String {
    let (Trouble::Failed(why) | Trouble::Skipped(why)) = trouble;
    why
}
