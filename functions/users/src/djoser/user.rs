//! `/users/{id}/`: somebody's profile.

use super::profile;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Actor, Denied, Permit, to};
use shared::config::UserIdField;
use shared::dialects::djoser::{Order, listed_view};
use shared::dialects::drf::{Answer, Error, Said, Unread};
use shared::domain::{User, Username};
use shared::http::json;
use shared::store::Key;
use shared::store::items::ListedUser;

pub(crate) async fn user(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let user = visible(&app, &caller, &id).await?;
    let reader = policy::reader(&caller.user);
    let view = listed_view(&app.config, &ListedUser::of(&user, None), Order::User, reader);
    Ok(json(StatusCode::OK, &view))
}

pub(crate) async fn update_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    method: Method,
    body: Unread,
) -> Answer {
    let user = visible(&app, &caller, &id).await?;
    let data = body.read().await?;
    let reader = policy::reader(&caller.user);
    profile::update(&app, &caller, &user, &data, Said::by(&method), reader).await
}

/// The user of this id, if the caller may see them.
async fn visible<'a>(app: &App, caller: &'a Caller, id: &str) -> Result<Permit<'a, to::View, User>, Error> {
    let user = existing(app, caller, id).await?;
    match Actor::by_rank(caller).must(to::View, user) {
        Ok(user) => Ok(user),
        Err(Denied::Hidden) if app.config.hide_users => Err(Error::not_found()),
        Err(Denied::Hidden | Denied::Forbidden) => Err(Error::forbidden()),
    }
}

/// The user of this id: an id that is no number has another 404 than a number that nobody has (contract §2.3). Where names
/// are ids, who sees only themselves does not learn which others there are.
pub(super) async fn existing(app: &App, caller: &Caller, id: &str) -> Result<User, Error> {
    if app.config.user_id_field == UserIdField::Username {
        if app.config.hide_users && !policy::administrates(&caller.user) && !is_name_of(&caller.user, id) {
            return Err(Error::no_such_user());
        }
        return accounts::user_by_name(app, id).await?.map(|(user, _)| user).ok_or_else(Error::no_such_user);
    }
    let digits = python_digits(id).ok_or_else(Error::not_found)?;
    let Ok(id) = digits.parse() else { return Err(Error::no_such_user()) };
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    user.ok_or_else(Error::no_such_user)
}

fn is_name_of(user: &User, name: &str) -> bool {
    let key = |name: &str| Username::parse(name).map(|name| name.key());
    key(name).is_some_and(|name| key(&user.profile.username) == Some(name))
}

/// The digits of what Python's `int()` takes for a whole number: blanks around it, a sign, and single underscores
/// between digits. A negative one keeps its sign, which no id has.
fn python_digits(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let groups =
        digits.split('_').all(|group| !group.is_empty() && group.bytes().all(|c| c.is_ascii_digit()));
    groups.then(|| text.trim_start_matches('+').replace('_', ""))
}

#[cfg(test)]
mod tests {
    use super::python_digits;

    #[test]
    fn numbers_are_what_python_reads_as_such() {
        assert_eq!(["5", "+5", " 05 ", "1_0", "-1"].map(|text| python_digits(text).is_some()), [true; 5]);
        assert_eq!(
            ["", "abc", "1__0", "_1", "+-1", "1.5"].map(|text| python_digits(text).is_some()),
            [false; 6]
        );
    }
}
