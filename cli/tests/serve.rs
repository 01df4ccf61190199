//! `latchkey serve` as a process: how it starts, what it says, how it ends, and what it still knows after `kill -9`.

mod import;
mod shell;

use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

const GOOD: &str = "correct horse battery";

/// Between two looks at something that is not there yet.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks before it is taken for never coming: a minute, on however busy a machine.
const LOOKS: usize = 1200;

/// A folder of its own for each test, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("latchkey-serve-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }

    fn data(&self) -> PathBuf {
        self.0.join("data")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A port that was free a moment ago.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free")
}

/// The command, with these settings and none of the machine's.
fn latchkey(arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
    command.env_clear().args(arguments).envs(settings.iter().copied()).stdin(Stdio::null());
    command
}

/// A running `latchkey serve`, killed at the end if it is still there.
struct Serve {
    process: Child,
    listen: SocketAddr,
    /// What it printed at the start.
    announced: String,
}

impl Serve {
    fn start(data: &Path, settings: &[(&str, &str)]) -> Self {
        let (listen, dynamodb) = (free_address(), free_address());
        let (listen_at, dynamodb_at) = (listen.to_string(), dynamodb.to_string());
        let data = data.to_str().expect("a Unicode path");
        let arguments = ["serve", "--listen", &listen_at, "--dynamodb-listen", &dynamodb_at, "--data", data];
        let mut process = latchkey(&arguments, settings)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut announced = String::new();
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe"));
        while !announced.contains("Data ") {
            let read = lines.read_line(&mut announced).expect("text");
            assert!(read > 0, "it ended at once: {announced}");
        }
        // What follows the data folder's line, if anything does, is there by the time it answers.
        let serve = Self { process, listen, announced };
        wait_for(|| serve.ask("GET", "/_local/health", &Value::Null).0 == 200);
        serve.and_the_rest(lines)
    }

    /// Reads on without waiting for a line that may never come.
    fn and_the_rest(mut self, mut lines: impl Read + Send + 'static) -> Self {
        let (tell, told) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = lines.read(&mut buffer) {
                if tell.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        while let Ok(text) = told.recv_timeout(Duration::from_millis(300)) {
            self.announced.push_str(&String::from_utf8_lossy(&text));
        }
        self
    }

    /// Status and body of a request. No status (0) when the connection fails.
    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, String) {
        self.try_to_ask(method, path, body, "").unwrap_or_default()
    }

    fn post(&self, path: &str, body: &Value) -> (u16, String) {
        self.ask("POST", path, body)
    }

    fn try_to_ask(
        &self,
        method: &str,
        path: &str,
        body: &Value,
        more: &str,
    ) -> std::io::Result<(u16, String)> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(self.listen)?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n{more}\r\n",
            self.listen,
            body.len()
        );
        stream.write_all((head + &body).as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Ok((status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()))
    }

    /// Signs in by an opaque token; none if refused.
    fn sign_in(&self, name: &str, password: &str) -> Option<String> {
        let (status, body) =
            self.post("/auth/token/login/", &json!({ "username": name, "password": password }));
        let body: Value = serde_json::from_str(&body).ok()?;
        (status == 200).then(|| body["auth_token"].as_str().map(str::to_owned)).flatten()
    }

    fn is_superuser(&self, token: &str) -> bool {
        let header = format!("authorization: Token {token}\r\n");
        // Only staff sees everybody; an administrator's own list is never forbidden.
        let made = self.try_to_ask(
            "POST",
            "/v1/users/create",
            &json!({ "username": "made", "email": "made@example.org", "password": GOOD, "is_staff": true }),
            &header,
        );
        made.is_ok_and(|(status, _)| status == 201)
    }

    /// The links that were mailed, by address.
    fn links(&self) -> HashMap<String, String> {
        let (_, body) = self.ask("GET", "/_local/inbox.json", &Value::Null);
        let mails: Value = serde_json::from_str(&body).expect("JSON");
        let link =
            |mail: &Value| Some((mail["to"][0].as_str()?.to_owned(), mail["links"][0].as_str()?.to_owned()));
        mails.as_array().into_iter().flatten().filter_map(link).collect()
    }

    fn activate(&self, link: &str) -> u16 {
        let mut parts = link.rsplit('/');
        let (token, uid) = (parts.next().expect("a token"), parts.next().expect("a uid"));
        self.post("/auth/users/activation/", &json!({ "uid": uid, "token": token })).0
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.process.id().to_string()]).status();
        assert!(sent.expect("`kill` is there").success());
    }

    /// The exit code after this signal.
    fn end(mut self, signal: &str) -> Option<i32> {
        self.signal(signal);
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[track_caller]
fn wait_for(mut there: impl FnMut() -> bool) {
    for _ in 0..LOOKS {
        if there() {
            return;
        }
        thread::sleep(PAUSE);
    }
    panic!("it does not come");
}

fn sign_up(name: &str) -> Value {
    json!({ "username": name, "email": format!("{name}@example.org"), "password": GOOD })
}

#[test]
fn it_says_where_everything_is_and_who_the_first_superuser_is() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &[]);
    for word in [serve.listen.to_string(), "/_local/inbox".to_owned(), "DynamoDB".to_owned()] {
        assert!(serve.announced.contains(&word), "{}", serve.announced);
    }
    let line = serve.announced.lines().find(|line| line.starts_with("Superuser")).expect("a superuser");
    let words: Vec<_> = line.split_whitespace().collect();
    let [_, name, .., password] = words[..] else { panic!("{line}") };
    let token = serve.sign_in(name.trim_end_matches(','), password).expect("the password is good");
    assert!(serve.is_superuser(&token));
    assert_eq!(serve.end("-INT"), Some(0));

    let again = Serve::start(&folder.data(), &[]);
    assert!(!again.announced.contains("Superuser"), "said once: {}", again.announced);
    assert!(again.sign_in("made", GOOD).is_some(), "what was there is there");
    assert_eq!(again.end("-TERM"), Some(0));
}

