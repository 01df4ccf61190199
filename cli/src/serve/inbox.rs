//! The inbox: every mail that would have gone out, kept for whoever develops against the service, and the routes
//! under `/_local`, which exist in `latchkey serve` alone.

use super::ses_door;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use shared::clock::Clock;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A mail as the inbox shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id that the SES door answered.
    pub id: String,
    /// When it was accepted, ISO 8601 in UTC.
    pub at: String,
    /// The recipients' addresses.
    pub to: Vec<String>,
    /// The sender as its header shows it.
    pub from: String,
    /// The subject, decoded.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The links of the text that act, which are those that carry a link token.
    pub links: Vec<String>,
}

/// The mails sent. Clones share them.
#[derive(Clone)]
pub struct Inbox(Arc<Mutex<Lines>>);

/// One message a line, as JSON: appended whole, so a crash can only leave an unfinished last line.
enum Lines {
    Kept(File),
    Forgotten(Vec<u8>),
}

impl Inbox {
    /// The inbox kept in the data folder `dir`. The error is one line for the person at the terminal.
    pub fn in_folder(dir: &Path) -> Result<Self, String> {
        let path = dir.join("mail.jsonl");
        let open = || {
            let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&path)?;
            let mut lines = Lines::Kept(file);
            lines.drop_unfinished()?;
            Ok(Self(Arc::new(Mutex::new(lines))))
        };
        open().map_err(|error: io::Error| format!("cannot write to `{}`: {error}", path.display()))
    }

    /// An inbox that is gone with the process.
    pub fn in_memory() -> Self {
        Self(Arc::new(Mutex::new(Lines::Forgotten(Vec::new()))))
    }

    /// Keeps `message`; once this returns, `kill -9` does not lose it.
    pub fn keep(&self, message: &Message) -> io::Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        self.lines().append(&line)
    }

    /// All messages, oldest first.
    pub fn messages(&self) -> io::Result<Vec<Message>> {
        Ok(serde_json::from_slice(&self.json()?)?)
    }

    /// All messages as one JSON array, oldest first.
    fn json(&self) -> io::Result<Vec<u8>> {
        let lines = self.lines().read()?;
        let mut json = vec![b'['];
        for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            if json.len() > 1 {
                json.push(b',');
            }
            json.extend_from_slice(line);
        }
        json.push(b']');
        Ok(json)
    }

    /// Forgets all messages.
    pub fn empty(&self) -> io::Result<()> {
        self.lines().truncate(0)
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    /// One write: a process killed in its midst leaves a line without an end, which was never acknowledged.
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        match self {
            Self::Kept(file) => file.write_all(line),
            Self::Forgotten(lines) => lines.write_all(line),
        }
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::Kept(file) => {
                let mut lines = Vec::new();
                file.seek(SeekFrom::Start(0))?;
                file.read_to_end(&mut lines)?;
                Ok(lines)
            }
            Self::Forgotten(lines) => Ok(lines.clone()),
        }
    }

    fn truncate(&mut self, length: usize) -> io::Result<()> {
        match self {
            Self::Kept(file) => file.set_len(length as u64),
            Self::Forgotten(lines) => {
                lines.truncate(length);
                Ok(())
            }
        }
    }

    fn drop_unfinished(&mut self) -> io::Result<()> {
        let lines = self.read()?;
        let finished = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.truncate(finished)
    }
}

/// The routes under `/_local`: health, inbox and the SES door, closed to other sites' pages. `listen` is the
/// address that the service listens on, `styles` the path of its stylesheet.
pub fn routes(inbox: Inbox, clock: Clock, styles: String, listen: SocketAddr) -> Router {
    Router::new()
        .route("/_local/inbox", get(move || page(styles.clone())))
        .route("/_local/inbox.json", get(list).delete(empty))
        .route("/_local/health", get(health))
        .with_state(inbox.clone())
        .merge(ses_door::routes(inbox, clock))
        .layer(middleware::from_fn_with_state(listen, refuse_strangers))
}

async fn page(styles: String) -> Response {
    // The page shows mails, which are other people's HTML: nothing may be loaded or framed from elsewhere.
    const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
                          img-src data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
    let html = include_str!("inbox.html").replace("{{styles}}", &styles);
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response()
}

async fn list(State(inbox): State<Inbox>) -> Response {
    match inbox.json() {
        Ok(json) => as_json(json),
        Err(error) => broken(&error),
    }
}

async fn empty(State(inbox): State<Inbox>) -> Response {
    match inbox.empty() {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => broken(&error),
    }
}

async fn health() -> Response {
    as_json(br#"{"status":"ok"}"#.to_vec())
}

fn as_json(body: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, body).into_response()
}

fn broken(error: &io::Error) -> Response {
    tracing::error!("the inbox cannot be read or written: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Mails hold links that sign people in, so no other site's page may read them through a developer's browser:
/// neither from its own origin, nor by a name that its DNS points at this machine (DNS rebinding).
async fn refuse_strangers(State(listen): State<SocketAddr>, request: Request, next: Next) -> Response {
    let authority = request.uri().authority().map(|authority| authority.as_str());
    let host = authority.or_else(|| text(request.headers(), "host")).unwrap_or_default();
    if is_local(host, listen.ip()) && is_same_site(request.headers(), host) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "/_local answers this machine only\n").into_response()
    }
}

