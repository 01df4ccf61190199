//! A caller and what he may do, where Django's model permissions decide.

use super::rights::permissions_of;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Actor, Authority, Forbidden, Object, Verdict, judge, needed};
use crate::domain::{Permissions, Verb};
use crate::store::Unavailable;

/// A signed-in caller, and as much of what he may do as some actions need.
pub struct Authorized<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// What he may do.
    pub held: Permissions,
    /// Whether whoever is signed in may see everything.
    pub anybody_reads: bool,
}

impl<'a> Authorized<'a> {
    /// Reads what the caller may do: for up to 100 groups one wave, none for a superuser. His rights must have been read
    /// with him ([`crate::auth::Wanted::Rights`]).
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn to(
        app: &App,
        caller: &'a Caller,
        actions: &[Verb],
        object: Object<'_>,
    ) -> Result<Self, Unavailable> {
        let wanted: Vec<_> = actions.iter().flat_map(|action| needed(*action, object)).collect();
        let held = permissions_of(app, &caller.user, &caller.rights, &wanted).await?;
        Ok(Self { caller, held, anybody_reads: false })
    }

    /// Insists that he may do this.
    ///
    /// # Errors
    /// [`Forbidden`]
    pub fn must(&self, action: Verb, object: Object<'_>) -> Result<(), Forbidden> {
        match judge(Actor::Caller(&self.caller.user, self.authority()), action, object) {
            Verdict::Allowed => Ok(()),
            Verdict::Unauthenticated | Verdict::Forbidden | Verdict::Hidden => Err(Forbidden),
        }
    }

    /// What his word counts for.
    pub fn authority(&self) -> Authority<'_> {
        Authority::Permissions { held: &self.held, anybody_reads: self.anybody_reads }
    }
}
