//! What every call costs, with the limits against abuse on, as a table in `docs/costs.md`: no call may cost more than it
//! says there.

use super::rows::Row;
use super::stage::Role::{Nobody, Owner, Superuser};
use super::stage::{Cost, Stage};
use super::{PARTS, Part};
use std::collections::BTreeMap;

/// Limits that no test reaches, and that cost what they always cost.
pub(super) const LIMITS: [(&str, &str); 10] = [
    ("THROTTLE", "on"),
    ("LIMIT_REGISTRATIONS", "1000000/d"),
    ("LIMIT_TAKEN", "1000000/d"),
    ("LIMIT_MAIL_REQUESTS", "1000000/d"),
    ("LIMIT_BAD_LINKS", "1000000/d"),
    ("LIMIT_FAILED_SIGN_INS", "1000000/d"),
    ("LIMIT_EMAIL_CHANGES", "1000000/d"),
    ("LIMIT_WORK", "1000000/d"),
    ("LIMIT_MAILS_HOURLY", "1000000"),
    ("LIMIT_MAILS_DAILY", "1000000"),
];

const HEAD: &str = "# What a call costs\n
Each row is a call that succeeds, with the limits against abuse on. `cargo test -p latchkey-tests costs` makes every call in a small
table, holds it to these ceilings, and writes this file.\n
- **waves** are how often the call waits for DynamoDB: calls that are sent together are one wave.
- **write units** and **read units** are DynamoDB\'s capacity units, and what it bills on demand; those of a transaction count
  twice. A profile of more than 1 KB costs one more write unit, in a transaction two, for each KB; lists cost what they read.
- Whoever makes the call is signed in. Doors that are open to strangers, but look at credentials that come along, are a wave
  and two read units cheaper without.
- The mail that a call owes is sent afterwards: 4 write units with a link, 2 without, and one more where it is counted against
  an address that nobody has proven.
- Settings are the default ones, unless a heading says otherwise.
";

const COLUMNS: &str = "\n| call | waves | write units | read units |\n|---|---|---|---|\n";

/// What the calls of a part cost whoever makes them successfully: the user concerned, or else a superuser, or nobody.
async fn costs(part: &'static Part) -> Vec<Option<Cost>> {
    let settings: Vec<_> = part.settings.iter().chain(&LIMITS).copied().collect();
    let mut costs = vec![None; part.rows.len()];
    for role in [Owner, Superuser, Nobody] {
        let mut stage = Stage::measured(role, &settings).await;
        for (row, cost) in part.rows.iter().zip(&mut costs) {
            let status = stage.play(part.dialect, row).await;
            let succeeds = status.is_some_and(|status| row.succeeds(status));
            *cost = cost.or(succeeds.then_some(stage.cost));
        }
    }
    costs
}

/// The ceilings of a printed page, by what stands before them.
fn ceilings(page: &str) -> BTreeMap<String, [f64; 3]> {
    let mut heading = "";
    let mut ceilings = BTreeMap::new();
    for line in page.lines() {
        heading = line.strip_prefix("## ").unwrap_or(heading);
        let cells: Vec<_> = line.split(" | ").collect();
        if let [call, waves, writes, reads] = cells[..] {
            let numbers = [waves, writes, reads.trim_end_matches(" |")].map(str::parse);
            if let [Ok(waves), Ok(writes), Ok(reads)] = numbers {
                ceilings.insert(format!("{heading}: {call}"), [waves, writes, reads]);
            }
        }
    }
    ceilings
}

fn within(costs: &[f64; 3], ceiling: &[f64; 3]) -> bool {
    costs.iter().zip(ceiling).all(|(cost, ceiling)| cost <= ceiling)
}

fn section(part: &Part, costs: &[Option<Cost>]) -> String {
    let rows = part.rows.iter().zip(costs);
    let lines = rows.filter_map(|(row, cost)| cost.map(|cost| printed(row, cost)));
    format!("\n## {}{COLUMNS}", part.title) + &lines.collect::<String>()
}

fn printed(Row(call, ..): &Row, cost: Cost) -> String {
    let (route, note) = call.split_at(call.find(',').unwrap_or(call.len()));
    format!("| `{route}`{note} | {} | {} | {} |\n", cost.waves, cost.writes, cost.reads)
}

/// On one thread, so that what is sent together is seen together.
#[tokio::test]
async fn no_call_costs_more_than_the_table_of_costs_says() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/costs.md");
    let written = std::fs::read_to_string(file).unwrap_or_default();
    let allowed = ceilings(&written);
    let mut page = HEAD.to_owned();
    for part in &PARTS {
        let mut lines = section(part, &costs(part).await);
        // On a busy machine a call may be sent twice: what seems dearer is measured once more.
        if ceilings(&lines).iter().any(|(call, costs)| allowed.get(call).is_some_and(|it| !within(costs, it)))
        {
            lines = section(part, &costs(part).await);
        }
        page += &lines;
    }
    let measured = ceilings(&page);
    let dearer = |(call, costs): (&String, &[f64; 3])| {
        let ceiling = allowed.get(call)?;
        (!within(costs, ceiling)).then(|| format!("{call}: {costs:?} instead of {ceiling:?}"))
    };
    let dearer: Vec<_> = measured.iter().filter_map(dearer).collect();
    let is_complete = measured.keys().eq(allowed.keys());
    if !dearer.is_empty() || !is_complete || !written.starts_with(HEAD) {
        std::fs::write(file, &page).expect("the file can be written");
        panic!("docs/costs.md was out of date; it is written anew, look at it: {dearer:#?}");
    }
}
