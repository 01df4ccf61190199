//! The deployment that is checked, and how it is asked.

use super::answer::Answer;
use super::report::{Trouble, failed};
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use axum::body::{Body, to_bytes};
use http::Uri;
use http::header::CONTENT_TYPE;
use serde_json::Value;
use shared::openapi::{CSRF_COOKIE, DIALECTS};
use std::error::Error;
use std::time::Duration;

/// How long an answer may take: functions have 10 s, a cold start and the way come on top.
const PATIENCE: Duration = Duration::from_secs(20);

/// How much of an answer is read, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// A deployment.
pub struct Site {
    /// The URL without a slash at the end.
    origin: String,
    connector: Connector,
    /// What the site says that it serves (`/openapi.json`); null when it does not say.
    document: Value,
}

/// A request to it.
#[derive(Clone)]
pub(super) struct Ask {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    secret: bool,
}

impl Ask {
    /// Without a body.
    pub(super) fn new(method: &'static str, path: &str) -> Self {
        Self { method, path: path.to_owned(), headers: Vec::new(), body: Vec::new(), secret: false }
    }

    /// `GET`.
    pub(super) fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    /// `POST`.
    pub(super) fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    /// With this header.
    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With this JSON.
    pub(super) fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// With this body, whatever it is.
    pub(super) fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header(CONTENT_TYPE.as_str(), content_type)
    }

    /// Whose answer is not to be printed: it may hold what signs somebody in.
    pub(super) fn secret(self) -> Self {
        Self { secret: true, ..self }
    }
}

impl Site {
    /// The deployment at this URL.
    ///
    /// # Errors
    /// What the URL must be.
    pub fn at(url: &str) -> Result<Self, String> {
        let origin = url.strip_suffix('/').unwrap_or(url);
        let wrong =
            || format!("`{url}` is not the URL of a deployment, such as https://accounts.example.org");
        let parsed: Uri = origin.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(authority)) = (parsed.scheme_str(), parsed.authority()) else {
            return Err(wrong());
        };
        // No path, no query, no fragment, no user: what is left is all there is.
        if !["http", "https"].contains(&scheme) || origin != format!("{scheme}://{authority}") {
            return Err(wrong());
        }
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return Err(wrong());
        }
        let connector = match scheme {
            // Loading the system's certificates costs more than all requests to one's own machine.
            "http" => Connector::builder().build_http(),
            _ => tls(),
        };
        Ok(Self { origin: origin.to_owned(), connector, document: Value::Null })
    }

    /// Its URL, without a slash at the end.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Finds out whether this is a Latchkey, and what it serves. One whose index fails says so in its document.
    pub(super) async fn recognise(&mut self) -> Result<(), String> {
        let index = self.fetch(Ask::get("/")).await;
        let index = index.map_err(|why| format!("cannot reach {}: {why}", self.origin))?;
        let document = self.fetch(Ask::get("/openapi.json")).await;
        let document = document.ok().filter(|answer| answer.status() == 200).map(|answer| answer.json());
        let document = document.filter(|document| document["info"]["title"] == "Latchkey");
        let is_index =
            ["auth", "users", "discovery", "docs"].iter().all(|key| index.json()[*key].is_string());
        if document.is_none() && !is_index {
            return Err(format!("what answers at {} is no Latchkey: GET / gives {index}", self.origin));
        }
        self.document = document.unwrap_or_default();
        Ok(())
    }

    /// Whether it says what it serves.
    pub(super) fn is_known(&self) -> bool {
        self.document["paths"].is_object()
    }

    /// Whether it says that it serves this, whatever its variables and slashes are called. All of it, when it does not say.
    pub(super) fn serves(&self, method: &str, path: &str) -> bool {
        let serves = |item: &Value| method.is_empty() || item[method.to_lowercase()].is_object();
        !self.is_known() || self.operations(path).any(serves)
    }

    /// The same, and in this dialect.
    pub(super) fn serves_as(&self, dialect: &str, method: &str, path: &str) -> bool {
        let said =
            |item: &Value| item[method.to_lowercase()][DIALECTS].as_array().cloned().unwrap_or_default();
        let serves = |item: &Value| said(item).iter().any(|one| one["dialect"] == dialect);
        !self.is_known() || self.operations(path).any(serves)
    }

    /// What it calls the cookie that opens a session.
    pub(super) fn session_cookie(&self) -> &str {
        self.schemes()["session"]["name"].as_str().unwrap_or("sessionid")
    }

    /// What it calls the cookie with the CSRF token.
    pub(super) fn csrf_cookie(&self) -> &str {
        self.schemes()["csrf"][CSRF_COOKIE].as_str().unwrap_or("csrftoken")
    }

    fn schemes(&self) -> &Value {
        &self.document["components"]["securitySchemes"]
    }

    fn operations(&self, path: &str) -> impl Iterator<Item = &Value> {
        let paths = self.document["paths"].as_object().into_iter().flatten();
        paths.filter(move |(served, _)| shape(served) == shape(path)).map(|(_, item)| item)
    }

    /// The answer; its absence is the check's failure.
    pub(super) async fn ask(&self, ask: Ask) -> Result<Answer, Trouble> {
        let asked = format!("{} {}{}", ask.method, self.origin, ask.path);
        self.fetch(ask).await.map_err(|why| failed(format!("asked     {asked}\ncame      no answer: {why}")))
    }

    /// The answer. Redirects are answers, and nothing is unpacked.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) async fn fetch(&self, ask: Ask) -> Result<Answer, String> {
        fetch(&self.connector, &self.origin, ask).await
    }

    /// What plain HTTP to the same host answers.
    pub(super) async fn ask_plainly(&self, host: &str) -> Result<Answer, String> {
        fetch(&Connector::builder().build_http(), &format!("http://{host}"), Ask::get("/")).await
    }
}

