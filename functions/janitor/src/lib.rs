//! Sweeps what is left over of deleted users, groups and permissions, at word from the table's stream; and on a schedule,
//! what was missed. Once a night it deletes accounts that never became active, and counts the lists.

use shared::accounts;
use shared::app::App;
use shared::lambda::{Occasion, Record};
use shared::store::items::OwedWork;
use shared::store::{Key, OwedId, Unavailable, keys, read};

/// Takes care of owed cleaning. Cheap to clone.
#[derive(Clone)]
pub struct Janitor {
    app: App,
}

impl Janitor {
    /// A janitor for this service's table.
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Does what the occasion is about, and gives the sequence numbers of the records that could not be handled.
    pub async fn handle(&self, occasion: Occasion) -> Vec<String> {
        match occasion {
            Occasion::Stream(records) => self.handle_records(records).await,
            Occasion::Schedule => report(self.clean_overdue().await),
            Occasion::Nightly => report(self.walk().await),
        }
    }

    async fn walk(&self) -> Result<(), Unavailable> {
        accounts::walk(&self.app).await?;
        accounts::count_all(&self.app).await
    }

    async fn handle_records(&self, records: Vec<Record>) -> Vec<String> {
        let mut failed = Vec::new();
        for record in records {
            if self.clean(&OwedId(record.sk)).await.is_err() {
                failed.push(record.sequence_number);
            }
        }
        failed
    }

    async fn clean(&self, id: &OwedId) -> Result<(), Unavailable> {
        let work: Option<OwedWork> = self.app.store.fetch(&[Key::Work(id)]).await?.take(Key::Work(id))?;
        match work {
            Some(work) => accounts::clean(&self.app, &work).await,
            None => Ok(()),
        }
    }

    async fn clean_overdue(&self) -> Result<(), Unavailable> {
        for item in self.app.store.query_shards(keys::owed_work).await? {
            // One that cannot be read is in the log, and holds up no other.
            if let Ok(work) = read::<OwedWork>(item) {
                accounts::clean(&self.app, &work).await?;
            }
        }
        Ok(())
    }
}

/// What was not done is found again by the next call.
fn report(done: Result<(), Unavailable>) -> Vec<String> {
    if done.is_err() {
        tracing::error!("the cleaning stopped half-way; the next call goes on");
    }
    Vec::new()
}
