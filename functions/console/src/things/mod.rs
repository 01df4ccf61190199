//! Groups, permissions and content types: what administrators make, name and list. One set of pages for the three.

pub(crate) mod content_type;
pub(crate) mod delete;
pub(crate) mod find;
pub(crate) mod group;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod one;
pub(crate) mod permission;
pub(crate) mod permissions;

use crate::desk::Desk;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Action, All, Permit, to};
use shared::dialects::html::{Form, Frame, Trouble};
use shared::dialects::native::Resource;
use shared::domain::parse_id;
use shared::error::Refusal;

/// A kind of thing that has pages.
pub(crate) trait Thing: Resource {
    /// The path of its list, and the API's.
    const HERE: &'static str;
    const API: &'static str;
    /// The names of its texts.
    const WORDS: Words;
    /// What the API takes to make one.
    const NEW: &'static str;

    /// What people call it, and what else there is to say.
    fn title(&self) -> String;
    fn second(&self) -> String;
    /// Pages of its own, beside the first: where each is, and the name of its text.
    fn tabs(desk: &Desk<'_>) -> Vec<(&'static str, &'static str)>;
    /// The fields that make one, or with one change it.
    fn form<'a>(desk: &Desk<'a>, there: Option<&Self>) -> Form<'a>;
    /// Makes one of what was typed; none where the form says what is wrong.
    fn create(
        app: &App,
        all: &Permit<'_, to::Add, All<Self>>,
        form: &mut Form<'_>,
    ) -> impl Future<Output = Result<Option<Self>, Trouble>> + Send;
    /// Changes one, of the version that was seen; none where the form says what is wrong.
    fn change(
        app: &App,
        thing: &Permit<'_, to::Change, Self>,
        form: &mut Form<'_>,
        seen: Option<u64>,
    ) -> impl Future<Output = Result<Option<Self>, Trouble>> + Send;
    /// Deletes one.
    fn delete(
        app: &App,
        thing: &Permit<'_, to::Delete, Self>,
    ) -> impl Future<Output = Result<(), Refusal>> + Send;
}

/// The names of a kind's texts.
pub(crate) struct Words {
    pub(crate) area: &'static str,
    pub(crate) none: &'static str,
    pub(crate) new: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) delete_lead: &'static str,
}

/// What stands above a thing's pages.
pub(crate) struct Head {
    pub(crate) here: &'static str,
    pub(crate) area: &'static str,
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) id: u64,
    pub(crate) tabs: Vec<crate::users::Tab>,
}

impl Head {
    /// Of this thing, for its page of this name.
    pub(crate) fn new<T: Thing>(desk: &Desk<'_>, thing: &T, here: &str) -> Self {
        let path = format!("{}/{}", T::HERE, thing.id());
        let own = [("", "console-thing")].into_iter().chain(T::tabs(desk));
        let tab = |(end, text): (&'static str, &'static str)| crate::users::Tab {
            path: format!("{path}{end}"),
            text,
            is_here: end == here,
        };
        let tabs: Vec<_> = own.map(tab).collect();
        let tabs = if tabs.len() > 1 { tabs } else { Vec::new() };
        Self { here: T::HERE, area: T::WORDS.area, title: thing.title(), id: thing.id(), tabs, path }
    }
}

/// The desk, and the thing of this id, which the caller may do this to: one wave.
async fn found<'a, T: Thing, A: Action>(
    app: &App,
    frame: &'a Frame,
    caller: &'a Caller,
    action: A,
    id: &str,
) -> Result<(Desk<'a>, Permit<'a, A, T>), Trouble> {
    let things = async { Ok::<_, Trouble>(accounts::existing::<T>(app, parse_id(id)).await?) };
    let (desk, things) = tokio::try_join!(Desk::open(app, frame, caller), things)?;
    desk.must::<A, T>(action)?;
    let thing = desk.actor.must(action, things.into_iter().next().ok_or(Trouble::NOT_FOUND)?)?;
    Ok((desk, thing))
}
