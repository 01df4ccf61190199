//! A whole Latchkey for one test: table, mail and clock of its own.

mod actor;
mod browser;
mod contract;
mod gateway;
mod invariants;
mod mailbox;
mod picture;
mod proxy;
mod reply;
mod request;
mod schema;
mod second;
mod watch;

pub(crate) use actor::{Actor, GOOD};
pub(crate) use browser::Browser;
pub(crate) use contract::whole;
pub(crate) use gateway::{After, Before, Faults, Reroute, own};
pub(crate) use mailbox::{Link, Mail};
pub(crate) use picture::Picture;
pub(crate) use proxy::{Call, Proxy};
pub(crate) use reply::Reply;
pub(crate) use request::Request;
pub(crate) use schema::faults;

use aws_config::SdkConfig;
use cli::routes;
use cli::serve::engine::Engine;
use cli::serve::event_sources::EventSources;
use cli::serve::inbox::{self, Inbox};
use cli::serve::{aws, ses_door, wiring};
use janitor::Janitor;
use mailer::Mailer;
use shared::accounts::{self, NewPassword, NewUser, Registration};
use shared::app::App;
use shared::auth::password::Hasher;
use shared::auth::policy::{Permit, all, to};
use shared::clock::Clock;
use shared::config::Config;
use shared::domain::password::Password;
use shared::domain::{Email, FieldValues, Timestamp, Username};
use shared::http::Service;
use shared::lambda::Occasion;
use shared::store::Key;
use shared::store::items::{PrivateHalf, PublicHalf, SigningKeys};
use shared::store::keys::{EDITION, SIGNING_KEYS};
use shared::store::read;
use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, OnceCell};
use watch::{Caller, Watch};

/// Where the clock stands at first: 2026-01-01T12:00:00Z.
pub(crate) const START: i64 = 1_767_268_800;

/// What every world has, unless a test says otherwise.
const SETTINGS: [(&str, &str); 3] = [
    ("PUBLIC_URL", "https://accounts.test"),
    ("SECRET_KEY", "a secret key that is only used in tests"),
    ("THROTTLE", "off"),
];

/// One deployment: the service, what it hangs on, and its time.
pub(crate) struct World {
    /// The service as its handlers see it.
    pub(crate) app: App,
    /// The table's engine.
    pub(crate) engine: Engine,
    table: SdkConfig,
    clock: Clock,
    service: Service,
    sources: EventSources,
    janitor: Janitor,
    position: Mutex<Option<String>>,
    inbox: Inbox,
    watch: Watch,
    proxy: Option<Proxy>,
    root: OnceCell<Actor>,
}

impl World {
    /// A deployment with default settings, but without limits against abuse.
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with these settings, named without `LATCHKEY_`.
    pub(crate) async fn with(settings: &[(&str, &str)]) -> Self {
        let engine = engine();
        let address = door(&engine).await;
        Self::over(engine, address, None, settings, None).await
    }

    /// A deployment whose requests to the table pass through a [`Proxy`].
    pub(crate) async fn behind_proxy(settings: &[(&str, &str)]) -> Self {
        let engine = engine();
        let (proxy, address) = Proxy::before(door(&engine).await);
        Self::over(engine, address, Some(proxy), settings, None).await
    }

