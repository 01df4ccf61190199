//! Who may do what to what: the only place that decides, over what was loaded. What is refused, the log has.
//!
//! What a decision is taken on (the caller, their rights, the user in question) was read from the table, consistently,
//! in the same request. What it comes to is a [`Permit`]: the thing together with the permission to act on it, which the
//! verbs of `accounts` ask for, and which nothing else makes.

mod permit;

pub use permit::{Action, All, Object, Permit, Permitted, Redecided, Service, all, to};

use super::Caller;
use crate::config::{Config, Door, TokenClaim, TokenClaims, UsersApiRead};
use crate::domain::{
    ContentType, GroupId, Model, PermissionId, Permissions, Reader, Right, Rights, User, Verb,
};
use crate::error::Refusal;
use crate::log::{self, Event};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who acts, and what their word counts for.
#[derive(Clone)]
pub struct Actor<'a> {
    /// None at the shell.
    caller: Option<Cow<'a, Caller>>,
    authority: Authority,
}

/// What a dialect goes by.
#[derive(Clone)]
enum Authority {
    /// Oneself and staff.
    Rank,
    /// Django's model permissions.
    Permissions {
        held: Arc<Permissions>,
        /// Whether whoever is signed in may see everything, as in the original.
        anybody_reads: bool,
    },
}

/// The actor may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// They may know of it, but not do that.
    Forbidden,
    /// They may not even know of it.
    Hidden,
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Hidden => Self::NotFound,
        }
    }
}

impl<'a> Actor<'a> {
    /// A caller, where oneself and staff count: djoser, and the native API as far as its document goes.
    pub fn by_rank(caller: &'a Caller) -> Self {
        Self { caller: Some(Cow::Borrowed(caller)), authority: Authority::Rank }
    }

    /// A caller, where Django's model permissions count: django-users-api, and what the native API has beyond its document.
    /// They hold these.
    pub(crate) fn by_permissions(caller: &'a Caller, held: Permissions) -> Self {
        let authority = Authority::Permissions { held: Arc::new(held), anybody_reads: false };
        Self { caller: Some(Cow::Borrowed(caller)), authority }
    }

    /// The same in django-users-api, where whoever is signed in may see everything if the settings say so.
    pub(crate) fn in_users_api(mut self, config: &Config) -> Self {
        if let Authority::Permissions { anybody_reads, .. } = &mut self.authority {
            *anybody_reads = config.users_api_read == UsersApiRead::Session;
        }
        self
    }

    /// The caller; none at the shell.
    pub fn caller(&self) -> Option<&Caller> {
        self.caller.as_deref()
    }

    /// The caller's account.
    pub fn user(&self) -> Option<&User> {
        self.caller().map(|caller| &caller.user)
    }

    /// Insists that they may do this; a refusal is told in the log.
    ///
    /// # Errors
    /// [`Denied`]
    pub fn must<A: Action, T: Permitted>(&self, action: A, object: T) -> Result<Permit<'a, A, T>, Denied> {
        let verb = A::VERB;
        if let Err(denied) = self.verdict(verb, object.as_object()) {
            match object.as_object() {
                Object::User(user) => log::security(Event::AuthzFail, user.id, &format!("{verb:?} user")),
                Object::All(model) => log::security(Event::AuthzFail, None, &format!("{verb:?} {model:?}")),
            }
            return Err(denied);
        }
        Ok(Permit { actor: self.clone(), action, object })
    }

    /// Insists that they may say which groups and permissions this user has: they may change the user, and that by model
    /// permissions. Who may by rank alone has nothing to give, and takes nothing away that others gave.
    ///
    /// # Errors
    /// [`Denied`]
    pub fn must_entitle(&self, user: User) -> Result<Permit<'a, to::Entitle, User>, Denied> {
        let Permit { actor, object, .. } = self.must(to::Change, user)?;
        insist(entitles(actor.user(), &actor.authority), "entitle by rank")?;
        Ok(Permit { actor, action: to::Entitle, object })
    }

    /// Whether they may do this: what a page offers, which is no refusal.
    pub fn may(&self, action: Verb, object: Object<'_>) -> bool {
        self.verdict(action, object).is_ok()
    }

    fn verdict(&self, action: Verb, object: Object<'_>) -> Result<(), Denied> {
        self.user().map_or(Ok(()), |caller| verdict(caller, &self.authority, action, object))
    }

    /// Superusers, and whoever has the table itself.
    fn may_everything(&self) -> bool {
        self.user().is_none_or(|user| user.is_superuser)
    }
}

