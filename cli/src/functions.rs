//! The functions that requests reach.

use shared::http::Routes;

/// The functions that requests reach, by the names of their crates, and their routes.
pub fn functions() -> [(&'static str, Routes); 10] {
    [
        ("users", users::routes()),
        ("groups", groups::routes()),
        ("permissions", permissions::routes()),
        ("sign_in", sign_in::routes()),
        ("tokens", tokens::routes()),
        ("activation", activation::routes()),
        ("password_reset", password_reset::routes()),
        ("account", account::routes()),
        ("console", console::routes()),
        ("operator", operator::routes()),
    ]
}

/// All functions' routes, in one process.
pub fn routes() -> Routes {
    let all = functions().into_iter().map(|(_, routes)| routes);
    all.reduce(Routes::merge).expect("there are functions")
}
