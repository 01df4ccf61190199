//! `latchkey import`: users, groups and tokens from Django and elsewhere.
//!
//! The files are read two or three times: once to see whether they are whole, what is in them, and which groups and
//! permissions there are; then for the accounts; then for tokens, whose users must be there. Accounts are written in
//! batches, several at the same time. The table keeps how far that has come, so an import that broke off goes on there; and
//! whoever was taken already is recognised, so it can be run again as often as one likes.

mod arrival;
mod auth0;
mod catalogue;
mod cognito;
mod django;
mod firebase;
mod keycloak;
mod pieces;
mod progress;
mod reader;
mod report;
mod spool;
mod supabase;
mod tokens;
mod users;

use super::table::Table;
use arrival::Catalogue;
use clap::{Args, ValueEnum};
use pieces::{Piece, Pieces};
pub(super) use progress::Progress;
use reader::{Kind, Reader, Source};
use report::{Place, Report};
use shared::accounts;
use shared::app::App;
use shared::domain::UserId;
use spool::Spool;
pub(super) use spool::private;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to import, and how.
#[derive(Args)]
#[command(after_help = "\
Examples:
  python manage.py dumpdata auth contenttypes authtoken > users.json
  latchkey import users.json --dry-run
  latchkey import users.json --on-conflict rename --report report.json
  LATCHKEY_USER_FIELDS='[…]' latchkey import users.json --user-model accounts.user
  gunzip -c users.jsonl.gz | latchkey import -

Running it again is safe: who was taken already stays as they are. An import that broke off goes on where it was.")]
pub struct Options {
    /// The files; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Where they come from
    #[arg(long, value_enum, default_value = "django")]
    from: Source,
    /// Django's model for users, as AUTH_USER_MODEL has it
    #[arg(long, value_name = "APP_LABEL.MODEL", default_value = "auth.user")]
    user_model: String,
    /// Write nothing, and report what would be done
    #[arg(long)]
    dry_run: bool,
    /// What to do with an account whose name, address or id is somebody else's here
    #[arg(long, value_enum, default_value = "fail")]
    on_conflict: OnConflict,
    /// Take no account of which something could not be kept: a field, a hash, an address, a group
    #[arg(long)]
    strict: bool,
    /// Use at most so many of the table's write units a second
    #[arg(long, value_name = "UNITS", value_parser = clap::value_parser!(u32).range(1..))]
    wcu: Option<u32>,
    /// Write the whole report there, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    firebase: firebase::Parameters,
    #[command(flatten)]
    table: Table,
}

/// What to do with an account that cannot be taken as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OnConflict {
    /// Leave it out
    Skip,
    /// Stop there
    Fail,
    /// Take it with its id behind its name, without its address, or under a new id
    Rename,
}

/// What the first reading found.
#[derive(Default)]
struct Survey {
    users: u64,
    tokens: u64,
    /// The last id of a user, of those that numbers in sequence reach.
    last: Option<UserId>,
}

/// What all steps need.
struct Import {
    app: App,
    options: Options,
    files: Vec<(Arc<str>, PathBuf)>,
    reader: Reader,
    catalogue: Catalogue,
    /// Whether there are tokens, whose users have to be known.
    has_tokens: bool,
    /// What tokens call their users by name.
    named: HashSet<String>,
    /// Where there are tokens: the ids of those who have another here than there, or are called by name (true), and nothing
    /// for those who were left out.
    moved: HashMap<(bool, String), Option<UserId>>,
    /// The first account that somebody is in the way of.
    conflict: Option<(Place, String)>,
    report: Report,
}

/// Imports the files.
///
/// # Errors
/// What is wrong with a file as a whole, before anything is written; that something was not taken, after the report.
pub(super) async fn run(options: Options) -> Result<(), String> {
    let spool =
        Spool::of(&options.files, &format!("{:?} {}", options.from, options.user_model.to_lowercase()))?;
    let reader = Reader::new(options.from, &options.user_model, &options.firebase)?;
    let app = options.table.open().await?;
    let report = Report { dry_run: options.dry_run, ..Report::default() };
    let files = spool.files();
    let mut import = Import {
        app,
        options,
        files,
        reader,
        catalogue: Catalogue::default(),
        has_tokens: false,
        named: HashSet::new(),
        moved: HashMap::new(),
        conflict: None,
        report,
    };
    let finished = import.steps(&spool).await;
    let printed = import.print();
    finished.and(printed)?;
    match import.report.is_good() {
        true => Ok(()),
        false => Err(format!("{} were not taken: the report says why", import.report.refused.count)),
    }
}

