//! `latchkey cost`: what a month on AWS costs, from what calls were measured to cost.

use clap::{Args, ValueEnum};
use std::fmt;

/// What every call asks of DynamoDB: written and held true by the tests.
const MEASURED: &str = include_str!("../../../docs/costs.md");

/// How many users, and what one of them does in a month; the defaults are those of docs/performance.md.
#[derive(Args)]
pub struct Options {
    /// Active users a month
    #[arg(long, default_value_t = 10_000.0)]
    users: f64,
    /// The API that their clients speak
    #[arg(long, value_enum, default_value = "djoser")]
    dialect: Dialect,
    /// Sign-ins with a password
    #[arg(long, default_value_t = 4.0)]
    sign_ins: f64,
    /// Exchanges of a refresh token
    #[arg(long, default_value_t = 60.0)]
    refreshes: f64,
    /// Readings of one's own profile
    #[arg(long, default_value_t = 20.0)]
    reads: f64,
    /// New accounts, activated by mail
    #[arg(long, default_value_t = 0.1)]
    registrations: f64,
    /// Passwords forgotten and reset
    #[arg(long, default_value_t = 0.05)]
    resets: f64,
    /// Passwords changed
    #[arg(long, default_value_t = 0.2)]
    changes: f64,
    /// Pages of the list of users that an administrator reads
    #[arg(long, default_value_t = 0.05)]
    lists: f64,
    /// Mails
    #[arg(long, default_value_t = 0.75)]
    mails: f64,
    /// Accounts in the table for each active user
    #[arg(long, default_value_t = 2.5)]
    registered: f64,
    /// Take off what AWS gives away each month
    #[arg(long)]
    free_tier: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dialect {
    Djoser,
    Native,
}

/// US dollars in us-east-1, without taxes. Where each is from: docs/performance.md.
mod price {
    pub(super) const WRITES: f64 = 0.625e-6;
    pub(super) const READS: f64 = 0.125e-6;
    /// A gigabyte for a month, with point-in-time recovery.
    pub(super) const STORAGE: f64 = 0.25 + 0.20;
    pub(super) const INVOCATIONS: f64 = 0.20e-6;
    /// A gigabyte-second on arm64.
    pub(super) const COMPUTE: f64 = 0.000_013_333_4;
    pub(super) const REQUESTS: f64 = 1.00e-6;
    pub(super) const MAILS: f64 = 0.16e-3;
    /// A gigabyte into CloudWatch.
    pub(super) const LOGS: f64 = 0.50;
    /// A gigabyte to the internet.
    pub(super) const EGRESS: f64 = 0.09;
    pub(super) const ALARM_METRIC: f64 = 0.10;
    pub(super) const SECRET: f64 = 0.40;
}

/// What AWS gives away each month.
mod free {
    pub(super) const INVOCATIONS: f64 = 1.0e6;
    pub(super) const COMPUTE: f64 = 400_000.0;
    pub(super) const ALARM_METRICS: f64 = 10.0;
    pub(super) const LOGS: f64 = 5.0;
    pub(super) const EGRESS: f64 = 100.0;
    pub(super) const STORAGE: f64 = 25.0;
}

/// The alarms of infra/template.yaml look at so many metrics.
const ALARM_METRICS: f64 = 22.0;
/// `mailer` each minute and `janitor` every five; each reads sixteen shards, `mailer` with eventual consistency.
const MAILER_TURNS: f64 = 43_800.0;
const JANITOR_TURNS: f64 = 8_760.0;
const SCHEDULED: f64 = MAILER_TURNS + JANITOR_TURNS;
const SCHEDULED_READS: f64 = MAILER_TURNS * 8.0 + JANITOR_TURNS * 16.0;
/// A mail: its lease and its end, the user's record and the link (docs/table.md, "Mail").
const MAIL_WRITES: f64 = 4.0;
const MAIL_READS: f64 = 4.0;
/// Seconds that Lambda bills for a call, and for one that hashes a password; and the gigabytes of the functions.
const CALL: f64 = 0.012;
const HASHING: f64 = 0.080;
const SMALL: f64 = 0.5;
const LARGE: f64 = 1.728;
/// Bytes of the log for a request, with CloudWatch's 26 for each line.
const LOG_LINE: f64 = 450.0;
/// Bytes of an answer with its headers.
const ANSWER: f64 = 1_500.0;
/// Bytes of an account with its claims, sessions and links, index included.
const ACCOUNT: f64 = 6_000.0;

/// Capacity units of one call.
#[derive(Clone, Copy, Default)]
struct Units {
    writes: f64,
    reads: f64,
}

/// The units of a call such as `POST /auth/jwt/create`, from docs/costs.md.
fn measured(call: &str) -> Units {
    let row = MEASURED.lines().find(|line| line.starts_with(&format!("| `{call}` |")));
    let cells: Vec<f64> =
        row.unwrap_or_default().split('|').filter_map(|cell| cell.trim().parse().ok()).collect();
    let [_, writes, reads] = cells[..] else { panic!("docs/costs.md has no row for {call}") };
    Units { writes, reads }
}

/// A kind of call: how often a user does it, what it costs, for how long which function works.
struct Call {
    often: f64,
    units: Units,
    seconds: f64,
    gigabytes: f64,
}

fn calls(options: &Options) -> Vec<Call> {
    let native = options.dialect == Dialect::Native;
    let call = |often, [djoser, v1]: [&str; 2], seconds, gigabytes| Call {
        often,
        units: measured(if native { v1 } else { djoser }),
        seconds,
        gigabytes,
    };
    vec![
        call(options.sign_ins, ["POST /auth/jwt/create", "POST /v1/sessions"], HASHING, LARGE),
        call(options.refreshes, ["POST /auth/jwt/refresh", "POST /v1/sessions/refresh"], CALL, SMALL),
        call(options.reads, ["GET /auth/users/me", "GET /v1/me"], CALL, LARGE),
        call(options.registrations, ["POST /auth/users", "POST /v1/users"], HASHING, LARGE),
        call(options.registrations, ["POST /auth/users/activation", "POST /v1/activation"], CALL, SMALL),
        call(options.resets, ["POST /auth/users/reset_password", "POST /v1/password_reset"], CALL, LARGE),
        call(
            options.resets,
            ["POST /auth/users/reset_password_confirm", "POST /v1/password_reset/confirm"],
            HASHING,
            LARGE,
        ),
        call(
            options.changes,
            ["POST /auth/users/set_password", "POST /v1/me/password"],
            2.0 * HASHING,
            LARGE,
        ),
        call(options.lists, ["GET /v1/users", "GET /v1/users"], CALL, LARGE),
    ]
}

/// One line of the bill.
struct Item {
    what: &'static str,
    how_much: String,
    dollars: f64,
}

fn bill(options: &Options) -> Vec<Item> {
    let (calls, users) = (calls(options), options.users);
    let sum = |of: &dyn Fn(&Call) -> f64| users * calls.iter().map(|call| call.often * of(call)).sum::<f64>();
    let mails = users * options.mails;
    let requests = sum(&|_| 1.0);
    let writes = sum(&|call| call.units.writes) + mails * MAIL_WRITES;
    let reads = sum(&|call| call.units.reads) + mails * MAIL_READS + SCHEDULED_READS;
    let invocations = requests + mails + SCHEDULED;
    let compute = sum(&|call| call.seconds * call.gigabytes) + (mails + SCHEDULED) * 0.25 * 0.06;
    let gigabytes = |bytes: f64| bytes / 1e9;
    let storage = gigabytes(users * options.registered * ACCOUNT);
    let (logs, egress) = (gigabytes(requests * LOG_LINE), gigabytes(requests * ANSWER));
    let paid = |amount: f64, free: f64| if options.free_tier { (amount - free).max(0.0) } else { amount };
    let item = |what, how_much, dollars| Item { what, how_much, dollars };
    vec![
        item("DynamoDB writes", format!("{writes:.0} units"), writes * price::WRITES),
        item("DynamoDB reads", format!("{reads:.0} units"), reads * price::READS),
        item("DynamoDB storage", format!("{storage:.2} GB"), paid(storage, free::STORAGE) * price::STORAGE),
        item(
            "Lambda calls",
            format!("{invocations:.0}"),
            paid(invocations, free::INVOCATIONS) * price::INVOCATIONS,
        ),
        item("Lambda compute", format!("{compute:.0} GB-s"), paid(compute, free::COMPUTE) * price::COMPUTE),
        item("HTTP API", format!("{requests:.0} requests"), requests * price::REQUESTS),
        item("SES", format!("{mails:.0} mails"), mails * price::MAILS),
        item("Logs", format!("{logs:.2} GB"), paid(logs, free::LOGS) * price::LOGS),
        item("Data out", format!("{egress:.2} GB"), paid(egress, free::EGRESS) * price::EGRESS),
        item(
            "Alarms",
            format!("{ALARM_METRICS:.0} metrics"),
            paid(ALARM_METRICS, free::ALARM_METRICS) * price::ALARM_METRIC,
        ),
        item("Secret", "1".to_owned(), price::SECRET),
    ]
}

/// What Cognito asks for as many active users: Lite, Essentials and Plus, mails on top.
fn cognito(options: &Options) -> [(&'static str, f64); 3] {
    let beyond = (options.users - 10_000.0).max(0.0);
    let mails = options.users * options.mails * price::MAILS;
    let lite = beyond.min(90_000.0) * 0.0055 + (beyond - 90_000.0).max(0.0) * 0.0046;
    [
        ("Cognito Lite", lite + mails),
        ("Cognito Essentials", beyond * 0.015 + mails),
        ("Cognito Plus", options.users * 0.02 + mails),
    ]
}

struct Month(Options);

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bill = bill(&self.0);
        for Item { what, how_much, dollars } in &bill {
            writeln!(f, "{what:<18} {how_much:>22} {dollars:>12.2}")?;
        }
        let total: f64 = bill.iter().map(|item| item.dollars).sum();
        writeln!(f, "{:<41} {total:>12.2} US dollars a month\n", "Latchkey")?;
        for (what, dollars) in cognito(&self.0) {
            writeln!(f, "{what:<41} {dollars:>12.2}")?;
        }
        write!(f, "{:<41} {:>12.2}", "A small container with its database", 61.0)
    }
}

/// Prints the bill of a month.
pub(super) fn print(options: Options) {
    println!("{}", Month(options));
}

#[cfg(test)]
mod tests {
    use super::{Options, bill};
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn total(arguments: &[&str]) -> f64 {
        let line = Line::parse_from([&["cost"], arguments].concat());
        bill(&line.options).iter().map(|item| item.dollars).sum()
    }

    #[test]
    fn a_bill_grows_with_the_users_and_never_below_what_stands_idle() {
        let idle = total(&["--users", "0"]);
        assert!((2.5..2.8).contains(&idle), "{idle}");
        let (small, large) = (total(&["--users", "10000"]), total(&["--users", "1000000"]));
        assert!(small > idle && ((large - idle) / (small - idle) - 100.0).abs() < 1e-6, "{small} {large}");
        assert!(total(&["--users", "10000", "--free-tier"]) < small);
    }

    #[test]
    fn every_dialect_has_its_rows() {
        for dialect in ["djoser", "native"] {
            assert!(total(&["--users", "1", "--dialect", dialect]) > 0.0);
        }
    }
}
