//! `/console/users`: finding users.

use super::{Tag, beside, called, tags};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::accounts::{self, By};
use shared::app::App;
use shared::auth::policy::{Permit, Service, must_administrate, to};
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Frame, Moment, Sent, Trouble, query};
use shared::dialects::native::user_view;
use shared::domain::{Email, Group, Model, Reader, UserId, Username, Verb, parse_id};
use shared::store::Span;
use shared::store::items::ListedUser;

/// The path of the list.
pub(crate) const HERE: &str = "/console/users";

/// The longest beginning that is looked for, in bytes: a key of the index has 1,024
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>).
const LONGEST_PREFIX: usize = 1000;

#[derive(Template)]
#[template(path = "users.html")]
struct Users<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    search: Search,
    group: Option<Group>,
    rows: Vec<Row>,
    paging: Paging,
    call: Call,
}

/// One user.
pub(crate) struct Row {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) tags: Vec<Tag>,
    joined: Moment,
    last_login: Option<Moment>,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller, uri: Uri) -> Answer {
    let service = must_administrate(&caller)?;
    let sent = query(&uri);
    let search = Search::read(&app, &sent);
    let paging = Paging::read(&app, &caller, HERE, search.kept(), &sent);
    let (desk, found) =
        tokio::try_join!(Desk::open(&app, &frame, &caller), search.find(&app, &service, &paging))?;
    if let Some(export) = paging.export {
        let view = |user: &ListedUser| user_view(&app.config, Reader::Administrator, user);
        return Ok(export.file("users", found.users.iter().map(view).collect()));
    }
    let page = Users {
        frame: &frame,
        desk: &desk,
        group: found.group,
        rows: found.users.iter().map(row).collect(),
        paging: paging.on(&app, found.next),
        call: search.call(&app),
        search,
    };
    Ok(frame.show(StatusCode::OK, &page))
}

/// A user, as lists show them.
pub(crate) fn row(user: &ListedUser) -> Row {
    Row {
        id: user.id,
        name: called(&user.profile, user.id),
        email: beside(&user.profile),
        tags: tags(user),
        joined: user.date_joined.into(),
        last_login: user.last_login.map(Moment::from),
    }
}

/// The permission to see all users.
type Administrates<'a> = Permit<'a, to::Administrate, Service>;

/// Who is looked for. What is nothing of ours counts as nothing.
struct Search {
    /// The beginning of a name or an address, or an id.
    text: String,
    /// In which of the two; empty for the one that the text looks like.
    by: &'static str,
    /// `true` for who may sign in, `false` for who may not, empty for both.
    active: &'static str,
    /// The id of the group that they are in; empty for all.
    group: String,
    /// Whether users have names.
    has_names: bool,
    /// As `/v1/users` calls it; empty for the newest first, or by what is looked in.
    order: &'static str,
}

/// Who was found.
struct FoundUsers {
    users: Vec<ListedUser>,
    next: Option<String>,
    group: Option<Group>,
}

impl Search {
    fn read(app: &App, sent: &Sent) -> Self {
        let one_of = |name, known: &[&'static str]| {
            known.iter().find(|word| **word == sent.get(name)).copied().unwrap_or_default()
        };
        Self {
            text: sent.get("q").trim().to_owned(),
            has_names: app.config.signs_in_by_username(),
            by: one_of("by", &["username", "email"]),
            active: one_of("active", &["true", "false"]),
            group: parse_id(sent.get("group")).map(|id| id.to_string()).unwrap_or_default(),
            order: one_of("order", &["pk", "-pk", "username", "-username", "email", "-email"]),
        }
    }