/// The SDK's client: its TLS, and the system's certificates.
fn tls() -> Connector {
    Connector::builder().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build()
}

async fn fetch(connector: &Connector, origin: &str, ask: Ask) -> Result<Answer, String> {
    let url = format!("{origin}{}", ask.path);
    let mut request = HttpRequest::new(ask.body.into());
    request.set_method(ask.method).map_err(|error| chain(&error))?;
    request.set_uri(url.clone()).map_err(|error| chain(&error))?;
    let agent = [("user-agent", "latchkey check".to_owned()), ("accept", "*/*".to_owned())];
    for (name, value) in agent.into_iter().chain(ask.headers) {
        request.headers_mut().try_append(name, value).map_err(|error| chain(&error))?;
    }
    let asking = async {
        let response = connector.call(request).await.map_err(|error| chain(&error))?;
        let response = response.try_into_http1x().map_err(|error| chain(&error))?;
        let (parts, body) = response.into_parts();
        let body = to_bytes(Body::new(body), LONGEST).await.map_err(|error| chain(&error))?;
        Ok(Answer::new(format!("{} {url}", ask.method), parts, body, ask.secret))
    };
    let answer = tokio::time::timeout(PATIENCE, asking).await;
    answer.unwrap_or_else(|_| Err(format!("nothing within {} s", PATIENCE.as_secs())))
}

/// An error with its causes: the SDK's says "dispatch failure", its cause why.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}

/// A path as far as it tells paths apart.
fn shape(path: &str) -> Vec<&str> {
    let segments = path.trim_matches('/').split('/');
    segments.map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect()
}

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn a_url_is_a_scheme_and_a_host_and_nothing_else() {
        for url in ["https://accounts.example.org", "https://accounts.example.org/", "http://127.0.0.1:8000"]
        {
            assert_eq!(Site::at(url).map(|site| site.origin).as_deref(), Ok(url.trim_end_matches('/')));
        }
        for url in [
            "",
            "accounts.example.org",
            "accounts.example.org:443",
            "/",
            "https://",
            "https:///",
            "ftp://accounts.example.org",
            "https://accounts.example.org/auth",
            "https://accounts.example.org//",
            "https://accounts.example.org?a=b",
            "https://accounts.example.org/?a=b",
            "https://accounts.example.org#a",
            "https://ada@accounts.example.org",
            "https://accounts example.org",
        ] {
            let refused = Site::at(url).err().unwrap_or_default();
            assert!(refused.contains("not the URL of a deployment"), "{url}: {refused}");
        }
    }
}
