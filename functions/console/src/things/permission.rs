//! What the pages of permissions have of their own.

use super::find::content_type_called;
use super::{Thing, Words};
use crate::desk::Desk;
use shared::accounts::{self, NewPermission};
use shared::app::App;
use shared::auth::policy::{self, All, Permit, to};
use shared::dialects::html::{Form, Input, Kind, Trouble};
use shared::domain::{ContentType, Permission};
use shared::error::Refusal;

impl Thing for Permission {
    const HERE: &'static str = "/console/permissions";
    const API: &'static str = "/v1/permissions";
    const WORDS: Words = Words {
        area: "console-permissions",
        none: "console-permissions-none",
        new: "console-permissions-new",
        delete: "console-permissions-delete",
        delete_lead: "console-permissions-delete-lead",
    };
    const NEW: &'static str = r#"{"codename": "CODENAME", "name": "NAME", "content_type": ID}"#;

    fn title(&self) -> String {
        format!("{}.{}", self.app_label, self.codename)
    }

    fn second(&self) -> String {
        self.name.clone()
    }

    fn tabs(_: &Desk<'_>) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// Another codename would give whoever has it something else: that is for superusers.
    fn form<'a>(desk: &Desk<'a>, there: Option<&Self>) -> Form<'a> {
        let line = |name, label| Input::new(desk.frame, name, Kind::Text, label).autocomplete("off");
        let (codename, title) = (line("codename", "console-codename"), line("title", "console-name"));
        let Some(there) = there else {
            let about = line("content_type", "console-content-type");
            let about = about.hint(desk.frame.say("console-content-type-hint"));
            return Form::new(desk.frame, "", "console-create").with(about).with(codename).with(title);
        };
        let form = Form::new(desk.frame, "", "console-save");
        let form = match policy::redefines_permissions(&desk.actor) {
            true => form.with(codename.with_value(&there.codename)),
            false => form.with(Input::hidden("codename", &there.codename)),
        };
        form.with(title.with_value(&there.name))
    }

    async fn create(
        app: &App,
        all: &Permit<'_, to::Add, All<Self>>,
        form: &mut Form<'_>,
    ) -> Result<Option<Self>, Trouble> {
        let about = form.text("content_type");
        let (codename, name) = read(form);
        if !form.is_good() {
            return Ok(None);
        }
        let Some(content_type) = content_type_called(app, &about).await? else {
            form.fault("content_type", "fault-not-there");
            return Ok(None);
        };
        let new = NewPermission { codename, name, content_type };
        form.accepts(accounts::create_permission(app, all, None, &new).await)
    }

    async fn change(
        app: &App,
        thing: &Permit<'_, to::Change, Self>,
        form: &mut Form<'_>,
        seen: Option<u64>,
    ) -> Result<Option<Self>, Trouble> {
        let (codename, name) = read(form);
        if !form.is_good() {
            return Ok(None);
        }
        let about = accounts::existing::<ContentType>(app, [thing.content_type.get()]).await?;
        let content_type = about.into_iter().next().ok_or(Trouble::NOT_FOUND)?;
        let new = NewPermission { codename, name, content_type };
        form.accepts(accounts::change_permission(app, thing, &new, seen).await)
    }

    async fn delete(app: &App, thing: &Permit<'_, to::Delete, Self>) -> Result<(), Refusal> {
        accounts::delete_permission(app, thing, None).await
    }
}

fn read(form: &mut Form<'_>) -> (String, String) {
    let codename = form.text_within("codename", Permission::MAX_CODENAME);
    (codename, form.text_within("title", Permission::MAX_NAME))
}
