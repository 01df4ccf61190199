//! What is permitted: things, what is done to them, and a thing together with the permission to.

use super::{Actor, Authority, Denied};
use crate::auth::Caller;
use crate::domain::{ContentType, Group, Model, Permission, User, Verb};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

/// What is asked about.
#[derive(Clone, Copy)]
pub enum Object<'a> {
    /// An account, and what it was given.
    User(&'a User),
    /// All of a kind, or one that is not there yet.
    All(Model),
}

/// What a permit can be for.
pub trait Permitted {
    /// The kind that model permissions are about.
    const MODEL: Model;

    /// It, as it is asked about.
    fn as_object(&self) -> Object<'_> {
        Object::All(Self::MODEL)
    }
}

impl Permitted for User {
    const MODEL: Model = Model::User;

    fn as_object(&self) -> Object<'_> {
        Object::User(self)
    }
}

impl Permitted for Group {
    const MODEL: Model = Model::Group;
}

impl Permitted for Permission {
    const MODEL: Model = Model::Permission;
}

impl Permitted for ContentType {
    const MODEL: Model = Model::ContentType;
}

/// All of a kind, or one that is not there yet.
#[derive(Clone, Copy)]
pub struct All<T>(PhantomData<fn() -> T>);

/// All of a kind.
pub fn all<T>() -> All<T> {
    All(PhantomData)
}

impl<T: Permitted> Permitted for All<T> {
    const MODEL: Model = T::MODEL;
}

/// The service itself: how it fares, its keys and settings, and what it still owes.
#[derive(Clone, Copy)]
pub struct Service;

/// An action as a type, by which a verb says in its signature which permit it wants.
pub trait Action: Copy {
    /// The action.
    const VERB: Verb;
}

/// An action on a user that is decided again when caller or user were read again.
pub trait Redecided: Copy {
    /// The decision.
    ///
    /// # Errors
    /// [`Denied`]
    fn decide<'a>(self, actor: &Actor<'a>, user: User) -> Result<Permit<'a, Self, User>, Denied>;
}

impl<A: Action> Redecided for A {
    fn decide<'a>(self, actor: &Actor<'a>, user: User) -> Result<Permit<'a, Self, User>, Denied> {
        actor.must(self, user)
    }
}

impl Redecided for to::Entitle {
    fn decide<'a>(self, actor: &Actor<'a>, user: User) -> Result<Permit<'a, Self, User>, Denied> {
        actor.must_entitle(user)
    }
}

/// The actions.
pub mod to {
    use super::{Action, Verb};

    /// Makes one.
    #[derive(Clone, Copy)]
    pub struct Add;

    /// Changes one.
    #[derive(Clone, Copy)]
    pub struct Change;

    /// Deletes one.
    #[derive(Clone, Copy)]
    pub struct Delete;

    /// Sees them.
    #[derive(Clone, Copy)]
    pub struct View;

    /// Says which groups and permissions a user has. See [`super::Actor::must_entitle`].
    #[derive(Clone, Copy)]
    pub struct Entitle;

    /// Sees how the service fares. See [`crate::auth::policy::must_administrate`].
    #[derive(Clone, Copy)]
    pub struct Administrate;

    /// Sees and steers how the service runs. See [`crate::auth::policy::must_operate`].
    #[derive(Clone, Copy)]
    pub struct Operate;

    impl Action for Add {
        const VERB: Verb = Verb::Add;
    }

    impl Action for Change {
        const VERB: Verb = Verb::Change;
    }

    impl Action for Delete {
        const VERB: Verb = Verb::Delete;
    }

    impl Action for View {
        const VERB: Verb = Verb::View;
    }
}

/// A thing together with the permission of an actor to do something to it.
///
/// Verbs that act on others take one, so that none can be called before it was decided:
///
/// ```no_run
/// use shared::{accounts, app::App, auth::policy::{Permit, to}, domain::User, error::Refusal};
///
/// async fn allowed(app: &App, user: &Permit<'_, to::Delete, User>) -> Result<(), Refusal> {
///     accounts::delete(app, user, None).await
/// }
/// ```
///
/// The thing alone will not do:
///
/// ```compile_fail,E0308
/// use shared::{accounts, app::App, auth::policy::{Permit, to}, domain::User, error::Refusal};
///
/// async fn forgetful(app: &App, user: &User) -> Result<(), Refusal> {
///     accounts::delete(app, user, None).await
/// }
/// ```
///
/// Nor will the permission to do something else:
///
/// ```compile_fail,E0308
/// use shared::{accounts, app::App, auth::policy::{Permit, to}, domain::User, error::Refusal};
///
/// async fn other(app: &App, user: &Permit<'_, to::Change, User>) -> Result<(), Refusal> {
///     accounts::delete(app, user, None).await
/// }
/// ```
///
/// Nor does who may change a user say what they are given:
///
/// ```compile_fail,E0308
/// use shared::{accounts, app::App, auth::policy::{Permit, to}, domain::{GroupId, User}, error::Refusal};
///
/// async fn by_rank(app: &App, user: &Permit<'_, to::Change, User>, group: GroupId) -> Result<(), Refusal> {
///     accounts::leave(app, user, group).await
/// }
/// ```
///
/// Nor does whoever administrates users operate the service:
///
/// ```compile_fail,E0308
/// use shared::{app::App, auth::policy::{Permit, Service, to}, store::Unavailable};
///
/// async fn beyond(app: &App, service: &Permit<'_, to::Administrate, Service>) -> Result<Option<String>, Unavailable> {
///     app.keyring.rotate(app, service).await
/// }
/// ```
///
/// And nobody writes one themselves:
///
/// ```compile_fail,E0451
/// use shared::{auth::policy::{Actor, Permit, to}, domain::User};
///
/// fn forged(actor: Actor<'_>, object: User) -> Permit<'_, to::Delete, User> {
///     Permit { actor, action: to::Delete, object }
/// }
/// ```
#[derive(Clone)]
pub struct Permit<'a, A, T> {
    pub(super) actor: Actor<'a>,
    pub(super) action: A,
    pub(super) object: T,
}

impl<'a, A, T> Permit<'a, A, T> {
    /// Whom it was given.
    pub fn actor(&self) -> &Actor<'a> {
        &self.actor
    }
}

impl<A: Redecided> Permit<'_, A, User> {
    /// Caller and user were read again: it is decided again, on who they are now. What model permissions the caller holds is
    /// what was read with the request. Without a caller it stays whose it was.
    ///
    /// # Errors
    /// [`Denied`]
    pub(crate) fn again(&self, caller: Option<Caller>, user: User) -> Result<Self, Denied> {
        let caller = caller.map(Cow::Owned).or_else(|| self.actor.caller.clone());
        self.action.decide(&Actor { caller, authority: self.actor.authority.clone() }, user)
    }
}

impl<A, T> Permit<'static, A, T> {
    /// The permission of whoever has the table itself, at the shell, without an account of their own: to everything. Only
    /// the `latchkey` command has it to give.
    pub fn operator(action: A, object: T) -> Self {
        Self { actor: Actor { caller: None, authority: Authority::Rank }, action, object }
    }
}

impl<'a, A: Action> Permit<'a, A, User> {
    /// The permission that everybody has who is signed in: to do as they like with their own account.
    pub fn oneself(action: A, caller: &'a Caller) -> Self {
        Self { actor: Actor::by_rank(caller), action, object: caller.user.clone() }
    }
}

impl<A, T> Deref for Permit<'_, A, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}
