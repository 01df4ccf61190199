//! A caller and what they may do, where Django's model permissions decide.

use super::rights::permissions_of;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Actor, Authority, Forbidden, Object, Verdict, allows, judge, may_admit, needed};
use crate::domain::{Group, Model, Permissions, Rights, User, UserId, Verb};
use crate::store::{Key, Unavailable};

/// A signed-in caller, and as much of what they may do as some actions need.
pub struct Authorized<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// What they may do.
    pub held: Permissions,
    /// Whether whoever is signed in may see everything.
    pub anybody_reads: bool,
}

impl<'a> Authorized<'a> {
    /// Reads what the caller may do: for up to 100 groups one wave, none for a superuser. Their rights must have been read
    /// with them ([`crate::auth::Wanted::Rights`]).
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn to(
        app: &App,
        caller: &'a Caller,
        actions: &[Verb],
        object: Object<'_>,
    ) -> Result<Self, Unavailable> {
        let actions: Vec<_> = actions.iter().map(|action| (*action, object)).collect();
        Self::to_all(app, caller, &actions).await
    }

    /// The same for actions on different things.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn to_all(
        app: &App,
        caller: &'a Caller,
        actions: &[(Verb, Object<'_>)],
    ) -> Result<Self, Unavailable> {
        let mut wanted: Vec<_> =
            actions.iter().flat_map(|(action, object)| needed(*action, *object)).collect();
        wanted.sort_by_key(|right| right.id());
        wanted.dedup();
        let held = permissions_of(app, &caller.user, &caller.rights, &wanted).await?;
        Ok(Self { caller, held, anybody_reads: false })
    }

    /// Reads at the same time the user whom the action is on, with what they were given, if there is one of this id.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn to_user(
        app: &App,
        caller: &'a Caller,
        action: Verb,
        id: Option<UserId>,
    ) -> Result<(Self, Option<(User, Rights)>), Unavailable> {
        let actions = [action];
        let authorized = Self::to(app, caller, &actions, Object::All(Model::User));
        tokio::try_join!(authorized, user_with_rights(app, id))
    }

    /// Whether they may do this: what a page offers them.
    pub fn may(&self, action: Verb, object: Object<'_>) -> bool {
        allows(Actor::Caller(&self.caller.user, self.authority()), action, object)
    }

    /// Insists that they may do this.
    ///
    /// # Errors
    /// [`Forbidden`]
    pub fn must(&self, action: Verb, object: Object<'_>) -> Result<(), Forbidden> {
        match judge(Actor::Caller(&self.caller.user, self.authority()), action, object) {
            Verdict::Allowed => Ok(()),
            Verdict::Unauthenticated | Verdict::Forbidden | Verdict::Hidden => Err(Forbidden),
        }
    }

    /// Insists that they may put somebody into these groups, as far as that is not a question of what their members may do.
    ///
    /// # Errors
    /// [`Forbidden`] while groups ride in tokens, for who is not in them.
    pub fn must_admit<'b>(
        &self,
        app: &App,
        groups: impl IntoIterator<Item = &'b Group>,
    ) -> Result<(), Forbidden> {
        let groups = groups.into_iter().map(|group| &group.id);
        let Caller { user, rights, .. } = self.caller;
        match may_admit(user, &rights.groups, groups, &app.config.token_claims) {
            true => Ok(()),
            false => Err(Forbidden),
        }
    }

    /// What their word counts for.
    pub fn authority(&self) -> Authority<'_> {
        Authority::Permissions { held: &self.held, anybody_reads: self.anybody_reads }
    }
}

async fn user_with_rights(app: &App, id: Option<UserId>) -> Result<Option<(User, Rights)>, Unavailable> {
    let Some(id) = id else { return Ok(None) };
    let rights = Key::Rights(id);
    let mut found = app.store.fetch(&[Key::User(id), rights]).await?;
    let Some(user) = found.user(id)? else { return Ok(None) };
    Ok(Some((user, found.take(rights)?.unwrap_or_default())))
}
