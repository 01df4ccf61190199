//! `latchkey serve`: puts the pieces together, and takes them apart again.

use super::engine::Engine;
use super::event_sources::EventSources;
use super::function::{Answer, Function};
use super::inbox::Inbox;
use super::position::Position;
use super::{aws, data, door, dynamodb_door, inbox, ses_door};
use crate::commands::createsuperuser;
use crate::functions::routes;
use clap::Args;
use janitor::Janitor;
use mailer::Mailer;
use serde_json::Value;
use shared::accounts;
use shared::app::App;
use shared::chance::random_id;
use shared::clock::Clock;
use shared::config::{Config, LoginField};
use shared::dialects::html::STYLES;
use shared::http::Service;
use shared::lambda::{Occasion, failures};
use shared::store::Key;
use shared::store::items::Superusers;
use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing::Level;
use tracing_subscriber::EnvFilter;

/// How long requests that are being answered may take to finish at the end.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(8);

/// Where to listen, and where to keep everything.
#[derive(Args)]
pub struct Options {
    /// The service's address
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// The DynamoDB engine's address
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8001")]
    dynamodb_listen: SocketAddr,
    /// The folder that keeps everything
    #[arg(long, value_name = "DIR", default_value = ".latchkey", conflicts_with = "memory")]
    data: PathBuf,
    /// Keep nothing
    #[arg(long)]
    memory: bool,
    /// How much of the log to print: error, warn, or info for a line a request
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    log: Level,
    #[arg(long, env = "LATCHKEY_SUPERUSER_USERNAME", hide = true, default_value = "")]
    superuser_username: String,
    #[arg(long, env = "LATCHKEY_SUPERUSER_EMAIL", hide = true, default_value = "")]
    superuser_email: String,
    #[arg(
        long,
        env = "LATCHKEY_SUPERUSER_PASSWORD",
        hide = true,
        hide_env_values = true,
        default_value = ""
    )]
    superuser_password: String,
}

/// Runs until SIGINT or SIGTERM.
///
/// # Errors
/// One line: a setting that cannot be, a port that is taken, a folder that cannot be written.
pub async fn run(options: Options) -> Result<(), String> {
    // The engine warns of every refused transaction, and refusals are what its conditions are for.
    let filter = EnvFilter::new(format!("{},dynoxide=error", options.log));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // The settings come first, with any secret key, so that a misspelt one leaves no folder behind.
    let config = settings(&options, random_id() + &random_id())?;
    let listener = bind(options.listen).await?;
    let dynamodb_listener = bind(options.dynamodb_listen).await?;
    let Kept { engine, inbox: kept, position, config } = keep(&options, config)?;
    let hidden = dynamodb_door::hidden_listener().await?;
    let aws = aws::in_process(&engine);
    let ses = aws::local(&format!("http://{}{}", options.listen, ses_door::PATH));
    let app = App::new(config, Clock::System, &aws).map_err(|mistakes| mistakes.join("\nlatchkey: "))?;
    let mailer = Mailer::new(app.clone(), &ses)?;

    let (end, ended) = watch::channel(());
    let until_the_end = move || {
        let mut ended = ended.clone();
        async move {
            // The sender's drop is the end.
            let _ = ended.changed().await;
        }
    };
    let dynamodb = dynamodb_door::serve(engine.clone(), hidden, dynamodb_listener, until_the_end.clone());
    let dynamodb = tokio::spawn(dynamodb);
    mailer.take_over().await.map_err(|error| error.to_string())?;
    app.keyring.warm_up(&app).await.map_err(|error| error.to_string())??;
    tokens::keep_keys(app.clone()).await.map_err(|error| error.to_string())?;
    accounts::install_stock(&app).await.map_err(|error| error.to_string())?;
    let first = first_superuser(&app, &options).await?;
    let local = inbox::routes(kept, Clock::System, STYLES.path(&app.config), options.listen);
    let service = Service::new(app.clone(), routes());
    let http = tokio::spawn(door::serve(listener, service, local, until_the_end()));
    let sources = event_sources(mailer, Janitor::new(app.clone()), app);
    let sources = tokio::spawn(sources.run(engine.clone(), position, until_the_end()));
    let sweeps = tokio::spawn(async move { engine.sweep_forever().await });
    announce(&options, first);
    if !options.listen.ip().is_loopback() {
        eprintln!("latchkey: whoever reaches {} can read the inbox, links included", options.listen);
    }

    asked_to_end().await;
    sweeps.abort();
    drop(end);
    // Requests first: what they still write is in the engine before its door closes. A client that never finishes
    // its request does not hold up the end.
    let _ = tokio::time::timeout(PATIENCE_AT_THE_END, http).await;
    let _ = sources.await;
    let _ = dynamodb.await;
    Ok(())
}

