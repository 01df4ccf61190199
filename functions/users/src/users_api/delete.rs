//! `DELETE /users/{id}/`

use super::{found, refused};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, Error, actor, no_content, strict_id};
use shared::domain::{User, Verb};

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id)?;
    let actor = async { Ok(actor::<User>(&app, &caller, &[Verb::Delete]).await?) };
    let (actor, user) = tokio::try_join!(actor, found(&app, id))?;
    let user = actor.must(to::Delete, user.ok_or(Error::Gone)?)?;
    accounts::delete(&app, &user, None).await.map_err(refused)?;
    Ok(no_content())
}
