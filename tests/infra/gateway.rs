//! Which function answers a path, as an HTTP API chooses among the template's routes.
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html>

use super::template::{FUNCTIONS, properties, resources};
use cli::functions;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// The most routes that an HTTP API has without asking AWS for more.
const MOST_ROUTES: usize = 300;

/// A route of the template.
#[derive(Debug)]
pub(crate) struct Route {
    /// The path; `$default` for what no other matches.
    pub(crate) path: &'static str,
    /// The crate of the function that answers.
    pub(crate) function: &'static str,
}

/// All routes of the template.
pub(crate) static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let route = |(name, resource): (&'static str, &'static serde_json::Value)| {
        let target = resource["Properties"]["Target"]["Fn::Sub"].as_str().unwrap_or_default();
        let integration = target.strip_prefix("integrations/${").and_then(|rest| rest.strip_suffix('}'));
        let integration = integration.unwrap_or_else(|| panic!("{name} leads to no integration"));
        let of_function = &properties(integration)["IntegrationUri"]["Fn::GetAtt"][0];
        let function = FUNCTIONS.iter().find(|(_, logical)| of_function == logical);
        let key = resource["Properties"]["RouteKey"].as_str().expect("a route has a key");
        assert!(key == "$default" || key.starts_with("ANY /"), "{key}: one path belongs to one function");
        Route {
            path: key.strip_prefix("ANY ").unwrap_or(key),
            function: function.unwrap_or_else(|| panic!("{name} leads to no function")).0,
        }
    };
    resources("AWS::ApiGatewayV2::Route").map(route).collect()
});

/// What AWS does not say of its matching, and its emulators do either way.
#[derive(Clone, Copy, Debug)]
struct Habits {
    /// Whether a variable takes an empty segment: `/a/{id}` a full match of `/a/`.
    empty_fits: bool,
    /// Whether of two greedy routes the one with more literal segments is the more specific, however long they are.
    by_literals: bool,
}

/// The habits that the tests' requests are routed by.
const STRICT: Habits = Habits { empty_fits: false, by_literals: false };

/// The route that a request's path takes: one that matches wholly, else the most specific greedy one, else `$default`.
pub(crate) fn route(path: &str) -> &'static Route {
    best(&ROUTES.iter().collect::<Vec<_>>(), path, STRICT)[0]
}

