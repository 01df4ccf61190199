//! How often something may be.

use super::values::Value;
use std::time::Duration;

/// So many in so long, written `10/h` or `30/5m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub most: u64,
    /// In how long.
    pub per: Duration,
}

impl Rate {
    /// Whether it lets more through in the long run.
    pub fn allows_more_than(self, other: Self) -> bool {
        u128::from(self.most) * other.per.as_millis() > u128::from(other.most) * self.per.as_millis()
    }
}

impl Value for Rate {
    fn parse(text: &str) -> Result<Self, &'static str> {
        const EXPECTED: &str =
            "a number of at least 1 and a time of at most a day, such as 10/h or 30/5m (s, m, h, d)";
        let rate = || {
            let (most, per) = text.split_once('/')?;
            let (number, unit) = per.split_at_checked(per.len().checked_sub(1)?)?;
            let seconds = match unit {
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86_400,
                _ => return None,
            };
            let number: u64 = if number.is_empty() { 1 } else { number.parse().ok()? };
            let per = number.checked_mul(seconds).filter(|seconds| (1..=86_400).contains(seconds))?;
            let most = most.parse().ok().filter(|most| *most > 0)?;
            Some(Self { most, per: Duration::from_secs(per) })
        };
        rate().ok_or(EXPECTED)
    }
}
