//! Cleaning away: idempotent, so that it goes on where it stopped.

use super::{Change, Holding, Key, Store, Unavailable};
use crate::domain::UserId;

impl Store {
    /// Removes every item of a partition.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn sweep(&self, pk: &str) -> Result<(), Unavailable> {
        for item in self.query(pk, "").await? {
            self.erase_at(["pk", "sk"].map(|name| (name.to_owned(), item[name].clone())).into(), None)
                .await?;
        }
        Ok(())
    }

    /// Removes the way back from a group or permission to a user.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn forget_holder(&self, holding: Holding, user: UserId) -> Result<(), Unavailable> {
        self.erase(Key::Holder(holding, user)).await
    }

    /// Takes a group or permission away from whoever has it, if they still do.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn take_away(&self, holding: Holding, user: UserId) -> Result<(), Unavailable> {
        let (attribute, id) = holding.attribute();
        self.take_from_set(Key::Rights(user), attribute, id).await
    }

    /// Takes a number out of a set of an item's, if both are there.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn take_from_set(&self, key: Key<'_>, attribute: &str, member: u64) -> Result<(), Unavailable> {
        let taken = Change::of(key).take(attribute, &[member]).when_contains_any(attribute, &[member]);
        // That it is not there is as it should be.
        self.update(taken).await.map(|_| ())
    }
}
