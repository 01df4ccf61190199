//! Pages on which people see to their accounts, in a browser without scripts.

mod bad_input;
mod brand;
mod fields;
mod frame;
mod languages;
mod sessions;
mod signing_in;
mod stories;

use crate::world::{Actor, Browser, GOOD, World};

/// A user of this name, with a browser that is signed in.
async fn signed_in(world: &World, name: &str) -> (Browser, Actor) {
    let user = world.user(name).await;
    let mut browser = Browser::at(&user, "/account/").await;
    browser
        .send(&[
            (
                world.app.config.login_field().name(),
                if world.app.config.signs_in_by_email() { &user.email } else { name },
            ),
            ("password", GOOD),
        ])
        .await
        .has(200);
    (browser, user)
}