#[test]
fn the_environment_names_the_first_superuser() {
    let folder = Folder::new();
    let settings = [
        ("LATCHKEY_SUPERUSER_USERNAME", "root"),
        ("LATCHKEY_SUPERUSER_EMAIL", "root@example.org"),
        ("LATCHKEY_SUPERUSER_PASSWORD", GOOD),
    ];
    for _ in 0..2 {
        let serve = Serve::start(&folder.data(), &settings);
        assert!(!serve.announced.contains(GOOD));
        assert!(serve.sign_in("root", GOOD).is_some());
        assert_eq!(serve.end("-TERM"), Some(0));
    }
    let arguments = ["serve", "--memory", "--listen", "127.0.0.1:0", "--dynamodb-listen", "127.0.0.1:0"];
    let reserved = [("LATCHKEY_SUPERUSER_USERNAME", "list"), settings[1], settings[2]];
    let output = latchkey(&arguments, &reserved).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && said.contains("LATCHKEY_SUPERUSER_USERNAME must be a user name"),
        "{said}"
    );
}

#[test]
fn a_mail_comes_and_its_link_activates_and_the_inbox_can_be_emptied() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &[]);
    assert_eq!(serve.post("/auth/users/", &sign_up("ada")).0, 201);
    wait_for(|| serve.links().contains_key("ada@example.org"));
    assert_eq!(serve.activate(&serve.links()["ada@example.org"]), 204);
    assert!(serve.sign_in("ada", GOOD).is_some());
    let (status, page) = serve.ask("GET", "/_local/inbox", &Value::Null);
    assert!(status == 200 && page.contains("<html"));
    assert!((200..300).contains(&serve.ask("DELETE", "/_local/inbox.json", &Value::Null).0));
    assert!(serve.links().is_empty());
}

/// What the engine's door answers to a scan of the table with these headers.
fn scan(serve: &Serve, headers: &str) -> (u16, String) {
    let line = serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("its address");
    let address = line.trim().trim_start_matches("http://").to_owned();
    let body = r#"{"TableName":"latchkey"}"#;
    let mut stream = TcpStream::connect(&address).expect("it listens");
    let head = format!(
        "POST / HTTP/1.1\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810.Scan\r\n\
         content-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\
         authorization: AWS4-HMAC-SHA256 Credential=a/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n\
         x-amz-date: 20260101T000000Z\r\n{}\r\n",
        body.len(),
        headers.replace("HERE", &address)
    );
    stream.write_all((head + body).as_bytes()).expect("it takes the request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default(), answer)
}

#[test]
fn the_engine_answers_programs_and_no_web_page() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &[]);
    let (status, answer) = scan(&serve, "host: HERE\r\n");
    assert!(status == 200 && answer.contains("\"Items\""), "{answer}");
    for page in [
        "host: HERE\r\norigin: https://evil.example\r\n",
        "host: HERE\r\norigin: null\r\n",
        "host: HERE\r\nsec-fetch-site: cross-site\r\n",
        "host: rebound.evil.example\r\n",
    ] {
        let (status, answer) = scan(&serve, page);
        assert!(status == 403 && !answer.contains("Items"), "{page}: {answer}");
    }
}

