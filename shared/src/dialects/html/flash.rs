//! What the next page says of what has just been done: the name of a text and perhaps a number, in a cookie that lives for a
//! minute. No link can make a page say it.

use crate::app::App;
use crate::texts::{Language, PAGES};
use http::HeaderMap;
use http::header::HeaderValue;

const COOKIE: &str = "latchkey_flash";

/// What is said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flash(String);

impl Flash {
    /// What the browser brings along, if it is a text that is said so.
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let value = crate::auth::csrf::cookie(headers, COOKIE)?;
        let name = value.split('.').next().unwrap_or_default();
        (name.starts_with("flash-") && PAGES.knows(name)).then(|| Self(value.to_owned()))
    }

    /// The words.
    pub(super) fn say(&self, language: Language) -> String {
        let (name, count) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let count: u32 = count.parse().unwrap_or_default();
        PAGES.say(language, name, [("count", count)].into_iter().collect())
    }
}

/// The cookie that has it said; empty to have it forgotten.
pub(super) fn cookie(app: &App, name: &str, count: Option<usize>) -> HeaderValue {
    let age = if name.is_empty() { 0 } else { 60 };
    let count = count.map(|count| format!(".{count}")).unwrap_or_default();
    let secure = if app.config.public_url.is_local_http() { "" } else { "; Secure" };
    let text = format!("{COOKIE}={name}{count}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::from_str(&text).expect("names of texts are plain letters")
}
