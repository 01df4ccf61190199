//! The one table: the only place that knows DynamoDB.

mod catalogue;
mod charges;
pub mod items;
pub mod keys;
pub mod layout;
pub mod limits;
mod list;
mod overdue;
mod plain;
mod scan;
mod sequence;
mod sweep;
mod transaction;

pub use catalogue::Catalogued;
pub use keys::{Catalogue, Holding, Key, OwedId, Purpose};
pub use list::{List, Shown, Span, user_of};
pub use plain::Refused;
pub use transaction::{Change, Transaction};

use crate::domain::{Timestamp, User, UserId};
use crate::log::carried;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition, TokenBucket};
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::error::{DisplayErrorContext, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use aws_types::SdkConfig;
use items::LoginRecord;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;
use tokio::task::JoinSet;
use transaction::Patience;

/// How many keys one BatchGetItem takes
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>).
const MOST_KEYS: usize = 100;

/// How many batches are read at the same time.
const MOST_BATCHES: usize = 16;

/// An item as DynamoDB has it.
pub type Item = HashMap<String, AttributeValue>;

/// The table, and the client that reaches it.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
}

/// DynamoDB did not answer in time, or not sensibly. The caller's caller gets 503, and the log has the
/// cause.
#[derive(Debug)]
pub struct Unavailable;

impl Unavailable {
    fn new<E>(error: &SdkError<E>) -> Self
    where
        SdkError<E>: std::error::Error,
    {
        tracing::error!(error = %DisplayErrorContext(error), "DynamoDB is unavailable");
        Self
    }

    fn corrupt(error: &serde_dynamo::Error) -> Self {
        tracing::error!(%error, "an item cannot be read");
        Self
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DynamoDB is unavailable")
    }
}

impl std::error::Error for Unavailable {}