/// What outlives this process, unless it is told to keep nothing.
struct Kept {
    engine: Engine,
    inbox: Inbox,
    position: Position,
    config: Config,
}

fn keep(options: &Options, config: Config) -> Result<Kept, String> {
    if options.memory {
        let engine = Engine::in_memory(&config.table)?;
        return Ok(Kept { engine, inbox: Inbox::in_memory(), position: Position::forgotten(), config });
    }
    let folder = &options.data;
    let engine = Engine::on_disk(folder, &config.table)?;
    let config = settings(options, data::secret_key(folder)?)?;
    Ok(Kept { engine, inbox: Inbox::in_folder(folder)?, position: Position::in_folder(folder), config })
}

fn settings(options: &Options, secret_key: String) -> Result<Config, String> {
    let defaults =
        [("LATCHKEY_PUBLIC_URL", format!("http://{}", options.listen)), ("LATCHKEY_SECRET_KEY", secret_key)];
    Config::from_env_or(&defaults, mistakes_in_templates).map_err(|mistakes| mistakes.join("\nlatchkey: "))
}

/// What is wrong with the folder of mail templates. Elsewhere it need not be there: a function's layer brings it.
fn mistakes_in_templates(folder: &str) -> Vec<String> {
    match folder.is_empty() || Path::new(folder).is_dir() {
        true => mailer::mistakes_in_templates(folder),
        false => vec![format!("LATCHKEY_EMAIL_TEMPLATES names a folder that is not there: {folder}")],
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| format!("cannot listen on {address}: {error}"))
}

/// The functions that no request calls, wired as they are deployed.
pub fn event_sources(mailer: Mailer, janitor: Janitor, tokens: App) -> EventSources {
    EventSources::new(
        function("mailer", move |event| {
            let mailer = mailer.clone();
            async move { Ok(failures(&mailer.handle(occasion(&event)?).await)) }
        }),
        function("janitor", move |event| {
            let janitor = janitor.clone();
            async move { Ok(failures(&janitor.handle(occasion(&event)?).await)) }
        }),
        function("tokens", move |_| {
            let app = tokens.clone();
            async move {
                tokens::keep_keys(app).await.map_err(|error| error.to_string())?;
                Ok(Value::Null)
            }
        }),
    )
}

fn function<F, A>(name: &'static str, handle: F) -> Function
where
    F: Fn(Value) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Value, String>> + Send + 'static,
{
    Function { name, invoke: Box::new(move |event| -> Answer { Box::pin(handle(event)) }) }
}

fn occasion(event: &Value) -> Result<Occasion, String> {
    Occasion::read(event).map_err(|error| error.to_string())
}

/// Sees to it that there is a superuser: the one that the environment names, or on an empty table one whose
/// generated password is to be printed.
async fn first_superuser(app: &App, options: &Options) -> Result<Option<(String, String)>, String> {
    let Options { superuser_username, superuser_email, superuser_password, .. } = options;
    if !superuser_password.is_empty() {
        let made =
            createsuperuser::create(app, superuser_username, superuser_email, superuser_password).await;
        // After a restart they are there already.
        return made
            .map(|_| None)
            .or_else(|why| if why.contains("already exists") { Ok(None) } else { Err(why) });
    }
    let superusers =
        app.store.fetch(&[Key::Superusers]).await.and_then(|mut found| found.take(Key::Superusers));
    let superusers: Option<Superusers> = superusers.map_err(|error| error.to_string())?;
    if superusers.is_some() {
        return Ok(None);
    }
    let email = if app.config.username_field == LoginField::Email { "admin@localhost" } else { "" };
    let password = random_id()[..20].to_owned();
    let name = createsuperuser::create(app, "admin", email, &password).await?;
    let name = if email.is_empty() { name } else { email.to_owned() };
    Ok(Some((name, password)))
}

fn announce(options: &Options, first: Option<(String, String)>) {
    let Options { listen, dynamodb_listen, .. } = options;
    println!("Latchkey   http://{listen}");
    println!("Inbox      http://{listen}/_local/inbox");
    println!("DynamoDB   http://{dynamodb_listen}");
    match options.memory {
        true => println!("Data       in memory, gone at the end"),
        false => println!("Data       {}", options.data.display()),
    }
    if let Some((name, password)) = first {
        println!("Superuser  {name}, password {password}");
    }
}

/// SIGINT, which is Ctrl-C, or SIGTERM.
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("signals can be listened to");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