    /// The same with default settings and passwords that are hashed at no cost: for tests that try them by the thousand.
    #[expect(
        clippy::disallowed_methods,
        reason = "whether an outcome is right does not hang on what its hash costs"
    )]
    pub(crate) async fn of_stories() -> Self {
        let engine = engine();
        let (proxy, address) = Proxy::before(door(&engine).await);
        Self::over(engine, address, Some(proxy), &[], Some(Hasher::feeble())).await
    }

    async fn over(
        engine: Engine,
        table: SocketAddr,
        proxy: Option<Proxy>,
        settings: &[(&str, &str)],
        hasher: Option<Hasher>,
    ) -> Self {
        let clock = Clock::fixed(Timestamp::from_seconds(START));
        let inbox = Inbox::in_memory();
        let ses = serve_ses(&inbox, &clock).await;
        let (watch, table) = (Watch::default(), aws::local(&format!("http://{table}")));
        let app = |caller| match &hasher {
            None => watched(&watch, caller, &table, config(settings), &clock),
            Some(hasher) => {
                let aws = watched_table(&watch, caller, &table);
                let app = App::hashing_with(hasher.clone(), config(settings), clock.clone(), &aws);
                app.expect("the settings of a test are good")
            }
        };
        let mailer = Mailer::new(
            app(Caller::Function("mailer")),
            &aws::local(&format!("http://{ses}{}", ses_door::PATH)),
        );
        let janitor = Janitor::new(app(Caller::Function("janitor")));
        let sources = wiring(
            mailer.expect("the built-in templates are good"),
            janitor.clone(),
            app(Caller::Function("tokens")),
        );
        let app = app(Caller::Requests);
        Self {
            service: Service::new(app.clone(), routes()),
            sources,
            janitor,
            position: Mutex::default(),
            app,
            engine,
            table,
            clock,
            inbox,
            watch,
            proxy,
            root: OnceCell::new(),
        }
    }

    /// Another instance of the service as this function has it: it shares table and time, and no memory. Its calls to the
    /// table are held against the function's role.
    pub(crate) fn app_of(&self, function: &'static str) -> App {
        self.app_with(function, self.app.config.clone())
    }

    /// The same with settings of its own.
    pub(crate) fn app_with(&self, function: &'static str, config: Config) -> App {
        watched(&self.watch, Caller::Function(function), &self.table, config, &self.clock)
    }

    /// The same whose clock is ahead of the others' by so much.
    pub(crate) fn app_ahead(&self, function: &'static str, by: Duration) -> App {
        let clock = Clock::fixed(self.clock.now().after(by));
        watched(&self.watch, Caller::Function(function), &self.table, self.app.config.clone(), &clock)
    }

    /// Somebody who is not signed in, at an instance whose clock is ahead of the others' by so much.
    pub(crate) fn anyone_ahead(&self, by: Duration) -> Actor {
        let clock = Clock::fixed(self.clock.now().after(by));
        let app = watched(&self.watch, Caller::Requests, &self.table, self.app.config.clone(), &clock);
        Actor::nobody(app.clone(), Service::new(app, routes()), self.watch.clone())
    }

    /// What stands between the service and its table.
    pub(crate) fn proxy(&self) -> &Proxy {
        self.proxy.as_ref().expect("the world was made by `behind_proxy`")
    }

    /// The same, if anything does.
    pub(crate) fn measured(&self) -> Option<&Proxy> {
        self.proxy.as_ref()
    }

    /// As it is before `tokens` was deployed: without a signing key.
    pub(crate) async fn forget_key(&self) {
        let set = self.app.keyring.published(&self.app).await.expect("the table answers");
        let kid = set["keys"][0]["kid"].as_str().expect("the first key");
        let keys = [Key::SigningKeys, Key::PublicKey(kid), Key::PrivateKey(kid)];
        let transaction = self.app.store.transaction::<()>();
        let forgotten = keys.into_iter().fold(transaction, |transaction, key| transaction.delete(key));
        forgotten.commit().await.expect("the table answers").expect("nothing is asked");
        self.later(Duration::from_secs(61));
    }

    /// Moves the clock.
    pub(crate) fn later(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Does what is owed: mails go out, deleted accounts are cleaned away.
    pub(crate) async fn deliver(&self) {
        let mut position = self.position.lock().await;
        let delivery = self.sources.deliver_all(&self.engine, &mut position).await;
        delivery.expect("the stream can be read");
    }

    /// Does what the `janitor`'s schedule does.
    pub(crate) async fn clean(&self) {
        self.janitor.handle(Occasion::Schedule).await;
    }

    /// Does what the `janitor` does at night.
    pub(crate) async fn walk(&self) {
        self.janitor.handle(Occasion::Nightly).await;
    }

    /// Somebody who is not signed in.
    pub(crate) fn anyone(&self) -> Actor {
        Actor::nobody(self.app.clone(), self.service.clone(), self.watch.clone())
    }

    /// A user of this name, with the address `<name>@example.org` and the password [`GOOD`]: signed up, activated,
    /// and signed in by an opaque token.
    pub(crate) async fn user(&self, name: &str) -> Actor {
        let user = self.newcomer(name).await;
        if self.app.config.send_activation_email {
            let link = self.mail_to(&user.email).await.link();
            user.post("/auth/users/activation/", link.proof()).await.is_empty(204);
        }
        user.by_token().await
    }

    /// The same who has only signed up.
    pub(crate) async fn newcomer(&self, name: &str) -> Actor {
        self.anyone().sign_up(name).await
    }

    /// The superuser, named `root` and signed in by an opaque token; made when first asked for.
    pub(crate) async fn superuser(&self) -> Actor {
        self.root.get_or_init(|| self.make_superuser()).await.clone()
    }

    async fn make_superuser(&self) -> Actor {
        accounts::install_stock(&self.app).await.expect("an empty table takes the stock");
        let registration = Registration {
            username: Username::parse("root"),
            email: Email::parse("root@example.org"),
            fields: FieldValues::new(),
            locale: None,
            password: NewPassword { password: Password::new(GOOD), retyped: None },
        };
        let users = Permit::operator(to::Add, all());
        let made = accounts::create_user(&self.app, &users, NewUser::superuser(registration)).await;
        let id = made.expect("an empty table takes a superuser").id.get();
        self.anyone().named("root", id).by_token().await
    }

    /// A user of this name whom a superuser has made a member of the staff.
    pub(crate) async fn staff(&self, name: &str) -> Actor {
        let form = serde_json::json!({
            "username": name, "email": format!("{name}@example.org"), "password": GOOD, "is_staff": true,
        });
        let made = self.superuser().await.post("/v1/users/create", form).await;
        made.has(201);
        let id = made.json()["pk"].as_u64().expect("a user has a number");
        self.anyone().named(name, id).by_token().await
    }

    /// All mails sent so far, oldest first, those owed included.
    pub(crate) async fn mails(&self) -> Vec<Mail> {
        self.deliver().await;
        self.inbox.messages().expect("the inbox can be read").into_iter().map(Mail::from).collect()
    }

    /// The newest mail to this address.
    pub(crate) async fn mail_to(&self, address: &str) -> Mail {
        let mails = self.mails().await;
        let subjects: Vec<_> = mails.iter().map(|mail| (mail.to.clone(), mail.subject.clone())).collect();
        let newest = mails.into_iter().rfind(|mail| mail.to == address);
        newest.unwrap_or_else(|| panic!("no mail to {address}, only {subjects:?}"))
    }

    /// The subjects of all mails to this address, oldest first.
    pub(crate) async fn subjects_to(&self, address: &str) -> Vec<String> {
        let to = |mail: &Mail| mail.to == address;
        self.mails().await.into_iter().filter(to).map(|mail| mail.subject).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.watch.check();
        }
    }
}

