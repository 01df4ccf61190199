//! What the log says of a request: one line when it is answered, one for each security event on the way, and what both
//! have in common (docs/logging.md). Ids and words of ours, never names, addresses, tokens or bodies.

mod lines;
mod security;

pub use lines::subscriber;
pub use security::{Event, security};

use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tokio::task::futures::TaskLocalFuture;

/// What the line of a request is told by.
pub(crate) const REQUEST: &str = "latchkey::request";

/// What the line of a security event is told by.
pub(crate) const SECURITY: &str = "latchkey::security";

tokio::task_local! {
    static PRESENT: Option<Arc<Trail>>;
}

/// What a request leaves behind while it is answered, or a function's other call. Everything that happens in its
/// [`Trail::follow`] is added to it, in other tasks too as far as they are [`carried`].
pub struct Trail {
    request_id: String,
    client: Option<String>,
    endpoint: OnceLock<(&'static str, &'static str)>,
    actor: OnceLock<u64>,
    spent: Mutex<Spent>,
}

/// What the table was asked, and what it charged for it.
#[derive(Clone, Copy, Default)]
struct Spent {
    calls: u64,
    read_units: f64,
    write_units: f64,
}

/// What somebody was charged for.
#[derive(Clone, Copy)]
pub(crate) enum Units {
    /// Reading.
    Read(f64),
    /// Writing, and what a transaction checks.
    Write(f64),
}

impl Trail {
    /// The trail of the request of this id, from this client: a pseudonym, not an address.
    pub fn new(request_id: String, client: Option<String>) -> Arc<Self> {
        let (endpoint, actor, spent) = Default::default();
        Arc::new(Self { request_id, client, endpoint, actor, spent })
    }

    /// Runs what belongs to the request.
    pub fn follow<F: Future>(self: &Arc<Self>, future: F) -> impl Future<Output = F::Output> + use<F> {
        PRESENT.scope(Some(self.clone()), future)
    }

    /// Writes the line of the request that was answered so.
    pub fn end(&self, method: &str, status: u16, took: Duration) {
        let (route, dialect) = self.endpoint.get().copied().unwrap_or(("none", "none"));
        let spent = *self.spent.lock().expect("nobody panics holding it");
        tracing::info!(
            target: REQUEST,
            request_id = self.request_id,
            client = self.client,
            actor = self.actor.get(),
            method,
            route,
            dialect,
            status,
            duration_ms = u64::try_from(took.as_micros()).unwrap_or(u64::MAX) as f64 / 1000.0,
            dynamodb_calls = spent.calls,
            consumed_read_units = spent.read_units,
            consumed_write_units = spent.write_units,
            "request"
        );
    }

    fn spend(&self, more: impl FnOnce(&mut Spent)) {
        more(&mut self.spent.lock().expect("nobody panics holding it"));
    }
}

/// What is spawned for a request, so that it leaves its traces with the request's.
pub fn carried<F: Future>(future: F) -> TaskLocalFuture<Option<Arc<Trail>>, F> {
    PRESENT.scope(PRESENT.try_with(Clone::clone).unwrap_or_default(), future)
}

/// The id of the request that is being answered, if one is.
pub fn request_id() -> Option<String> {
    on_trail(|trail| trail.request_id.clone())
}

/// Says which endpoint answers, by its path's pattern: a path itself may hold anything.
pub(crate) fn answered_by(route: &'static str, dialect: &'static str) {
    on_trail(|trail| *trail.endpoint.get_or_init(|| (route, dialect)));
}

/// Says who is asking, now that they have proved it.
pub(crate) fn acts(user: crate::domain::UserId) {
    on_trail(|trail| *trail.actor.get_or_init(|| user.get()));
}

/// Counts a call to the table, whether or not it is a repeated one.
pub(crate) fn called() {
    on_trail(|trail| trail.spend(|spent| spent.calls += 1));
}

/// Counts what the table charged.
pub(crate) fn charged(units: Units) {
    on_trail(|trail| {
        trail.spend(|spent| match units {
            Units::Read(units) => spent.read_units += units,
            Units::Write(units) => spent.write_units += units,
        });
    });
}

fn on_trail<T>(with: impl FnOnce(&Trail) -> T) -> Option<T> {
    PRESENT.try_with(|trail| trail.as_deref().map(with)).ok().flatten()
}

/// A method as the log has it: any word can be sent as one.
pub(crate) fn known_method(method: &http::Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}