impl Store {
    /// The table of this name, reached with the SDK's own settings but for our patience: an attempt may take
    /// 1 s, and the SDK's retries stay inside the request's deadline of 7 s.
    pub fn new(aws: &SdkConfig, table: &str) -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(Duration::from_secs(1))
            .operation_timeout(Duration::from_millis(6500))
            .build();
        let retries = RetryConfig::standard()
            .with_max_attempts(8)
            .with_initial_backoff(Duration::from_millis(50))
            .with_max_backoff(Duration::from_secs(1));
        // Attempts and time bound each request already. The SDK's quota of retries is the whole process's: an outage
        // would use it up, and single hiccups would fail requests long after.
        let unlimited = RetryPartition::custom("latchkey").token_bucket(TokenBucket::unlimited()).build();
        let config = aws_sdk_dynamodb::config::Builder::from(aws)
            .timeout_config(timeouts)
            .retry_config(retries)
            .retry_partition(unlimited)
            .interceptor(charges::Charges)
            .build();
        Self { client: Client::from_conf(config), table: table.to_owned() }
    }

    /// Reads items by their keys, consistently: one BatchGetItem for each 100, up to 16 at once.
    ///
    /// # Errors
    /// [`Unavailable`], also when DynamoDB leaves some of the keys unread for too long: never a part.
    pub async fn fetch(&self, keys: &[Key<'_>]) -> Result<Found, Unavailable> {
        self.fetch_as(keys, Reading { consistent: true, attributes: &[] }).await
    }

    /// The same, but what it reads may be a moment old, at half the price.
    ///
    /// # Errors
    /// As [`Store::fetch`].
    pub async fn glance(&self, keys: &[Key<'_>]) -> Result<Found, Unavailable> {
        self.fetch_as(keys, Reading { consistent: false, attributes: &[] }).await
    }

    async fn fetch_as(&self, keys: &[Key<'_>], reading: Reading<'_>) -> Result<Found, Unavailable> {
        let keys: Vec<_> = keys.iter().map(|key| key_of(*key)).collect();
        let mut found = HashMap::new();
        for wave in keys.chunks(MOST_KEYS * MOST_BATCHES) {
            if wave.len() <= MOST_KEYS {
                found.extend(self.fetch_batch(reading.of(wave)).await?);
                continue;
            }
            let mut batches = JoinSet::new();
            for batch in wave.chunks(MOST_KEYS) {
                let (store, batch) = (self.clone(), reading.of(batch));
                batches.spawn(carried(async move { store.fetch_batch(batch).await }));
            }
            while let Some(batch) = batches.join_next().await {
                found.extend(batch.map_err(|_| Unavailable)??);
            }
        }
        Ok(Found(found))
    }

    async fn fetch_batch(
        &self,
        mut wanted: KeysAndAttributes,
    ) -> Result<HashMap<(String, String), Item>, Unavailable> {
        let mut found = HashMap::new();
        let mut patience = Patience::default();
        loop {
            let request = self.client.batch_get_item().request_items(&self.table, wanted);
            let reply = Box::pin(request.send()).await.map_err(|error| Unavailable::new(&error))?;
            for item in reply.responses.unwrap_or_default().into_values().flatten() {
                found.insert((text(&item, "pk"), text(&item, "sk")), item);
            }
            match reply.unprocessed_keys.unwrap_or_default().remove(&self.table) {
                None => return Ok(found),
                Some(_) if !patience.wait().await => {
                    tracing::error!("DynamoDB leaves keys unread");
                    return Err(Unavailable);
                }
                Some(rest) => wanted = rest,
            }
        }
    }

    /// Begins a transaction.
    pub fn transaction<R: Copy>(&self) -> Transaction<'_, R> {
        Transaction::new(self)
    }

    /// Reads a partition, or those of its items whose sort key has a prefix, consistently and whole.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn query(&self, pk: &str, prefix: &str) -> Result<Vec<Item>, Unavailable> {
        let condition = if prefix.is_empty() { "pk = :pk" } else { "pk = :pk AND begins_with(sk, :prefix)" };
        let mut request = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression(condition)
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()));
        if !prefix.is_empty() {
            request = request.expression_attribute_values(":prefix", AttributeValue::S(prefix.to_owned()));
        }
        let pages = request.into_paginator().items().send();
        pages.collect::<Result<_, _>>().await.map_err(|error| Unavailable::new(&error))
    }

    /// Reads those items of a partition whose sort keys lie between `first` and `last` and behind `after`, in the order of
    /// their sort keys, at most `most`.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn range(
        &self,
        pk: &str,
        (first, last): (&str, &str),
        after: Option<&str>,
        most: usize,
        consistency: Consistency,
    ) -> Result<Vec<Item>, Unavailable> {
        let place = after.map(|sk| [("pk", pk), ("sk", sk)]);
        let place =
            place.map(|key| key.map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned()))));
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(consistency == Consistency::Strong)
            .key_condition_expression("pk = :pk AND sk BETWEEN :first AND :last")
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
            .expression_attribute_values(":first", AttributeValue::S(first.to_owned()))
            .expression_attribute_values(":last", AttributeValue::S(last.to_owned()))
            .set_exclusive_start_key(place.map(HashMap::from))
            .set_limit(i32::try_from(most).ok())
            .into_paginator()
            .items()
            .send();
        let mut items = Vec::new();
        while items.len() < most
            && let Some(item) = pages.next().await
        {
            items.push(item.map_err(|error| Unavailable::new(&error))?);
        }
        Ok(items)
    }

    /// Reads a kind's 16 partitions, consistently and whole, a few at a time: at a cold start, opening sixteen
    /// connections takes longer than waiting for four.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn query_shards(&self, partition: fn(u8) -> String) -> Result<Vec<Item>, Unavailable> {
        const AT_ONCE: u8 = 4;
        let mut queries = JoinSet::new();
        for first in 0..AT_ONCE {
            let store = self.clone();
            queries.spawn(carried(Box::pin(async move {
                let mut items = Vec::new();
                for shard in (first..keys::SHARDS).step_by(AT_ONCE.into()) {
                    items.extend(store.query(&partition(shard), "").await?);
                }
                Ok(items)
            })));
        }
        joined(queries).await
    }
}

