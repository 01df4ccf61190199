//! What only somebody who is signed in sees: both ways to sign in, and out of both again.

mod browser;
mod token;

use super::report::{Trouble, Verdict, failed, skipped};
use super::site::Site;
use browser::Browser;
use token::Token;

/// Who signs in.
pub struct Account {
    /// What he signs in with.
    pub name: String,
    /// His password.
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
    // Who is refused once is not tried again: it would count against him.
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

/// Ends both, the cookie's by the token if the cookie cannot.
async fn sign_out(site: &Site, browser: Result<Browser, Trouble>, token: Result<Token, Trouble>) -> Verdict {
    let (browser, token) = (browser.ok(), token.ok());
    if browser.is_none() && token.is_none() {
        return Err(skipped("nobody is signed in"));
    }
    let mut troubles = Vec::new();
    if let Some(browser) = browser
        && let Err(trouble) = browser.sign_out(site).await
    {
        let ended = match &token {
            Some(token) => token.end(site, &browser.session_id()).await.is_ok(),
            None => false,
        };
        troubles.push(told(trouble, ended));
    }
    if let Some(token) = token
        && let Err(trouble) = token.sign_out(site).await
    {
        troubles.push(told(trouble, false));
    }
    if troubles.is_empty() { Ok(()) } else { Err(failed(troubles.join("\n"))) }
}

fn told(trouble: Trouble, ended: bool) -> String {
    let (Trouble::Failed(why) | Trouble::Skipped(why)) = trouble;
    let left = match ended {
        true => "The session was ended through /v1/sessions.",
        false => "A session of this user may be left: DELETE /v1/sessions ends all but the caller's.",
    };
    format!("{why}\n{left}")
}