/// Superusers may everything; nobody but they changes or deletes one, and nobody but staff changes or deletes staff. Rank
/// alone gives nothing over groups, permissions and content types.
fn verdict(caller: &User, authority: &Authority, action: Verb, object: Object<'_>) -> Result<(), Denied> {
    let user = if let Object::User(user) = object { Some(user) } else { None };
    let oneself = user.is_some_and(|user| user.id == caller.id);
    let above = user.is_some_and(|user| user.is_superuser || user.is_staff && !caller.is_staff);
    let is_about_users = matches!(object, Object::User(_) | Object::All(Model::User));
    let looks = action == Verb::View;
    let allowed = match authority {
        _ if caller.is_superuser => true,
        Authority::Rank => oneself || caller.is_staff && is_about_users && (looks || !above),
        Authority::Permissions { anybody_reads, .. }
            if looks && (oneself || caller.is_staff || *anybody_reads) =>
        {
            true
        }
        Authority::Permissions { held, .. } => {
            (looks || oneself || !above)
                && needed(action, object).iter().any(|right| held.cover([&right.id()]))
        }
    };
    match authority {
        _ if allowed => Ok(()),
        Authority::Rank if !caller.is_staff && user.is_some() => Err(Denied::Hidden),
        Authority::Rank | Authority::Permissions { .. } => Err(Denied::Forbidden),
    }
}

/// Whether it is theirs to say what others are given, of those whom they may change: rank alone neither gives nor takes.
fn entitles(caller: Option<&User>, authority: &Authority) -> bool {
    matches!(authority, Authority::Permissions { .. }) || caller.is_none_or(|caller| caller.is_superuser)
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

/// Whether the actor may say who is staff or a superuser.
pub fn may_promote(actor: &Actor<'_>) -> bool {
    promotes(actor) || refused("promote")
}

/// The same for what a page offers, which is no refusal.
pub fn promotes(actor: &Actor<'_>) -> bool {
    actor.may_everything()
}

/// Whether the caller administrates users where the document of the native API decides: staff, or a superuser.
pub fn administrates(caller: &User) -> bool {
    caller.is_staff || caller.is_superuser
}

/// The same where it is insisted on, before anything is read: so they see how the service fares.
///
/// # Errors
/// [`Denied::Forbidden`]
pub fn must_administrate(caller: &Caller) -> Result<Permit<'_, to::Administrate, Service>, Denied> {
    insist(administrates(&caller.user), "administrate")?;
    Ok(Permit { actor: Actor::by_rank(caller), action: to::Administrate, object: Service })
}

/// Whether the caller sees and steers how the service itself runs: its keys, its settings, what it still owes.
pub fn operates(caller: &User) -> bool {
    caller.is_superuser
}

/// The same where it is insisted on, before anything is read.
///
/// # Errors
/// [`Denied::Forbidden`]
pub fn must_operate(caller: &Caller) -> Result<Permit<'_, to::Operate, Service>, Denied> {
    insist(operates(&caller.user), "operate the service")?;
    Ok(Permit { actor: Actor::by_rank(caller), action: to::Operate, object: Service })
}

/// Insists that strangers may sign up here.
///
/// # Errors
/// [`Denied::Forbidden`]
pub fn must_register(config: &Config) -> Result<(), Denied> {
    insist(config.registration == Door::Open, "sign up")
}

/// Whether the list of users shows the caller everybody, where djoser's `HIDE_USERS` decides: staff alone then, whoever
/// else is a superuser.
pub fn lists_all(caller: &User, config: &Config) -> bool {
    caller.is_staff || !config.hide_users
}

/// What the caller is to the fields of users: who administrates them sees and writes all.
pub fn reader(caller: &User) -> Reader {
    if administrates(caller) { Reader::Administrator } else { Reader::Owner }
}

/// Whether the actor may give a permission another codename or content type, if they may change any: whoever has it would
/// be given something else.
pub fn may_redefine_permission(actor: &Actor<'_>) -> bool {
    redefines_permissions(actor) || refused("redefine a permission")
}

/// The same for what a page offers, which is no refusal.
pub fn redefines_permissions(actor: &Actor<'_>) -> bool {
    actor.may_everything()
}

/// Whether the actor may delete this permission, if they may delete any. The service itself goes by those of Django's
/// stock, and no other takes their place.
pub fn may_delete_permission(actor: &Actor<'_>, permission: PermissionId) -> bool {
    actor.may_everything() || !Right::is_stock(permission) || refused("delete a stock permission")
}

