//! What became of everything in the files, for people and for programs.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many lines of a kind the report names; of more it has the number.
const MOST: usize = 100_000;

/// How many of them the text names: the rest is in `--report FILE`.
const MOST_IN_TEXT: usize = 50;

/// What an import did.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Whether nothing was written.
    pub(super) dry_run: bool,
    /// What was taken.
    pub(super) taken: Counts,
    /// What was here already.
    pub(super) here: Counts,
    /// What was left out because something here is in the way, as `--on-conflict skip` says.
    pub(super) skipped: Named,
    /// What was taken under another name, address or id, as `--on-conflict rename` says.
    pub(super) renamed: Named,
    /// What was not taken.
    pub(super) refused: Named,
    /// What was taken, but not all of it.
    pub(super) incomplete: Named,
    /// Who was here already, and changed where they come from since; here they stay as they are.
    pub(super) changed: Named,
    /// Who was here already, and got fields of which nothing was said here before.
    pub(super) filled: Named,
    /// Fields that this deployment does not declare, and how many accounts have them.
    pub(super) undeclared_fields: BTreeMap<String, u64>,
    /// Objects that no account service keeps, by model.
    pub(super) passed_over: BTreeMap<String, u64>,
    /// Who may do everything.
    pub(super) superusers: Named,
    /// Who else may administrate.
    pub(super) staff: Named,
}

/// How many.
#[derive(Debug, Default, Serialize)]
pub(super) struct Counts {
    pub(super) users: u64,
    pub(super) tokens: u64,
    pub(super) groups: u64,
    pub(super) permissions: u64,
    pub(super) content_types: u64,
}

/// Lines with something to say of them.
#[derive(Debug, Default, Serialize)]
pub(super) struct Named {
    pub(super) count: u64,
    pub(super) lines: Vec<Line>,
}

/// A line of a file.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) what: String,
}

impl Named {
    pub(super) fn add(&mut self, place: &Place, name: &str, what: impl Into<String>) {
        self.count += 1;
        if self.lines.len() < MOST {
            let (file, line) = (place.file.to_string(), place.line);
            self.lines.push(Line { file, line, name: name.to_owned(), what: what.into() });
        }
    }

    fn print(&self, title: &str, text: &mut String) {
        if self.count == 0 {
            return;
        }
        let _ = writeln!(text, "{title}: {}", self.count);
        for line in self.lines.iter().take(MOST_IN_TEXT) {
            let Line { file, line, name, what } = line;
            let what = if what.is_empty() { String::new() } else { format!(": {what}") };
            let name = if name.is_empty() { String::new() } else { format!(" {name}") };
            let _ = writeln!(text, "  {file}:{line}{name}{what}");
        }
        let more = self.count.saturating_sub(MOST_IN_TEXT as u64);
        if more > 0 {
            let _ = writeln!(text, "  and {more} more: --report FILE has them");
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) file: std::sync::Arc<str>,
    pub(super) line: u64,
}

impl Report {
    /// Whether everything was taken, was here already, or was left out as asked.
    pub(super) fn is_good(&self) -> bool {
        self.refused.count == 0
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let counts = |counts: &Counts| {
            let all = [
                (counts.users, "users"),
                (counts.tokens, "tokens"),
                (counts.groups, "groups"),
                (counts.permissions, "permissions"),
                (counts.content_types, "content types"),
            ];
            let some: Vec<_> = all
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            if some.is_empty() { "nothing".to_owned() } else { some.join(", ") }
        };
        let verb = if self.dry_run { "Would be taken" } else { "Taken" };
        let _ = writeln!(text, "{verb}: {}", counts(&self.taken));
        let _ = writeln!(text, "Here already: {}", counts(&self.here));
        self.changed.print("Changed there since, and left as they are here", &mut text);
        self.filled.print("Here already, and given fields that were not declared before", &mut text);
        self.renamed.print("Taken under another name, address or id", &mut text);
        self.incomplete.print("Taken, but not all of it", &mut text);
        self.skipped.print("Left out, as asked", &mut text);
        self.refused.print("Not taken", &mut text);
        for (field, count) in &self.undeclared_fields {
            let _ = writeln!(text, "Field `{field}` of {count} users is not declared here, and was left out");
        }
        for (model, count) in &self.passed_over {
            let _ = writeln!(text, "{count} objects of {model} are nothing that an account service keeps");
        }
        self.superusers.print("Superusers", &mut text);
        self.staff.print("Staff", &mut text);
        text
    }
}
