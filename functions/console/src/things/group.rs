//! What the pages of groups have of their own.

use super::{Thing, Words};
use crate::desk::Desk;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{All, Permit, to};
use shared::dialects::html::{Form, Input, Kind, Trouble};
use shared::domain::{Group, Model, Verb};
use shared::error::Refusal;

impl Thing for Group {
    const HERE: &'static str = "/console/groups";
    const API: &'static str = "/v1/groups";
    const WORDS: Words = Words {
        area: "console-groups",
        none: "console-groups-none",
        new: "console-groups-new",
        delete: "console-groups-delete",
        delete_lead: "console-groups-delete-lead",
    };
    const NEW: &'static str = r#"{"name": "NAME"}"#;

    fn title(&self) -> String {
        self.name.clone()
    }

    fn second(&self) -> String {
        String::new()
    }

    fn tabs(desk: &Desk<'_>) -> Vec<(&'static str, &'static str)> {
        let members = desk.may(Verb::View, Model::User).then_some(("/members", "console-members"));
        [("/permissions", "console-permissions")].into_iter().chain(members).collect()
    }

    fn form<'a>(desk: &Desk<'a>, there: Option<&Self>) -> Form<'a> {
        let button = if there.is_some() { "console-save" } else { "console-create" };
        let name = Input::new(desk.frame, "name", Kind::Text, "console-name").autocomplete("off");
        let name = name.with_value(there.map_or("", |group| &group.name));
        Form::new(desk.frame, "", button).with(name)
    }

    async fn create(
        app: &App,
        all: &Permit<'_, to::Add, All<Self>>,
        form: &mut Form<'_>,
    ) -> Result<Option<Self>, Trouble> {
        let name = form.text_within("name", Self::MAX_NAME);
        if !form.is_good() {
            return Ok(None);
        }
        form.accepts(accounts::create_group(app, all, None, &name).await)
    }

    async fn change(
        app: &App,
        thing: &Permit<'_, to::Change, Self>,
        form: &mut Form<'_>,
        seen: Option<u64>,
    ) -> Result<Option<Self>, Trouble> {
        let name = form.text_within("name", Self::MAX_NAME);
        if !form.is_good() {
            return Ok(None);
        }
        form.accepts(accounts::rename_group(app, thing, &name, seen).await)
    }

    async fn delete(app: &App, thing: &Permit<'_, to::Delete, Self>) -> Result<(), Refusal> {
        accounts::delete_group(app, thing, None).await
    }
}
