//! Owed mails that the stream did not see to.

use super::items::OwedMail;
use super::keys::{self, OwedId, SHARDS};
use super::{Consistency, Store, Unavailable, read};
use crate::domain::Timestamp;
use crate::log::carried;
use tokio::task::JoinSet;

/// How many are read of a shard at a time.
const PAGE: usize = 100;

impl Store {
    /// The ids of mails that were owed before a moment and are due by now, oldest first, at most `most`. One that cannot be
    /// read is in the log, and holds up no other.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn overdue_mails(
        &self,
        owed_before: Timestamp,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<OwedId>, Unavailable> {
        let mut shards = JoinSet::new();
        for shard in 0..SHARDS {
            let store = self.clone();
            let overdue =
                async move { store.overdue_in(&keys::owed_mail(shard), owed_before, now, most).await };
            shards.spawn(carried(Box::pin(overdue)));
        }
        let mut overdue = Vec::new();
        while let Some(shard) = shards.join_next().await {
            overdue.extend(shard.map_err(|_| Unavailable)??);
        }
        overdue.sort_unstable();
        overdue.truncate(most);
        Ok(overdue)
    }

    async fn overdue_in(
        &self,
        partition: &str,
        owed_before: Timestamp,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<OwedId>, Unavailable> {
        let last = OwedId::generate(owed_before, "").0;
        let (mut overdue, mut after) = (Vec::new(), None::<String>);
        loop {
            let items =
                self.range(partition, ("0", &last), after.as_deref(), PAGE, Consistency::Eventual).await?;
            let is_last = items.len() < PAGE;
            after = items.last().map(|item| super::text(item, "sk"));
            let mails = items.into_iter().filter_map(|item| read::<OwedMail>(item).ok());
            let due = mails.filter(|mail| mail.due <= now && mail.leased_until <= now);
            overdue.extend(due.map(|mail| mail.id));
            if is_last || overdue.len() >= most {
                return Ok(overdue);
            }
        }
    }
}
