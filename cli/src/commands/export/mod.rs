//! `latchkey export`: everything that can be taken along, for another Latchkey or for Django.

mod django;
mod file;
mod latchkey;

use super::import::Progress;
use super::table::Table;
use clap::{Args, ValueEnum};
use file::File;
use serde_json::Value;
use shared::accounts::{self, Resident};
use shared::app::App;
use shared::domain::{ContentType, FieldValue, FieldValues, Group, GroupId, Permission, PermissionId, Shape};
use shared::store::Unavailable;
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// How many seconds pass before a part is asked for again, while the table does not answer; then the export ends.
const PAUSES: [u64; 10] = [1, 2, 4, 8, 16, 30, 30, 30, 30, 30];

/// What to export, and how.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey export accounts.jsonl
  latchkey export accounts.json --format django && python manage.py loaddata accounts.json
  latchkey export - --without-secrets | jq -r 'select(.kind == \"user\") | .email'

It runs beside traffic and is no snapshot: who signs up meanwhile may be in it or not. Sign-ins other than opaque tokens,
owed mails and links stay here. Django's form has no tokens: only their hashes are known.")]
pub struct Options {
    /// The file; `-` is standard output
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// For whom
    #[arg(long, value_enum, default_value = "latchkey")]
    format: Format,
    /// Leave out password hashes and tokens
    #[arg(long)]
    without_secrets: bool,
    /// Django's model for users, as AUTH_USER_MODEL has it
    #[arg(long, value_name = "APP_LABEL.MODEL", default_value = "auth.user")]
    user_model: String,
    /// What the keys of that model are
    #[arg(long, value_enum, default_value = "numbers")]
    user_keys: django::Keys,
    /// Use at most so many of the table's read units a second
    #[arg(long, value_name = "UNITS", value_parser = clap::value_parser!(u32).range(1..))]
    rcu: Option<u32>,
    #[command(flatten)]
    table: Table,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Complete: `latchkey import --from latchkey` gives the same again
    Latchkey,
    /// A fixture that `manage.py loaddata` takes
    Django,
}

/// Names of what users were given.
struct Names {
    groups: HashMap<GroupId, Group>,
    permissions: HashMap<PermissionId, Permission>,
}

/// Exports.
///
/// # Errors
/// That the table does not answer; that the file cannot be written, with its name.
pub(super) async fn run(options: Options) -> Result<(), String> {
    let app = options.table.open().await?;
    let mut file = File::create(&options.file)?;
    let written = write(&app, &options, &mut file).await;
    file.end(written.is_ok())?;
    let users = written?;
    eprintln!("Exported {users} users to {}.", options.file.display());
    Ok(())
}

async fn write(app: &App, options: &Options, file: &mut File) -> Result<u64, String> {
    let content_types: Vec<ContentType> = patiently(|| accounts::whole_catalogue(app)).await?;
    let permissions: Vec<Permission> = patiently(|| accounts::whole_catalogue(app)).await?;
    let groups: Vec<Group> = patiently(|| accounts::whole_catalogue(app)).await?;
    let names = Names {
        groups: groups.iter().map(|group| (group.id, group.clone())).collect(),
        permissions: permissions.iter().map(|permission| (permission.id, permission.clone())).collect(),
    };
    // Without it there is no end to see, and that is all.
    let about = app.store.users_about().await.unwrap_or_default();
    let progress = Progress::new("users", about as u64);
    let (secrets, shape) = (!options.without_secrets, app.config.user_fields.clone());
    let mut out = match options.format {
        Format::Latchkey => Out::Latchkey(latchkey::Writer { secrets, shape }),
        Format::Django => {
            Out::Django(django::Writer::new(&options.user_model, options.user_keys, secrets, &app.config))
        }
    };
    for content_type in &content_types {
        file.write(&out.content_type(content_type))?;
    }
    for permission in &permissions {
        file.write(&out.permission(permission))?;
    }
    for group in &groups {
        file.write(&out.group(group, &names))?;
    }
    let (mut count, mut after, mut free_at) = (0, String::new(), Instant::now());
    let mut next = tokio::spawn(page(app.clone(), after.clone()));
    loop {
        let Some((residents, last)) = next.await.map_err(|error| error.to_string())?? else { break };
        after = last;
        if let Some(rate) = options.rcu {
            // Three items each, half a unit an item, and the index.
            let units = residents.len() as f64 * 1.6;
            free_at = free_at.max(Instant::now()) + Duration::from_secs_f64(units / f64::from(rate));
            sleep_until(free_at).await;
        }
        // The next page is on its way while this one is written.
        next = tokio::spawn(page(app.clone(), after));
        for resident in &residents {
            file.write(&out.user(resident, &names))?;
        }
        count += residents.len() as u64;
        progress.add(residents.len() as u64);
    }
    file.write(&out.end())?;
    progress.end();
    Ok(count)
}

/// What a user has of fields that are not Django's own: of declared ones as they are shown, of those that were declared once
/// as they are kept.
fn fields(shape: &Shape, values: &FieldValues) -> impl Iterator<Item = (String, Value)> {
    let value = |(name, value): (&String, &FieldValue)| match shape.get(name) {
        Some(field) if field.is_stock => None,
        Some(field) => Some((name.clone(), field.print(Some(value)).into())),
        None => serde_json::to_value(value).ok().map(|value| (name.clone(), value)),
    };
    values.iter().filter_map(value)
}

/// A page of users, as [`accounts::residents`] has them.
async fn page(app: App, after: String) -> Result<Option<(Vec<Resident>, String)>, String> {
    patiently(|| Box::pin(accounts::residents(&app, &after))).await
}

/// Asks, and again after a pause while the table does not answer.
async fn patiently<T, Answer: Future<Output = Result<T, Unavailable>>>(
    ask: impl Fn() -> Answer,
) -> Result<T, String> {
    for pause in PAUSES {
        match ask().await {
            Ok(answer) => return Ok(answer),
            Err(Unavailable) => eprintln!("latchkey: the table does not answer, asking again in {pause} s"),
        }
        sleep(Duration::from_secs(pause)).await;
    }
    ask().await.map_err(|error| format!("{error}: nothing was exported"))
}

enum Out {
    Latchkey(latchkey::Writer),
    Django(django::Writer),
}

impl Out {
    fn content_type(&mut self, content_type: &ContentType) -> String {
        match self {
            Self::Latchkey(writer) => writer.content_type(content_type),
            Self::Django(writer) => writer.content_type(content_type),
        }
    }

    fn permission(&mut self, permission: &Permission) -> String {
        match self {
            Self::Latchkey(writer) => writer.permission(permission),
            Self::Django(writer) => writer.permission(permission),
        }
    }

    fn group(&mut self, group: &Group, names: &Names) -> String {
        match self {
            Self::Latchkey(writer) => writer.group(group, names),
            Self::Django(writer) => writer.group(group, names),
        }
    }

    fn user(&mut self, resident: &Resident, names: &Names) -> String {
        match self {
            Self::Latchkey(writer) => writer.user(resident, names),
            Self::Django(writer) => writer.user(resident, names),
        }
    }

    fn end(&mut self) -> String {
        match self {
            Self::Latchkey(_) => String::new(),
            Self::Django(writer) => writer.end(),
        }
    }
}
