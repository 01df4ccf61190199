//! Just enough of SES's Query API for the Rust SDK's `SendRawEmail`, `GetSendQuota` and `GetAccountSendingEnabled`: what is sent goes into the inbox.
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html>

use super::inbox::{Inbox, Message};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{StatusCode, header};
use mail_parser::{Address, MessageParser};
use shared::clock::Clock;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where the door is; `AWS_ENDPOINT_URL_SES` names it as `http://<listen>/_local/ses`.
pub const PATH: &str = "/_local/ses";

/// SES takes messages of 10 MB by default; base64 and form encoding add to that.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// What SES tells of how much it sends: here, as much as comes.
/// <https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html>
const QUOTA: &str = "<GetSendQuotaResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><GetSendQuotaResult>\
    <Max24HourSend>1000000.0</Max24HourSend><MaxSendRate>1000.0</MaxSendRate><SentLast24Hours>0.0</SentLast24Hours>\
    </GetSendQuotaResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetSendQuotaResponse>";

/// That it sends at all.
/// <https://docs.aws.amazon.com/ses/latest/APIReference/API_GetAccountSendingEnabled.html>
const SENDING: &str = "<GetAccountSendingEnabledResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
    <GetAccountSendingEnabledResult><Enabled>true</Enabled></GetAccountSendingEnabledResult>\
    <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetAccountSendingEnabledResponse>";

/// The last part of a link's token: 32 bytes in base64url.
const MAC_LENGTH: usize = 43;

#[derive(Clone)]
struct Door {
    inbox: Inbox,
    clock: Clock,
    count: Arc<AtomicU64>,
}

/// The door's route, with and without the slash that the SDK appends.
pub fn routes(inbox: Inbox, clock: Clock) -> Router {
    Router::new()
        .route(PATH, post(answer))
        .route(&format!("{PATH}/"), post(answer))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(Door { inbox, clock, count: Arc::default() })
}

async fn answer(State(door): State<Door>, body: axum::body::Bytes) -> Response {
    let form: BTreeMap<_, _> = form_urlencoded::parse(&body).into_owned().collect();
    let sent = match form.get("Action").map(String::as_str) {
        Some("SendRawEmail") => door.send_raw(&form),
        Some("GetSendQuota") => return xml(StatusCode::OK, QUOTA),
        Some("GetAccountSendingEnabled") => return xml(StatusCode::OK, SENDING),
        Some(other) => Err(Fault::sender("InvalidAction", format!("latchkey serve does not know {other}"))),
        None => Err(Fault::sender("MissingAction", "the request names no Action".to_owned())),
    };
    sent.map_or_else(Fault::into_response, |id| xml(StatusCode::OK, &sent_xml(&id)))
}

impl Door {
    fn send_raw(&self, form: &BTreeMap<String, String>) -> Result<String, Fault> {
        let data = form.get("RawMessage.Data").map(String::as_str).unwrap_or_default();
        let raw = STANDARD.decode(data).ok().filter(|raw| !raw.is_empty()).ok_or_else(|| {
            Fault::sender("InvalidParameterValue", "RawMessage.Data is not base64".to_owned())
        })?;

        let message = self.read(&raw, destinations(form))?;
        self.inbox.keep(&message).map_err(|error| Fault::service(error.to_string()))?;
        Ok(message.id)
    }

    fn read(&self, raw: &[u8], destinations: Vec<String>) -> Result<Message, Fault> {
        let refused = |why: &str| Fault::sender("MessageRejected", why.to_owned());
        let mail = MessageParser::default().parse(raw).ok_or_else(|| refused("the message is not MIME"))?;

        let named = || mail.all_to().chain(mail.all_cc()).chain(mail.all_bcc()).flat_map(addresses).collect();
        let to: Vec<String> = if destinations.is_empty() { named() } else { destinations };
        if to.is_empty() {
            return Err(refused("the message has no recipient"));
        }
        let from = mail.from().and_then(sender).ok_or_else(|| refused("the message has no sender"))?;

        let now = self.clock.now();
        let text = mail.body_text(0).unwrap_or_default().into_owned();
        Ok(Message {
            id: format!("{:016x}-{:08x}", now.micros(), self.count.fetch_add(1, Ordering::Relaxed)),
            at: now.to_string(),
            to,
            from,
            subject: mail.subject().unwrap_or_default().to_owned(),
            links: acting_links(&text),
            text,
            html: mail.body_html(0).unwrap_or_default().into_owned(),
        })
    }
}

/// `Destinations.member.1` and so on. SES delivers to these alone when there are any.
fn destinations(form: &BTreeMap<String, String>) -> Vec<String> {
    (1..).map_while(|number| form.get(&format!("Destinations.member.{number}")).cloned()).collect()
}

fn addresses(header: &Address<'_>) -> Vec<String> {
    header.iter().filter_map(|address| address.address()).map(str::to_owned).collect()
}

fn sender(header: &Address<'_>) -> Option<String> {
    let first = header.first()?;
    let address = first.address()?;
    Some(first.name().map_or_else(|| address.to_owned(), |name| format!("{name} <{address}>")))
}

