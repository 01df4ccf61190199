//! What holds whatever happens: races, faults, secrets, and what requests cost.

mod ceilings;
mod equal_work;
mod expiry;
mod farewell;
mod faults;
mod keys;
mod logging;
mod mail;
mod purposes;
mod races;
mod rights;
mod secrets;
mod versions;

use crate::world::World;
use cli::serve::aws;
use shared::app::App;
use shared::config::Config;
use std::future::pending;
use tokio::net::TcpListener;

/// Another instance of the service over the world's table: it shares time and settings, and no memory.
async fn another_instance(world: &World) -> App {
    another_instance_with(world, world.app.config.clone()).await
}

/// The same with settings of its own.
async fn another_instance_with(world: &World, config: Config) -> App {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    let engine = world.engine.clone();
    tokio::spawn(async move { engine.serve(listener, pending()).await });
    let aws = aws::local(&format!("http://{address}"));
    App::new(config, world.app.clock.clone(), &aws).expect("the settings are good")
}
