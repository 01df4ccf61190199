//! One column of the table: a world, and in it one kind of caller.

use super::Whose;
use super::rows::Row;
use crate::world::{Actor, GOOD, Request, World};
use serde_json::json;
use shared::accounts::{self, NewPassword, NewPermission, NewUser, Registration};
use shared::auth::policy::{All, Permit, all, to};
use shared::config::Dialect;
use shared::dialects::html::STYLES;
use shared::domain::password::Password;
use shared::domain::{Email, Group, Model, Right, User, UserId, Username, Verb};
use shared::mail;
use shared::store::Key;
use shared::store::items::{MailKind, OwedMail, Recipient};
use std::collections::BTreeMap;
use std::mem::take;
use std::time::Duration;

/// Who calls.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Without credentials.
    Nobody,
    /// The user whom the path or the body is about.
    Owner,
    /// Some other user.
    Plain,
    /// A member of the staff.
    Staff,
    /// A plain user who was given these permissions.
    Holder(Vec<Right>),
    /// Staff too, as `createsuperuser` makes them.
    Superuser,
    /// A superuser who is not of the staff.
    BareSuperuser,
}

/// What a user is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Ordinary,
    Staff,
    Superuser,
    BareSuperuser,
}

/// What there must be before a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene {
    /// Nothing but the caller.
    Nothing,
    /// An active user: `{id}`, `{name}`, `{email}`.
    User(Rank),
    /// A user who may do something rare.
    Mighty,
    /// An active user, of whom paths name the name.
    Named,
    /// A user who has tokens and a session: `{access}`, `{refresh}`, `{session}`.
    SignedIn,
    /// A user who has not activated their account, nor signed in, and the link for it: `{uid}`, `{token}`.
    Newcomer,
    /// A user with a link to reset their password.
    PasswordLink,
    /// A user with a link to reset their user name, or their address where that is what they sign in with.
    UsernameLink,
    /// A user who asked for another address, and the link that confirms it.
    ConfirmLink,
    /// The same, and the link that calls it off.
    CancelLink,
    /// A user who changed the password, and the link that undoes it.
    UndoLink,
    /// An id that nothing has.
    Free,
    /// A group.
    Group,
    /// A user, and a group that they are in.
    Member,
    /// A user, and a group that they are not in.
    Joining,
    /// The same, whose members may do something rare.
    WideJoining,
    /// A user, and a rare permission that they have.
    Granted,
    /// A user, and this permission, which they lack.
    Granting(Right),
    /// A group, and a rare permission that its members have.
    Widened,
    /// A group, and this permission, which its members lack.
    Widening(Right),
    /// A permission.
    Permission,
    /// A content type.
    ContentType,
    /// A content type that is not Django's.
    OwnContentType,
    /// A group, and `{member}`, a user who is not in it.
    Recruiting,
    /// The same, whose members may do something rare.
    WideRecruiting,
    /// A group, and `{member}`, who is in it.
    Recruited,
    /// A mail that is owed, and was put off for an hour.
    Owing,
}

/// A permission that no caller of the table has, but superusers.
pub(super) const RARE: Right = Right(Verb::View, Model::Session);

impl Role {
    /// What the caller is.
    fn rank(&self) -> Option<Rank> {
        match self {
            Self::Nobody => None,
            Self::Owner | Self::Plain | Self::Holder(_) => Some(Rank::Ordinary),
            Self::Staff => Some(Rank::Staff),
            Self::Superuser => Some(Rank::Superuser),
            Self::BareSuperuser => Some(Rank::BareSuperuser),
        }
    }
}

/// A world and its callers.
pub(super) struct Stage {
    world: World,
    root: User,
    role: Role,
    /// Who calls, while they are as they were.
    caller: Option<Actor>,
    /// The scene of the call.
    set: Set,
    /// Scenes that no call has changed yet.
    kept: Vec<(Scene, Set)>,
    named: u64,
    /// What the last call cost, where that is measured.
    pub(super) cost: Cost,
}

/// What a call costs.
#[derive(Clone, Copy, Default)]
pub(super) struct Cost {
    /// How often it waits for the table.
    pub(super) waves: usize,
    /// Write units.
    pub(super) writes: f64,
    /// Read units.
    pub(super) reads: f64,
}

/// A scene, ready for a call.
#[derive(Default)]
struct Set {
    /// What is filled in for the names in braces.
    filled: BTreeMap<&'static str, String>,
    /// Whom the call is about; signed in, if they are the caller.
    subject: Option<Actor>,
}