/// The http links of a text that carry a link token, and so do something for whoever holds them.
fn acting_links(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(|link| link.trim_end_matches(['.', ',', ';', ')']))
        .filter(|link| link.split(|c| !is_token_character(c)).any(is_link_token))
        .map(str::to_owned)
        .collect()
}

const fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// A user's id in lower-case base 36, `-`, and the code that authenticates the link.
fn is_link_token(word: &str) -> bool {
    word.split_once('-').is_some_and(|(id, mac)| {
        let lower_case = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
        !id.is_empty() && id.chars().all(lower_case) && mac.len() == MAC_LENGTH
    })
}

/// An error as SES tells it.
struct Fault {
    status: StatusCode,
    kind: &'static str,
    code: &'static str,
    message: String,
}

impl Fault {
    const fn sender(code: &'static str, message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, kind: "Sender", code, message }
    }

    const fn service(message: String) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            kind: "Receiver",
            code: "ServiceUnavailable",
            message,
        }
    }

    fn into_response(self) -> Response {
        let message = self.message.replace('&', "&amp;").replace('<', "&lt;");
        let body = format!(
            "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>{}</Type><Code>{}</Code><Message>{message}</Message>\
             </Error><RequestId>local</RequestId></ErrorResponse>",
            self.kind, self.code
        );
        xml(self.status, &body)
    }
}

const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

fn sent_xml(id: &str) -> String {
    format!(
        "<SendRawEmailResponse xmlns=\"{NAMESPACE}\"><SendRawEmailResult><MessageId>{id}</MessageId>\
         </SendRawEmailResult><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></SendRawEmailResponse>"
    )
}

fn xml(status: StatusCode, body: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/xml")], body.to_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::Request;
    use shared::domain::Timestamp;
    use tower::ServiceExt;

    const TOKEN: &str = "2n9c-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO_-";

    fn mail(text: &str) -> String {
        format!(
            "From: Latchkey <noreply@example.org>\r\nTo: Ada <ada@example.org>, bob@example.org\r\n\
             Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/alternative; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\
             --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>hello</p>\r\n--b--\r\n"
        )
    }

    async fn post(fields: &[(&str, &str)]) -> (StatusCode, String, Inbox) {
        let inbox = Inbox::in_memory();
        let door = routes(inbox.clone(), Clock::fixed(Timestamp::from_seconds(1_767_268_800)));
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post("/_local/ses/").body(Body::from(body)).unwrap();
        let answer = door.oneshot(request).await.unwrap();
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap(), inbox)
    }

    async fn send(mail: &str, more: &[(&str, &str)]) -> (StatusCode, String, Inbox) {
        let data = STANDARD.encode(mail);
        let fields = [&[("Action", "SendRawEmail"), ("RawMessage.Data", data.as_str())], more].concat();
        post(&fields).await
    }

    #[tokio::test]
    async fn a_raw_mail_is_accepted_and_lies_in_the_inbox_decoded() {
        let link = format!("https://example.org/pages/activate/MTI/{TOKEN}");
        let (status, body, inbox) = send(&mail(&format!("Follow\r\n\r\n{link}\r\n")), &[]).await;

        let messages = inbox.messages().unwrap();
        let [message] = messages.as_slice() else { panic!("one message") };
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains(&format!("<MessageId>{}</MessageId>", message.id)), "{body}");
        assert_eq!(message.at, "2026-01-01T12:00:00Z");
        assert_eq!(message.to, ["ada@example.org", "bob@example.org"]);
        assert_eq!(message.from, "Latchkey <noreply@example.org>");
        assert_eq!(message.subject, "Grüße");
        assert_eq!(message.links, [link]);
        assert!(message.html.contains("<p>hello</p>"));
    }

    #[tokio::test]
    async fn named_destinations_are_the_recipients() {
        let (_, _, inbox) = send(&mail("hello"), &[("Destinations.member.1", "eve@example.org")]).await;
        assert_eq!(inbox.messages().unwrap()[0].to, ["eve@example.org"]);
    }

    #[tokio::test]
    async fn what_ses_would_refuse_is_refused_in_its_shape() {
        let (status, body, _) = post(&[("Action", "Send<Bulk")]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body.contains("<Code>InvalidAction</Code>") && body.contains("Send&lt;Bulk"), "{body}");

        let (status, body, inbox) = send("From: a@example.org\r\n\r\nnobody to send to", &[]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body.contains("<Code>MessageRejected</Code>"), "{body}");
        assert_eq!(inbox.messages().unwrap(), []);

        let (_, body, _) = post(&[("Action", "SendRawEmail"), ("RawMessage.Data", "?")]).await;
        assert!(body.contains("<Code>InvalidParameterValue</Code>"), "{body}");
    }

    #[test]
    fn a_link_acts_when_it_carries_a_token_wherever_it_stands() {
        for link in [
            format!("https://app.example/#/reset/MTI/{TOKEN}"),
            format!("http://localhost:3000/reset?uid=MTI&token={TOKEN}"),
            format!("myteam://no/{TOKEN}"),
            "https://app.example/help".to_owned(),
            format!("https://app.example/{TOKEN}x"),
            format!("https://app.example/{}", TOKEN.to_uppercase()),
        ] {
            let acts = link.contains("reset");
            assert_eq!(acting_links(&format!("See <{link}>.")), if acts { vec![link] } else { vec![] });
        }
    }
}
