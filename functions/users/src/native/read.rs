//! `GET /v1/users/{pk}` and `GET /v1/users/{name}`: a user, for themselves and for administrators.

use super::shown;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, must_administrate};
use shared::config::ByName;
use shared::dialects::drf::{Answer, Error};
use shared::dialects::native::user_view;
use shared::domain::{User, UserId, Username};
use shared::http::json;
use shared::json::Json;
use shared::store::items::ListedUser;

/// Digits are a pk before they are a name: the name's turn is when nobody has the pk (contract §4.4).
pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(name): Path<String>) -> Answer {
    if let Ok(id) = name.parse::<UserId>() {
        if id == caller.user.id {
            return Ok(shown(&app, policy::reader(&caller.user), &caller.user, caller.last_login));
        }
        let is_own_name = is_named(&caller.user, &name);
        if !is_own_name {
            must_administrate(&caller)?;
        }
        let found = accounts::user_and_login(&app, id).await?;
        let found = found.filter(|_| !is_own_name || policy::administrates(&caller.user));
        if let Some((user, last_login)) = found {
            return Ok(shown(&app, policy::reader(&caller.user), &user, last_login));
        }
    }
    by_name(&app, &caller, &name).await
}

async fn by_name(app: &App, caller: &Caller, name: &str) -> Answer {
    let user = match is_named(&caller.user, name) {
        true => Some((caller.user.clone(), caller.last_login)),
        false => {
            must_administrate(caller)?;
            accounts::user_by_name(app, name).await?
        }
    };
    let reader = policy::reader(&caller.user);
    match (app.config.ufdl_by_name, user) {
        (ByName::Array, user) => {
            let view = |(user, last_login): &(User, _)| {
                user_view(&app.config, reader, &ListedUser::of(user, *last_login))
            };
            Ok(json(StatusCode::OK, &user.iter().map(view).collect::<Json>()))
        }
        (ByName::Object, Some((user, last_login))) => Ok(shown(app, reader, &user, last_login)),
        (ByName::Object, None) => Err(Error::not_found()),
    }
}

fn is_named(user: &User, name: &str) -> bool {
    let key = |name: &str| Username::parse(name).map(|name| name.key());
    key(name).is_some_and(|name| Some(name) == key(&user.profile.username))
}
