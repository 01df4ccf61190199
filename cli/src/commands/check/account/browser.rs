//! A browser's session: its cookies, and the proof that our own page asks.

use super::super::answer::Answer;
use super::super::cookies;
use super::super::report::{Trouble, Verdict};
use super::super::site::{Ask, Site};
use super::Account;
use serde_json::json;
use shared::auth::csrf;

/// A session, as a browser holds it.
pub(super) struct Browser {
    session: String,
    csrf: String,
    /// The answer that opened it.
    opened: Answer,
}

impl Browser {
    pub(super) async fn sign_in(site: &Site, account: &Account) -> Result<Self, Trouble> {
        // Which of the two is read is a setting.
        let form = json!({ "username": account.name, "email": account.name, "password": account.password });
        let opened = site.ask(Ask::post("/auth/session/login").json(&form).secret()).await?;
        let advice = "name or password are wrong, or this user may not sign in (disabled, or not activated)";
        opened.expect(opened.status() == 200, "200, signed in", advice)?;
        let value = |name| value(&opened, name);
        Ok(Self { session: value(site.session_cookie()), csrf: value(site.csrf_cookie()), opened })
    }

    /// What this session is called in the list of sessions; none if its cookie never came.
    pub(super) fn session_id(&self) -> Option<String> {
        (!self.session.is_empty()).then(|| csrf::session_id(&self.session))
    }

    /// Both cookies came, each by itself, and both are seen when they are sent.
    pub(super) async fn reads(&self, site: &Site) -> Verdict {
        let set = self.opened.set_cookies();
        let one = |name: &str, told: &str| {
            let is_it = |cookie: &&&str| cookie.starts_with(&format!("{name}=")) && cookie.contains(told);
            set.iter().filter(is_it).count() == 1
        };
        let secure = if site.origin().starts_with("https://") { "; Secure" } else { "" };
        let (session, csrf) = (site.session_cookie(), site.csrf_cookie());
        // A device may be given its id beside them.
        let holds = one(session, "; HttpOnly") && one(session, secure) && one(csrf, secure);
        let expected = format!("Set-Cookie twice: {session} (HttpOnly{secure}) and {csrf}");
        self.opened.expect(holds, &expected, cookies::SET)?;

        let answer =
            site.ask(Ask::get("/auth/session").header("cookie", self.cookies(site)).secret()).await?;
        let same = answer.status() == 200 && answer.json() == self.opened.json();
        let advice = "the cookies that were set did not arrive together: they must all be passed on";
        answer.expect(same, "200 with the user who signed in", advice)?;

        let answer = site.ask(Ask::post("/auth/session/logout").header("cookie", self.cookies(site))).await?;
        answer.expect(answer.status() == 403, "403 for want of X-CSRFToken", advice)
    }

    /// Ends it, which takes both cookies, and looks whether it is over.
    pub(super) async fn sign_out(&self, site: &Site) -> Verdict {
        let ask = Ask::post("/auth/session/logout").header("cookie", self.cookies(site));
        let answer = site.ask(ask.header("x-csrftoken", &self.csrf)).await?;
        let advice = "cookies and X-CSRFToken must be passed on";
        answer.expect(answer.status() == 204, "204, signed out", advice)?;
        let answer =
            site.ask(Ask::get("/auth/session").header("cookie", self.cookies(site)).secret()).await?;
        let advice = "signing out did not reach the session: were the cookies dropped, or is an old answer kept by a cache?";
        answer.expect(answer.status() == 401, "401: the session is over", advice)
    }

    fn cookies(&self, site: &Site) -> String {
        format!("{}={}; {}={}", site.session_cookie(), self.session, site.csrf_cookie(), self.csrf)
    }
}

/// A cookie's value, also out of several that were joined: whoever was signed in must be signed out.
fn value(answer: &Answer, name: &str) -> String {
    let start = format!("{name}=");
    let mut set = answer.set_cookies().into_iter().flat_map(|cookies| cookies.split([';', ',']));
    set.find_map(|part| part.trim().strip_prefix(&start)).unwrap_or_default().to_owned()
}