impl Stage {
    pub(super) async fn new(role: Role, settings: &[(&str, &str)]) -> Self {
        Self::on(World::with(settings).await, role).await
    }

    /// The same, where what a call costs is measured.
    pub(super) async fn measured(role: Role, settings: &[(&str, &str)]) -> Self {
        let world = World::behind_proxy(settings).await;
        // Everybody knows the signing key.
        world.user("warm").await.by_jwt().await;
        Self::on(world, role).await
    }

    async fn on(world: World, role: Role) -> Self {
        let id = UserId::from(world.superuser().await.id);
        accounts::install_stock(&world.app).await.expect("the table takes the stock");
        let root = user(&world, id).await;
        Self {
            world,
            root,
            role,
            caller: None,
            set: Set::default(),
            kept: Vec::new(),
            named: 0,
            cost: Cost::default(),
        }
    }

    /// The status that the call comes to; none for the owner of what nobody owns.
    pub(super) async fn play(&mut self, dialect: Dialect, row: &Row) -> Option<u16> {
        let (caller, request) = self.ready(dialect, row).await?;
        let measured = self.world.measured();
        measured.inspect(|proxy| proxy.forget());
        let status = caller.send(request).await.status();
        if let Some(proxy) = measured {
            let units = |writes| {
                proxy
                    .calls()
                    .iter()
                    .filter(|call| call.writes() == writes)
                    .fold(0.0, |all, call| all + call.units)
            };
            self.cost = Cost { waves: proxy.waves(), writes: units(true), reads: units(false) };
        }
        match row.acts() && row.succeeds(status) {
            true => self.strike(row),
            false => self.kept.push((row.2, take(&mut self.set))),
        }
        Some(status)
    }

    /// Makes everything ready for the call: who makes it, and the request. None for the owner of what nobody owns.
    pub(super) async fn ready(&mut self, dialect: Dialect, row: &Row) -> Option<(Actor, Request)> {
        let Row(_, whose, scene, body) = row;
        if self.role == Role::Owner && *whose == Whose::Nobodys {
            return None;
        }
        self.set = Set::default();
        match self.kept.iter().position(|(kept, _)| kept == scene) {
            Some(at) => self.set = self.kept.swap_remove(at).1,
            None => self.make_ready(*scene).await,
        }
        let new = self.name();
        self.set.filled.insert("new", new);
        self.set.filled.insert("file", STYLES.path(&self.world.app.config).replace("/assets/", ""));
        let (method, path) = row.route();
        let mut request = Request::new(method, &(self.fill(path).trim_end_matches('/').to_owned() + "/"));
        if !body.is_empty() {
            let form = "application/x-www-form-urlencoded";
            let kind = if dialect == Dialect::Html { form } else { "application/json" };
            request = request.body(kind, self.fill(body));
        }
        let mut caller = self.caller().await;
        let is_own = path.starts_with("/account") && *whose == Whose::Callers;
        if (is_own || path.starts_with("/console")) && self.role != Role::Nobody {
            caller = caller.in_browser().await;
        }
        if (dialect, method, path) == (Dialect::UsersApi, "POST", "/users") {
            // The path is this dialect's only with a cookie.
            caller = match self.role {
                Role::Nobody => caller.with("cookie", "sessionid=nobodys"),
                _ => caller.in_browser().await,
            };
        }
        Some((caller, request))
    }

    /// Takes the scene away: the call has changed it.
    pub(super) fn strike(&mut self, row: &Row) {
        self.set = Set::default();
        if row.1 == Whose::Callers {
            self.caller = None;
        }
    }

    /// Where it all happens.
    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// Whom the call is about.
    pub(super) fn about_whom(&self) -> Option<&Actor> {
        self.set.subject.as_ref()
    }

