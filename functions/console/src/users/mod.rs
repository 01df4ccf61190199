//! Users: finding them, and what there is to know of one.

pub(crate) mod bulk;
pub(crate) mod deeds;
pub(crate) mod groups;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod permissions;
pub(crate) mod profile;
pub(crate) mod sessions;

use super::desk::Desk;
use shared::domain::{Model, Profile, User, UserId, Verb, parse_id};
use shared::store::items::ListedUser;

/// Whom a page is about.
pub(crate) struct Person {
    pub(crate) id: UserId,
    /// What people call them.
    pub(crate) name: String,
    /// The address, where that is not what they are called.
    pub(crate) email: String,
    pub(crate) tags: Vec<Tag>,
    /// The pages about them that the caller may see.
    pub(crate) tabs: Vec<Tab>,
}

/// A word about somebody.
pub(crate) struct Tag {
    /// The name of its text.
    pub(crate) text: &'static str,
    /// Whether it keeps them from signing in.
    pub(crate) is_wrong: bool,
}

/// One of a user's pages.
pub(crate) struct Tab {
    pub(crate) path: String,
    pub(crate) text: &'static str,
    pub(crate) is_here: bool,
}

impl Person {
    /// The user, for a page of this name at their address.
    pub(crate) fn new(desk: &Desk<'_>, user: &User, here: &str) -> Self {
        let listed = ListedUser::of(user, None);
        let sees = desk.administrates();
        let tabs = [
            (sees, "", "console-profile"),
            (desk.may(Verb::View, Model::User), "/groups", "console-groups"),
            (desk.may(Verb::View, Model::User), "/permissions", "console-permissions"),
            (sees, "/sessions", "console-sessions"),
            (desk.operates(), "/owed", "console-owed"),
        ];
        let tab = |(_, end, text): (bool, &'static str, &'static str)| Tab {
            path: format!("/console/users/{}{end}", user.id),
            text,
            is_here: end == here,
        };
        Self {
            id: user.id,
            name: called(&user.profile, user.id),
            email: beside(&user.profile),
            tags: tags(&listed),
            tabs: tabs.into_iter().filter(|(is_seen, ..)| *is_seen).map(tab).collect(),
        }
    }
}

/// What people call a user: the name, or the address, or else the id.
fn called(profile: &Profile, id: UserId) -> String {
    let known = [&profile.username, &profile.email].into_iter().find(|name| !name.is_empty());
    known.cloned().unwrap_or_else(|| format!("#{id}"))
}

/// The address, where it is not what they are called.
fn beside(profile: &Profile) -> String {
    if profile.username.is_empty() { String::new() } else { profile.email.clone() }
}

/// What there is to say of a user in a word each.
fn tags(user: &ListedUser) -> Vec<Tag> {
    let known = [
        (user.disabled_at.is_some(), "console-disabled", true),
        (user.disabled_at.is_none() && user.verified_at.is_none(), "console-waiting", true),
        (user.is_superuser, "console-superuser", false),
        (user.is_staff, "console-staff", false),
    ];
    let fits = known.into_iter().filter(|(fits, ..)| *fits);
    fits.map(|(_, text, is_wrong)| Tag { text, is_wrong }).collect()
}

/// The id in a path.
pub(crate) fn id_in(path: &str) -> Option<UserId> {
    parse_id(path).map(UserId::from)
}
