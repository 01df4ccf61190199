//! Finding what somebody typed the name of; or `#` and the id.

use shared::accounts;
use shared::app::App;
use shared::dialects::html::Trouble;
use shared::domain::{ContentType, Group, Permission, User, UserId, parse_id};
use shared::store::Catalogued;

/// The group of this name.
pub(crate) async fn group_called(app: &App, text: &str) -> Result<Option<Group>, Trouble> {
    let fits = (1..=Group::MAX_NAME).contains(&text.chars().count());
    let group = Group { id: 0.into(), name: text.to_owned(), permissions: Default::default(), version: 0 };
    called(app, text, fits.then_some(group)).await
}

/// The content type that code calls so, `app.model`.
pub(crate) async fn content_type_called(app: &App, text: &str) -> Result<Option<ContentType>, Trouble> {
    let (app_label, model) = text.split_once('.').unwrap_or_default();
    let fits = [app_label, model].into_iter().all(ContentType::is_label);
    let content_type = ContentType {
        id: 0.into(),
        app_label: app_label.to_owned(),
        model: model.to_owned(),
        name: String::new(),
        version: 0,
    };
    called(app, text, fits.then_some(content_type)).await
}

/// The permissions that code calls so, `app.codename`: each content type of an app may have one.
pub(crate) async fn permissions_called(app: &App, text: &str) -> Result<Vec<Permission>, Trouble> {
    if let Some(id) = number(text) {
        return Ok(accounts::existing(app, [id]).await?);
    }
    let (app_label, codename) = text.split_once('.').unwrap_or_default();
    let fits = ContentType::is_label(app_label) && codename.chars().count() <= Permission::MAX_CODENAME;
    if !fits || codename.is_empty() {
        return Ok(Vec::new());
    }
    Ok(accounts::permissions_called(app, app_label, codename).await?)
}

/// The user of this name.
pub(crate) async fn user_called(app: &App, text: &str) -> Result<Option<UserId>, Trouble> {
    let found: Option<(User, _)> = match number(text) {
        Some(id) => accounts::user_and_login(app, id.into()).await?,
        None => accounts::user_by_name(app, text).await?,
    };
    Ok(found.map(|(user, _)| user.id))
}

async fn called<T: Catalogued>(app: &App, text: &str, named: Option<T>) -> Result<Option<T>, Trouble> {
    match (number(text), named) {
        (Some(id), _) => Ok(accounts::existing(app, [id]).await?.pop()),
        (None, Some(named)) => Ok(accounts::named(app, &named).await?),
        (None, None) => Ok(None),
    }
}

fn number(text: &str) -> Option<u64> {
    text.strip_prefix('#').and_then(parse_id)
}
