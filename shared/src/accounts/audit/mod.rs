//! Whether the table is what it should be, all of it: what belongs together is together.
//!
//! One walk through the table, whatever order its items come in, with memory that does not grow with it but for eight bytes
//! a user. Things that come in pairs (a profile and its claims, what somebody was given and the way back) are added up by
//! their hashes, one side with a plus and the other with a minus: where a sum is not zero at the end, something is missing,
//! and a second walk looks at what was in that sum. Everything that looks wrong is read again, consistently, before it is
//! told: people sign up while the table is checked.

mod catalogues;
mod claims;
mod mend;
mod seen;
mod suspects;
mod tally;

pub use mend::mend;

use crate::app::App;
use crate::domain::UserId;
use crate::store::{Holding, Item, Unavailable};
use std::collections::{BTreeMap, BTreeSet};
use tally::Tally;
use tokio::sync::mpsc;

/// In how many parts the table is walked through at the same time.
const PARTS: u8 = 4;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// An item that cannot be read: partition and sort key.
    Damaged(String, String),
    /// A user whom lists do not show.
    Unlisted(UserId),
    /// A user whose name, address or value of a unique field nobody holds for them.
    Unclaimed(UserId, Text),
    /// A user whose name, address or value is claimed by another, who has it, too.
    Doubled(UserId, Text),
    /// A claim on something that its owner does not have, or whose owner is gone: partition and sort key, and whose it is.
    StrayClaim(String, String, UserId),
    /// An active superuser who is not in the set of those of whom one always remains.
    UncountedSuperuser(UserId),
    /// Somebody in that set who is none.
    CountedForNothing(UserId),
    /// Somebody in a group or with a permission whom the group or permission does not know.
    UnknownHolder(Holding, UserId),
    /// A way back to somebody who does not have it.
    StrayHolder(String, String),
    /// A claim on the name of something that is not there, or called otherwise: partition and sort key, and its id.
    StrayName(String, String, u64),
    /// A row in a list of something that is not there: partition and sort key.
    StrayRow(String, String),
    /// A group, permission or content type without the claim on its name, or the row in its list. It is mended after what
    /// is in its way.
    HalfCatalogued(&'static str, u64),
    /// Ids that would be given out a second time.
    SequenceBehind(&'static str, u64),
    /// What is left of somebody who never was, or was cleaned away: partition and sort key.
    Orphan(String, String),
}

/// Which text it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// The user name.
    Username,
    /// The address.
    Email,
    /// The value of the unique field of this name.
    Field(String),
}

impl Problem {
    /// What kind of problem it is, in words.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Damaged(..) => "items that cannot be read",
            Self::Unlisted(_) => "users whom lists do not show",
            Self::Unclaimed(..) => "names, addresses and unique values without a claim",
            Self::Doubled(..) => "names, addresses and unique values that two have",
            Self::StrayClaim(..) => "claims that are nobody's",
            Self::UncountedSuperuser(_) => "superusers who are not counted",
            Self::CountedForNothing(_) => "users who are counted as superusers",
            Self::UnknownHolder(..) => "holders whom a group or permission does not know",
            Self::StrayHolder(..) => "ways back to users who do not have it",
            Self::HalfCatalogued(..) => "groups, permissions and content types without claim or row",
            Self::StrayName(..) => "claims on names of what is not there",
            Self::StrayRow(..) => "rows of what is not there",
            Self::SequenceBehind(..) => "ids that would be given out again",
            Self::Orphan(..) => "leftovers of users who are not there",
        }
    }

    /// What it is about.
    pub fn about(&self) -> String {
        match self {
            Self::Damaged(pk, sk)
            | Self::StrayClaim(pk, sk, _)
            | Self::StrayHolder(pk, sk)
            | Self::StrayName(pk, sk, _)
            | Self::StrayRow(pk, sk)
            | Self::Orphan(pk, sk) => format!("{pk} {sk}"),
            Self::Unlisted(id) | Self::UncountedSuperuser(id) | Self::CountedForNothing(id) => {
                format!("user {id}")
            }
            Self::Unclaimed(id, text) | Self::Doubled(id, text) => {
                let text = match text {
                    Text::Username => "user name",
                    Text::Email => "address",
                    Text::Field(name) => name,
                };
                format!("the {text} of user {id}")
            }
            Self::UnknownHolder(Holding::Group(group), id) => format!("user {id} in group {group}"),
            Self::UnknownHolder(Holding::Permission(permission), id) => {
                format!("user {id} with permission {permission}")
            }
            Self::HalfCatalogued(what, id) => format!("{what} {id}"),
            Self::SequenceBehind(what, id) => format!("{what}: {id} is taken"),
        }
    }
}

/// What a walk found.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// How many items of each kind there are.
    pub counts: BTreeMap<&'static str, u64>,
    /// What is not as it should be.
    pub problems: BTreeSet<Problem>,
}

/// Walks through the table. `seen` is told now and then how many items more were read.
///
/// # Errors
/// [`Unavailable`]
pub async fn audit(app: &App, seen: &mut impl FnMut(u64)) -> Result<Audit, Unavailable> {
    let mut tally = Tally::default();
    walk(app, |items| {
        seen(items.len() as u64);
        items.iter().for_each(|item| tally.count(item));
    })
    .await?;
    let mut audit = Audit { counts: std::mem::take(&mut tally.counts), problems: BTreeSet::new() };
    let mut suspects = tally.suspects();
    if tally.pairs.iter().any(|sum| *sum != 0) || !suspects.owners.is_empty() {
        let sums = std::mem::take(&mut tally.pairs);
        walk(app, |items| items.iter().for_each(|item| suspects.collect(item, &sums))).await?;
    }
    suspects.look_again(app, &mut audit.problems).await?;
    tally.catalogue.look_again(app, &mut audit.problems).await?;
    Ok(audit)
}

/// Reads the whole table, in no order.
async fn walk(app: &App, mut each: impl FnMut(Vec<Item>)) -> Result<(), Unavailable> {
    let (tell, mut told) = mpsc::channel(2 * usize::from(PARTS));
    for part in 0..PARTS {
        let (app, tell) = (app.clone(), tell.clone());
        tokio::spawn(Box::pin(async move {
            let mut after = None;
            loop {
                let page = app.store.scan((part, PARTS), after.take()).await;
                let (last, page) = match page {
                    Ok((items, last)) => (last, Ok(items)),
                    Err(error) => (None, Err(error)),
                };
                after = last;
                if tell.send(page).await.is_err() || after.is_none() {
                    return;
                }
            }
        }));
    }
    drop(tell);
    while let Some(page) = told.recv().await {
        each(page?);
    }
    Ok(())
}
