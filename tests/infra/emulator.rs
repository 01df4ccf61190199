//! `CargoLambda.toml`: which function `cargo lambda watch` hands a path to, printed from the routes in code, as the
//! template's are held against them.

use super::gateway::{paths, patterns, route};
use matchit::Router;
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = r#"# `cargo lambda watch`: the functions' own processes on this machine, beside `cargo run`, which has the table and takes
# the mail (docs/operations.md). Printed by tests/infra/emulator.rs.
[watch]
invoke_address = "127.0.0.1"
# CORS is the service's own.
disable_cors = true
env_var = [
    "AWS_REGION=local",
    "AWS_ACCESS_KEY_ID=local",
    "AWS_SECRET_ACCESS_KEY=local",
    "AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8001",
    "AWS_ENDPOINT_URL_SES=http://127.0.0.1:8000/_local/ses",
]

# Which function a path is handed to, from the routes in code.
[watch.router]
"#;

/// The emulator's routes. It tells paths that end in a slash from those that do not, and its greedy variables stand
/// beside no others, so that they serve only for what no route names. A variable takes a suffix with it.
fn routes() -> BTreeMap<String, &'static str> {
    let unnamed = ["/", "/{*path}"].map(|path| (path.to_owned(), route(path).function));
    let named = patterns().into_iter().filter(|(pattern, _)| !pattern.contains("}."));
    named.chain(unnamed).collect()
}

#[test]
fn the_emulators_routes_are_those_in_code() {
    let mut page = HEAD.to_owned();
    for (path, function) in routes() {
        writeln!(page, "\"{path}\" = \"{function}\"").expect("text takes text");
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../CargoLambda.toml");
    if std::fs::read_to_string(file).unwrap_or_default() != page {
        std::fs::write(file, &page).expect("the file can be written");
        panic!("CargoLambda.toml was out of date and is written anew");
    }
}

#[test]
fn the_emulator_hands_every_path_to_the_function_that_the_gateway_does() {
    let mut emulator = Router::new();
    for (path, function) in routes() {
        emulator.insert(path, function).expect("the emulator takes the route");
    }
    let unnamed = ["/", "/nothing", "/auth/nothing/", "/users/7/nothing"].map(str::to_owned);
    for path in paths().into_iter().map(|(path, _)| path).chain(unnamed) {
        assert_eq!(emulator.at(&path).map(|found| *found.value), Ok(route(&path).function), "{path}");
    }
}
