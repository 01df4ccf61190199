//! The whole table, for whoever looks after it: never part of a request.

use super::{Item, Key, Store, Unavailable};
use crate::domain::UserId;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

/// How many items are read at a time: few enough for a second, however busy the machine.
const PAGE: i32 = 1000;

impl Store {
    /// A page of one of so many parts of the table, consistently, and where the next one begins; none at the end of the
    /// part. At most a thousand items.
    ///
    /// # Errors
    /// [`Unavailable`]
    #[expect(clippy::disallowed_methods, reason = "whoever checks the whole table reads all of it")]
    pub async fn scan(
        &self,
        (part, parts): (u8, u8),
        after: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), Unavailable> {
        let request = self
            .client
            .scan()
            .table_name(&self.table)
            .segment(part.into())
            .total_segments(parts.into())
            .consistent_read(true)
            .limit(PAGE)
            .set_exclusive_start_key(after);
        let reply = Box::pin(request.send()).await.map_err(|error| Unavailable::new(&error))?;
        Ok((reply.items.unwrap_or_default(), reply.last_evaluated_key.filter(|key| !HashMap::is_empty(key))))
    }

    /// Removes the item at a place that was read, if it is there; of one that names somebody, while it is as `seen`.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn erase_place(
        &self,
        pk: &str,
        sk: &str,
        seen: Option<(&str, u64)>,
    ) -> Result<(), Unavailable> {
        let place = [("pk", pk), ("sk", sk)];
        let place = place.map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
        self.erase_at(HashMap::from(place), seen).await
    }

    /// Puts a user where lists find them.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn list_again(&self, id: UserId) -> Result<(), Unavailable> {
        let key = Key::User(id);
        let Some((pk, sk)) = key.gsi1() else { return Ok(()) };
        let change = super::Change::of(key).set("gsi1pk", pk.as_str()).set("gsi1sk", sk.as_str());
        // A user who is gone needs no list.
        self.update(change).await.map(|_| ())
    }
}
