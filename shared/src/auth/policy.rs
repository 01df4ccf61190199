//! Who may do what to what: the only place that decides, over what was loaded. What is refused, the log has.
//!
//! What a decision is taken on (the caller, their rights, the user in question) was read from the table, consistently,
//! in the same request.

use crate::config::{Config, Door, TokenClaim, TokenClaims};
use crate::domain::{ContentType, GroupId, Model, PermissionId, Permissions, Reader, Right, User, Verb};
use crate::error::Refusal;
use crate::log::{self, Event};
use std::collections::BTreeSet;

/// Who is asking.
#[derive(Clone, Copy)]
pub enum Actor<'a> {
    /// Nobody who is signed in.
    Nobody,
    /// A signed-in user, and what their word counts for here.
    Caller(&'a User, Authority<'a>),
}

/// What a dialect goes by.
#[derive(Clone, Copy)]
pub enum Authority<'a> {
    /// Oneself and staff: djoser, and the native API as far as its document goes.
    Staff,
    /// Django's model permissions: django-users-api, and what the native API has beyond its document.
    Permissions {
        /// What the caller may do.
        held: &'a Permissions,
        /// Whether whoever is signed in may see everything, as in the original.
        anybody_reads: bool,
    },
}

/// What is asked about.
#[derive(Clone, Copy)]
pub enum Object<'a> {
    /// An account, and what it was given.
    User(&'a User),
    /// All of a kind, or one that is not there yet.
    All(Model),
}

/// What is to become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be done.
    Allowed,
    /// Not by somebody who is not signed in.
    Unauthenticated,
    /// The caller may know of it, but not do that.
    Forbidden,
    /// The caller may not even know of it.
    Hidden,
}

/// Whether the actor may do this; a refusal is told in the log.
pub fn judge(actor: Actor<'_>, action: Verb, object: Object<'_>) -> Verdict {
    let verdict = verdict(actor, action, object);
    if matches!(verdict, Verdict::Forbidden | Verdict::Hidden) {
        match object {
            Object::User(user) => log::security(Event::AuthzFail, user.id, &format!("{action:?} user")),
            Object::All(model) => log::security(Event::AuthzFail, None, &format!("{action:?} {model:?}")),
        }
    }
    verdict
}

/// Whether the actor may do this: what a page offers, which is no refusal.
pub fn allows(actor: Actor<'_>, action: Verb, object: Object<'_>) -> bool {
    verdict(actor, action, object) == Verdict::Allowed
}

/// Superusers may everything; nobody but they changes or deletes one, and nobody but
/// staff changes or deletes staff.
fn verdict(actor: Actor<'_>, action: Verb, object: Object<'_>) -> Verdict {
    let Actor::Caller(caller, authority) = actor else { return Verdict::Unauthenticated };
    let user = if let Object::User(user) = object { Some(user) } else { None };
    let oneself = user.is_some_and(|user| user.id == caller.id);
    let above = user.is_some_and(|user| user.is_superuser || user.is_staff && !caller.is_staff);
    let looks = action == Verb::View;
    let allowed = match authority {
        _ if caller.is_superuser => true,
        Authority::Staff => oneself || caller.is_staff && (looks || !above),
        Authority::Permissions { anybody_reads, .. }
            if looks && (oneself || caller.is_staff || anybody_reads) =>
        {
            true
        }
        Authority::Permissions { held, .. } => {
            (looks || oneself || !above)
                && needed(action, object).iter().any(|right| held.cover([&right.id()]))
        }
    };
    match authority {
        _ if allowed => Verdict::Allowed,
        Authority::Staff if !caller.is_staff => Verdict::Hidden,
        Authority::Staff | Authority::Permissions { .. } => Verdict::Forbidden,
    }
}

/// The caller may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forbidden;

impl From<Forbidden> for Refusal {
    fn from(_: Forbidden) -> Self {
        Self::Forbidden
    }
}

/// Insists on it.
///
/// # Errors
/// [`Refusal::NotFound`] for what is hidden, and [`Refusal::Forbidden`].
pub fn must(actor: Actor<'_>, action: Verb, object: Object<'_>) -> Result<(), Refusal> {
    match judge(actor, action, object) {
        Verdict::Allowed => Ok(()),
        Verdict::Hidden => Err(Refusal::NotFound),
        Verdict::Unauthenticated | Verdict::Forbidden => Err(Refusal::Forbidden),
    }
}

