//! `latchkey user` and `latchkey changepassword`: accounts, from the shell.

use super::createsuperuser::ask;
use super::grid::Grid;
use super::table::Table;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use shared::accounts::{self, Changes, NewPassword};
use shared::app::App;
use shared::auth::policy::{Permit, to};
use shared::dialects::drf::Error;
use shared::domain::password::{MAX_CHARS, Password};
use shared::domain::{Group, Permission, Rights, Timestamp, User};
use std::io::{BufRead, IsTerminal, stdin};

/// What to do with accounts.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey user show ada --local
  latchkey user list --json | jq -r 'select(.is_staff) | .username'
  latchkey user disable ada@example.org
  latchkey user sessions ada --end
  latchkey user delete 17 --noinput

WHO is a user name, else an address, else an id; `id:17` is the id, also where somebody is called 17.")]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Show an account, with its groups and permissions
    Show(One),
    /// List accounts by their ids
    List {
        /// Behind this id
        #[arg(long, default_value_t = 0)]
        after: u64,
        /// At most so many
        #[arg(long, default_value_t = 100)]
        limit: usize,
        /// Print a JSON object a line
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        table: Table,
    },
    /// Let nobody in: all sign-ins are as if they were not, until it is enabled
    Disable(One),
    /// Let the account in again; it counts as verified
    Enable(One),
    /// List what the account is signed in by, or end it all
    Sessions {
        #[command(flatten)]
        one: One,
        /// End all of them
        #[arg(long)]
        end: bool,
    },
    /// Delete an account: nothing stays but its id
    Delete {
        #[command(flatten)]
        one: One,
        /// Ask nothing
        #[arg(long)]
        noinput: bool,
    },
}

/// An account, and how it is printed.
#[derive(Args)]
struct One {
    /// A user name, an address or an id (`id:17`)
    #[arg(value_name = "WHO")]
    who: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    table: Table,
}

impl One {
    async fn open(&self) -> Result<(App, User, Option<Timestamp>), String> {
        let app = self.table.open().await?;
        let (user, last_login) = whom(&app, &self.who).await?;
        Ok((app, user, last_login))
    }

    fn tell(&self, user: &User, what: &str) {
        match self.json {
            true => println!("{}", view(user, None)),
            false => println!("{} {what}.", name(user)),
        }
    }
}

/// Does it.
///
/// # Errors
/// That there is no such account; that it is the last superuser; that the table does not answer.
pub(super) async fn run(options: Options) -> Result<(), String> {
    match options.action {
        Action::Show(one) => show(&one).await,
        Action::List { after, limit, json, table } => list(&table, after, limit, json).await,
        Action::Disable(one) => set_active(&one, false).await,
        Action::Enable(one) => set_active(&one, true).await,
        Action::Sessions { one, end } => sessions(&one, end).await,
        Action::Delete { one, noinput } => delete(&one, noinput).await,
    }
}

/// Whose password, and from where it comes.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey changepassword ada --local
  pass show ada | latchkey changepassword ada --noinput")]
pub struct PasswordOptions {
    /// A user name, an address or an id (`id:17`)
    #[arg(value_name = "WHO")]
    who: String,
    /// Take the password from the first line of standard input
    #[arg(long)]
    noinput: bool,
    #[command(flatten)]
    table: Table,
}

/// Sets a password, as `manage.py changepassword`; it ends all sign-ins.
///
/// # Errors
/// A weak password; that there is no such account; that the table does not answer.
pub(super) async fn change_password(options: PasswordOptions) -> Result<(), String> {
    let app = options.table.open().await?;
    let (user, _) = whom(&app, &options.who).await?;
    let typed = match options.noinput {
        true => {
            let mut line = String::new();
            stdin().lock().read_line(&mut line).map_err(|error| error.to_string())?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
        false => ask("there is nobody to ask: say --noinput, and write the password to standard input")?,
    };
    let password = Password::new(&typed);
    if password.chars() > MAX_CHARS {
        return Err(format!("the password has more than {MAX_CHARS} characters"));
    }
    let password = Some(NewPassword { password, retyped: None });
    let user = change(&app, user, Changes { password, ..Changes::default() }).await?;
    println!("{} has another password, and is signed out everywhere.", name(&user));
    Ok(())
}

/// Whom a text names.
///
/// # Errors
/// That it is nobody; that the table does not answer.
pub(super) async fn whom(app: &App, who: &str) -> Result<(User, Option<Timestamp>), String> {
    let found = accounts::whom(app, who).await.map_err(|error| error.to_string())?;
    found.ok_or_else(|| format!("there is no user `{who}`"))
}

async fn change(app: &App, user: User, changes: Changes) -> Result<User, String> {
    accounts::change(app, &Permit::operator(to::Change, user), &changes).await.map_err(refused)
}

/// A refusal in words.
pub(super) fn refused(refusal: shared::error::Refusal) -> String {
    match refusal {
        shared::error::Refusal::LastSuperuser => "this is the last superuser who can sign in".to_owned(),
        refusal => Error::from(refusal).texts().join(" "),
    }
}

/// What people know a user by.
pub(super) fn name(user: &User) -> &str {
    if user.profile.username.is_empty() { &user.profile.email } else { &user.profile.username }
}

fn view(user: &User, last_login: Option<Timestamp>) -> Value {
    let text = |at: Option<Timestamp>| at.map(|at| at.to_string());
    json!({
        "id": user.id.get(),
        "username": user.profile.username,
        "email": user.profile.email,
        "first_name": user.profile.text("first_name"),
        "last_name": user.profile.text("last_name"),
        "is_active": user.is_active(),
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
        "has_password": user.has_password(),
        "date_joined": user.date_joined.to_string(),
        "last_login": text(last_login),
        "verified_at": text(user.verified_at),
        "proven_at": text(user.proven_at),
        "disabled_at": text(user.disabled_at),
    })
}

async fn show(one: &One) -> Result<(), String> {
    let (app, user, last_login) = one.open().await?;
    let unavailable = |error: shared::store::Unavailable| error.to_string();
    let Rights { groups, permissions } = accounts::rights_of(&app, &user).await.map_err(unavailable)?;
    let groups: Vec<Group> =
        accounts::existing(&app, groups.iter().map(|id| id.get())).await.map_err(unavailable)?;
    let permissions: Vec<Permission> =
        accounts::existing(&app, permissions.iter().map(|id| id.get())).await.map_err(unavailable)?;
    let mut shown = view(&user, last_login);
    shown["groups"] = groups.iter().map(|group| group.name.as_str()).collect();
    shown["user_permissions"] =
        permissions.iter().map(|its| format!("{}.{}", its.app_label, its.codename)).collect();
    if one.json {
        println!("{shown:#}");
        return Ok(());
    }
    let mut grid = Grid::under(&[]);
    for (name, value) in shown.as_object().into_iter().flatten() {
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            Value::Null => "-".to_owned(),
            other => other.to_string(),
        };
        grid.row([name.clone(), value]);
    }
    println!("{grid}");
    Ok(())
}

