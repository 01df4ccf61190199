//! Which of DRF's two renderers a client wants. We answer JSON for both: the browsable page is not copied.

use super::Error;
use crate::http::FormatSuffix;
use axum::extract::Request;
use http::{StatusCode, header};

const RENDERERS: [(&str, &str); 2] = [("json", "application/json"), ("api", "text/html")];

/// How the answer is to be printed: with this many blanks of indentation, if any (`Accept:
/// application/json; indent=2`).
///
/// # Errors
/// 404 for a format nobody has asked DRF for; 406 for an `Accept` that cannot be met.
pub(super) fn negotiate(request: &Request) -> Result<Option<usize>, Error> {
    let suffix = request.extensions().get::<FormatSuffix>().map(|suffix| suffix.0.clone());
    let format = suffix.or_else(|| query_format(request));
    let served: Vec<_> = RENDERERS
        .into_iter()
        .filter(|(name, _)| format.as_deref().is_none_or(|format| format == *name))
        .map(|(_, media_type)| media_type)
        .collect();
    if served.is_empty() {
        return Err(Error::not_found());
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let ranges: Vec<_> = accept.unwrap_or("*/*").split(',').map(str::trim).collect();
    match ranges.iter().find(|range| served.iter().any(|media_type| meets(range, media_type))) {
        Some(range) => Ok(indent(range)),
        None => {
            Err(Error::detail(StatusCode::NOT_ACCEPTABLE, "Could not satisfy the request Accept header."))
        }
    }
}

fn query_format(request: &Request) -> Option<String> {
    let query = request.uri().query()?;
    form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name == "format")
        .last()
        .map(|(_, value)| value.into_owned())
        .filter(|value| !value.is_empty())
}

fn meets(range: &str, media_type: &str) -> bool {
    let range = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (kind, subtype) = range.split_once('/').unwrap_or((&range, ""));
    let (main, sub) = media_type.split_once('/').unwrap_or_default();
    (kind == "*" || kind == main) && (subtype == "*" || subtype == sub)
}

fn indent(range: &str) -> Option<usize> {
    let blanks = range.split(';').find_map(|part| part.trim().strip_prefix("indent="))?;
    blanks.parse::<usize>().ok().map(|blanks| blanks.min(8)).filter(|blanks| *blanks > 0)
}