    async fn make_ready(&mut self, scene: Scene) {
        match scene {
            Scene::Nothing if self.role == Role::Owner => self.about(Rank::Ordinary).await,
            Scene::Nothing => {}
            Scene::User(rank) => self.about(rank).await,
            Scene::Mighty => {
                self.about(Rank::Ordinary).await;
                self.grant(RARE).await;
            }
            Scene::Named => {
                self.about(Rank::Ordinary).await;
                let name = self.set.filled["name"].clone();
                self.set.filled.insert("pk", name);
            }
            Scene::SignedIn => {
                self.about(Rank::Ordinary).await;
                let subject = self.set.subject.as_ref().expect("they were just made");
                let (by_jwt, refresh) = subject.by_jwt().await;
                let access = by_jwt.credential().to_owned();
                let sign_ins = by_jwt.get("/v1/sessions").await.has(200).json();
                let session = sign_ins["results"].as_array().expect("a page has results").iter();
                let session = session.clone().find(|one| one["current"] == true).expect("they are signed in");
                let session = session["id"].as_str().expect("an id").to_owned();
                self.set.filled.extend([("access", access), ("refresh", refresh), ("session", session)]);
            }
            Scene::Newcomer => {
                let name = self.name();
                let newcomer = self.world.newcomer(&name).await;
                self.set.filled.insert("email", newcomer.email.clone());
                self.set.subject = Some(newcomer);
                self.link().await;
            }
            Scene::ConfirmLink => {
                let new = self.moving().await;
                self.link_to(&new).await;
            }
            Scene::CancelLink => {
                self.moving().await;
                self.link().await;
            }
            Scene::UndoLink => {
                self.about(Rank::Ordinary).await;
                let subject = self.set.subject.as_ref().expect("they were just made").by_token().await;
                let form = json!({ "current_password": GOOD, "new_password": "another good battery" });
                subject.post("/auth/users/set_password/", form).await.is_empty(204);
                self.link().await;
            }
            Scene::PasswordLink => self.reset("password").await,
            Scene::UsernameLink => self.reset(self.world.app.config.login_field().name()).await,
            Scene::Free => self.id(1_000_000 + self.named),
            Scene::Group => {
                let group = self.group(None).await;
                self.set.filled.insert("title", group.name.clone());
                self.id(group.id.get());
            }
            Scene::Member => _ = self.member().await,
            Scene::Joining => _ = self.joining(None).await,
            Scene::WideJoining => _ = self.joining(Some(RARE)).await,
            Scene::Granted => {
                self.granting(RARE).await;
                self.grant(RARE).await;
            }
            Scene::Granting(right) => self.granting(right).await,
            Scene::Widened => self.widening(RARE, Some(RARE)).await,
            Scene::Widening(right) => self.widening(right, None).await,
            Scene::Permission => {
                let (name, content_type) = (self.name(), Model::User.content_type());
                self.set.filled.insert("title", name.clone());
                let new = NewPermission { codename: name.clone(), name, content_type };
                let made = accounts::create_permission(&self.world.app, &operator(), None, &new).await;
                self.id(made.expect("the name is new").id.get());
            }
            Scene::ContentType => self.id(Model::User.content_type().id.get()),
            Scene::OwnContentType => {
                let model = self.name();
                self.set.filled.insert("title", model.clone());
                let made =
                    accounts::add_content_type(&self.world.app, &operator(), "shop", &model, &model).await;
                self.id(made.expect("the name is new").0.id.get());
            }
            Scene::Owing => {
                let app = &self.world.app;
                let owed = mail::owe(app, MailKind::PasswordReset, Recipient::User(self.root.id));
                let owed = OwedMail { due: app.now().after(Duration::from_secs(3600)), ..owed };
                let written = app.store.create(Key::Mail(&owed.id), &owed).await;
                written.expect("the table answers").expect("the id is new");
                self.set.filled.insert("id", owed.id.0);
            }
            Scene::Recruiting => {
                let group = self.joining(None).await;
                self.around(&group);
            }
            Scene::WideRecruiting => {
                let group = self.joining(Some(RARE)).await;
                self.around(&group);
            }
            Scene::Recruited => {
                let group = self.member().await;
                self.around(&group);
            }
        }
    }

    fn id(&mut self, id: u64) {
        self.set.filled.extend(["id", "ids", "pk", "user"].map(|name| (name, id.to_string())));
    }

    /// A new user whom the call is about; signed in, if they are the caller.
    async fn about(&mut self, rank: Rank) {
        let mut subject = self.make(rank).await;
        if self.role == Role::Owner {
            subject = subject.by_token().await;
        }
        self.id(subject.id);
        self.set.filled.extend([("name", subject.name.clone()), ("email", subject.email.clone())]);
        self.set.subject = Some(subject);
    }

    /// Whom the call is about, as the table has them.
    async fn subject(&self) -> User {
        user(&self.world, self.set.filled["id"].parse().expect("an id")).await
    }

    async fn grant(&self, right: Right) {
        give(&self.world, self.subject().await, right).await;
    }

    async fn reset(&mut self, what: &str) {
        self.about(Rank::Ordinary).await;
        let form = json!({ "email": self.set.filled["email"] });
        self.world.anyone().post(&format!("/auth/users/reset_{what}/"), form).await.is_empty(204);
        self.link().await;
    }

