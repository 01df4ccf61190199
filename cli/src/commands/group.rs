//! `latchkey group` and `latchkey permission`: who may do what, from the shell.

use super::grid::Grid;
use super::table::Table;
use super::user::{name, refused, whom};
use clap::{Args, Subcommand};
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{Permit, to};
use shared::domain::{Group, Permission};

/// What to do with groups.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey group create editors --local
  latchkey group grant editors blog.add_post
  latchkey group add editors ada")]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List all groups
    List {
        /// Print a JSON object a line
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        table: Table,
    },
    /// Make a group
    Create(Named),
    /// Delete a group: it gives nobody anything any more
    Delete(Named),
    /// Put a user into a group
    Add(Member),
    /// Take a user out of a group
    Remove(Member),
    /// Let the members of a group do something
    Grant(Given),
    /// Let the members of a group no longer do something
    Revoke(Given),
}

#[derive(Args)]
struct Named {
    /// What the group is called
    #[arg(value_name = "GROUP")]
    group: String,
    #[command(flatten)]
    table: Table,
}

#[derive(Args)]
struct Member {
    #[command(flatten)]
    named: Named,
    /// A user name, an address or an id (`id:17`)
    #[arg(value_name = "WHO")]
    who: String,
}

#[derive(Args)]
struct Given {
    #[command(flatten)]
    named: Named,
    /// As Django writes it
    #[arg(value_name = "APP_LABEL.CODENAME")]
    permission: String,
}

/// What to do with permissions.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey permission list --local
  latchkey permission grant ada blog.add_post")]
pub struct PermissionOptions {
    #[command(subcommand)]
    action: PermissionAction,
}

#[derive(Subcommand)]
enum PermissionAction {
    /// List all permissions
    List {
        /// Print a JSON object a line
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        table: Table,
    },
    /// Let a user do something
    Grant(Direct),
    /// Let a user no longer do something, unless a group lets them
    Revoke(Direct),
}

#[derive(Args)]
struct Direct {
    /// A user name, an address or an id (`id:17`)
    #[arg(value_name = "WHO")]
    who: String,
    /// As Django writes it
    #[arg(value_name = "APP_LABEL.CODENAME")]
    permission: String,
    #[command(flatten)]
    table: Table,
}

fn unavailable(error: shared::store::Unavailable) -> String {
    error.to_string()
}

/// Does it.
///
/// # Errors
/// That there is no such group, user or permission; that the table does not answer.
pub(super) async fn run(options: Options) -> Result<(), String> {
    match options.action {
        Action::List { json, table } => list(&table, json).await,
        Action::Create(named) => create(&named).await,
        Action::Delete(named) => {
            let app = named.table.open().await?;
            let group = Permit::operator(to::Delete, group(&app, &named.group).await?);
            accounts::delete_group(&app, &group, None).await.map_err(refused)?;
            println!("Group {} is deleted.", named.group);
            Ok(())
        }
        Action::Add(Member { named, who }) => {
            let app = named.table.open().await?;
            let (group, (user, _)) = (group(&app, &named.group).await?, whom(&app, &who).await?);
            let user = Permit::operator(to::Entitle, user);
            accounts::join(&app, &user, &group).await.map_err(refused)?;
            println!("{} is in {}.", name(&user), group.name);
            Ok(())
        }
        Action::Remove(Member { named, who }) => {
            let app = named.table.open().await?;
            let (group, (user, _)) = (group(&app, &named.group).await?, whom(&app, &who).await?);
            let user = Permit::operator(to::Entitle, user);
            accounts::leave(&app, &user, group.id)
                .await
                .map_err(|_| format!("{} is not in {}", name(&user), group.name))?;
            println!("{} is no longer in {}.", name(&user), group.name);
            Ok(())
        }
        Action::Grant(Given { named, permission: path }) => {
            let app = named.table.open().await?;
            let group = Permit::operator(to::Change, group(&app, &named.group).await?);
            for permission in permissions(&app, &path).await? {
                accounts::widen(&app, &group, permission.id).await.map_err(refused)?;
            }
            println!("Members of {} may {path}.", group.name);
            Ok(())
        }
        Action::Revoke(Given { named, permission: path }) => {
            let app = named.table.open().await?;
            let group = Permit::operator(to::Change, group(&app, &named.group).await?);
            for permission in permissions(&app, &path).await? {
                if group.permissions.contains(&permission.id) {
                    accounts::narrow(&app, &group, permission.id).await.map_err(refused)?;
                }
            }
            println!("{} no longer gives {path}.", group.name);
            Ok(())
        }
    }
}

