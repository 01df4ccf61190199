//! `/v1/users`: finding users, and adding one.

use super::{create, locale};
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::accounts::{self, By, NewPassword, Registration};
use shared::app::App;
use shared::auth::policy::{self, must_administrate};
use shared::auth::{Caller, ClientAddress, throttle};
use shared::config::Config;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error, Form, Said, users};
use shared::dialects::native::{ListQuery, user_view};
use shared::domain::{Email, Group, Reader, User, Username, parse_id};
use shared::http::json;
use shared::store::Span;
use shared::store::items::ListedUser;

const FILTERS: [&str; 5] = ["email__startswith", "group", "is_active", "ordering", "username__startswith"];

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let service = must_administrate(&caller)?;
    let query = ListQuery::read(&app, &caller, &uri, &FILTERS)?;
    let is_active = query.truth("is_active")?;
    let (users, next) = match query.filter("group") {
        Some(group) => of_group(&app, &caller.user, &query, group, is_active).await?,
        None => {
            let (by, span) = part(&query)?;
            accounts::find(&app, &service, by, &span, query.limit, is_active).await?
        }
    };
    let view = |user: &ListedUser| user_view(&app.config, Reader::Administrator, user);
    Ok(query.page(&app, users.iter().map(view).collect(), next))
}

/// The longest beginning that is looked for, in bytes: a key of the index has 1,024
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>).
const LONGEST_PREFIX: usize = 1000;

/// Who is in a group, in the order of the digits of their pks.
async fn of_group(
    app: &App,
    caller: &User,
    query: &ListQuery,
    group: &str,
    is_active: Option<bool>,
) -> Result<(Vec<ListedUser>, Option<String>), Error> {
    let others = ["email__startswith", "ordering", "username__startswith"];
    if others.iter().any(|name| query.filter(name).is_some()) {
        return Err(Error::field("group", "Of a group's users only is_active can be asked."));
    }
    let groups = accounts::existing(app, parse_id(group));
    let groups: Vec<Group> = throttle::counting(app, caller, throttle::LIST, groups).await?;
    let group = groups.first().ok_or_else(|| Error::field("group", "There is no such group."))?;
    let (members, next) = accounts::members(app, group.id, &query.span(), query.limit).await?;
    Ok((
        members
            .into_iter()
            .filter(|user| is_active.is_none_or(|wanted| user.is_active() == wanted))
            .collect(),
        next,
    ))
}

/// Which users, in which order: by what their names or addresses begin with, in the order of that; or all.
fn part(query: &ListQuery) -> Result<(By, Span), Error> {
    let (username, email) = (query.filter("username__startswith"), query.filter("email__startswith"));
    let (natural, prefix) = match (username, email) {
        (None, None) => ("pk", Some(String::new())),
        (Some(text), None) => ("username", Username::key_of_prefix(text)),
        (None, Some(text)) => ("email", Some(Email::key_of_prefix(text))),
        (Some(_), Some(_)) => {
            let text = "Users are found by the beginning of one of the two, username or email.";
            return Err(Error::field("email__startswith", text));
        }
    };
    let Some(prefix) = prefix.filter(|prefix| prefix.len() <= LONGEST_PREFIX) else {
        let name = if username.is_some() { "username__startswith" } else { "email__startswith" };
        return Err(Error::field(name, "No name or address is as long as that."));
    };
    let ordering = query.filter("ordering").unwrap_or(natural);
    let descending = ordering.starts_with('-');
    let by = match ordering.strip_prefix('-').unwrap_or(ordering) {
        "pk" => By::Id,
        "username" => By::Username,
        "email" => By::Email,
        _ => return Err(Error::field("ordering", "There are: pk, -pk, username, -username, email, -email.")),
    };
    if natural != "pk" && ordering.trim_start_matches('-') != natural {
        let text = format!("Users who are found by {natural} are ordered by {natural} or -{natural}.");
        return Err(Error::field("ordering", &text));
    }
    let after = query.after.clone().unwrap_or_default();
    Ok((by, Span { prefix, after, descending }))
}

/// Whoever wants to signs up; whom an administrator adds is active at once, and may be staff. Without a password they are
/// invited to choose one.
pub(crate) async fn add(
    State(app): State<App>,
    caller: Option<Caller>,
    from: ClientAddress,
    Body(data): Body,
) -> Answer {
    match caller {
        Some(caller) if policy::administrates(&caller.user) => match data.get("password") {
            Some(_) => create::add(&app, &caller, &data, locale::sent).await,
            None => create::invite(&app, &caller, &data).await,
        },
        _ => sign_up(&app, &data, from).await,
    }
}

async fn sign_up(app: &App, data: &Data, from: ClientAddress) -> Answer {
    policy::must_register(&app.config)?;
    let mut form = Form::new(data)?;
    // Nobody could activate an account without an address.
    let registration = registration(&mut form, &app.config, Reader::Owner, app.config.send_activation_email);
    let registration = Registration { locale: locale::sent(&mut form), ..registration };
    let user = users::register(app, form, registration, from).await?;
    let view = user_view(&app.config, Reader::Owner, &ListedUser::of(&user, None));
    Ok(json(StatusCode::CREATED, &view))
}

/// What makes a user, as it was sent.
pub(super) fn registration<'a>(
    form: &mut Form<'a>,
    config: &'a Config,
    reader: Reader,
    needs_address: bool,
) -> Registration {
    let username = form.username("username", config);
    let password = NewPassword { password: form.password("password"), retyped: None };
    let mut fields = form.fields(config.user_fields.stock(), reader, Said::New);
    let email = match needs_address {
        true => form.email("email"),
        false => form.optional_email("email").flatten(),
    };
    fields.extend(form.fields(config.user_fields.declared(), reader, Said::New));
    form.must_suffice(&config.user_fields, &fields);
    Registration { username, email, fields, locale: None, password }
}
