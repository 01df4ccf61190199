//! How far it is: a bar on a terminal, a line now and then elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use shared::clock::Stopwatch;
use std::cell::Cell;
use std::io::{IsTerminal, stderr};
use std::time::Duration;

/// How often a line is printed where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Of one step.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    what: &'static str,
    total: u64,
    done: Cell<u64>,
    begun: Stopwatch,
    told: Cell<Duration>,
}

impl Progress {
    /// Of so many; 0 if that is not known.
    pub(crate) fn new(what: &'static str, total: u64) -> Self {
        let style = match total {
            0 => "{spinner} {pos} {msg}  {per_sec}",
            _ => "{bar:30} {pos}/{len} {msg}  {per_sec}  {eta} left",
        };
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            bar.set_style(ProgressStyle::with_template(style).expect("the template is good"));
            bar.set_message(what);
            bar
        });
        Self { bar, what, total, done: Cell::new(0), begun: Stopwatch::start(), told: Cell::default() }
    }

    /// So many more are done.
    pub(crate) fn add(&self, count: u64) {
        self.done.set(self.done.get() + count);
        match &self.bar {
            Some(bar) => bar.inc(count),
            None if self.begun.elapsed() >= self.told.get() + LINE_EVERY => {
                self.told.set(self.begun.elapsed());
                self.print();
            }
            None => {}
        }
    }

    /// All are done.
    pub(crate) fn end(self) {
        match self.bar {
            Some(bar) => bar.finish(),
            None => self.print(),
        }
    }

    fn print(&self) {
        let (done, total) = (self.done.get(), self.total);
        let rate = done as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        if total == 0 {
            eprintln!("{done} {}, {rate:.0} a second", self.what);
            return;
        }
        let left = total.saturating_sub(done) as f64 / rate.max(0.001);
        eprintln!("{done} of {total} {}, {rate:.0} a second, {left:.0} s left", self.what);
    }
}