/// Does it.
///
/// # Errors
/// That there is no such user or permission; that the table does not answer.
pub(super) async fn run_permission(options: PermissionOptions) -> Result<(), String> {
    match options.action {
        PermissionAction::List { json, table } => list_permissions(&table, json).await,
        PermissionAction::Grant(Direct { who, permission: path, table }) => {
            let app = table.open().await?;
            let user = Permit::operator(to::Entitle, whom(&app, &who).await?.0);
            for permission in permissions(&app, &path).await? {
                accounts::grant(&app, &user, permission.id).await.map_err(refused)?;
            }
            println!("{} may {path}.", name(&user));
            Ok(())
        }
        PermissionAction::Revoke(Direct { who, permission: path, table }) => {
            let app = table.open().await?;
            let user = Permit::operator(to::Entitle, whom(&app, &who).await?.0);
            let rights = accounts::rights_of(&app, &user).await.map_err(unavailable)?;
            for permission in permissions(&app, &path).await? {
                if rights.permissions.contains(&permission.id) {
                    accounts::revoke(&app, &user, permission.id).await.map_err(refused)?;
                }
            }
            println!("{} was not given {path}, or not any more.", name(&user));
            Ok(())
        }
    }
}

async fn group(app: &App, name: &str) -> Result<Group, String> {
    let nameless = Group { id: 0.into(), name: name.to_owned(), permissions: Default::default(), version: 1 };
    let found = accounts::named(app, &nameless).await.map_err(unavailable)?;
    found.ok_or_else(|| format!("there is no group `{name}`"))
}

/// The permissions of this name: models of an app may have the same codename.
async fn permissions(app: &App, path: &str) -> Result<Vec<Permission>, String> {
    let nowhere = || format!("there is no permission `{path}`: `latchkey permission list` has them");
    let name = path.split_once('.').ok_or_else(nowhere)?;
    let found = app.store.permissions_named(&[name]).await.map_err(unavailable)?;
    let ids = found.into_iter().flatten().map(|id| id.get());
    let all: Vec<Permission> = accounts::existing(app, ids).await.map_err(unavailable)?;
    if all.is_empty() { Err(nowhere()) } else { Ok(all) }
}

async fn create(named: &Named) -> Result<(), String> {
    let app = named.table.open().await?;
    let length = named.group.trim().chars().count();
    if length == 0 || named.group.chars().count() > Group::MAX_NAME {
        return Err(format!("a group's name has 1 to {} characters", Group::MAX_NAME));
    }
    accounts::install_stock(&app).await.map_err(unavailable)?;
    let thing = |id: u64| Group {
        id: id.into(),
        name: named.group.clone(),
        permissions: Default::default(),
        version: 1,
    };
    let (group, made) = accounts::take_in_named(&app, None, thing).await.map_err(unavailable)?;
    match made {
        true => println!("Group {} {}", group.id, group.name),
        false => return Err(format!("there is a group `{}` already", group.name)),
    }
    Ok(())
}

async fn list(table: &Table, json: bool) -> Result<(), String> {
    let app = table.open().await?;
    let groups: Vec<Group> = accounts::whole_catalogue(&app).await.map_err(unavailable)?;
    let mut grid = Grid::under(&["id", "name", "permissions"]);
    for Group { id, name, permissions, .. } in &groups {
        match json {
            true => println!("{}", json!({ "id": id.get(), "name": name, "permissions": permissions })),
            false => grid.row([id.to_string(), name.clone(), permissions.len().to_string()]),
        }
    }
    if !json {
        println!("{grid}");
    }
    Ok(())
}

async fn list_permissions(table: &Table, json: bool) -> Result<(), String> {
    let app = table.open().await?;
    let permissions: Vec<Permission> = accounts::whole_catalogue(&app).await.map_err(unavailable)?;
    let mut grid = Grid::under(&["id", "permission", "about", "name"]);
    for Permission { id, app_label, model, codename, name, .. } in &permissions {
        let (path, about) = (format!("{app_label}.{codename}"), format!("{app_label}.{model}"));
        match json {
            true => {
                println!(
                    "{}",
                    json!({ "id": id.get(), "permission": path, "content_type": about, "name": name })
                );
            }
            false => grid.row([id.to_string(), path, about, name.clone()]),
        }
    }
    if !json {
        println!("{grid}");
    }
    Ok(())
}
