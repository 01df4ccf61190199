//! Making, renaming and deleting content types.

use super::catalogue::{CLOSED, again, must_be, only_changed, replace, secured, struck, tell};
use super::hindrance::{Hindrance, TRIES, refusal};
use crate::app::App;
use crate::auth::policy::{self, Actor, All, Permit, to};
use crate::domain::{ContentType, Permission, Verb, ordinary};
use crate::error::Refusal;
use crate::store::items::Tombstone;
use crate::store::{Catalogue, Catalogued, Change, Holding};

/// How many permissions fit into a transaction with their content type and the actor: 100 actions, four for each.
const FIT: usize = 24;

/// Makes a content type with the four permissions that Django makes for every model.
///
/// # Errors
/// A taken `app_label.model`; [`Refusal::Forbidden`] while permissions ride in tokens, unless by a superuser.
pub async fn add_content_type(
    app: &App,
    content_types: &Permit<'_, to::Add, All<ContentType>>,
    app_label: &str,
    model: &str,
    name: &str,
) -> Result<(ContentType, Vec<Permission>), Refusal> {
    let actor = content_types.actor();
    if !policy::may_name_permissions(actor, &app.config.token_claims) {
        return Err(Refusal::Forbidden);
    }
    let content_type = |id: u64| ContentType {
        id: id.into(),
        app_label: app_label.to_owned(),
        model: model.to_owned(),
        name: name.to_owned(),
        version: 1,
    };
    let nameless = content_type(0);
    if app.store.fetch(&[nameless.name_key()]).await?.has(nameless.name_key()) {
        return Err(refusal(app, &[Hindrance::NameTaken]));
    }
    loop {
        let made = content_type(app.store.next_id(Catalogue::ContentTypes).await?);
        let mut permissions = Vec::new();
        for verb in Verb::ALL {
            let id = app.store.next_id(Catalogue::Permissions).await?;
            permissions.push(Permission { id: id.into(), ..ordinary(&made, verb) });
        }
        let mut transaction = app.store.transaction().enter(&made, Hindrance::Changed, Hindrance::NameTaken);
        for permission in &permissions {
            transaction = transaction.enter(permission, Hindrance::Changed, Hindrance::NameTaken);
        }
        match secured(app, transaction, actor, None).commit().await? {
            Ok(()) => {
                tell("made", &made);
                return Ok((made, permissions));
            }
            // One of the ids is somebody's who chose it meanwhile: the next try has others.
            Err(hindrances) if only_changed(&hindrances) => {}
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
}

/// Gives a content type another name for people. What code calls it stays.
///
/// # Errors
/// [`Refusal::NotFound`] when it was deleted meanwhile; [`Refusal::Stale`] when it is not the version that was `seen`, if
/// that is known.
pub async fn rename_content_type(
    app: &App,
    content_type: &Permit<'_, to::Change, ContentType>,
    name: &str,
    seen: Option<u64>,
) -> Result<ContentType, Refusal> {
    let renamed = |before: &ContentType| Ok(ContentType { name: name.to_owned(), ..before.clone() });
    replace(app, content_type, renamed, None, seen).await
}

/// Deletes a content type and its permissions, which nobody has any more from this moment. It is closed first, so that
/// no permission can be made meanwhile; then the permissions go, as many at a time as fit a transaction, and it with the
/// last of them. When that is interrupted, it is still there, and can be deleted again. So it takes the permission to delete
/// permissions, too.
///
/// # Errors
/// [`Refusal::Forbidden`] for Django's stock, and while permissions ride in tokens, unless by a superuser; [`Refusal::NotFound`] when somebody was faster;
/// [`Refusal::Stale`] as for [`rename_content_type`].
pub async fn delete_content_type(
    app: &App,
    content_type: &Permit<'_, to::Delete, ContentType>,
    _permissions: &Permit<'_, to::Delete, All<Permission>>,
    seen: Option<u64>,
) -> Result<(), Refusal> {
    let actor = content_type.actor();
    let may = policy::may_delete_content_type(actor, content_type)
        && policy::may_name_permissions(actor, &app.config.token_claims);
    if !may {
        return Err(Refusal::Forbidden);
    }
    let mut content_type = close(app, actor, content_type, seen).await?;
    let mut tries = 0;
    loop {
        let permissions = app.store.permissions_about(&content_type).await?;
        let transaction =
            permissions.iter().take(FIT).fold(app.store.transaction(), |striking, permission| {
                struck(app, striking, permission, Holding::Permission(permission.id))
            });
        let is_last = permissions.len() <= FIT;
        let transaction = match is_last {
            true => {
                transaction.strike(&content_type, &Tombstone { deleted_at: app.now() }, Hindrance::Changed)
            }
            false => transaction,
        };
        match secured(app, transaction, actor, None).commit().await? {
            Ok(()) if is_last => {
                tell("deleted", &content_type);
                return Ok(());
            }
            Ok(()) => {}
            Err(hindrances) if only_changed(&hindrances) && tries < TRIES => {
                tries += 1;
                content_type = again(app, &content_type).await?;
            }
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
}

async fn close(
    app: &App,
    actor: &Actor<'_>,
    content_type: &ContentType,
    seen: Option<u64>,
) -> Result<ContentType, Refusal> {
    let mut content_type = content_type.clone();
    for _ in 0..TRIES {
        must_be(&content_type, seen)?;
        let closed = Change::of(ContentType::key(content_type.id())).set(CLOSED, true);
        let closed = closed.when("version", content_type.version);
        let transaction = app.store.transaction().change(closed, Hindrance::Changed);
        match secured(app, transaction, actor, None).commit().await? {
            Ok(()) => return Ok(content_type),
            Err(hindrances) if only_changed(&hindrances) => content_type = again(app, &content_type).await?,
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
    Err(Refusal::Unavailable)
}