#[test]
fn what_is_kept_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    fs::create_dir_all(folder.data()).expect("the temporary folder can be written");
    let serve = Serve::start(&folder.data(), &[]);
    serve.post("/auth/users/", &sign_up("ada"));
    for file in fs::read_dir(folder.data()).expect("the folder is there").map(|file| file.expect("a file")) {
        let name = file.file_name().into_string().expect("Unicode");
        let mode = file.metadata().expect("its mode").permissions().mode();
        let harmless = ["lock", "stream-position"].contains(&name.as_str());
        assert!(harmless || mode & 0o077 == 0, "{name} has mode {mode:o}");
    }
}

#[test]
fn a_session_outlives_a_restart() {
    let folder = Folder::new();
    // Each start has another port here, which would make it another issuer.
    let settings =
        [("LATCHKEY_SEND_ACTIVATION_EMAIL", "false"), ("LATCHKEY_PUBLIC_URL", "http://accounts.test")];
    let serve = Serve::start(&folder.data(), &settings);
    assert_eq!(serve.post("/auth/users/", &sign_up("ada")).0, 201);
    let login = json!({ "username": "ada", "password": GOOD });
    let (_, jwt) = serve.post("/auth/jwt/create/", &login);
    let jwt: Value = serde_json::from_str(&jwt).expect("JSON");
    assert_eq!(serve.end("-INT"), Some(0));

    let serve = Serve::start(&folder.data(), &settings);
    assert_eq!(serve.post("/auth/jwt/refresh/", &json!({ "refresh": jwt["refresh"] })).0, 200);
}

/// What a command that cannot do its work says: one line, and nothing on standard output.
#[track_caller]
#[test]
fn a_content_type_is_added_with_its_four_permissions_once() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &[]);
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let settings = [
        ("AWS_ENDPOINT_URL_DYNAMODB", dynamodb.trim()),
        ("AWS_REGION", "local"),
        ("AWS_ACCESS_KEY_ID", "local"),
        ("AWS_SECRET_ACCESS_KEY", "local"),
        ("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests"),
    ];
    let add =
        |model: &str| latchkey(&["contenttypes", "add", model, "--name", "blog post"], &settings).output();
    let added = add("blog.post").expect("it runs");
    assert_eq!(
        String::from_utf8_lossy(&added.stdout),
        "Content type 7 blog.post\nPermission   25 blog.add_post\nPermission   26 blog.change_post\n\
         Permission   27 blog.delete_post\nPermission   28 blog.view_post\n"
    );
    refuses(&add("blog.post").expect("it runs"), &["there is a content type blog.post already"]);
    refuses(&add("blog").expect("it runs"), &["`blog` is not app_label.model"]);
    refuses(&add("my-blog.post").expect("it runs"), &["`my-blog.post` is not app_label.model"]);
}

#[test]
fn a_check_passes_here_and_is_failed_by_another_issuer() {
    let folder = Folder::new();
    let root = [
        ("LATCHKEY_SUPERUSER_USERNAME", "root"),
        ("LATCHKEY_SUPERUSER_EMAIL", "root@example.org"),
        ("LATCHKEY_SUPERUSER_PASSWORD", GOOD),
    ];
    let check = |serve: &Serve, more: &[&str]| {
        let url = format!("http://{}/", serve.listen);
        let arguments = [&["check", "--url", &url], more].concat();
        latchkey(&arguments, &[("LATCHKEY_CHECK_PASSWORD", GOOD)]).output().expect("it runs")
    };
    let serve = Serve::start(&folder.data(), &root);
    let output = check(&serve, &["--username", "root"]);
    let report = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{report}");
    assert!(report.contains("ok       sign-out\n") && !report.contains(GOOD), "{report}");
    assert_eq!(serve.end("-INT"), Some(0));

    let elsewhere = [("LATCHKEY_PUBLIC_URL", "https://accounts.test")];
    let serve = Serve::start(&folder.data(), &elsewhere);
    let output = check(&serve, &[]);
    let (said, report) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(report.contains("FAILED   issuer\n           asked     GET http://"), "{report}");
    assert!(report.contains("skipped  sign-out: give --username\n"), "{report}");
    assert!(said.starts_with("latchkey: 1 of ") && said.ends_with(" checks failed\n"), "{said}");
}