/// The permissions any one of which the action needs: who may change may look.
pub fn needed(action: Verb, object: Object<'_>) -> Vec<Right> {
    let model = match object {
        Object::User(_) => Model::User,
        Object::All(model) => model,
    };
    match action {
        Verb::View => vec![Right(Verb::View, model), Right(Verb::Change, model)],
        Verb::Add | Verb::Change | Verb::Delete => vec![Right(action, model)],
    }
}

/// Whether the caller may say who is staff or a superuser.
pub fn may_promote(caller: &User) -> bool {
    caller.is_superuser || refused("promote")
}

/// Whether the caller administrates users where the document of the native API decides: staff, or a superuser.
pub fn administrates(caller: &User) -> bool {
    caller.is_staff || caller.is_superuser
}

/// Whether the caller sees and steers how the service itself runs: its keys, its settings, what it still owes.
pub fn operates(caller: &User) -> bool {
    caller.is_superuser
}

/// The same where it is insisted on: a refusal is told.
pub fn may_operate(caller: &User) -> bool {
    operates(caller) || refused("operate the service")
}

/// Insists that strangers may sign up here.
///
/// # Errors
/// [`Forbidden`]
pub fn must_register(config: &Config) -> Result<(), Forbidden> {
    match config.registration == Door::Open || refused("sign up") {
        true => Ok(()),
        false => Err(Forbidden),
    }
}

/// What the caller is to the fields of users: who administrates them sees and writes all.
pub fn reader(caller: &User) -> Reader {
    if administrates(caller) { Reader::Administrator } else { Reader::Owner }
}

/// Whether the caller may give a permission another codename or content type, if they may change any: whoever has it would
/// be given something else.
pub fn may_redefine_permission(caller: &User) -> bool {
    caller.is_superuser || refused("redefine a permission")
}

/// Whether the caller may delete this permission, if they may delete any. The service itself goes by those of Django's
/// stock, and no other takes their place.
pub fn may_delete_permission(caller: &User, permission: PermissionId) -> bool {
    caller.is_superuser || !Right::is_stock(permission) || refused("delete a stock permission")
}

/// Whether the caller may delete this content type, if they may delete any. The permissions of Django's stock have ids of
/// their own, which are never used again: without them, nobody but superusers could administrate any more.
pub fn may_delete_content_type(caller: &User, content_type: &ContentType) -> bool {
    let is_stock = Model::ALL.iter().any(|model| model.content_type().id == content_type.id);
    caller.is_superuser || !is_stock || refused("delete a stock content type")
}

/// Whether the caller may make and delete groups and give them other names, if they may do so with any. What rides in access
/// tokens others go by: whoever gave a group the name of another would forge it.
pub fn may_name_groups(caller: &User, claims: &TokenClaims) -> bool {
    caller.is_superuser
        || !shows_groups(claims)
        || refused("make, rename or delete a group that rides in tokens")
}

/// The same of permissions, and of content types, which are a part of their names.
pub fn may_name_permissions(caller: &User, claims: &TokenClaims) -> bool {
    let shown = claims.0.contains(&TokenClaim::Permissions);
    caller.is_superuser || !shown || refused("make or delete a permission that rides in tokens")
}

/// Whether the caller may take this user's name off them, if they may change or delete them: while names ride in access
/// tokens, who frees a name could give it to another.
pub fn may_free_name(caller: &User, user: &User, claims: &TokenClaims) -> bool {
    frees_name(caller, user, claims) || refused("rename or delete a user whose name rides in tokens")
}

/// The same for what a page offers, which is no refusal.
pub fn frees_name(caller: &User, user: &User, claims: &TokenClaims) -> bool {
    caller.is_superuser || caller.id == user.id || !claims.0.contains(&TokenClaim::Username)
}

/// Whether the caller, who is in these groups, may put anyone into those, if they may into any.
pub fn may_admit<'a>(
    caller: &User,
    own: &BTreeSet<GroupId>,
    groups: impl IntoIterator<Item = &'a GroupId>,
    claims: &TokenClaims,
) -> bool {
    let is_in = || groups.into_iter().all(|group| own.contains(group));
    caller.is_superuser || !shows_groups(claims) || is_in() || refused("add to a group that rides in tokens")
}

/// What a group's members may do rides as `permissions`.
fn shows_groups(claims: &TokenClaims) -> bool {
    [TokenClaim::Groups, TokenClaim::Permissions].iter().any(|claim| claims.0.contains(claim))
}

