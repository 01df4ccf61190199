//! Counters for the limits against abuse. Over-counting is harmless here, so a lost reply may count twice.

use super::items::Count;
use super::keys::Key;
use super::{Store, Unavailable, key_of};
use crate::domain::Timestamp;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use std::time::Duration;

/// A window of time in which something may happen so often.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    begins: i64,
    ends: i64,
}

impl Window {
    /// The window of this length around `now`; windows follow each other from the epoch on.
    pub fn around(now: Timestamp, length: Duration) -> Self {
        let length = i64::try_from(length.as_secs()).unwrap_or(i64::MAX).max(1);
        let begins = now.seconds() - now.seconds().rem_euclid(length);
        Self { begins, ends: begins + length }
    }

    /// When it is over.
    pub fn end(self) -> Timestamp {
        Timestamp::from_seconds(self.ends)
    }
}

impl Store {
    /// Counts one more of `key` in this window, and tells how many that makes.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn count(&self, key: &str, window: Window) -> Result<u64, Unavailable> {
        self.add(key, window, 1).await
    }

    /// Takes back one that was counted in this window.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn uncount(&self, key: &str, window: Window) -> Result<(), Unavailable> {
        self.add(key, window, -1).await.map(|_| ())
    }

    async fn add(&self, key: &str, window: Window, number: i64) -> Result<u64, Unavailable> {
        let reply = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_of(Key::Limit(key, window.begins))))
            .update_expression("ADD #count :number SET #ttl = :ttl")
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":number", AttributeValue::N(number.to_string()))
            .expression_attribute_values(":ttl", AttributeValue::N(window.ends.to_string()))
            .return_values(ReturnValue::AllNew)
            .send()
            .await
            .map_err(|error| Unavailable::new(&error))?;
        Ok(super::read::<Count>(reply.attributes.unwrap_or_default())?.count)
    }
}
