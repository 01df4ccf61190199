//! By what right an account is edited.

use super::hindrance::Hindrance;
use super::taken::Asker;
use crate::app::App;
use crate::auth::policy::{Actor, Permit};
use crate::domain::User;
use crate::mail::links::Opened;
use crate::store::Transaction;

/// By what right an account is edited: what must still hold when the edit is written.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// Its owner, as the account was read when they were let in.
    Owner,
    /// A link, which this uses up.
    Link(&'a Opened),
    /// Somebody else, as they were read when they were let in.
    Administrator(&'a User),
    /// Whoever has the table itself, at the shell.
    Operator,
}

impl<'a> By<'a> {
    /// The right that a permit gives to an account.
    pub(super) fn permit<A>(user: &'a Permit<'_, A, User>) -> Self {
        match Self::actor(user.actor()) {
            Self::Administrator(actor) if actor.id == user.id => Self::Owner,
            by => by,
        }
    }

    /// The right of this actor to what is nobody's account.
    pub(super) fn actor(actor: &'a Actor<'_>) -> Self {
        actor.user().map_or(Self::Operator, Self::Administrator)
    }

    /// Who gets to know that a name or address is taken.
    pub(super) fn asker(self, user: &'a User) -> Asker<'a> {
        match self {
            Self::Owner | Self::Link(_) | Self::Operator => Asker::User(user),
            Self::Administrator(actor) => Asker::User(actor),
        }
    }

    /// Makes it part of the transaction.
    pub(super) fn secure<'s>(
        self,
        app: &App,
        transaction: Transaction<'s, Hindrance>,
    ) -> Transaction<'s, Hindrance> {
        match self {
            Self::Owner | Self::Operator => transaction,
            Self::Link(link) => match link.use_up(app) {
                Some(used) => transaction.change(used, Hindrance::LinkUsed),
                None => transaction,
            },
            Self::Administrator(actor) => transaction.require(actor, Hindrance::ActorChanged),
        }
    }
}
