//! A stand-in for Lambda: starts a function's own binary, hands it events, and takes what it answers.
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::{Mutex, mpsc, oneshot};

/// How long a function may take, its start included: far more than it needs, so that only hanging counts.
const PATIENCE: Duration = Duration::from_secs(30);

/// 2100-01-01. The runtime only hands the deadline on.
const DEADLINE_MS: &str = "4102444800000";

/// What a function made of an event: its answer, or the error that it reported.
pub(crate) type Outcome = Result<Value, Value>;

/// One event, and who waits for what becomes of it.
type Invocation = (Value, oneshot::Sender<Outcome>);

/// A running function. It ends with its value.
pub(crate) struct Function {
    process: Child,
    events: mpsc::Sender<Invocation>,
    log: Lines<BufReader<ChildStdout>>,
}

impl Function {
    /// Starts the function `name`. It sees these settings, what Lambda sets, and nothing else.
    pub(crate) async fn start(name: &str, settings: &[(&str, &str)]) -> Self {
        let (events, queue) = mpsc::channel(1);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(axum::serve(listener, runtime_api(queue)).into_future());

        let mut process = Command::new(binary(name))
            .env_clear()
            .envs([
                ("AWS_LAMBDA_RUNTIME_API", address.to_string().as_str()),
                ("AWS_LAMBDA_FUNCTION_NAME", name),
                ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
                ("AWS_REGION", "eu-central-1"),
                ("AWS_ACCESS_KEY_ID", "local"),
                ("AWS_SECRET_ACCESS_KEY", "local"),
            ])
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let log = BufReader::new(process.stdout.take().expect("it was not taken yet")).lines();
        Self { process, events, log }
    }

    /// The next line of its log, which CloudWatch would get.
    pub(crate) async fn says(&mut self) -> Value {
        let line =
            tokio::time::timeout(PATIENCE, self.log.next_line()).await.expect("the function says something");
        let line = line.expect("the log is text").expect("the log goes on");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line}"))
    }

    /// What the function makes of an event.
    ///
    /// # Panics
    /// When the function ends, or does not answer.
    pub(crate) async fn invoke(&mut self, event: Value) -> Outcome {
        let (answer, answered) = oneshot::channel();
        let invocation = async {
            self.events.send((event, answer)).await.expect("the runtime API runs");
            answered.await.expect("the runtime API runs")
        };
        tokio::select! {
            outcome = invocation => outcome,
            status = self.process.wait() => panic!("the function has ended: {status:?}"),
            () = tokio::time::sleep(PATIENCE) => panic!("the function does not answer"),
        }
    }
}

/// Names a folder in which `cargo lambda build` left what is to be tested, `<function>/bootstrap`.
const BOOTSTRAPS: &str = "BOOTSTRAPS";

/// The binary of a function: the one that [`BOOTSTRAPS`] leads to, or one as new as this test.
fn binary(name: &str) -> PathBuf {
    let bootstraps = std::env::var_os(BOOTSTRAPS);
    bootstraps.map_or_else(|| built(name), |folder| PathBuf::from(folder).join(name).join("bootstrap"))
}

/// The binary of a function as this test was built: cargo builds no other package's binaries for a test. All are built at
/// once and together with this test, because then they share their dependencies with what `cargo test --workspace` has
/// just built. Alone they would have some with other features: minutes of compiling.
fn built(name: &str) -> PathBuf {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let test = std::env::current_exe().expect("a test has a path");
        let folder = test.ancestors().nth(2).expect("a test is in <target>/<profile>/deps");
        let target = folder.parent().expect("a test is in <target>/<profile>/deps");
        let profile = if folder.ends_with("release") { "release" } else { "dev" };
        let built = std::process::Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--workspace", "--bins", "--test", "latchkey", "--profile", profile])
            .arg("--target-dir")
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(built.expect("cargo starts").success(), "the functions do not build");
        folder.to_owned()
    });
    FOLDER.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

struct Queue {
    events: Mutex<mpsc::Receiver<Invocation>>,
    /// A function takes its next event only after it has answered the one before.
    current: Mutex<Option<oneshot::Sender<Outcome>>>,
}

fn runtime_api(events: mpsc::Receiver<Invocation>) -> Router {
    let queue = Queue { events: Mutex::new(events), current: Mutex::default() };
    Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/{outcome}", post(done))
        .with_state(Arc::new(queue))
}

async fn next(State(queue): State<Arc<Queue>>) -> Result<impl IntoResponse, StatusCode> {
    let (event, answer) = queue.events.lock().await.recv().await.ok_or(StatusCode::GONE)?;
    *queue.current.lock().await = Some(answer);
    let headers = [
        ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("lambda-runtime-deadline-ms", DEADLINE_MS),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-central-1:123456789012:function:f"),
        ("lambda-runtime-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"),
    ];
    Ok((headers, event.to_string()))
}

async fn done(
    State(queue): State<Arc<Queue>>,
    Path((_, outcome)): Path<(String, String)>,
    body: Bytes,
) -> StatusCode {
    let body = serde_json::from_slice(&body).expect("functions speak JSON");
    let outcome = if outcome == "response" { Ok(body) } else { Err(body) };
    // Nobody waits any more when the test has already failed.
    let _ = queue.current.lock().await.take().map(|waiting| waiting.send(outcome));
    StatusCode::ACCEPTED
}