    /// What the next page is asked for, too.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let Self { text, by, active, group, order, .. } = self;
        let words =
            [("q", text.as_str()), ("by", by), ("active", active), ("group", group), ("order", order)];
        words.map(|(name, value)| (name, value.to_owned())).to_vec()
    }

    /// In which of the two the text is looked for; none without a text.
    fn field(&self) -> Option<&'static str> {
        let looks_like = if self.text.contains('@') || !self.has_names { "email" } else { "username" };
        (!self.text.is_empty()).then_some(if self.by.is_empty() { looks_like } else { self.by })
    }

    /// The order as `/v1/users` has it: what is found by a text is ordered by it.
    fn ordering(&self) -> String {
        match self.field() {
            Some(field) if self.order.starts_with('-') && self.order != "-pk" => format!("-{field}"),
            Some(field) => field.to_owned(),
            None if self.order.is_empty() => "-pk".to_owned(),
            None => self.order.to_owned(),
        }
    }

    fn is_active(&self) -> Option<bool> {
        self.active.parse().ok()
    }

    async fn find(
        &self,
        app: &App,
        service: &Administrates<'_>,
        paging: &Paging,
    ) -> Result<FoundUsers, Trouble> {
        match parse_id(&self.group) {
            Some(group) => self.in_group(app, service, group, paging).await,
            None => {
                let begins = paging.after.is_none();
                let named = self.of_this_id(app, begins);
                let ((mut users, next), named) = tokio::try_join!(self.in_all(app, service, paging), named)?;
                if let Some(named) = named.filter(|named| users.iter().all(|user| user.id != named.id)) {
                    users.insert(0, named);
                }
                Ok(FoundUsers { users, next, group: None })
            }
        }
    }

    async fn in_all(
        &self,
        app: &App,
        service: &Administrates<'_>,
        paging: &Paging,
    ) -> Result<(Vec<ListedUser>, Option<String>), Trouble> {
        let prefix = match self.field() {
            None => Some(String::new()),
            Some("email") => Some(Email::key_of_prefix(&self.text)),
            Some(_) => Username::key_of_prefix(&self.text),
        };
        // No name or address is as long as that.
        let Some(prefix) = prefix.filter(|prefix| prefix.len() <= LONGEST_PREFIX) else {
            return Ok((Vec::new(), None));
        };
        let ordering = self.ordering();
        let by = match ordering.trim_start_matches('-') {
            "username" => By::Username,
            "email" => By::Email,
            _ => By::Id,
        };
        let after = paging.after.clone().unwrap_or_default();
        let span = Span { prefix, after, descending: ordering.starts_with('-') };
        Ok(accounts::find(app, service, by, &span, paging.limit, self.is_active()).await?)
    }

    /// Whoever has the id that the text is.
    async fn of_this_id(&self, app: &App, begins: bool) -> Result<Option<ListedUser>, Trouble> {
        let id = self.text.trim_start_matches('#');
        let Some(id) = parse_id(id).filter(|_| begins && self.by.is_empty()) else { return Ok(None) };
        let found = accounts::user_and_login(app, id.into()).await?;
        let found = found.map(|(user, last_login)| ListedUser::of(&user, last_login));
        Ok(found.filter(|user| self.is_active().is_none_or(|wanted| user.is_active() == wanted)))
    }

    async fn in_group(
        &self,
        app: &App,
        service: &Administrates<'_>,
        group: u64,
        paging: &Paging,
    ) -> Result<FoundUsers, Trouble> {
        let groups = accounts::existing::<Group>(app, [group]);
        let groups = throttle::counting(app, service.actor().user(), throttle::LIST, groups).await?;
        let group = groups.into_iter().next().ok_or(Trouble::NOT_FOUND)?;
        let span = Span::after(paging.after.as_deref().unwrap_or_default());
        let (mut users, next) = accounts::members(app, group.id, &span, paging.limit).await?;
        users.retain(|user| self.is_active().is_none_or(|wanted| user.is_active() == wanted));
        Ok(FoundUsers { users, next, group: Some(group) })
    }

    fn call(&self, app: &App) -> Call {
        let text = |field| if self.field() == Some(field) { self.text.as_str() } else { "" };
        let ordering = if self.group.is_empty() { self.ordering() } else { String::new() };
        let query = [
            ("username__startswith", text("username")),
            ("email__startswith", text("email")),
            ("is_active", self.active),
            ("group", self.group.as_str()),
            ("ordering", ordering.as_str()),
        ];
        Call::get(app, "/v1/users", &query)
    }
}
