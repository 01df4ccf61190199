//! Nothing is told over plain HTTP.

use super::answer::Answer;
use super::report::{Verdict, skipped};
use super::site::Site;
use std::time::Duration;
use tokio::time::timeout;

/// How long a port may keep silent before it counts as closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// `http://` is refused, closed or leads to `https://`.
pub(super) async fn is_refused(site: &Site) -> Verdict {
    let Some(host) = site.origin().strip_prefix("https://") else {
        return Err(skipped("the URL is a plain one itself"));
    };
    if host.rsplit(']').next().is_some_and(|rest| rest.contains(':')) {
        return Err(skipped("the URL has a port of its own, which speaks https alone"));
    }
    match timeout(PATIENCE, site.ask_plainly(host)).await {
        Ok(Ok(answer)) => judge(&answer),
        Ok(Err(_)) | Err(_) => Ok(()),
    }
}

fn judge(answer: &Answer) -> Verdict {
    let leads_on = answer.header("location").starts_with("https://");
    let holds = match answer.status() {
        300..400 => leads_on,
        status => status >= 400,
    };
    answer.expect(
        holds,
        "no answer, a refusal, or a redirect to https://",
        "passwords would travel in clear: close port 80",
    )
}

#[cfg(test)]
mod tests {
    use super::{Answer, judge};
    use axum::body::Bytes;

    #[test]
    fn only_a_refusal_or_the_way_to_https_is_good() {
        let answer = |status: u16, location: &str| {
            let response = http::Response::builder().status(status).header("location", location).body(());
            let (parts, ()) = response.expect("a response").into_parts();
            Answer::new("GET http://accounts.test/".to_owned(), parts, Bytes::new(), false)
        };
        for (status, location) in
            [(301, "https://accounts.test/"), (308, "https://accounts.test/"), (403, ""), (404, "")]
        {
            assert!(judge(&answer(status, location)).is_ok(), "{status} {location}");
        }
        for (status, location) in [(200, ""), (204, ""), (301, "http://accounts.test/"), (302, "/")] {
            assert!(judge(&answer(status, location)).is_err(), "{status} {location}");
        }
    }
}