impl Import {
    async fn steps(&mut self, spool: &Spool) -> Result<(), String> {
        let survey = self.survey()?;
        self.has_tokens = survey.tokens > 0;
        if !self.options.dry_run {
            accounts::install_stock(&self.app).await.map_err(unavailable)?;
            // Before anybody is taken: who signs up meanwhile gets none of their ids.
            if let Some(last) = survey.last {
                accounts::number_behind(&self.app, last).await.map_err(unavailable)?;
            }
        }
        self.take_catalogue().await?;
        let progress = Progress::new("users", survey.users);
        self.take_users(spool, &progress).await?;
        progress.end();
        if survey.tokens > 0 {
            let progress = Progress::new("tokens", survey.tokens);
            self.take_tokens(&progress).await?;
            progress.end();
        }
        if let (false, Some(sha256)) = (self.options.dry_run, spool.sha256()) {
            accounts::write_journal(&self.app, sha256, None).await.map_err(unavailable)?;
        }
        Ok(())
    }

    fn open(&self, name: &str, path: &Path) -> Result<Pieces, String> {
        Pieces::open(name, path, self.reader.form(), self.options.from.expected())
    }

    /// Reads everything once, so that nothing is written of a file that is broken as a whole.
    fn survey(&mut self) -> Result<Survey, String> {
        let mut survey = Survey::default();
        let mut others: BTreeMap<String, u64> = BTreeMap::new();
        let (mut wrong, mut is_any_read) = (None, false);
        for (name, path) in self.files.clone() {
            let mut pieces = self.open(&name, &path)?;
            while let Some(Piece { line, object }) = pieces.next()? {
                let place = Place { file: Arc::clone(&name), line };
                let object = match object {
                    Ok(object) => object,
                    Err(why) => {
                        // The reading of the accounts reports it.
                        wrong.get_or_insert((line, why));
                        continue;
                    }
                };
                let kind = self.reader.survey(&object);
                is_any_read |= kind.is_ok();
                match kind {
                    Ok(Kind::User(id)) => {
                        survey.users += 1;
                        let id = id.map(UserId::from).filter(|id| *id <= UserId::LAST_SMALL);
                        survey.last = survey.last.max(id);
                    }
                    Ok(Kind::Token(name)) => {
                        survey.tokens += 1;
                        self.named.extend(name);
                    }
                    Ok(Kind::Catalogue) => {}
                    Ok(Kind::Other(model)) => *self.report.passed_over.entry(model).or_default() += 1,
                    Ok(Kind::OtherUser(model)) => *others.entry(model).or_default() += 1,
                    Err(why) => {
                        self.report.refused.add(&place, "", why.clone());
                        wrong.get_or_insert((line, why));
                    }
                }
            }
        }
        if survey.users == 0
            && let Some((model, count)) = others.first_key_value()
        {
            let asked = &self.options.user_model;
            return Err(format!(
                "there is no `{asked}` in it, but {count} of `{model}`: say --user-model {model}; nothing was taken"
            ));
        }
        let is_without = survey.users == 0 && survey.tokens == 0;
        if let Some((line, why)) =
            wrong.filter(|_| is_without && (self.report.refused.count > 0 || !is_any_read))
        {
            let expected = self.options.from.expected();
            return Err(format!("there is no account in it (line {line} {why}); {expected}"));
        }
        if survey.users == 0 && matches!(self.reader, Reader::Keycloak(_)) {
            return Err("there are no users in it: name the files that have them, too".to_owned());
        }
        self.report.passed_over.extend(others);
        Ok(survey)
    }

    fn print(&self) -> Result<(), String> {
        let json = || serde_json::to_string_pretty(&self.report).map_err(|error| error.to_string());
        if let Some(path) = &self.options.report {
            std::fs::write(path, json()? + "\n")
                .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
        }
        match self.options.json {
            true => println!("{}", json()?),
            false => print!("{}", self.report.text()),
        }
        Ok(())
    }
}

/// For the person at the terminal, when the table does not answer.
fn unavailable(error: shared::store::Unavailable) -> String {
    format!("{error}: run it again, it goes on where it was")
}
