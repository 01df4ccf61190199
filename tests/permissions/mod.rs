//! Who may call what: every route, called by everybody, as a table in `docs/permissions.md`.

mod costs;
mod disturbed;
mod rows;
mod stage;

use rows::{
    ACCOUNTS, ALWAYS, CONSOLE, DJOSER, DJOSER_BY_ADDRESS, NATIVE, NATIVE_BY_PERMISSION, PAGES, Row,
    USERS_API, WIKI,
};
use shared::config::Dialect;
use shared::domain::{Model, Right, Verb};
use shared::http::Credentials;
use stage::Role::{self, BareSuperuser, Holder, Nobody, Owner, Plain, Staff, Superuser};
use stage::Stage;
use std::collections::BTreeSet;
use tokio::sync::Semaphore;

/// Whom a call is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// No user.
    Nobodys,
    /// Whoever calls.
    Callers,
    /// The user whom the path or the body names.
    Users,
    /// The user whose password, link or token is in the body, whoever sends it.
    Provers,
}

/// Calls of one dialect, in a world with these settings.
struct Part {
    title: &'static str,
    dialect: Dialect,
    settings: &'static [(&'static str, &'static str)],
    rows: &'static [Row],
    /// Whether model permissions count in it.
    permissions: bool,
}

static PARTS: [Part; 10] = [
    Part { title: "djoser", dialect: Dialect::Djoser, settings: &[], rows: DJOSER, permissions: false },
    Part {
        title: "djoser with `USERNAME_FIELD=email` and `DIALECTS=djoser`",
        dialect: Dialect::Djoser,
        settings: &[("USERNAME_FIELD", "email"), ("DIALECTS", "djoser")],
        rows: DJOSER_BY_ADDRESS,
        permissions: false,
    },
    Part {
        title: "django-users-api",
        dialect: Dialect::UsersApi,
        settings: &[],
        rows: USERS_API,
        permissions: true,
    },
    Part {
        title: "the accounts endpoint",
        dialect: Dialect::Accounts,
        settings: &[],
        rows: ACCOUNTS,
        permissions: false,
    },
    Part { title: "the users wiki", dialect: Dialect::Wiki, settings: &[], rows: WIKI, permissions: false },
    Part {
        title: "the native API",
        dialect: Dialect::Native,
        settings: &[],
        rows: NATIVE,
        permissions: false,
    },
    Part {
        title: "the native API beyond its document",
        dialect: Dialect::Native,
        settings: &[],
        rows: NATIVE_BY_PERMISSION,
        permissions: true,
    },
    Part { title: "pages", dialect: Dialect::Html, settings: &[], rows: PAGES, permissions: false },
    Part { title: "the console", dialect: Dialect::Html, settings: &[], rows: CONSOLE, permissions: true },
    Part { title: "always on", dialect: Dialect::Always, settings: &[], rows: ALWAYS, permissions: false },
];

/// Mails that anybody may ask for: who has forgotten their password cannot sign in. Only the owner gets them.
const ANYBODY_ASKS: [&str; 13] = [
    "/account/forgotten",
    "/account/resend",
    "/api/passwords/reset_password",
    "/auth/password/reset",
    "/auth/users/resend",
    "/auth/users/resend_activation",
    "/auth/users/reset_email",
    "/auth/users/reset_password",
    "/auth/users/reset_username",
    "/password/reset",
    "/users/resend",
    "/v1/activation/resend",
    "/v1/password_reset",
];

/// The original answers 405 to whoever is signed in.
const NOBODY_SUCCEEDS: [&str; 3] =
    ["POST /users/{user}/groups", "POST /users/{user}/permissions", "POST /groups/{group}/permissions"];

/// The model permissions that the service itself asks for, and some that it could.
fn rights() -> Vec<Right> {
    let models = [Model::User, Model::Group, Model::Permission, Model::ContentType];
    models.into_iter().flat_map(|model| Verb::ALL.map(|verb| Right(verb, model))).collect()
}

/// Everybody. Where permissions do not count, whoever holds all stands for whoever holds one.
fn everybody(part: &Part) -> Vec<Role> {
    let (mut roles, rights) = (vec![Nobody, Owner, Plain, Staff, Superuser, BareSuperuser], rights());
    match part.permissions {
        true => roles.extend(rights.into_iter().map(|right| Holder(vec![right]))),
        false => roles.push(Holder(rights)),
    }
    roles
}