/// Whether a caller who holds this may hand out all of that: nobody gives what they lack.
pub fn may_hand_out<'a>(held: &Permissions, given: impl IntoIterator<Item = &'a PermissionId>) -> bool {
    held.cover(given)
}

/// Tells a refusal in the log: false.
pub fn refused(what: &str) -> bool {
    log::security(Event::AuthzFail, None, what);
    false
}

#[cfg(test)]
mod tests {
    use super::{Actor, Authority, Object, Verdict, judge};
    use crate::domain::{Model, Permissions, Profile, Right, Timestamp, User, Verb};
    use Verdict::{Allowed, Forbidden, Hidden, Unauthenticated};

    fn user(id: u64, is_staff: bool, is_superuser: bool) -> User {
        let profile = Profile { username: format!("user{id}"), ..Profile::default() };
        let mut user = User::new(id.into(), profile, Timestamp::from_seconds(0));
        user.set_active(true, Timestamp::from_seconds(0));
        User { is_staff, is_superuser, ..user }
    }

    /// What the action on oneself, a plain user, a member of the staff, a superuser and all users comes to.
    fn verdicts(caller: &User, authority: Authority<'_>, action: Verb) -> [Verdict; 5] {
        let (plain, staff, superuser) = (user(11, false, false), user(12, true, false), user(13, true, true));
        let objects = [
            Object::User(caller),
            Object::User(&plain),
            Object::User(&staff),
            Object::User(&superuser),
            Object::All(Model::User),
        ];
        objects.map(|object| judge(Actor::Caller(caller, authority), action, object))
    }

    fn holding(rights: &[Verb]) -> Permissions {
        Permissions::Some(rights.iter().map(|verb| Right(*verb, Model::User).id()).collect())
    }

    #[test]
    fn nobody_is_asked_to_sign_in() {
        for action in Verb::ALL {
            assert_eq!(judge(Actor::Nobody, action, Object::All(Model::Group)), Unauthenticated);
        }
    }

    #[test]
    fn by_staff() {
        let (plain, staff, root) = (user(1, false, false), user(2, true, false), user(3, false, true));
        let (by, all) = (Authority::Staff, [Allowed; 5]);
        for action in [Verb::View, Verb::Change, Verb::Delete] {
            assert_eq!(verdicts(&plain, by, action), [Allowed, Hidden, Hidden, Hidden, Hidden]);
            assert_eq!(verdicts(&root, by, action), all);
        }
        assert_eq!(verdicts(&staff, by, Verb::View), all);
        for action in [Verb::Change, Verb::Delete] {
            assert_eq!(verdicts(&staff, by, action), [Allowed, Allowed, Allowed, Forbidden, Allowed]);
        }
    }

    #[test]
    fn by_permissions() {
        let (plain, staff, root) = (user(1, false, false), user(2, true, false), user(3, false, true));
        let none = holding(&[]);
        fn by(held: &Permissions) -> Authority<'_> {
            Authority::Permissions { held, anybody_reads: false }
        }
        let no = [Forbidden; 5];
        assert_eq!(
            verdicts(&plain, by(&none), Verb::View),
            [Allowed, Forbidden, Forbidden, Forbidden, Forbidden]
        );
        assert_eq!(verdicts(&staff, by(&none), Verb::View), [Allowed; 5]);
        for action in [Verb::Add, Verb::Change, Verb::Delete] {
            assert_eq!(verdicts(&plain, by(&none), action), no, "not even oneself");
            assert_eq!(verdicts(&staff, by(&none), action), no, "staff writes by permission too");
            assert_eq!(verdicts(&root, by(&none), action), [Allowed; 5]);
            let held = holding(&[action]);
            assert_eq!(
                verdicts(&plain, by(&held), action),
                [Allowed, Allowed, Forbidden, Forbidden, Allowed]
            );
            assert_eq!(verdicts(&staff, by(&held), action), [Allowed, Allowed, Allowed, Forbidden, Allowed]);
        }
        for verb in [Verb::View, Verb::Change] {
            assert_eq!(verdicts(&plain, by(&holding(&[verb])), Verb::View), [Allowed; 5]);
        }
        let other = Permissions::Some([Right(Verb::Change, Model::Group).id()].into());
        assert_eq!(verdicts(&plain, by(&other), Verb::Change), no);
        let original = Authority::Permissions { held: &none, anybody_reads: true };
        assert_eq!(verdicts(&plain, original, Verb::View), [Allowed; 5]);
        assert_eq!(verdicts(&plain, original, Verb::Change), no);
    }
}