async fn list(table: &Table, after: u64, limit: usize, json: bool) -> Result<(), String> {
    let app = table.open().await?;
    let mut grid = Grid::under(&["id", "user name", "address", "rank", "active", "last sign-in"]);
    let (mut place, mut left) = (format!("{after:016}"), limit);
    while left > 0 {
        let page = accounts::residents(&app, &place).await.map_err(|error| error.to_string())?;
        let Some((residents, last)) = page else { break };
        place = last;
        for resident in residents.iter().take(left) {
            let user = &resident.user;
            if json {
                println!("{}", view(user, resident.last_login));
                continue;
            }
            let rank = match (user.is_superuser, user.is_staff) {
                (true, _) => "superuser",
                (false, true) => "staff",
                (false, false) => "",
            };
            let active = if user.is_active() { "yes" } else { "no" };
            let last_login = resident.last_login.map(|at| at.to_string()).unwrap_or_default();
            let (id, profile) = (user.id.to_string(), &user.profile);
            grid.row([&id, &profile.username, &profile.email, rank, active, &last_login]);
        }
        left = left.saturating_sub(residents.len());
    }
    if !json {
        println!("{grid}");
    }
    Ok(())
}

async fn set_active(one: &One, is_active: bool) -> Result<(), String> {
    let (app, user, _) = one.open().await?;
    let user = change(&app, user, Changes { is_active: Some(is_active), ..Changes::default() }).await?;
    one.tell(&user, if is_active { "is enabled" } else { "is disabled" });
    Ok(())
}

async fn sessions(one: &One, end: bool) -> Result<(), String> {
    let (app, user, _) = one.open().await?;
    if end {
        let user = Permit::operator(to::Change, user);
        accounts::end_all_sign_ins(&app, &user, false).await.map_err(refused)?;
        one.tell(&user, "is signed out everywhere");
        return Ok(());
    }
    let (sign_ins, _) =
        accounts::sign_ins(&app, &user, None, 100).await.map_err(|error| error.to_string())?;
    let mut grid = Grid::under(&["kind", "since", "last used", "client"]);
    for sign_in in &sign_ins {
        let (since, seen) = (sign_in.created_at.to_string(), sign_in.seen_at.to_string());
        match one.json {
            true => println!(
                "{}",
                json!({ "id": sign_in.id, "kind": sign_in.kind, "created_at": since, "seen_at": seen, "agent": sign_in.agent })
            ),
            false => grid.row([sign_in.kind.name(), &since, &seen, &sign_in.agent]),
        }
    }
    if !one.json {
        println!("{grid}");
    }
    Ok(())
}

async fn delete(one: &One, noinput: bool) -> Result<(), String> {
    let (app, user, _) = one.open().await?;
    if !noinput {
        if !stdin().is_terminal() {
            return Err("there is nobody to ask: say --noinput".to_owned());
        }
        eprint!("Delete {} (id {}) for ever? [y/N] ", name(&user), user.id);
        let mut answer = String::new();
        stdin().lock().read_line(&mut answer).map_err(|error| error.to_string())?;
        if !answer.trim().eq_ignore_ascii_case("y") {
            return Err("nothing was deleted".to_owned());
        }
    }
    let user = Permit::operator(to::Delete, user);
    accounts::delete(&app, &user, None).await.map_err(refused)?;
    one.tell(&user, "is deleted");
    Ok(())
}
