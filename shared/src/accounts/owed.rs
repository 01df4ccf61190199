//! What the service still owes, mails and cleaning, for whoever operates it.

use crate::app::App;
use crate::auth::policy::{Permit, Service, to};
use crate::auth::throttle;
use crate::domain::{Email, Timestamp, User, UserId};
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::items::{Leftovers, OwedMail, OwedWork, Recipient};
use crate::store::{Change, Item, Key, List, OwedId, Refused, Span, Unavailable, read};
use std::time::Duration;

/// Owed for longer, something is wrong: mails are tried each minute, cleaning is done each five.
const LATE: Duration = Duration::from_secs(15 * 60);

/// How many of each kind are looked through for a page of what is late, or a user's.
const BREADTH: usize = 400;

/// Something owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// A mail.
    Mail(OwedMail),
    /// A cleaning.
    Work(OwedWork),
}

/// The kinds of what is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwedKind {
    /// Mails.
    Mail,
    /// Cleaning.
    Cleaning,
}

/// Which of what is owed is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwedSearch {
    /// Of this kind only.
    pub kind: Option<OwedKind>,
    /// Only what should be done by now.
    pub is_late: bool,
    /// Only this user's: what names them, and mails to the address that they have.
    pub user: Option<UserId>,
}

impl OwedSearch {
    fn kinds(&self) -> &[OwedKind] {
        match &self.kind {
            Some(kind) => std::slice::from_ref(kind),
            None => &OwedKind::ALL,
        }
    }

    /// Whether it passes over some of what it looks through.
    fn chooses(&self) -> bool {
        self.is_late || self.user.is_some()
    }

    /// Whether this is looked for; `address` is the key of the user's own.
    fn fits(&self, owed: &Owed, address: Option<&str>, now: Timestamp) -> bool {
        let is_theirs = |id| owed.user() == Some(id) || address.is_some_and(|key| owed.goes_to(key));
        (!self.is_late || owed.is_late(now)) && self.user.is_none_or(is_theirs)
    }
}

impl OwedKind {
    const ALL: [Self; 2] = [Self::Mail, Self::Cleaning];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Cleaning => "cleaning",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn list(self) -> List {
        match self {
            Self::Mail => List::OwedMail,
            Self::Cleaning => List::OwedWork,
        }
    }

    fn read(self, item: Item) -> Result<Owed, Unavailable> {
        Ok(match self {
            Self::Mail => Owed::Mail(read(item)?),
            Self::Cleaning => Owed::Work(read(item)?),
        })
    }
}

impl Owed {
    /// Of which kind it is.
    pub fn kind(&self) -> OwedKind {
        match self {
            Self::Mail(_) => OwedKind::Mail,
            Self::Work(_) => OwedKind::Cleaning,
        }
    }

    /// Which mail, or what is to be cleaned away.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Mail(mail) => mail.kind.name(),
            Self::Work(work) => work.of.name(),
        }
    }

    /// Whose it is, if it names a user.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Mail(mail) => match mail.to {
                Recipient::User(id) | Recipient::Pending(id) | Recipient::Former(id, _) => Some(id),
                Recipient::Address(_) => None,
            },
            Self::Work(work) => match work.of {
                Leftovers::User(id) | Leftovers::NeverActive(id) | Leftovers::Undo(id) => Some(id),
                Leftovers::Holding(_) => None,
            },
        }
    }

    /// Where a mail goes, if not to an address that the account itself tells.
    pub fn address(&self) -> Option<&str> {
        let Self::Mail(mail) = self else { return None };
        match &mail.to {
            Recipient::User(_) | Recipient::Pending(_) => None,
            Recipient::Address(address) => Some(address),
            Recipient::Former(_, former) => Some(&former.address),
        }
    }

    /// Whether it is a mail to whoever has the address of this key.
    fn goes_to(&self, key: &str) -> bool {
        let address = self.address().and_then(Email::parse);
        self.user().is_none() && address.is_some_and(|address| address.key() == key)
    }

    /// Its id, in whose order such things were owed.
    pub fn id(&self) -> &OwedId {
        match self {
            Self::Mail(mail) => &mail.id,
            Self::Work(work) => &work.id,
        }
    }

    /// Since when it could have been seen to.
    pub fn due(&self) -> Timestamp {
        match self {
            Self::Mail(mail) => mail.due,
            Self::Work(work) => work.due.unwrap_or(work.owed_at),
        }
    }

    /// When it was owed.
    pub fn owed_at(&self) -> Timestamp {
        match self {
            Self::Mail(mail) => mail.owed_at,
            Self::Work(work) => work.owed_at,
        }
    }

    /// Whether it should be done by now: of a mail, however often it was put off.
    pub fn is_late(&self, now: Timestamp) -> bool {
        let since = match self {
            Self::Mail(mail) => mail.owed_at,
            Self::Work(_) => self.due(),
        };
        since.after(LATE) <= now
    }
}

/// A page of what is owed.
pub struct OwedPage {
    /// The things.
    pub owed: Vec<Owed>,
    /// The place to go on from.
    pub next: Option<String>,
    /// Whose it is, where a user's is looked for who is there.
    pub user: Option<User>,
}

