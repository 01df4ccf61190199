//! How far an import has come.

use crate::app::App;
use crate::store::items::Journal;
use crate::store::{Change, Key, Unavailable};

/// How far an import of these files had come when it broke off.
///
/// # Errors
/// [`Unavailable`]
pub async fn journal_of(app: &App, sha256: &str) -> Result<Journal, Unavailable> {
    let key = Key::Import(sha256);
    Ok(app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default())
}

/// Writes down how far it has come, or with none that it is at its end.
///
/// # Errors
/// [`Unavailable`]
pub async fn write_journal(app: &App, sha256: &str, journal: Option<&Journal>) -> Result<(), Unavailable> {
    let key = Key::Import(sha256);
    match journal {
        Some(Journal { done, again }) => {
            let change = Change::perhaps_new(key).set("done", *done).set_to("again", again);
            app.store.update(change).await.map(|_| ())
        }
        None => app.store.erase(key).await,
    }
}
