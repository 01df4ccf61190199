//! Browser sessions: the cookies, and the proof that our own page is asking (Django's names and texts).
//!
//! The CSRF token is derived from the session, so that one session's token does not serve another.

use super::token::sha256_hex;
use crate::app::App;
use crate::domain::UserId;
use crate::http::{DEVICE_COOKIE, cors};
use http::{HeaderMap, HeaderValue, Method, header};

/// The cookie that opens a session.
pub const SESSION_COOKIE: &str = "sessionid";
/// The cookie that scripts copy into `X-CSRFToken`.
pub const CSRF_COOKIE: &str = "csrftoken";
const CSRF_HEADER: &str = "x-csrftoken";

/// The session that a cookie opens: the beginning of its SHA-256, so that the table holds no cookie.
pub fn session_id(cookie: &str) -> String {
    sha256_hex(cookie)[..32].to_owned()
}

/// The value of the first cookie of this name. Cookies beside it may be anything.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| str::from_utf8(pair).ok()?.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.trim_matches('"').to_owned())
}

/// The token that a page of this session must show.
pub fn token(app: &App, user: UserId, sid: &str) -> String {
    sha256_hex(&app.secret.link_token("csrf", user.get(), sid))
}

/// Whether a request with this session's cookie comes from our own page; the error is Django's reason.
///
/// # Errors
/// The reason, to stand behind `CSRF Failed: `.
pub(super) fn check(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    user: UserId,
    sid: &str,
) -> Result<(), String> {
    if [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(method) {
        return Ok(());
    }
    check_origin(app, headers)?;
    let shown = cookie(headers, CSRF_COOKIE).ok_or("CSRF cookie not set.")?;
    let proof = headers.get(CSRF_HEADER).ok_or("CSRF token missing.")?;
    let token = token(app, user, sid);
    let same =
        |given: &[u8]| aws_lc_rs::constant_time::verify_slices_are_equal(given, token.as_bytes()).is_ok();
    if proof.len() != token.len() {
        return Err("CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.".to_owned());
    }
    match same(proof.as_bytes()) && same(shown.as_bytes()) {
        true => Ok(()),
        false => Err("CSRF token from the 'X-Csrftoken' HTTP header incorrect.".to_owned()),
    }
}

/// Whether the browser, if it is one, says that the request comes from our own page or an allowed one. A
/// request without the headers comes from no browser.
///
/// # Errors
/// Django's reason.
pub fn check_origin(app: &App, headers: &HeaderMap) -> Result<(), String> {
    let trusted = |origin: &HeaderValue| cors::is_trusted(&app.config, origin);
    match headers.get(header::ORIGIN) {
        Some(origin) if trusted(origin) => Ok(()),
        Some(origin) => Err(format!(
            "Origin checking failed - {} does not match any trusted origins.",
            String::from_utf8_lossy(origin.as_bytes())
        )),
        None if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") => {
            Err("Referer checking failed - no Referer.".to_owned())
        }
        None => Ok(()),
    }
}

/// How long a browser keeps the id of its device, in seconds: 400 days, the longest that browsers allow
/// (<https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5>).
const DEVICE_AGE: u64 = 400 * 86_400;

/// The cookie that holds the id of a device, for `Set-Cookie`.
pub fn device_cookie(app: &App, device: &str) -> HeaderValue {
    let secure = if app.config.public_url.is_local_http() { "" } else { "; Secure" };
    let text =
        format!("{DEVICE_COOKIE}={device}; Path=/; Max-Age={DEVICE_AGE}; SameSite=Lax{secure}; HttpOnly");
    HeaderValue::from_str(&text).expect("an id is hex digits")
}

/// The cookies that open a session, for `Set-Cookie`. `max_age` in seconds; 0 takes them away.
pub fn set_cookies(app: &App, session: &str, csrf: &str, max_age: u64) -> [HeaderValue; 2] {
    let secure = if app.config.public_url.is_local_http() { "" } else { "; Secure" };
    let cookie = |name: &str, value: &str, script: &str| {
        let text = format!("{name}={value}; Path=/; Max-Age={max_age}; SameSite=Lax{secure}{script}");
        HeaderValue::from_str(&text).expect("cookies are hex digits")
    };
    [cookie(SESSION_COOKIE, session, "; HttpOnly"), cookie(CSRF_COOKIE, csrf, "")]
}