/// What a call came to, role by role.
struct Cells(&'static Row, Vec<(Role, Option<u16>)>);

impl Cells {
    fn of(&self, wanted: &Role) -> Option<u16> {
        self.1.iter().find(|(role, _)| role == wanted).and_then(|(_, status)| *status)
    }

    fn succeeds(&self, role: &Role) -> bool {
        self.of(role).is_some_and(|status| self.0.succeeds(status))
    }

    fn holders(&self) -> String {
        let holders = || self.1.iter().filter(|(role, _)| matches!(role, Holder(_)));
        if holders().all(|(_, status)| *status == self.of(&Plain)) {
            return "as plain".to_owned();
        }
        let codenames = holders().filter_map(|(role, _)| match role {
            Holder(rights) if self.succeeds(role) => Some(rights[0].permission().codename),
            _ => None,
        });
        let codenames: Vec<_> = codenames.collect();
        if codenames.is_empty() { "—".to_owned() } else { codenames.join(", ") }
    }
}

/// How many columns are called at once: each has a world of its own, and passwords take their time.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Has everybody make every call of the part, each in a world of their own.
async fn called(part: &'static Part) -> Vec<Cells> {
    let column = |role: Role| {
        tokio::spawn(async move {
            let _place = ROOM.acquire().await.expect("nobody closes it");
            let mut stage = Stage::new(role.clone(), part.settings).await;
            let mut column = Vec::new();
            for row in part.rows {
                column.push((role.clone(), stage.play(part.dialect, row).await));
            }
            column
        })
    };
    let columns: Vec<_> = everybody(part).into_iter().map(column).collect();
    let mut cells: Vec<_> = part.rows.iter().map(|row| Cells(row, Vec::new())).collect();
    for column in columns {
        let column = column.await.expect("the calls can be made");
        cells.iter_mut().zip(column).for_each(|(row, cell)| row.1.push(cell));
    }
    cells
}

/// What must hold of every row, whatever the table says; and does not.
fn faults(part: &Part, row: &Row, cells: &Cells) -> Vec<&'static str> {
    let (Row(call, whose, ..), (method, path)) = (row, row.route());
    let routes = cli::routes();
    let mut specs = routes.specs().filter(|spec| spec.path == path && spec.dialect == part.dialect);
    let credentials = specs.find_map(|spec| spec.credentials(&method.parse().expect("a method")));
    let somebody_succeeds = cells.1.iter().any(|(role, _)| cells.succeeds(role));
    let holds = [
        (
            !cells.succeeds(&Nobody) || credentials != Some(Credentials::Required),
            "nobody may, though credentials are required",
        ),
        (
            *whose != Whose::Users || ANYBODY_ASKS.contains(&path) || !cells.succeeds(&Plain),
            "a plain user may, though it is about another",
        ),
        (!cells.succeeds(&Staff) || cells.succeeds(&Superuser), "staff may what a superuser may not"),
        (cells.of(&Superuser) == cells.of(&BareSuperuser), "a superuser needs to be of the staff"),
        (part.permissions || cells.holders() == "as plain", "permissions count where they should not"),
        (cells.1.iter().all(|(_, status)| status.is_none_or(|status| status < 500)), "the service failed"),
        (somebody_succeeds || NOBODY_SUCCEEDS.contains(call), "nobody at all may: is the call right?"),
    ];
    holds.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
}

const HEAD: &str = "# Who may call what\n
Each row is a call, each cell the status that it comes to; a 2xx was really done. `cargo test -p latchkey-tests permissions` makes every
call, and writes this file.\n
- **about** is whom a call is about: *the caller*; *a user*, whom the path or the body names; *who proves it*, the user
  whose password, link or token is sent. **owner** is that user; who has yet to activate their account calls without signing in.
- **plain** is some other user, **staff** one with `is_staff`. Superusers fare the same with `is_staff` and without.
- **holders** are plain users with one permission each, of those to add, change, delete and view users, groups, permissions
  and content types: named are those that let the call succeed. Where none is ever asked for, one user holds all.
- Settings are the default ones, unless a heading says otherwise. Paths are the same with a slash at the end.
";

const COLUMNS: &str = "\n
| call | about | nobody | owner | plain | staff | superuser | holders |
|---|---|---|---|---|---|---|---|
";

/// A line of the table.
fn printed(Row(call, whose, ..): &Row, cells: &Cells) -> String {
    let (route, note) = call.split_at(call.find(',').unwrap_or(call.len()));
    let about = match whose {
        Whose::Nobodys => "–",
        Whose::Callers => "the caller",
        Whose::Users => "a user",
        Whose::Provers => "who proves it",
    };
    let cell = |role| cells.of(&role).map_or("–".to_owned(), |status| status.to_string());
    let statuses = [Nobody, Owner, Plain, Staff, Superuser].map(cell).join(" | ");
    format!("| `{route}`{note} | {about} | {statuses} | {} |\n", cells.holders())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_of_who_may_call_what_is_up_to_date() {
    let (mut page, mut wrong) = (HEAD.to_owned(), String::new());
    for (part, called) in PARTS.iter().zip(PARTS.each_ref().map(|part| tokio::spawn(called(part)))) {
        page += &format!("\n## {}{COLUMNS}", part.title);
        for (row, cells) in part.rows.iter().zip(called.await.expect("the calls can be made")) {
            let line = printed(row, &cells);
            wrong.extend(faults(part, row, &cells).iter().map(|fault| format!("{fault}:\n{line}")));
            page += &line;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/permissions.md");
    if std::fs::read_to_string(file).ok().as_deref() != Some(&page) {
        std::fs::write(file, &page).expect("the file can be written");
        panic!("docs/permissions.md was out of date; it is written anew, look at it");
    }
}

#[test]
fn every_route_is_in_the_table_and_nothing_else() {
    let routes = cli::routes();
    let served: BTreeSet<_> = routes
        .specs()
        .flat_map(|spec| spec.operations.iter().map(move |served| (spec, &served.method)))
        .map(|(spec, method)| format!("{method} {} ({:?})", spec.path, spec.dialect))
        .collect();
    let rows = PARTS.iter().flat_map(|part| part.rows.iter().map(move |row| (part.dialect, row.route())));
    let called: BTreeSet<_> =
        rows.map(|(dialect, (method, path))| format!("{method} {path} ({dialect:?})")).collect();
    let missing: Vec<_> = served.difference(&called).collect();
    let superfluous: Vec<_> = called.difference(&served).collect();
    assert!(
        missing.is_empty() && superfluous.is_empty(),
        "without a row: {missing:#?}\nwithout a route: {superfluous:#?}"
    );
}
