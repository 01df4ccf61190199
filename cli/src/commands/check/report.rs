//! What a check found, and how it is printed.

use std::fmt;

/// What a check comes to: nothing to say, or trouble.
pub(super) type Verdict = Result<(), Trouble>;

/// Why a check is not simply good.
#[derive(Clone)]
pub(super) enum Trouble {
    /// It does not hold: what was asked, expected and came, and what to do.
    Failed(String),
    /// It could not be made: why.
    Skipped(String),
}

/// A check that was made or left out.
pub struct Finding {
    /// What was checked.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a check.
#[derive(Clone)]
pub enum Outcome {
    /// It holds.
    Ok,
    /// It does not: a few lines for the operator.
    Failed(String),
    /// It was left out, and why.
    Skipped(String),
}

impl Finding {
    pub(super) fn new(name: &str, verdict: Verdict) -> Self {
        let outcome = match verdict {
            Ok(()) => Outcome::Ok,
            Err(Trouble::Failed(why)) => Outcome::Failed(why),
            Err(Trouble::Skipped(why)) => Outcome::Skipped(why),
        };
        Self { name: name.to_owned(), outcome }
    }

    /// Whether the deployment is at fault.
    pub fn failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, outcome } = self;
        match outcome {
            Outcome::Ok => write!(f, "ok       {name}"),
            Outcome::Skipped(why) => write!(f, "skipped  {name}: {why}"),
            Outcome::Failed(why) => {
                write!(f, "FAILED   {name}")?;
                why.lines().try_for_each(|line| write!(f, "\n           {line}"))
            }
        }
    }
}

/// A failure that no single answer shows.
pub(super) fn failed(why: impl Into<String>) -> Trouble {
    Trouble::Failed(why.into())
}

/// A check that cannot be made here.
pub(super) fn skipped(why: impl Into<String>) -> Trouble {
    Trouble::Skipped(why.into())
}
