//! The `janitor` Lambda.

use janitor::Janitor;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::lambda::Error> {
    let handle = |janitor: Janitor, occasion| async move { janitor.handle(occasion).await };
    shared::lambda::consume(|app, _| Ok(Janitor::new(app)), handle).await
}
