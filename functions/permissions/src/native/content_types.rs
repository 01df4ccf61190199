//! `/v1/content_types`: by name.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Object, all, to};
use shared::dialects::drf::{Answer, Body, Error, Form, Text};
use shared::dialects::native::catalogue::shown;
use shared::dialects::native::{IfMatch, allowed, fields, found, stays};
use shared::domain::{ContentType, Model, Verb, parse_id};
use shared::error::{Field, Reason, Refusal};

/// Makes a content type, and the permissions to add, change, delete and view what it stands for.
pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let content_types = allowed(&app, &caller, to::Add).await?;
    let mut form = fields(&data, &["app_label", "model", "name"])?;
    let (app_label, model) = (label(&mut form, "app_label"), label(&mut form, "model"));
    let name = form.optional("name", Text::new().max(ContentType::MAX_CHARS));
    form.check()?;
    let name = name.unwrap_or_else(|| model.clone());
    let made = accounts::add_content_type(&app, &content_types, &app_label, &model, &name).await;
    let (content_type, _) = made.map_err(refused)?;
    Ok(shown(StatusCode::CREATED, &content_type))
}

/// Another name for people; the names in code are for ever.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    let content_type = found::<ContentType, _>(&app, &caller, to::Change, &pk).await?;
    let seen = if_match.version(content_type.version)?;
    let mut form = fields(&data, &["pk", "app_label", "model", "name"])?;
    let name = form.optional("name", Text::new().max(ContentType::MAX_CHARS));
    form.check()?;
    stays(&data, "pk", &content_type.id.to_string())?;
    stays(&data, "app_label", &content_type.app_label)?;
    stays(&data, "model", &content_type.model)?;
    let content_type = match name {
        Some(name) => accounts::rename_content_type(&app, &content_type, &name, seen).await?,
        None => ContentType::clone(&content_type),
    };
    Ok(shown(StatusCode::OK, &content_type))
}

/// Deletes its permissions too, which takes the right to delete permissions.
pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
) -> Answer {
    let needed = [Model::ContentType, Model::Permission].map(|model| (Verb::Delete, Object::All(model)));
    let (actor, content_type) = tokio::try_join!(
        accounts::actor(&app, &caller, &needed),
        accounts::existing::<ContentType>(&app, parse_id(&pk))
    )?;
    actor.must(to::Delete, all::<ContentType>())?;
    let permissions = actor.must(to::Delete, all())?;
    let content_type = content_type.into_iter().next().ok_or_else(Error::not_found)?;
    let content_type = actor.must(to::Delete, content_type)?;
    let seen = if_match.version(content_type.version)?;
    accounts::delete_content_type(&app, &content_type, &permissions, seen).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn label(form: &mut Form<'_>, name: &'static str) -> String {
    let label = form.required(name, Text::new().max(ContentType::MAX_CHARS));
    if !label.is_empty() && !ContentType::is_label(&label) {
        form.fail(name, "Only letters, digits and underscores, and no digit first.");
    }
    label
}

/// It is the names in code that are unique together.
fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Invalid(why) if why.contains(&(Field::Name, Reason::Taken)) => {
            Error::non_field("There is a content type of this app_label and model already.")
        }
        refusal => refusal.into(),
    }
}