    /// A user who has asked for another address: which.
    async fn moving(&mut self) -> String {
        self.about(Rank::Ordinary).await;
        let new = format!("{}@example.com", self.name());
        let subject = self.set.subject.as_ref().expect("they were just made").by_token().await;
        let form = json!({ "email": new, "current_password": GOOD });
        subject.post("/v1/me/email", form).await.has(202);
        new
    }

    async fn link(&mut self) {
        let email = self.set.filled["email"].clone();
        self.link_to(&email).await;
    }

    async fn link_to(&mut self, email: &str) {
        let link = self.world.mail_to(email).await.link();
        self.set.filled.extend([("uid", link.uid), ("key", link.token.clone()), ("token", link.token)]);
    }

    async fn group(&mut self, with: Option<Right>) -> Group {
        let name = self.name();
        let app = &self.world.app;
        let group = accounts::create_group(app, &operator(), None, &name).await.expect("the name is new");
        if let Some(right) = with {
            let group = Permit::operator(to::Change, group.clone());
            accounts::widen(app, &group, right.id()).await.expect("there is room");
        }
        group
    }

    async fn joining(&mut self, with: Option<Right>) -> Group {
        self.about(Rank::Ordinary).await;
        let group = self.group(with).await;
        self.set.filled.insert("group", group.id.to_string());
        group
    }

    async fn member(&mut self) -> Group {
        let group = self.joining(None).await;
        let (app, user) = (&self.world.app, self.subject().await);
        let user = Permit::operator(to::Entitle, user);
        accounts::join(app, &user, &group).await.expect("there is room");
        group
    }

    /// Has the path name the group, and the body the user.
    fn around(&mut self, group: &Group) {
        let member = self.set.filled["id"].clone();
        self.id(group.id.get());
        self.set.filled.insert("member", member);
    }

    async fn granting(&mut self, right: Right) {
        self.about(Rank::Ordinary).await;
        self.set.filled.insert("permission", right.id().to_string());
    }

    async fn widening(&mut self, right: Right, with: Option<Right>) {
        let group = self.group(with).await;
        self.id(group.id.get());
        self.set.filled.extend([("group", group.id.to_string()), ("permission", right.id().to_string())]);
    }

    async fn caller(&mut self) -> Actor {
        let fit = if self.role == Role::Owner { &self.set.subject } else { &self.caller };
        if let Some(fit) = fit {
            return fit.clone();
        }
        let Some(rank) = self.role.rank() else { return self.world.anyone() };
        let made = self.make(rank).await;
        if let Role::Holder(rights) = &self.role {
            let user = user(&self.world, made.id.into()).await;
            for right in rights {
                give(&self.world, user.clone(), *right).await;
            }
        }
        self.caller.insert(made.by_token().await).clone()
    }

    /// A new user, who has not signed in.
    async fn make(&mut self, rank: Rank) -> Actor {
        let name = self.name();
        let registration = Registration {
            username: Username::parse(&name),
            email: Email::parse(&format!("{name}@example.org")),
            fields: shared::domain::FieldValues::new(),
            locale: None,
            password: NewPassword { password: Password::new(GOOD), retyped: None },
        };
        let new = NewUser {
            is_staff: matches!(rank, Rank::Staff | Rank::Superuser),
            is_superuser: matches!(rank, Rank::Superuser | Rank::BareSuperuser),
            ..NewUser::ordinary(registration)
        };
        let made = accounts::create_user(&self.world.app, &operator(), new).await.expect("the name is new");
        self.world.anyone().named(&name, made.id.get())
    }

    fn name(&mut self) -> String {
        self.named += 1;
        format!("name{}", self.named)
    }

    fn fill(&self, text: &str) -> String {
        let fill =
            |text: String, (name, value): (&&str, &String)| text.replace(&format!("{{{name}}}"), value);
        self.set.filled.iter().fold(text.to_owned(), fill)
    }
}

async fn user(world: &World, id: UserId) -> User {
    let mut found = world.app.store.fetch(&[Key::User(id)]).await.expect("the table answers");
    found.user(id).expect("the item can be read").expect("there is such a user")
}

/// Whoever has the table makes what a scene wants.
fn operator<T>() -> Permit<'static, to::Add, All<T>> {
    Permit::operator(to::Add, all())
}

async fn give(world: &World, user: User, right: Right) {
    let user = Permit::operator(to::Entitle, user);
    accounts::grant(&world.app, &user, right.id()).await.expect("there is room");
}
