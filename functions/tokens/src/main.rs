//! The `tokens` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::lambda::Error> {
    shared::lambda::serve_and_keep(tokens::routes(), tokens::keep_keys).await
}