#[test]
fn a_check_of_nothing_is_one_clear_line() {
    let check =
        |arguments: &[&str]| latchkey(&[&["check"], arguments].concat(), &[]).output().expect("it runs");
    refuses(&check(&["--url", "accounts.test"]), &["`accounts.test` is not the URL of a deployment"]);
    refuses(&check(&["--url", "http://accounts.test/auth"]), &["is not the URL of a deployment"]);
    refuses(&check(&["--url", "http://127.0.0.1:1"]), &["cannot reach http://127.0.0.1:1"]);
    let noinput = ["--url", "http://127.0.0.1:1", "--username", "root", "--noinput"];
    refuses(&check(&noinput), &["LATCHKEY_CHECK_PASSWORD"]);
    let both = check(&["--repair", "--url", "http://127.0.0.1:1"]);
    assert_eq!(both.status.code(), Some(2));
}

fn refuses(output: &Output, words: &[&str]) {
    let (said, printed) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert!(!output.status.success(), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(words.iter().all(|word| said.contains(word)), "wanted {words:?}: {said}");
    assert_eq!(printed, "");
}

fn serve_at(listen: &str, data: &str, settings: &[(&str, &str)]) -> Output {
    let dynamodb = free_address().to_string();
    let arguments = ["serve", "--listen", listen, "--dynamodb-listen", &dynamodb, "--data", data];
    latchkey(&arguments, settings).output().expect("it runs")
}

#[test]
fn a_taken_port_is_one_clear_line() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = taken.local_addr().expect("an address").to_string();
    refuses(&serve_at(&address, folder.data().to_str().expect("Unicode"), &[]), &["cannot listen", &address]);
}

#[test]
fn a_folder_that_cannot_be_written_is_one_clear_line() {
    let folder = Folder::new();
    let file = folder.0.join("file");
    fs::write(&file, "in the way").expect("the folder can be written");
    let inside = file.join("data");
    let inside = inside.to_str().expect("Unicode");
    refuses(&serve_at(&free_address().to_string(), inside, &[]), &[inside]);
}

#[test]
fn a_folder_in_use_is_one_clear_line() {
    let folder = Folder::new();
    let _serve = Serve::start(&folder.data(), &[]);
    let data = folder.data();
    refuses(&serve_at(&free_address().to_string(), data.to_str().expect("Unicode"), &[]), &["another"]);
}

#[test]
fn a_misspelt_setting_is_one_clear_line_with_the_nearest_name() {
    let folder = Folder::new();
    let data = folder.data();
    let misspelt = [("LATCHKEY_PUBLIC_ULR", "https://accounts.test")];
    let output = serve_at(&free_address().to_string(), data.to_str().expect("Unicode"), &misspelt);
    refuses(&output, &["LATCHKEY_PUBLIC_ULR", "LATCHKEY_PUBLIC_URL"]);
    assert!(!data.exists(), "nothing was begun");

    let wrong = [("LATCHKEY_ACCESS_TOKEN_LIFETIME", "soon")];
    let output = serve_at(&free_address().to_string(), data.to_str().expect("Unicode"), &wrong);
    refuses(&output, &["LATCHKEY_ACCESS_TOKEN_LIFETIME must be"]);
}