/// Whether `host` is this machine by an address or by the name `localhost`, never by a name that DNS answers. When
/// the service listens on every address, every address is its own.
pub(super) fn is_local(host: &str, listen: IpAddr) -> bool {
    let Ok(host) = host.parse::<http::uri::Authority>() else { return false };
    let name = host.host();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        Ok(address) => address.is_loopback() || address == listen || listen.is_unspecified(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

/// Whether a browser says that our own page asks, or no page at all. A link on another page may lead here.
fn is_same_site(headers: &HeaderMap, host: &str) -> bool {
    let own_origin = text(headers, "origin").is_none_or(|origin| origin == format!("http://{host}"));
    let own_page = matches!(text(headers, "sec-fetch-site"), None | Some("same-origin" | "none"));
    own_origin && (own_page || text(headers, "sec-fetch-mode") == Some("navigate"))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::Method;
    use shared::domain::Timestamp;
    use tower::ServiceExt;

    fn message(subject: &str) -> Message {
        Message {
            id: "1".into(),
            at: "2026-01-01T12:00:00Z".into(),
            to: vec!["ada@example.org".into()],
            from: "Latchkey <noreply@example.org>".into(),
            subject: subject.into(),
            text: "two\nlines".into(),
            html: String::new(),
            links: vec![],
        }
    }

    fn service(inbox: &Inbox) -> Router {
        let noon = Clock::fixed(Timestamp::from_seconds(1_767_268_800));
        routes(inbox.clone(), noon, String::new(), "127.0.0.1:8000".parse().unwrap())
    }

    async fn ask(
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        inbox: &Inbox,
    ) -> (StatusCode, String) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = service(inbox).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let dir = std::env::temp_dir().join(format!("latchkey-inbox-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        dir
    }

    #[tokio::test]
    async fn the_list_is_oldest_first_and_can_be_emptied() {
        let inbox = Inbox::in_memory();
        inbox.keep(&message("first")).unwrap();
        inbox.keep(&message("second")).unwrap();

        let here = [("host", "127.0.0.1:8000")];
        let (status, body) = ask(Method::GET, "/_local/inbox.json", &here, &inbox).await;
        assert_eq!(status, StatusCode::OK);
        let listed: Vec<Message> = serde_json::from_str(&body).unwrap();
        assert_eq!(listed, [message("first"), message("second")]);

        let (status, body) = ask(Method::DELETE, "/_local/inbox.json", &here, &inbox).await;
        assert_eq!((status, body.as_str()), (StatusCode::NO_CONTENT, ""));
        assert_eq!(ask(Method::GET, "/_local/inbox.json", &here, &inbox).await.1, "[]");
    }

    #[tokio::test]
    async fn other_sites_and_names_from_dns_are_refused() {
        let inbox = Inbox::in_memory();
        let refused: [&[(&str, &str)]; 6] = [
            &[("host", "evil.example")],
            &[("host", "127.0.0.1.evil.example:8000")],
            &[("host", "127.0.0.1:8000"), ("origin", "https://evil.example")],
            &[("host", "127.0.0.1:8000"), ("origin", "null")],
            &[("host", "127.0.0.1:8000"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")],
            &[],
        ];
        for headers in refused {
            for path in ["/_local/inbox.json", "/_local/inbox", "/_local/health", "/_local/ses"] {
                let (status, _) = ask(Method::GET, path, headers, &inbox).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            }
        }
    }

    #[tokio::test]
    async fn this_machine_is_served() {
        let inbox = Inbox::in_memory();
        let served: [&[(&str, &str)]; 4] = [
            &[("host", "localhost:8000")],
            &[("host", "[::1]:8000")],
            &[
                ("host", "127.0.0.1:8000"),
                ("origin", "http://127.0.0.1:8000"),
                ("sec-fetch-site", "same-origin"),
            ],
            &[("host", "localhost:8000"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")],
        ];
        for headers in served {
            let (status, body) = ask(Method::GET, "/_local/health", headers, &inbox).await;
            assert_eq!((status, body.as_str()), (StatusCode::OK, r#"{"status":"ok"}"#), "{headers:?}");
        }
    }

    #[test]
    fn a_restart_keeps_the_mails_and_drops_a_line_cut_short() {
        let dir = folder("restart");
        let inbox = Inbox::in_folder(&dir).unwrap();
        inbox.keep(&message("whole")).unwrap();
        inbox.lines().append(br#"{"id":"cut sho"#).unwrap();
        drop(inbox);

        let inbox = Inbox::in_folder(&dir).unwrap();
        inbox.keep(&message("later")).unwrap();
        assert_eq!(inbox.messages().unwrap(), [message("whole"), message("later")]);
        inbox.empty().unwrap();
        inbox.keep(&message("after")).unwrap();
        assert_eq!(Inbox::in_folder(&dir).unwrap().messages().unwrap(), [message("after")]);
        std::fs::remove_dir_all(dir).unwrap();
    }
}