/// What is owed of what is looked for, oldest first: what stands behind `after`, at most `limit`. Of what is late or a user's,
/// a page may be short, though the list goes on. One wave. One that cannot be read is in the log, and hides no other.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn owed(
    app: &App,
    service: &Permit<'_, to::Operate, Service>,
    search: &OwedSearch,
    after: Option<&str>,
    limit: usize,
) -> Result<OwedPage, Refusal> {
    let most = if search.chooses() { BREADTH } else { limit };
    let found = async { tokio::try_join!(first(app, search.kinds(), after, most), whose(app, search.user)) };
    let things = throttle::LIST * search.kinds().len();
    let ((mut all, goes_on), user) = throttle::counting(app, service.actor().user(), things, found).await?;
    let address = user.as_ref().and_then(|user| Email::parse(&user.profile.email)).map(|email| email.key());
    let end = all.last().filter(|_| goes_on).map(|owed| owed.id().0.clone());
    let now = app.now();
    all.retain(|owed| search.fits(owed, address.as_deref(), now));
    let is_full = all.len() > limit;
    all.truncate(limit);
    let last = all.last().filter(|_| is_full).map(|owed| owed.id().0.clone());
    Ok(OwedPage { owed: all, next: last.or(end), user })
}

async fn whose(app: &App, user: Option<UserId>) -> Result<Option<User>, Unavailable> {
    match user {
        Some(id) => app.store.fetch(&[Key::User(id)]).await?.user(id),
        None => Ok(None),
    }
}

/// The first things behind a place, and whether there are more.
async fn first(
    app: &App,
    kinds: &[OwedKind],
    after: Option<&str>,
    most: usize,
) -> Result<(Vec<Owed>, bool), Unavailable> {
    let span = Span::after(after.unwrap_or_default());
    let rows = async |kind: OwedKind| match kinds.contains(&kind) {
        true => app.store.list(kind.list(), &span, most + 1).await,
        false => Ok(Vec::new()),
    };
    let (mails, work) = tokio::try_join!(rows(OwedKind::Mail), rows(OwedKind::Cleaning))?;
    let goes_on = mails.len() + work.len() > most;
    let mails = mails.into_iter().map(|item| (OwedKind::Mail, item));
    let work = work.into_iter().map(|item| (OwedKind::Cleaning, item));
    let mut rows: Vec<_> = mails.chain(work).collect();
    rows.sort_by_cached_key(|(kind, item)| kind.list().place(item));
    rows.truncate(most);
    Ok((rows.into_iter().filter_map(|(kind, item)| kind.read(item).ok()).collect(), goes_on))
}

/// How many of a kind are late, as far as [`BREADTH`], and since when the oldest is owed.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn late(app: &App, kind: OwedKind) -> Result<(usize, Option<Timestamp>), Unavailable> {
    let (mut all, _) = first(app, &[kind], None, BREADTH).await?;
    all.retain(|owed| owed.is_late(app.now()));
    Ok((all.len(), all.first().map(Owed::owed_at)))
}

/// Has what is owed tried at the schedule's next turn, if it was put off. Asking again changes nothing.
///
/// # Errors
/// [`Refusal::NotFound`] for what is not owed, or not any more.
pub async fn retry(
    app: &App,
    _service: &Permit<'_, to::Operate, Service>,
    id: &str,
) -> Result<Owed, Refusal> {
    let id = OwedId::parse(id).ok_or(Refusal::NotFound)?;
    let (mail, work) = (Key::Mail(&id), Key::Work(&id));
    let mut found = app.store.fetch(&[mail, work]).await?;
    let (key, owed) = match found.take::<OwedMail>(mail)? {
        Some(owed) => (mail, Owed::Mail(owed)),
        None => (work, Owed::Work(found.take::<OwedWork>(work)?.ok_or(Refusal::NotFound)?)),
    };
    let now = app.now();
    if owed.due() <= now {
        return Ok(owed);
    }
    // Unless it was put off anew meanwhile: a late copy of the write shortens no other pause.
    let written = app.store.update(Change::of(key).set("due", now).when("due", owed.due())).await;
    let tell = |what| log::security(Event::AuthzAdmin, None, what);
    match written {
        Ok(Ok(item)) => {
            tell("owed work brought forward");
            Ok(owed.kind().read(item)?)
        }
        Ok(Err(Refused(Some(item)))) => {
            let owed = owed.kind().read(item)?;
            // The reply to the write was lost, and its second copy finds what it did.
            if owed.due() == now {
                tell("owed work brought forward");
            }
            Ok(owed)
        }
        Ok(Err(Refused(None))) => Err(Refusal::NotFound),
        Err(unavailable) => {
            tell("owed work perhaps brought forward");
            Err(unavailable.into())
        }
    }
}

impl Leftovers {
    /// What is to be cleaned away, in a word.
    pub fn name(self) -> &'static str {
        use crate::store::Holding::{Group, Permission};
        match self {
            Self::User(_) => "deleted_user",
            Self::NeverActive(_) => "never_active",
            Self::Undo(_) => "undo_links",
            Self::Holding(Group(_)) => "deleted_group",
            Self::Holding(Permission(_)) => "deleted_permission",
        }
    }
}
