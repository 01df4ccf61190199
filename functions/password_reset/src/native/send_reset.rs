//! `POST /v1/users/{pk}/send_reset`: an administrator has a mail sent to a user whose link sets
//! the password: of who has none yet, an invitation.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, must_administrate, to};
use shared::dialects::drf::{Answer, Error};
use shared::dialects::native::existing_user;
use shared::error::Refusal;

pub(crate) async fn send_reset(State(app): State<App>, caller: Caller, Path(pk): Path<String>) -> Answer {
    let service = must_administrate(&caller)?;
    let user = existing_user(&app, &service, &pk).await?;
    match accounts::send_reset(&app, &Actor::by_rank(&caller).must(to::Change, user)?).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(Refusal::EmailNotFound) => {
            Err(Error::non_field("This user gets no such mail: they are disabled, or have no address."))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
