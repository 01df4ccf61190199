//! How the service itself fares, for whoever administers it.

use super::list::{LIST_BOUND, last_counted, total};
use super::owed::{OwedKind, late};
use crate::app::App;
use crate::auth::policy::{Permit, Service, to};
use crate::auth::throttle;
use crate::config::{Said, Setting};
use crate::domain::Timestamp;
use crate::error::Refusal;
use crate::store::{Catalogue, List, Unavailable};
use std::time::Duration;

/// How long after its day a signing key may wait to be replaced: the schedule comes each hour.
const GRACE: Duration = Duration::from_secs(86_400);

/// How many there are of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// So many.
    pub total: usize,
    /// Whether that is so at this moment; else as many as were counted last, up to a day ago.
    pub is_exact: bool,
}

/// How many there are of everything that is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Users, whatever their state.
    pub users: Counted,
    /// Groups.
    pub groups: Counted,
    /// Permissions.
    pub permissions: Counted,
    /// Content types.
    pub content_types: Counted,
}

/// Counts exactly what has no more than [`LIST_BOUND`]. Two waves.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn counts(app: &App, service: &Permit<'_, to::Administrate, Service>) -> Result<Counts, Refusal> {
    let counts = async {
        let users = async { total(app, List::Users, app.store.users_about().await?).await };
        let of = async |catalogue| {
            total(app, List::Catalogue(catalogue), last_counted(app, catalogue).await?).await
        };
        tokio::try_join!(
            users,
            of(Catalogue::Groups),
            of(Catalogue::Permissions),
            of(Catalogue::ContentTypes)
        )
    };
    let counts = throttle::counting(app, service.actor().user(), 4 * throttle::LIST, counts).await?;
    let counted = |total| Counted { total, is_exact: total <= LIST_BOUND };
    let (users, groups, permissions, content_types) = counts;
    Ok(Counts {
        users: counted(users),
        groups: counted(groups),
        permissions: counted(permissions),
        content_types: counted(content_types),
    })
}

/// How the newest signing key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// There is none yet.
    Missing,
    /// It should have been replaced.
    Overdue,
    /// It is as the settings want it.
    Fresh,
}

/// How much of a kind is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// So many, as far as a few hundred.
    pub late: usize,
    /// Since when the oldest of them is owed.
    pub since: Option<Timestamp>,
}

impl Backlog {
    /// Whether nothing of it is late.
    pub fn is_done(&self) -> bool {
        self.late == 0
    }
}

/// How the service fares. That the table answers is told by this being told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// The newest signing key.
    pub signing_key: KeyState,
    /// Owed mails.
    pub mail: Backlog,
    /// Owed cleaning.
    pub cleaning: Backlog,
}

impl Health {
    /// Whether all of it is as it should be.
    pub fn is_good(&self) -> bool {
        self.signing_key == KeyState::Fresh && self.mail.is_done() && self.cleaning.is_done()
    }
}

/// Looks after the signing keys and what is owed. One wave.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn health(app: &App, service: &Permit<'_, to::Administrate, Service>) -> Result<Health, Refusal> {
    let looked = async {
        tokio::try_join!(app.keyring.newest(app), late(app, OwedKind::Mail), late(app, OwedKind::Cleaning))
    };
    let caller = service.actor().user();
    let (newest, mail, cleaning): (_, _, _) =
        throttle::counting::<_, Unavailable>(app, caller, 2 * throttle::LIST, looked).await?;
    let days = Duration::from_secs(u64::from(app.config.signing_key_days) * 86_400);
    let signing_key = match newest {
        None => KeyState::Missing,
        Some(since) if !days.is_zero() && since.after(days + GRACE) <= app.now() => KeyState::Overdue,
        Some(_) => KeyState::Fresh,
    };
    let backlog = |(late, since)| Backlog { late, since };
    Ok(Health { signing_key, mail: backlog(mail), cleaning: backlog(cleaning) })
}

/// The settings as they are in force, in their order; of secrets, whether there are any.
pub fn settings<'a>(
    app: &'a App,
    _service: &Permit<'_, to::Operate, Service>,
) -> impl Iterator<Item = (&'static Setting, &'a Said)> {
    app.config.in_force()
}
