//! The administrators' console, in a browser without scripts.

mod deeds;
mod frame;
mod large;
mod many;
mod service;
mod things;
mod users;

use crate::world::{Actor, Browser, GOOD, World};

/// A browser in which this user is signed in, at the console.
async fn at_console(user: &Actor) -> Browser {
    let mut browser = Browser::at(user, "/console/").await;
    browser.send(&[("username", &user.name), ("password", GOOD)]).await;
    browser
}

/// A superuser's browser.
async fn root(world: &World) -> Browser {
    at_console(&world.superuser().await).await
}
