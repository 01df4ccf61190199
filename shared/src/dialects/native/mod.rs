//! The native API, `/v1`, as far as two functions share it (docs/contracts/seeds.md §4).
//!
//! The pages of the contract are served as they are. What goes on from there, in the same style, has a `code` in every
//! refusal, lists with cursors, and versions.

mod bulk;
pub mod catalogue;
mod fields;
mod if_match;
mod list;
mod path;
pub mod schemas;
mod service;

pub use bulk::{Exchange, MOST_AT_ONCE, exchange};
pub use catalogue::Resource;
pub use fields::{fields, id, stays};
pub use if_match::{IfMatch, tagged};
pub use list::{ListQuery, switch};
pub use path::{allowed, found, to_entitle, visible};
pub use service::{owed_view, setting_view, signing_key_view};

use super::drf::{self, Error};
use crate::accounts;
use crate::app::App;
use crate::auth::Wanted;
use crate::auth::policy::{Permit, Service, to};
use crate::config::{Config, Dialect};
use crate::domain::{Reader, Timestamp, User, UserField};
use crate::http::{Credentials, Endpoint, Spec};
use crate::json::{Json, Text};
use crate::store::Key;
use crate::store::items::ListedUser;
use std::sync::Arc;

/// A page of the contract.
pub fn view(path: &'static str) -> Endpoint {
    Endpoint::new(spec(path), drf::guard)
}

/// A page of the contract that looks at no credentials.
pub fn open_view(path: &'static str) -> Endpoint {
    Endpoint::new(Spec { unmapped: Credentials::Ignored, ..spec(path) }, drf::guard)
}

/// An endpoint beyond the contract.
pub fn resource(path: &'static str) -> Endpoint {
    Endpoint::new(Spec { codes: true, refusals: schemas::refusals, ..spec(path) }, drf::guard)
}

/// An endpoint beyond the contract where Django's model permissions decide.
pub fn resource_by_permission(path: &'static str) -> Endpoint {
    let spec = Spec { codes: true, wanted: Wanted::Rights, refusals: schemas::refusals, ..spec(path) };
    Endpoint::new(spec, drf::guard)
}

/// An endpoint beyond the contract that looks at no credentials.
pub fn open_resource(path: &'static str) -> Endpoint {
    let unmapped = Credentials::Ignored;
    Endpoint::new(Spec { codes: true, unmapped, refusals: schemas::refusals, ..spec(path) }, drf::guard)
}

fn spec(path: &'static str) -> Spec {
    let refusals = drf::refusals;
    Spec { challenge: "Bearer realm=\"api\"", refusals, ..Spec::new(path, Dialect::Native) }
}

/// The user of this pk, for administrators.
///
/// # Errors
/// 404 for nobody's, and for what is no pk.
pub async fn existing_user(
    app: &App,
    _service: &Permit<'_, to::Administrate, Service>,
    pk: &str,
) -> Result<User, Error> {
    let id = pk.parse().map_err(|()| Error::not_found())?;
    app.store.fetch(&[Key::User(id)]).await?.user(id)?.ok_or_else(Error::not_found)
}

/// The same, to be shown: and when they signed in last.
///
/// # Errors
/// As [`existing_user`].
pub async fn shown_user(
    app: &App,
    _service: &Permit<'_, to::Administrate, Service>,
    pk: &str,
) -> Result<(User, Option<Timestamp>), Error> {
    let id = pk.parse().map_err(|()| Error::not_found())?;
    accounts::user_and_login(app, id).await?.ok_or_else(Error::not_found)
}

/// A user as `/v1/users` shows them to this reader: ten keys in the contract's order, and the declared fields.
pub fn user_view(config: &Config, reader: Reader, user: &ListedUser) -> Json {
    let shape = &config.user_fields;
    let field = |field: &'_ Arc<UserField>| {
        (field.name.as_str().into(), field.print(user.profile.fields.get(&field.name)))
    };
    let mut members: Vec<(Text, Json)> = vec![
        ("username".into(), user.profile.username.as_str().into()),
        ("pk".into(), user.id.get().into()),
        ("last_login".into(), user.last_login.map(|at| at.to_string()).into()),
        ("is_superuser".into(), user.is_superuser.into()),
    ];
    members.extend(shape.stock().map(field));
    members.extend([
        ("email".into(), user.profile.email.as_str().into()),
        ("is_staff".into(), user.is_staff.into()),
        ("is_active".into(), user.is_active().into()),
        ("date_joined".into(), user.date_joined.to_string().into()),
    ]);
    members.extend(shape.declared().filter(|field| field.is_seen_by(reader)).map(field));
    Json::Object(members)
}
