//! `latchkey check` without `--url`: the table itself, all of it.

use super::report::{Finding, Outcome};
use crate::commands::grid::Grid;
use crate::commands::import::Progress;
use serde_json::json;
use shared::accounts::{self, Audit, Problem};
use shared::app::App;
use std::collections::BTreeMap;

/// How many problems of a kind are named.
const MOST: usize = 20;

/// Walks through the table, and mends it if that is asked for; prints what was found around it, too.
///
/// # Errors
/// How many problems there are, or are left; that the table does not answer.
pub(super) async fn run(app: &App, repair: bool, as_json: bool, around: &[Finding]) -> Result<(), String> {
    if !as_json {
        around.iter().for_each(|finding| println!("{finding}"));
    }
    let unavailable = |error: shared::store::Unavailable| error.to_string();
    let progress = Progress::new("items", 0);
    let audit = accounts::audit(app, &mut |items| progress.add(items)).await.map_err(unavailable)?;
    progress.end();
    let (mut mended, mut left) = (0, Vec::new());
    for problem in &audit.problems {
        let is_mended = repair && accounts::mend(app, problem).await.map_err(unavailable)?;
        match is_mended {
            true => mended += 1,
            false => left.push(problem),
        }
    }
    match as_json {
        true => println!("{:#}", in_json(&audit, mended, around)),
        false => print(&audit, repair.then_some(mended)),
    }
    match (left.len(), repair) {
        (0, _) => Ok(()),
        (left, true) => Err(format!("{left} problems cannot be mended here: docs/operations.md")),
        (left, false) => Err(format!("{left} problems: `latchkey check --repair` mends what can be mended")),
    }
}

fn by_kind(audit: &Audit) -> BTreeMap<&'static str, Vec<&Problem>> {
    let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for problem in &audit.problems {
        kinds.entry(problem.kind()).or_default().push(problem);
    }
    kinds
}

fn print(audit: &Audit, mended: Option<u64>) {
    let mut grid = Grid::under(&[]);
    for (kind, count) in &audit.counts {
        grid.row([(*kind).to_owned(), count.to_string()]);
    }
    println!("{grid}");
    for (kind, problems) in by_kind(audit) {
        println!("{kind}: {}", problems.len());
        for problem in problems.iter().take(MOST) {
            println!("  {}", problem.about());
        }
        if problems.len() > MOST {
            println!("  and {} more: --json names them all", problems.len() - MOST);
        }
    }
    match (audit.problems.len(), mended) {
        (0, _) => println!("Everything is as it should be."),
        (_, Some(mended)) => println!("Mended: {mended}. Check again: what was mended may show more."),
        (_, None) => {}
    }
}

fn in_json(audit: &Audit, mended: u64, around: &[Finding]) -> serde_json::Value {
    let problems: BTreeMap<_, Vec<_>> = by_kind(audit)
        .into_iter()
        .map(|(kind, problems)| (kind, problems.iter().map(|problem| problem.about()).collect()))
        .collect();
    let account = around.iter().map(|Finding { name, outcome }| match outcome {
        Outcome::Ok => (name, json!({ "outcome": "ok" })),
        Outcome::Failed(why) => (name, json!({ "outcome": "failed", "why": why })),
        Outcome::Skipped(why) => (name, json!({ "outcome": "skipped", "why": why })),
    });
    let account: BTreeMap<_, _> = account.collect();
    json!({ "items": audit.counts, "problems": problems, "mended": mended, "account": account })
}