/// The routes of which none is more specific for a path.
fn best(routes: &[&'static Route], path: &str, habits: Habits) -> Vec<&'static Route> {
    let ranked = |route: &&'static Route| Some((rank(route.path, path, habits)?, *route));
    let ranked: Vec<_> = routes.iter().filter_map(ranked).collect();
    let least = ranked.iter().map(|(rank, _)| *rank).min().expect("there is a default route");
    ranked.into_iter().filter(|(rank, _)| *rank == least).map(|(_, route)| route).collect()
}

/// How well a route matches, the least best: wholly before greedily, greedily with as many segments as can be, then with
/// as many of them literal; none if it does not match.
fn rank(route: &str, path: &str, habits: Habits) -> Option<(u8, Reverse<usize>, usize)> {
    if route == "$default" {
        return Some((2, Reverse(0), 0));
    }
    let greedy = route.strip_suffix("/{proxy+}");
    let wanted: Vec<_> = greedy.unwrap_or(route).split('/').collect();
    let given: Vec<_> = path.split('/').collect();
    let long_enough = if greedy.is_some() { given.len() > wanted.len() } else { given.len() == wanted.len() };
    let fits = |(want, got): (&&str, &&str)| {
        want == got || want.starts_with('{') && (habits.empty_fits || !got.is_empty())
    };
    if !long_enough || !wanted.iter().zip(&given).all(fits) {
        return None;
    }
    let variables = wanted.iter().filter(|segment| segment.starts_with('{')).count();
    let length = if habits.by_literals { wanted.len() - variables } else { wanted.len() };
    Some((greedy.is_some().into(), Reverse(length), variables))
}

/// The pattern of every path in code, in all forms that clients send, and the crate that serves it.
pub(super) fn patterns() -> Vec<(String, &'static str)> {
    let mut patterns = Vec::new();
    for (function, routes) in functions() {
        for spec in routes.specs() {
            let suffixed = spec.suffixes.then(|| format!("{}.json", spec.path));
            for path in [Some(spec.path.to_owned()), suffixed].into_iter().flatten() {
                if path != "/" {
                    patterns.push((format!("{path}/"), function));
                }
                patterns.push((path, function));
            }
        }
    }
    patterns
}

/// The same with `7` for variables.
pub(super) fn paths() -> Vec<(String, &'static str)> {
    let filled = |(pattern, function): (String, _)| {
        let segments = pattern.split('/').map(|segment| if segment.starts_with('{') { "7" } else { segment });
        (segments.collect::<Vec<_>>().join("/"), function)
    };
    patterns().into_iter().map(filled).collect()
}

#[test]
fn every_path_in_code_is_answered_by_its_function_with_and_without_a_slash() {
    let paths = paths();
    assert!(paths.len() > 200, "only {} paths", paths.len());
    for (path, function) in paths {
        let route = route(&path);
        assert_eq!(route.function, function, "{path} takes {}", route.path);
    }
}

#[test]
fn no_path_hangs_on_what_aws_does_not_say() {
    for (empty_fits, by_literals) in [(false, false), (false, true), (true, false), (true, true)] {
        let habits = Habits { empty_fits, by_literals };
        for (path, function) in paths() {
            for route in best(&ROUTES.iter().collect::<Vec<_>>(), &path, habits) {
                assert_eq!(route.function, function, "{path} may take {} with {habits:?}", route.path);
            }
        }
    }
}

#[test]
fn without_any_route_of_the_template_something_would_go_astray() {
    let paths = paths();
    for Route { path: one, .. } in ROUTES.iter().filter(|route| route.path != "$default") {
        let others: Vec<_> = ROUTES.iter().filter(|route| route.path != *one).collect();
        let astray =
            paths.iter().any(|(path, function)| best(&others, path, STRICT)[0].function != *function);
        assert!(astray, "{one} is not needed");
    }
}

#[test]
fn the_api_takes_all_routes_and_each_once() {
    assert!(ROUTES.len() <= MOST_ROUTES, "{} routes", ROUTES.len());
    for Route { path, .. } in ROUTES.iter() {
        assert!(!path.ends_with('/'), "{path}: API Gateway registers no such path");
        let twins = ROUTES.iter().filter(|other| shape(other.path) == shape(path)).count();
        assert_eq!(twins, 1, "{path}");
    }
}

/// The path as the gateway tells paths apart: a variable is a variable, whatever it is called.
fn shape(path: &str) -> Vec<&str> {
    let is_variable = |segment: &str| segment.starts_with('{') && !segment.ends_with("+}");
    path.split('/').map(|segment| if is_variable(segment) { "{}" } else { segment }).collect()
}

#[test]
fn what_no_route_names_is_answered_by_us() {
    for path in ["/", "/nothing", "/auth/nothing/", "/users/7/nothing"] {
        assert_eq!(route(path).function, "users", "{path}");
    }
}

#[test]
fn matching_is_the_gateways() {
    let rank = |route, path| rank(route, path, STRICT);
    assert_eq!(rank("/groups", "/groups/"), None, "a slash at the end is only matched greedily");
    assert_eq!(rank("/groups/{id}", "/groups/"), None);
    assert_eq!(rank("/groups/{proxy+}", "/groups"), None);
    assert!(rank("/groups/{proxy+}", "/groups/").is_some());
    assert!(rank("/a/{id}", "/a/b") < rank("/a/{proxy+}", "/a/b"), "a full match before a greedy one");
    assert!(rank("/a/b", "/a/b") < rank("/a/{id}", "/a/b"), "a word before a variable");
    assert!(
        rank("/a/{id}/b/{proxy+}", "/a/1/b/") < rank("/a/{proxy+}", "/a/1/b/"),
        "a long greedy one before a short"
    );
    assert!(rank("/a/{proxy+}", "/a/b") < rank("$default", "/a/b"));
}
