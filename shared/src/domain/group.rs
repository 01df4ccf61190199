//! Groups, and what a user may do.

use super::PermissionId;
use super::id::id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

id! {
    /// A group's id.
    GroupId
}

/// Users who may do the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Never changes, never reused.
    pub id: GroupId,
    /// Unique, and upper case is not lower case; 1 to 150 characters.
    pub name: String,
    /// What its members may do; at most [`MOST`].
    #[serde(default, with = "serde_dynamo::number_set", skip_serializing_if = "BTreeSet::is_empty")]
    pub permissions: BTreeSet<PermissionId>,
    /// Raised by every edit of the name.
    pub version: u64,
}

impl Group {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 150;
}

/// How many groups or permissions one user may have, and how many permissions one group: an item of DynamoDB holds no
/// more than 400 KB.
pub const MOST: usize = 10_000;

/// What one user was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// Their groups; one that was deleted may still be named, and gives nothing.
    #[serde(default, with = "serde_dynamo::number_set", skip_serializing_if = "BTreeSet::is_empty")]
    pub groups: BTreeSet<GroupId>,
    /// What they may do, whatever their groups; again with ids that may be nobody's any more.
    #[serde(default, with = "serde_dynamo::number_set", skip_serializing_if = "BTreeSet::is_empty")]
    pub permissions: BTreeSet<PermissionId>,
}

/// What one user may do: direct ∪ groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// Everything, as a superuser.
    All,
    /// These.
    Some(BTreeSet<PermissionId>),
}

impl Permissions {
    /// Whether all of these are among them.
    pub fn cover<'a>(&self, wanted: impl IntoIterator<Item = &'a PermissionId>) -> bool {
        match self {
            Self::All => true,
            Self::Some(held) => wanted.into_iter().all(|id| held.contains(id)),
        }
    }
}