#[test]
fn all_mistakes_in_settings_are_told_at_once_a_line_each() {
    let folder = Folder::new();
    let data = folder.data();
    let templates = Folder::new();
    let files =
        [("activation.txt", "{% if url %}"), ("README.md", "{% if"), ("invitation.html", "<p>{{ url }}")];
    for (name, source) in files {
        std::fs::write(templates.0.join(name), source).expect("the folder takes it");
    }
    let settings = [
        ("LATCHKEY_EMAIL_TEMPLATES", templates.0.to_str().expect("Unicode")),
        ("LATCHKEY_PUBLIC_ULR", "https://accounts.test"),
        ("LATCHKEY_SECRET_KEY", "short"),
        ("LATCHKEY_HIDE_USERS", "yes"),
        ("LATCHKEY_PASSWORD_RESET_CONFIRM_URL", "reset/{uid}"),
        ("LATCHKEY_DEFAULT_FROM_EMAIL", "a@example.org, b@example.org"),
        ("LATCHKEY_ARGON2_ITERATIONS", "1"),
        ("LATCHKEY_SUPERUSER_EMAIL", "root@example.org,admin@example.org"),
        ("LATCHKEY_SEND_ACTIVATION_MAIL", "true"),
    ];
    let output = serve_at(&free_address().to_string(), data.to_str().expect("Unicode"), &settings);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && !data.exists(), "{said}");
    assert_eq!(said.trim_end().lines().count(), settings.len(), "{said}");
    for (name, _) in settings {
        assert_eq!(
            said.lines().filter(|line| line.starts_with(&format!("latchkey: {name} "))).count(),
            1,
            "{said}"
        );
    }
    assert!(said.contains("activation.txt"), "{said}");

    // Alone it is one too many.
    let output = serve_at(&free_address().to_string(), data.to_str().expect("Unicode"), &settings[..1]);
    refuses(&output, &["LATCHKEY_EMAIL_TEMPLATES", "activation.txt"]);

    let nowhere = folder.0.join("nowhere");
    let settings = [("LATCHKEY_EMAIL_TEMPLATES", nowhere.to_str().expect("Unicode"))];
    let output = serve_at(&free_address().to_string(), data.to_str().expect("Unicode"), &settings);
    refuses(&output, &["LATCHKEY_EMAIL_TEMPLATES", "not there", "nowhere"]);
    assert!(!data.exists());
}

#[test]
fn the_document_lists_bodies_as_it_is_asked_to() {
    let printed = |arguments: &[&str]| {
        let output = latchkey(&[&["openapi"], arguments].concat(), &[]).output().expect("it runs");
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let types = |document: &str| document.matches("\"multipart/form-data\": {").count();
    assert_eq!(printed(&[]), printed(&["--bodies", "json"]));
    assert_eq!(types(&printed(&[])), 0);
    assert!(types(&printed(&["--bodies", "all"])) > 50);
    assert!(!latchkey(&["openapi", "--bodies", "some"], &[]).output().expect("it runs").status.success());
}

/// Sign-ups from several clients at once, until the process is killed in the middle.
#[test]
fn kill_9_in_the_middle_of_sign_ups_loses_nobody_who_was_told_201() {
    const CLIENTS: usize = 4;
    const BEFORE_THE_KILL: usize = 250;
    let folder = Folder::new();
    let settings = [("LATCHKEY_THROTTLE", "off")];
    let serve = Serve::start(&folder.data(), &settings);
    let (acknowledged, killed) = (std::sync::Mutex::new(Vec::new()), AtomicBool::new(false));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (serve, acknowledged, killed) = (&serve, &acknowledged, &killed);
            scope.spawn(move || {
                for number in 0.. {
                    let name = format!("user{client}-{number}");
                    let (status, _) = serve.post("/auth/users/", &sign_up(&name));
                    if status == 201 {
                        let mut names = acknowledged.lock().expect("no client panics");
                        names.push(name);
                        if names.len() == BEFORE_THE_KILL {
                            // Said first: the others' connections end before this thread runs on.
                            killed.store(true, Ordering::SeqCst);
                            serve.signal("-KILL");
                        }
                    }
                    if killed.load(Ordering::SeqCst) {
                        return;
                    }
                    assert_eq!(status, 201, "before the kill everybody is served");
                }
            });
        }
    });
    drop(serve);
    let names = acknowledged.into_inner().expect("no client panicked");

    let serve = Serve::start(&folder.data(), &settings);
    wait_for(|| {
        let links = serve.links();
        names.iter().all(|name| links.contains_key(&format!("{name}@example.org")))
    });
    let links = serve.links();
    let (serve, links) = (&serve, &links);
    thread::scope(|scope| {
        for names in names.chunks(names.len().div_ceil(CLIENTS)) {
            scope.spawn(move || {
                for name in names {
                    assert_eq!(serve.activate(&links[&format!("{name}@example.org")]), 204, "{name}");
                    assert!(serve.sign_in(name, GOOD).is_some(), "{name}");
                    assert_eq!(serve.post("/auth/users/", &sign_up(name)).0, 400, "{name} is taken");
                }
            });
        }
    });
}
