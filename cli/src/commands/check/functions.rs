//! Every function behind the gateway answers, on every path that it has: a permission, an integration, an environment or a
//! route that is wrong shows here.

use super::answer::Answer;
use super::report::{Trouble, Verdict, failed, skipped};
use super::site::{Ask, Site};
use crate::functions::functions;
use shared::config::Dialect;
use shared::http::{Routes, Spec};
use std::collections::BTreeSet;

/// How many requests are under way at once: a new account runs ten functions at a time.
const AT_ONCE: usize = 4;

/// How many failures of one function are told; the others are as like as not the same.
const TOLD: usize = 3;

/// Each function that requests reach, and its check.
pub(super) async fn answer(site: &Site) -> Vec<(&'static str, Verdict)> {
    let mut verdicts = Vec::new();
    for (name, routes) in functions() {
        verdicts.push((name, one(site, &routes).await));
    }
    verdicts
}

async fn one(site: &Site, routes: &Routes) -> Verdict {
    // The API's document has no pages: which of them are switched off shows when they are asked for.
    let is_served = |spec: &&Spec| spec.dialect == Dialect::Html || site.serves("", spec.path);
    let may_be_off = |spec: &Spec| spec.dialect == Dialect::Html && spec.when.is_some();
    let paths: BTreeSet<_> =
        routes.specs().filter(is_served).map(|spec| (spec.path, may_be_off(spec))).collect();
    let paths: Vec<_> = paths.into_iter().collect();
    if paths.is_empty() {
        return Err(skipped("its dialects are off here, it has no path"));
    }
    let (mut failures, mut unanswered, mut reason) = (Vec::new(), 0, String::new());
    for some in paths.chunks(AT_ONCE) {
        let [a, b, c, d]: [Option<&(&str, bool)>; AT_ONCE] = std::array::from_fn(|at| some.get(at));
        let verdicts = tokio::join!(path(site, a), path(site, b), path(site, c), path(site, d));
        for verdict in [verdicts.0, verdicts.1, verdicts.2, verdicts.3] {
            match verdict {
                Ok(()) => {}
                Err(Trouble::Failed(why)) => failures.push(why),
                Err(Trouble::Skipped(why)) => (unanswered, reason) = (unanswered + 1, why),
            }
        }
    }
    match failures.len() {
        0 if unanswered == paths.len() => Err(skipped(reason)),
        0 => Ok(()),
        some => {
            let told = failures[..some.min(TOLD)].join("\n");
            Err(failed(format!("{some} of {} paths:\n{told}", paths.len())))
        }
    }
}

/// `OPTIONS` changes nothing, counts as no try at anything, and every path answers it.
async fn path(site: &Site, path: Option<&(&str, bool)>) -> Verdict {
    let Some((path, may_be_off)) = path else { return Ok(()) };
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "7" } else { segment });
    let answer = site.ask(Ask::new("OPTIONS", &segments.collect::<Vec<_>>().join("/"))).await?;
    if answer.status() == 204 {
        return Err(skipped("the gateway answers OPTIONS in its place: see preflights"));
    }
    if *may_be_off && answer.is_ours() && is_astray(&answer) {
        return Err(skipped("its pages are switched off, or the gateway's routes lead elsewhere"));
    }
    answer.expect(
        answer.is_ours() && !(site.is_known() && is_astray(&answer)),
        "an answer of this function",
        advice(&answer),
    )
}

/// Whether another function answered, which does not know the path; or the path is switched off.
fn is_astray(answer: &Answer) -> bool {
    answer.status() == 404 && answer.json()["detail"] == "Not found."
}

fn advice(answer: &Answer) -> &'static str {
    match answer.status() {
        404 => "the gateway's routes lead elsewhere: deploy infra/template.yaml's, as they are",
        429 => "the gateway's limit is reached: raise ThrottleRate or come back later",
        503 => "DynamoDB does not answer it, or it is throttled: the function's log and ThrottlesAlarm tell",
        500.. => {
            "the function does not start or may not be called: read its log; if it has no line, look at its permission and integration"
        }
        _ => "something before the functions answers for them",
    }
}
