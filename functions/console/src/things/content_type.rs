//! What the pages of content types have of their own.

use super::{Thing, Words};
use crate::desk::Desk;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{All, Permit, all, to};
use shared::dialects::html::{Form, Input, Kind, Trouble};
use shared::domain::ContentType;
use shared::error::Refusal;

impl Thing for ContentType {
    const HERE: &'static str = "/console/content_types";
    const API: &'static str = "/v1/content_types";
    const WORDS: Words = Words {
        area: "console-content-types",
        none: "console-content-types-none",
        new: "console-content-types-new",
        delete: "console-content-types-delete",
        delete_lead: "console-content-types-delete-lead",
    };
    const NEW: &'static str = r#"{"app_label": "APP", "model": "MODEL"}"#;

    fn title(&self) -> String {
        format!("{}.{}", self.app_label, self.model)
    }

    fn second(&self) -> String {
        self.name.clone()
    }

    fn tabs(_: &Desk<'_>) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// The names in code are for ever.
    fn form<'a>(desk: &Desk<'a>, there: Option<&Self>) -> Form<'a> {
        let line = |name, label| Input::new(desk.frame, name, Kind::Text, label).autocomplete("off");
        let title = line("title", "console-name");
        match there {
            Some(there) => Form::new(desk.frame, "", "console-save").with(title.with_value(&there.name)),
            None => Form::new(desk.frame, "", "console-create")
                .with(line("app_label", "console-app"))
                .with(line("model", "console-model"))
                .with(title.optional()),
        }
    }

    async fn create(
        app: &App,
        all: &Permit<'_, to::Add, All<Self>>,
        form: &mut Form<'_>,
    ) -> Result<Option<Self>, Trouble> {
        let labels = ["app_label", "model"].map(|name| {
            let label = form.text(name);
            if !label.is_empty() && !Self::is_label(&label) {
                form.fault(name, "console-label-wrong");
            }
            label
        });
        let [app_label, model] = labels;
        let name = match form.optional("title").is_empty() {
            true => model.clone(),
            false => form.text_within("title", Self::MAX_CHARS),
        };
        if !form.is_good() {
            return Ok(None);
        }
        let made = accounts::add_content_type(app, all, &app_label, &model, &name).await;
        Ok(form.accepts(made)?.map(|(content_type, _)| content_type))
    }

    async fn change(
        app: &App,
        thing: &Permit<'_, to::Change, Self>,
        form: &mut Form<'_>,
        seen: Option<u64>,
    ) -> Result<Option<Self>, Trouble> {
        let name = form.text_within("title", Self::MAX_CHARS);
        if !form.is_good() {
            return Ok(None);
        }
        form.accepts(accounts::rename_content_type(app, thing, &name, seen).await)
    }

    async fn delete(app: &App, thing: &Permit<'_, to::Delete, Self>) -> Result<(), Refusal> {
        let permissions = thing.actor().must(to::Delete, all())?;
        accounts::delete_content_type(app, thing, &permissions, None).await
    }
}
