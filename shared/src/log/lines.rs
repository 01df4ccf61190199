//! The form of the log in Lambda: a JSON object a line, which CloudWatch Logs reads.

use super::REQUEST;
use crate::clock::Clock;
use serde_json::{Map, Value};
use std::fmt;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::registry::LookupSpan;

/// The longest text that stands in a line, in bytes.
const LONGEST: usize = 1024;

/// What writes the log, down to INFO, for the function of this name.
pub fn subscriber<W>(function: &str, writer: W) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = Lines { function: function.to_owned(), clock: Clock::System };
    tracing_subscriber::fmt().with_max_level(Level::INFO).event_format(lines).with_writer(writer).finish()
}

struct Lines {
    function: String,
    clock: Clock,
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let metadata = event.metadata();
        let mut line = Members(Map::new());
        line.add("timestamp", self.clock.now().to_string());
        line.add("level", metadata.level().as_str());
        line.add("function", self.function.as_str());
        event.record(&mut line);
        let Members(mut line) = line;
        // What is said on the way belongs to the request, too.
        if let Some(id) = super::on_trail(|trail| trail.request_id.clone()) {
            line.entry("request_id").or_insert_with(|| shortened(&id).into());
        }
        if metadata.target() != REQUEST {
            line.insert("target".to_owned(), metadata.target().into());
        }
        writeln!(writer, "{}", Value::Object(line))
    }
}

/// The members of a line.
struct Members(Map<String, Value>);

impl Members {
    fn add(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }
}

impl Visit for Members {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.add(field.name(), value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.add(field.name(), value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.add(field.name(), value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.add(field.name(), value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field.name(), shortened(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.add(field.name(), shortened(&format!("{value:?}")));
    }
}

fn shortened(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::subscriber;
    use crate::log::{self, Event, Trail};
    use serde_json::{Value, json};
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;
    use tracing::subscriber::with_default;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn written(say: impl FnOnce()) -> Vec<Value> {
        let paper = Paper::default();
        let writer = paper.clone();
        with_default(subscriber("users", move || writer.clone()), say);
        let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_request_is_one_line() {
        let trail = Trail::new("one".to_owned(), None);
        let lines = written(|| trail.end("GET", 503, Duration::from_micros(1500)));
        let [line] = &lines[..] else { panic!("one line, not {lines:?}") };
        let mut line = line.clone();
        let moment = line.as_object_mut().unwrap().remove("timestamp");
        assert!(moment.as_ref().and_then(Value::as_str).unwrap().ends_with('Z'), "{moment:?}");
        let wanted = json!({
            "level": "INFO", "message": "request", "function": "users", "request_id": "one", "method": "GET",
            "route": "none", "dialect": "none", "status": 503, "duration_ms": 1.5, "dynamodb_calls": 0,
            "consumed_read_units": 0.0, "consumed_write_units": 0.0,
        });
        assert_eq!(line, wanted);
    }

    #[test]
    fn an_event_names_whom_it_is_about() {
        let lines =
            written(|| log::security(Event::LoginFail, crate::domain::UserId::from(7), "wrong password"));
        let [line] = &lines[..] else { panic!("one line, not {lines:?}") };
        assert_eq!((&line["event"], &line["user"]), (&json!("authn_login_fail"), &json!(7)));
        assert_eq!((&line["detail"], &line["level"]), (&json!("wrong password"), &json!("INFO")));
    }

    #[test]
    fn whatever_is_said_is_one_line_and_not_long() {
        let odd = format!("a\r\nb\u{1b}[2K\"}}\n{}", "ü".repeat(2000));
        let lines = written(|| tracing::warn!(odd, number = -1, whether = true, "said"));
        let [line] = &lines[..] else { panic!("one line, not {lines:?}") };
        let text = line["odd"].as_str().unwrap();
        assert!(odd.starts_with(text) && (1000..=1024).contains(&text.len()));
        assert_eq!((&line["number"], &line["whether"]), (&json!(-1), &json!(true)));
        assert_eq!(line["message"], "said");
    }

    #[tokio::test]
    async fn what_is_said_on_the_way_names_the_request_in_other_tasks_too() {
        let paper = Paper::default();
        let writer = paper.clone();
        let _listening = tracing::subscriber::set_default(subscriber("users", move || writer.clone()));
        let trail = Trail::new("one".to_owned(), None);
        let speak = async { tracing::warn!("said") };
        trail.follow(async { tokio::spawn(log::carried(speak)).await.unwrap() }).await;
        tracing::warn!("outside");
        let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        let ids: Vec<_> = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["request_id"].clone())
            .collect();
        assert_eq!(ids, [json!("one"), Value::Null]);
    }
}
