//! What time it is. Only this file asks the machine; everybody else asks `app.clock`.

use crate::domain::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The time of day: the machine's, or one that a test moves.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until [`Clock::advance`], but for a microsecond at each look, so that what happens
    /// later is later.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that starts at `moment`.
    pub fn fixed(moment: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(moment.micros())))
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Fixed(micros) => Timestamp::from_micros(micros.fetch_add(1, Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on; the machine's clock takes no orders.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(micros) = self {
            micros.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }

    /// Moves a fixed clock back, as an instance has it whose clock is behind another's.
    pub fn rewind(&self, by: Duration) {
        if let Self::Fixed(micros) = self {
            micros.fetch_sub(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

/// How long something takes, by the machine's steady clock: for the log, never for a decision.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has been.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
