//! Browser sessions: the cookies, and the proof that our own page is asking (Django's names and texts).
//!
//! The CSRF token is derived from the session, so that one session's token does not serve another.

use super::token::{opaque_token_user, sha256_hex};
use crate::app::App;
use crate::config::CookieName;
use crate::domain::UserId;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// The cookie that holds the id of a device.
pub const DEVICE_COOKIE: &str = "latchkey_device";
/// Where scripts show the token; and where a page of another origin, which cannot read our cookies, learns it.
pub const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrftoken");

/// How many sessions one request may name. Each costs a read of the table.
const MOST_SESSIONS: usize = 16;

/// The session that a cookie opens: the beginning of its SHA-256, so that the table holds no cookie.
pub fn session_id(cookie: &str) -> String {
    sha256_hex(cookie)[..32].to_owned()
}

/// All values of the cookie of this name, as sent: a parent domain may have one of the same name, and a browser does
/// not say which is whose. Cookies beside them may be anything.
fn cookies<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| str::from_utf8(pair).ok()?.trim().split_once('='))
        .filter(move |(key, _)| *key == name)
        .map(|(_, value)| value.trim_matches('"'))
}

/// Whether there is a cookie of our session cookie's name, whatever it is worth.
pub fn has_session_cookie(app: &App, headers: &HeaderMap) -> bool {
    cookies(headers, app.config.session_cookie_name.as_str()).next().is_some()
}

/// The first value of the cookie of this name, by no means checked.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    cookies(headers, name).next()
}

/// The ids that a browser shows of its device, by no means checked.
pub fn devices(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    cookies(headers, DEVICE_COOKIE)
}

/// The sessions that the cookies may open, by their form: whose, and which.
pub fn sessions(app: &App, headers: &HeaderMap) -> Vec<(UserId, String)> {
    let mut sessions = Vec::new();
    for cookie in cookies(headers, app.config.session_cookie_name.as_str()) {
        if let Some(user) = opaque_token_user(cookie) {
            let session = (UserId::from(user), session_id(cookie));
            if !sessions.contains(&session) && sessions.len() < MOST_SESSIONS {
                sessions.push(session);
            }
        }
    }
    sessions
}

/// The token that a page of this session must show.
pub fn token(app: &App, user: UserId, sid: &str) -> String {
    sha256_hex(&app.secret.link_token("csrf", user.get(), sid))
}

/// Whether a request with the cookie of the session that has this token comes from our own page; the error is Django's
/// reason.
///
/// # Errors
/// The reason, to stand behind `CSRF Failed: `.
pub(super) fn check(app: &App, method: &Method, headers: &HeaderMap, token: &str) -> Result<(), String> {
    if [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(method) {
        return Ok(());
    }
    check_origin(app, headers)?;
    let mut shown = cookies(headers, app.config.csrf_cookie_name.as_str()).peekable();
    shown.peek().ok_or("CSRF cookie not set.")?;
    let proof = headers.get(CSRF_HEADER).ok_or("CSRF token missing.")?;
    let same =
        |given: &[u8]| aws_lc_rs::constant_time::verify_slices_are_equal(given, token.as_bytes()).is_ok();
    if proof.len() != token.len() {
        return Err("CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.".to_owned());
    }
    match same(proof.as_bytes()) && shown.any(|shown| same(shown.as_bytes())) {
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
    let trusted = |origin: &HeaderValue| app.config.trusts_origin(origin.as_bytes());
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

/// The cookies that open a session, for `Set-Cookie`. `max_age` in seconds; 0 takes them away.
pub fn set_cookies(app: &App, session: &str, csrf: &str, max_age: u64) -> [HeaderValue; 2] {
    let config = &app.config;
    let cookie =
        |name: &CookieName, value: &str, script: &str| set_cookie(app, name.as_str(), value, max_age, script);
    [cookie(&config.session_cookie_name, session, "; HttpOnly"), cookie(&config.csrf_cookie_name, csrf, "")]
}

/// How long a browser keeps the id of its device, in seconds: 400 days, the longest that browsers allow
/// (<https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5>).
const DEVICE_AGE: u64 = 400 * 86_400;

/// The cookie that holds the id of a device, for `Set-Cookie`.
pub fn device_cookie(app: &App, device: &str) -> HeaderValue {
    set_cookie(app, DEVICE_COOKIE, device, DEVICE_AGE, "; HttpOnly")
}

fn set_cookie(app: &App, name: &str, value: &str, max_age: u64, script: &str) -> HeaderValue {
    let config = &app.config;
    let secure = if config.public_url.is_local_http() { "" } else { "; Secure" };
    let domain = match config.cookie_domain.as_str() {
        "" => String::new(),
        domain => format!("; Domain={domain}"),
    };
    let same_site = config.cookie_samesite.name();
    let text =
        format!("{name}={value}; Path=/{domain}; Max-Age={max_age}; SameSite={same_site}{secure}{script}");
    HeaderValue::from_str(&text).expect("cookies are hex digits, and settings of plain letters")
}

/// The token as a header of an answer.
pub fn header_value(token: &str) -> HeaderValue {
    HeaderValue::from_str(token).expect("a token is hex digits")
}