async fn joined(mut queries: JoinSet<Result<Vec<Item>, Unavailable>>) -> Result<Vec<Item>, Unavailable> {
    let mut items = Vec::new();
    while let Some(shard) = queries.join_next().await {
        items.extend(shard.map_err(|_| Unavailable)??);
    }
    Ok(items)
}

/// What a [`Store::fetch`] brought.
pub struct Found(HashMap<(String, String), Item>);

impl Found {
    /// The item at this key; none if it is not there, or was deleted and only its id remains.
    ///
    /// # Errors
    /// [`Unavailable`] when the item cannot be read: a damaged item is never taken for a missing one.
    pub fn take<T: DeserializeOwned>(&mut self, key: Key<'_>) -> Result<Option<T>, Unavailable> {
        match self.0.remove(&key.pk_sk()) {
            Some(item) if !item.contains_key("deleted_at") => Ok(Some(read(item)?)),
            _ => Ok(None),
        }
    }

    /// The same without taking it away: several may ask for it.
    ///
    /// # Errors
    /// As [`Found::take`].
    pub fn look<T: DeserializeOwned>(&self, key: Key<'_>) -> Result<Option<T>, Unavailable> {
        match self.0.get(&key.pk_sk()) {
            Some(item) if !item.contains_key("deleted_at") => Ok(Some(read(item.clone())?)),
            _ => Ok(None),
        }
    }

    /// Whether anything is at this key.
    pub fn has(&self, key: Key<'_>) -> bool {
        self.0.contains_key(&key.pk_sk())
    }

    /// Whether something was deleted here, and only its id remains.
    pub fn is_tombstone(&self, key: Key<'_>) -> bool {
        self.0.get(&key.pk_sk()).is_some_and(|item| item.contains_key("deleted_at"))
    }

    /// The user of this id.
    ///
    /// # Errors
    /// [`Unavailable`] when the item cannot be read.
    pub fn user(&mut self, id: UserId) -> Result<Option<User>, Unavailable> {
        self.take(Key::User(id))
    }

    /// When the user of this id signed in last, if the login record was read.
    ///
    /// # Errors
    /// As [`Found::user`].
    pub fn last_login(&mut self, id: UserId) -> Result<Option<Timestamp>, Unavailable> {
        let record: Option<LoginRecord> = self.take(Key::Login(id))?;
        Ok(record.and_then(|record| record.last_login))
    }
}

/// An item as what it stands for.
///
/// # Errors
/// [`Unavailable`] when it is not one.
pub fn read<T: DeserializeOwned>(item: Item) -> Result<T, Unavailable> {
    serde_dynamo::from_item(item).map_err(|error| Unavailable::corrupt(&error))
}

fn item_of(value: &impl Serialize) -> Item {
    serde_dynamo::to_item(value).expect("our items are structs of plain values")
}

fn key_of(key: Key<'_>) -> Item {
    let (pk, sk) = key.pk_sk();
    HashMap::from([("pk".to_owned(), AttributeValue::S(pk)), ("sk".to_owned(), AttributeValue::S(sk))])
}

/// Whether a read sees every write that was acknowledged before it, or may be a moment behind, at half the price.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Consistency {
    /// For decisions.
    Strong,
    /// For what is looked at again before anything is done, such as owed mails.
    Eventual,
}

/// How items are read by their keys.
#[derive(Clone, Copy)]
struct Reading<'a> {
    consistent: bool,
    /// Which attributes beside the key; empty for all.
    attributes: &'a [&'a str],
}

impl Reading<'_> {
    fn of(self, keys: &[Item]) -> KeysAndAttributes {
        let mut wanted =
            KeysAndAttributes::builder().set_keys(Some(keys.to_vec())).consistent_read(self.consistent);
        if !self.attributes.is_empty() {
            let mut expression = "pk, sk".to_owned();
            for (index, name) in self.attributes.iter().enumerate() {
                expression += &format!(", #n{index}");
                wanted = wanted.expression_attribute_names(format!("#n{index}"), *name);
            }
            wanted = wanted.projection_expression(expression);
        }
        wanted.build().expect("the keys are given")
    }
}

fn text(item: &Item, name: &str) -> String {
    item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default()
}

fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}
