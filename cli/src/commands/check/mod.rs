//! `latchkey check`: the table, all of it (`table`), and what of AWS is around it (`platform`); and with `--url URL` what only
//! a deployment shows. That asks what stands between clients and the functions: a gateway that renames a header, folds two
//! cookies into one or answers in our place breaks clients, and no test of ours sees it.
//!
//! It makes nothing. Without `--username` every request is anonymous; with it, the account is signed in twice and signed
//! out of both.

mod account;
mod answer;
mod bodies;
mod challenges;
mod cookies;
mod discovery;
mod functions;
mod headers;
mod paths;
mod plain_http;
mod platform;
mod preflight;
mod refusals;
mod report;
mod site;
mod table;

pub use account::Account;
pub use platform::examine_platform;
pub use report::{Finding, Outcome};
pub use site::Site;

use super::table::Table;
use clap::Args;
use report::Verdict;
use shared::app::App;
use shared::domain::Mailbox;

/// What to check.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey check                      # the table of a deployment, and its account
  latchkey check --local              # the table of a running `latchkey serve`
  latchkey check --repair             # after a restore: mends what can be mended
  latchkey check --url https://accounts.example.org --username grace

Exit code 0: everything is as it should be, or was mended. 1: it is not.")]
pub struct Options {
    /// The deployment to check, as its clients call it: `https://accounts.example.org`
    #[arg(long)]
    url: Option<String>,
    /// Mend what can be mended in the table
    #[arg(long, conflicts_with = "url")]
    repair: bool,
    /// Print what was found as JSON
    #[arg(long, conflicts_with = "url")]
    json: bool,
    #[command(flatten)]
    table: Table,
    /// Also sign in as this user, and out again
    #[arg(long, value_name = "NAME", requires = "url")]
    username: Option<String>,
    /// Take the password from LATCHKEY_CHECK_PASSWORD, and ask nothing
    #[arg(long, requires = "username")]
    noinput: bool,
    #[arg(long, env = "LATCHKEY_CHECK_PASSWORD", hide = true, hide_env_values = true)]
    password: Option<String>,
}

/// Checks the table, or a deployment.
///
/// # Errors
/// What is wrong, in one line behind the report.
pub(super) async fn run(options: Options) -> Result<(), String> {
    match &options.url {
        Some(url) => check_deployment(Site::at(url)?, options).await,
        None => check_table(&options).await,
    }
}

/// Checks a table; and of a deployment's what is around it, which no walk through the table shows.
///
/// # Errors
/// What is wrong, a line each.
async fn check_table(options: &Options) -> Result<(), String> {
    let (app, aws) = options.table.open_with_aws().await?;
    let around = match &aws {
        Some(aws) => {
            let sender = Mailbox::parse(&app.config.default_from_email).expect("the settings have one");
            examine_platform(aws, &app.config.table, sender.address.as_str(), app.now()).await
        }
        None => Vec::new(),
    };
    let failed = around.iter().filter(|finding| finding.failed()).count();
    let table = table::run(&app, options.repair, options.json, &around).await;
    let account = match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} of {} checks of the account failed", around.len())),
    };
    match (account, table) {
        (Err(one), Err(other)) => Err(format!("{one}\nlatchkey: {other}")),
        (account, table) => account.and(table),
    }
}

/// Mends a table, and prints what it found.
///
/// # Errors
/// What cannot be mended; that the table does not answer.
pub(super) async fn mend(app: &App) -> Result<(), String> {
    table::run(app, true, false, &[]).await
}

/// Checks, and prints what it finds as it goes.
///
/// # Errors
/// A URL that is none or leads to no Latchkey; how many checks failed.
async fn check_deployment(site: Site, options: Options) -> Result<(), String> {
    let account = match (options.username, options.password) {
        (None, _) => None,
        (Some(name), Some(password)) => Some(Account { name, password }),
        (Some(_), None) if options.noinput => {
            return Err("with --noinput the password comes from LATCHKEY_CHECK_PASSWORD".to_owned());
        }
        (Some(name), None) => {
            let nowhere = "there is nobody to ask: set LATCHKEY_CHECK_PASSWORD, and say --noinput";
            let password = rpassword::prompt_password("Password: ");
            let password = password.map_err(|error| format!("{nowhere} ({error})"))?;
            Some(Account { name, password })
        }
    };
    let checked = format!("checking {}", site.origin());
    let (mut all, mut failed) = (0, 0);
    let tell = |finding: &Finding| {
        if all == 0 {
            println!("{checked}");
        }
        println!("{finding}");
        all += 1;
        failed += usize::from(finding.failed());
    };
    examine(site, account.as_ref(), tell).await?;
    match failed {
        0 => Ok(()),
        _ => Err(format!("{failed} of {all} checks failed")),
    }
}

/// Does all checks, in an order in which the first failure is the likeliest cause of those after it, and tells each.
///
/// # Errors
/// When the site cannot be reached or is no Latchkey: one line.
pub async fn examine(
    mut site: Site,
    account: Option<&Account>,
    mut tell: impl FnMut(&Finding),
) -> Result<(), String> {
    site.recognise().await?;
    let mut say = |name: &str, verdict: Verdict| tell(&Finding::new(name, verdict));
    for (name, verdict) in functions::answer(&site).await {
        say(&format!("function {name}"), verdict);
    }
    say("issuer", discovery::issuer(&site).await);
    say("signing keys", discovery::keys(&site).await);
    say("challenges", challenges::arrive(&site).await);
    say("security headers", headers::arrive(&site).await);
    say("empty answers", bodies::empty(&site).await);
    say("HEAD", bodies::head(&site).await);
    say("request bodies", bodies::arrive(&site).await);
    say("slashes", paths::slashes(&site).await);
    say("encoded paths", paths::encoded(&site).await);
    say("unknown paths", refusals::unknown_paths(&site).await);
    say("wrong methods", refusals::wrong_methods(&site).await);
    say("preflights", preflight::is_ours(&site).await);
    say("cookies sent", cookies::sent(&site).await);
    say("cookies set", cookies::set(&site).await);
    say("plain http", plain_http::is_refused(&site).await);
    for (name, verdict) in account::sign_in_and_out(&site, account).await {
        say(name, verdict);
    }
    Ok(())
}
