//! Who sits at the console, and what they may do there.

use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Action, Actor, All, Object, Permit, Permitted, all};
use shared::dialects::html::{Frame, Trouble};
use shared::domain::{Model, Verb};

/// What permissions are about here.
const MODELS: [Model; 4] = [Model::User, Model::Group, Model::Permission, Model::ContentType];

/// The caller at their desk: every page has one.
pub(crate) struct Desk<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) caller: &'a Caller,
    /// Where model permissions decide.
    pub(crate) actor: Actor<'a>,
}

/// A part of the console, for the way that leads to it.
pub(crate) struct Area {
    pub(crate) path: &'static str,
    /// The names of what it is called, and of a sentence about it.
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) is_here: bool,
}

impl<'a> Desk<'a> {
    /// Reads what the caller may do, for what the page offers them: one wave, none for a superuser. Read what the page shows
    /// at the same time.
    ///
    /// # Errors
    /// [`Trouble::BUSY`]
    pub(crate) async fn open(app: &App, frame: &'a Frame, caller: &'a Caller) -> Result<Self, Trouble> {
        let all = MODELS.iter().flat_map(|model| Verb::ALL.map(|verb| (verb, Object::All(*model))));
        let actor = accounts::actor(app, caller, &all.collect::<Vec<_>>()).await?;
        Ok(Self { frame, caller, actor })
    }

    /// Whether they may do this to some of a kind, where model permissions decide.
    pub(crate) fn may(&self, verb: Verb, model: Model) -> bool {
        self.actor.may(verb, Object::All(model))
    }

    /// Insists on it.
    ///
    /// # Errors
    /// [`Trouble::FORBIDDEN`]
    pub(crate) fn must<A: Action, T: Permitted>(&self, action: A) -> Result<Permit<'a, A, All<T>>, Trouble> {
        Ok(self.actor.must(action, all())?)
    }

    /// Whether they administrate users.
    pub(crate) fn administrates(&self) -> bool {
        policy::administrates(&self.caller.user)
    }

    /// Whether they see how the service itself runs.
    pub(crate) fn operates(&self) -> bool {
        policy::operates(&self.caller.user)
    }

    /// What they may see.
    pub(crate) fn areas(&self) -> Vec<Area> {
        let areas = [
            (self.administrates(), "/console/users", "console-users", "console-users-lead"),
            (self.may(Verb::View, Model::Group), "/console/groups", "console-groups", "console-groups-lead"),
            (
                self.may(Verb::View, Model::Permission),
                "/console/permissions",
                "console-permissions",
                "console-permissions-lead",
            ),
            (
                self.may(Verb::View, Model::ContentType),
                "/console/content_types",
                "console-content-types",
                "console-content-types-lead",
            ),
            (self.operates(), "/console/signing_keys", "console-keys", "console-keys-lead"),
            (self.operates(), "/console/owed", "console-owed", "console-owed-lead"),
            (self.operates(), "/console/settings", "console-settings", "console-settings-lead"),
            (self.administrates(), "/console/health", "console-health", "console-health-lead"),
            (self.administrates(), "/console/counts", "console-counts", "console-counts-lead"),
        ];
        let seen = areas.into_iter().filter(|(is_seen, ..)| *is_seen);
        seen.map(|(_, path, title, lead)| Area {
            path,
            title,
            lead,
            is_here: self.frame.path.starts_with(path),
        })
        .collect()
    }

    /// Whether this is the first page.
    pub(crate) fn is_at_start(&self) -> bool {
        self.frame.path == "/console"
    }
}
