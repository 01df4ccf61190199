//! The `mailer` Lambda.

use mailer::Mailer;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::lambda::Error> {
    let handle = |mailer: Mailer, occasion| async move { mailer.handle(occasion).await };
    shared::lambda::consume(|app, aws| Mailer::new(app, aws).map_err(Into::into), handle).await
}
