//! `/console/users/{id}/groups`: the groups that a user is in.

use super::{Person, id_in};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use shared::accounts::{self, Authorized};
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Frame, Trouble, query};
use shared::domain::{Group, Model, Rights, User, Verb};
use shared::store::Catalogued;

#[derive(Template)]
#[template(path = "user_groups.html")]
struct Groups<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    person: Person,
    groups: Vec<Group>,
    paging: Paging,
    call: Call,
}

pub(crate) async fn show(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
) -> Answer {
    let (desk, user, rights) = seen(&app, &frame, &caller, &id).await?;
    let groups = accounts::existing::<Group>(&app, rights.groups.iter().map(|id| id.get()));
    let groups = throttle::counting(&app, &caller.user, rights.groups.len(), groups).await?;
    let paging = Paging::read(&app, &caller, &frame.path, Vec::new(), &query(&uri));
    let (paging, groups) = paging.part(&app, groups, Catalogued::place);
    let page = Groups {
        frame: &frame,
        desk: &desk,
        person: Person::new(&desk, &user, "/groups"),
        groups,
        paging,
        call: Call::get(&app, &format!("/v1/users/{}/groups", user.id), &[]),
    };
    Ok(frame.show(StatusCode::OK, &page))
}

/// The desk, and the user of this id with what they were given, whom the caller may see. One wave.
pub(super) async fn seen<'a>(
    app: &App,
    frame: &'a Frame,
    caller: &'a Caller,
    id: &str,
) -> Result<(Desk<'a>, User, Rights), Trouble> {
    let id = id_in(id);
    let user = async { Ok(Authorized::to_user(app, caller, Verb::View, id).await?.1) };
    let (desk, user) = tokio::try_join!(Desk::open(app, frame, caller), user)?;
    desk.must(Verb::View, Model::User)?;
    let (user, rights) = user.ok_or(Trouble::NOT_FOUND)?;
    Ok((desk, user, rights))
}