/// Whether the actor may delete this content type, if they may delete any. The permissions of Django's stock have ids of
/// their own, which are never used again: without them, nobody but superusers could administrate any more.
pub fn may_delete_content_type(actor: &Actor<'_>, content_type: &ContentType) -> bool {
    let is_stock = Model::ALL.iter().any(|model| model.content_type().id == content_type.id);
    actor.may_everything() || !is_stock || refused("delete a stock content type")
}

/// Whether the actor may make and delete groups and give them other names, if they may do so with any. What rides in access
/// tokens others go by: whoever gave a group the name of another would forge it.
pub fn may_name_groups(actor: &Actor<'_>, claims: &TokenClaims) -> bool {
    actor.may_everything()
        || !shows_groups(claims)
        || refused("make, rename or delete a group that rides in tokens")
}

/// The same of permissions, and of content types, which are a part of their names.
pub fn may_name_permissions(actor: &Actor<'_>, claims: &TokenClaims) -> bool {
    let shown = claims.0.contains(&TokenClaim::Permissions);
    actor.may_everything() || !shown || refused("make or delete a permission that rides in tokens")
}

/// Whether the actor may take this user's name off them, if they may change or delete them: while names ride in access
/// tokens, who frees a name could give it to another.
pub fn may_free_name(actor: &Actor<'_>, user: &User, claims: &TokenClaims) -> bool {
    frees_name(actor, user, claims) || refused("rename or delete a user whose name rides in tokens")
}

/// The same for what a page offers, which is no refusal.
pub fn frees_name(actor: &Actor<'_>, user: &User, claims: &TokenClaims) -> bool {
    let oneself = actor.user().is_some_and(|caller| caller.id == user.id);
    actor.may_everything() || oneself || !claims.0.contains(&TokenClaim::Username)
}

/// Whether the actor, who was given this, may put anyone into these groups, if they may into any.
pub fn may_admit<'a>(
    actor: &Actor<'_>,
    own: &Rights,
    groups: impl IntoIterator<Item = &'a GroupId>,
    claims: &TokenClaims,
) -> bool {
    let is_in = || groups.into_iter().all(|group| own.groups.contains(group));
    actor.may_everything()
        || !shows_groups(claims)
        || is_in()
        || refused("add to a group that rides in tokens")
}

/// What a group's members may do rides as `permissions`.
fn shows_groups(claims: &TokenClaims) -> bool {
    [TokenClaim::Groups, TokenClaim::Permissions].iter().any(|claim| claims.0.contains(claim))
}

/// Whether the actor may hand out all of this: nobody gives what they lack. Of rank alone, nobody has anything to give.
pub fn may_hand_out<'a>(actor: &Actor<'_>, given: impl IntoIterator<Item = &'a PermissionId>) -> bool {
    let holds = match &actor.authority {
        Authority::Rank => false,
        Authority::Permissions { held, .. } => held.cover(given),
    };
    actor.may_everything() || holds
}

/// Whether the actor may take this account over, whatever it may do: it is their own, or they may everything.
pub fn takes_over_any(actor: &Actor<'_>, user: &User) -> bool {
    actor.may_everything() || actor.user().is_some_and(|caller| caller.id == user.id)
}

/// Whether who holds this may take over an account that could do that: with it, they could do it themselves.
pub fn may_take_over(own: &Permissions, theirs: &Permissions) -> bool {
    let covers = match theirs {
        Permissions::All => false,
        Permissions::Some(theirs) => own.cover(theirs),
    };
    covers || refused("take over an account that may do more")
}

/// What a user may do whatever they were given: who is not active nothing, a superuser everything. None where it is what
/// they were given that counts.
pub fn regardless(user: &User) -> Option<Permissions> {
    match (user.is_active(), user.is_superuser) {
        (false, _) => Some(Permissions::Some(BTreeSet::new())),
        (true, true) => Some(Permissions::All),
        (true, false) => None,
    }
}

fn insist(allowed: bool, what: &str) -> Result<(), Denied> {
    match allowed || refused(what) {
        true => Ok(()),
        false => Err(Denied::Forbidden),
    }
}

/// Tells a refusal in the log: false.
pub fn refused(what: &str) -> bool {
    log::security(Event::AuthzFail, None, what);
    false
}

#[cfg(test)]
mod tests;
