//! The headers that every answer of ours carries.

use super::report::Verdict;
use super::site::{Ask, Site};

/// What browsers are told to do, and a part of how.
const TOLD: [(&str, &str); 7] = [
    ("strict-transport-security", "max-age="),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// They come through, each.
pub(super) async fn arrive(site: &Site) -> Verdict {
    let answer = site.ask(Ask::get("/auth/session")).await?;
    let missing = TOLD.iter().filter(|(name, part)| !answer.header(name).contains(part));
    let missing: Vec<_> = missing.map(|(name, part)| format!("{name}: {part}")).collect();
    answer.expect(
        missing.is_empty(),
        &format!("also {}", missing.join(", ")),
        "something before the functions takes them away or sets its own",
    )
}
