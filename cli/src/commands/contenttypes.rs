//! `latchkey contenttypes add app_label.model`: a model of one's own, with the permissions that Django makes for it.

use super::table::Table;
use clap::{Args, Subcommand};
use serde_json::json;
use shared::accounts;
use shared::auth::policy::{Permit, all, to};
use shared::domain::ContentType;
use shared::error::Refusal;

/// What to do with content types.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Add a content type and its add, change, delete and view permissions
    Add {
        /// What it is called in code, as in Django: `blog.post`
        #[arg(value_name = "APP_LABEL.MODEL")]
        model: String,
        /// What people call it; the model if nothing is said
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        table: Table,
    },
    /// List all content types
    List {
        /// Print a JSON object a line
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        table: Table,
    },
}

/// Does it, and prints the ids.
///
/// # Errors
/// A name that cannot be or is taken; that the table does not answer.
pub(super) async fn run(options: Options) -> Result<(), String> {
    match options.action {
        Action::Add { model, name, table } => add(model, name, &table).await,
        Action::List { json, table } => list(&table, json).await,
    }
}

async fn list(table: &Table, json: bool) -> Result<(), String> {
    let app = table.open().await?;
    let all: Vec<ContentType> = accounts::whole_catalogue(&app).await.map_err(|error| error.to_string())?;
    for ContentType { id, app_label, model, name, .. } in all {
        match json {
            true => println!(
                "{}",
                json!({ "id": id.get(), "app_label": app_label, "model": model, "name": name })
            ),
            false => println!("{id:>6} {app_label}.{model}  {name}"),
        }
    }
    Ok(())
}

async fn add(path: String, name: Option<String>, table: &Table) -> Result<(), String> {
    let (app_label, model) = path.split_once('.').ok_or_else(|| wrong(&path))?;
    if !ContentType::is_label(app_label) || !ContentType::is_label(model) {
        return Err(wrong(&path));
    }
    let name = name.unwrap_or_else(|| model.to_owned());
    if name.trim().is_empty() || name.chars().count() > ContentType::MAX_CHARS {
        return Err(format!("a name has 1 to {} characters", ContentType::MAX_CHARS));
    }
    let app = table.open().await?;
    accounts::install_stock(&app).await.map_err(|error| error.to_string())?;
    let content_types = Permit::operator(to::Add, all());
    let made = accounts::add_content_type(&app, &content_types, app_label, model, &name).await;
    let (content_type, permissions) = made.map_err(|refusal| match refusal {
        Refusal::Invalid(_) => format!("there is a content type {path} already"),
        _ => "the table does not answer".to_owned(),
    })?;
    println!("Content type {} {path}", content_type.id);
    for permission in permissions {
        println!("Permission   {} {app_label}.{}", permission.id, permission.codename);
    }
    Ok(())
}

fn wrong(path: &str) -> String {
    format!("`{path}` is not app_label.model, each of letters, digits and underscores")
}