/// Gives a table the signing key that `tokens` makes when it is deployed; one for all, since its primes take a while to find.
async fn first_key(table: SocketAddr) {
    static MADE: OnceCell<(SigningKeys, PublicHalf, PrivateHalf)> = OnceCell::const_new();
    let table = aws::local(&format!("http://{table}"));
    let app = App::new(config(&[]), Clock::fixed(Timestamp::from_seconds(START)), &table);
    let app = app.expect("the settings of a test are good");
    let make = || async {
        tokens::keep_keys(app.clone()).await.expect("an empty table takes a key");
        let public = app.store.query(SIGNING_KEYS, "").await.expect("the table answers");
        let public = public.into_iter().find(|item| item.contains_key("kid")).expect("a key");
        let public: PublicHalf = read(public).expect("a public half");
        let at = Key::PrivateKey(&public.kid);
        let private =
            app.store.fetch(&[at]).await.expect("the table answers").take(at).expect("a private half");
        (
            SigningKeys { newest: public.kid.clone(), edition: EDITION },
            public,
            private.expect("a private half"),
        )
    };
    let (keys, public, private) = MADE.get_or_init(make).await;
    let kid = &public.kid;
    let written = app
        .store
        .transaction::<()>()
        .put(Key::SigningKeys, keys)
        .put(Key::PublicKey(kid), public)
        .put(Key::PrivateKey(kid), private);
    written.commit().await.expect("the table answers").expect("nothing is asked");
}

fn watched(watch: &Watch, caller: Caller, table: &SdkConfig, config: Config, clock: &Clock) -> App {
    let aws = watched_table(watch, caller, table);
    App::new(config, clock.clone(), &aws).expect("the settings of a test are good")
}

fn watched_table(watch: &Watch, caller: Caller, table: &SdkConfig) -> SdkConfig {
    let way = watch.over(caller, table.http_client());
    table.to_builder().http_client(way).build()
}

fn engine() -> Engine {
    Engine::in_memory("latchkey").expect("a table fits into memory")
}

fn config(settings: &[(&str, &str)]) -> Config {
    let pairs = SETTINGS.iter().chain(settings);
    let pairs = pairs.map(|(name, value)| (format!("LATCHKEY_{name}"), (*value).to_owned()));
    let (config, unknown) = Config::parse(pairs).expect("the settings of a test are good");
    assert!(unknown.is_empty(), "{unknown:?}");
    config
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    (listener, address)
}

/// Where the service reaches the table, which has its first signing key.
async fn door(engine: &Engine) -> SocketAddr {
    let address = second::beside(serve(engine).await).await;
    first_key(address).await;
    address
}

async fn serve(engine: &Engine) -> SocketAddr {
    let (listener, address) = listener().await;
    let engine = engine.clone();
    tokio::spawn(async move { engine.serve(listener, pending()).await });
    address
}

async fn serve_ses(inbox: &Inbox, clock: &Clock) -> SocketAddr {
    let (listener, address) = listener().await;
    let routes = inbox::routes(inbox.clone(), clock.clone(), String::new(), address);
    tokio::spawn(axum::serve(listener, routes).into_future());
    address
}
