//! What holds whatever happens: races, faults, secrets, and what requests cost.

mod ceilings;
mod equal_work;
mod expiry;
mod faults;
mod mail;
mod purposes;
mod races;
mod secrets;

use crate::world::World;
use cli::serve::aws;
use shared::app::App;
use std::future::pending;
use tokio::net::TcpListener;

/// Another instance of the service over the world's table: it shares time and settings, and no memory.
async fn another_instance(world: &World) -> App {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    let engine = world.engine.clone();
    tokio::spawn(async move { engine.serve(listener, pending()).await });
    let aws = aws::local(&format!("http://{address}"));
    App::new(world.app.config.clone(), world.app.clock.clone(), &aws).expect("the settings are good")
}
