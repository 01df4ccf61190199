//! Writes: conditions with names, one client token, and a clear word on what happened.
//!
//! A `TransactWriteItems` with an explicit client token: a request whose reply got lost is sent again to the byte, and
//! DynamoDB answers as it did the first time (it knows a token for ten minutes). So a failed condition always means what it
//! says. Where that is not needed, [`Store::update`] and [`Store::create`] write one item at half the price.

use super::items::Tombstone;
use super::keys::Key;
use super::{Item, Store, Unavailable, key_of, number};
use crate::chance::random_id;
use crate::domain::{User, UserId};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, Delete, Put, TransactWriteItem, Update};
use serde::Serialize;
use std::collections::HashMap;
use std::time::Duration;

/// Some writes that happen together or not at all. `R` names what a failed condition means.
///
/// One transaction names an item once, and none that many users share (DynamoDB would cancel its
/// neighbours), except the superusers' set and an administrator's edit of the shared item itself.
#[must_use = "nothing is written before `commit`"]
pub struct Transaction<'a, R> {
    store: &'a Store,
    actions: Vec<TransactWriteItem>,
    refusals: Vec<Option<R>>,
}

impl<'a, R: Copy> Transaction<'a, R> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self { store, actions: Vec::new(), refusals: Vec::new() }
    }

    /// Writes an item that must not be there yet, or else `taken`.
    pub fn create(self, key: Key<'_>, value: &impl Serialize, taken: R) -> Self {
        let put = self.store.put_of(key, value).condition_expression("attribute_not_exists(pk)");
        self.action(TransactWriteItem::builder().put(build(put.build())), Some(taken))
    }

    /// Writes an item, whether or not it was there.
    pub fn put(self, key: Key<'_>, value: &impl Serialize) -> Self {
        let put = self.store.put_of(key, value);
        self.action(TransactWriteItem::builder().put(build(put.build())), None)
    }

    /// Writes the attributes in which an item differs from what was read at this version, of a map only those members
    /// that differ, so that older code drops no newer member; or else `changed`, when somebody changed or deleted it
    /// meanwhile. `after` has the next version.
    pub fn edit<T: Serialize>(self, key: Key<'_>, version: u64, before: &T, after: &T, changed: R) -> Self {
        let (old, new) = (super::item_of(before), super::item_of(after));
        let change = Change::of(key).difference(&old, &new);
        self.change(change.when("version", version), changed)
    }

    /// Changes some attributes of an item, or else `refusal`.
    pub fn change(self, change: Change<'_>, refusal: R) -> Self {
        let update = change.update(&self.store.table);
        self.action(TransactWriteItem::builder().update(update), Some(refusal))
    }

    /// Changes nothing, but insists on what the change is conditional on, or else `refusal`.
    pub fn check(self, condition: Change<'_>, refusal: R) -> Self {
        let check = condition.condition_check(&self.store.table);
        self.action(TransactWriteItem::builder().condition_check(check), Some(refusal))
    }

    /// Removes an item, if it is there.
    pub fn delete(self, key: Key<'_>) -> Self {
        let delete = Delete::builder().table_name(&self.store.table).set_key(Some(key_of(key))).build();
        self.action(TransactWriteItem::builder().delete(build(delete)), None)
    }

    /// Leaves nothing of an item but the id, if it is as it was read at this version, or else `changed`.
    pub fn bury(self, key: Key<'_>, version: u64, tombstone: &Tombstone, changed: R) -> Self {
        let mut item = super::item_of(tombstone);
        item.extend(key_of(key));
        let put = Put::builder()
            .table_name(&self.store.table)
            .set_item(Some(item))
            .condition_expression("version = :v AND attribute_not_exists(deleted_at)")
            .expression_attribute_values(":v", number(version));
        self.action(TransactWriteItem::builder().put(build(put.build())), Some(changed))
    }

    /// Insists that the user is as they were read, or else `changed`.
    pub fn require(self, user: &User, changed: R) -> Self {
        self.check(Change::of(Key::User(user.id)).when("version", user.version), changed)
    }

    /// Adds the user to the set of superusers.
    pub fn add_superuser(self, user: &User) -> Self {
        self.add_superusers(&[user.id])
    }

    /// Adds users to the set of superusers, if there are any.
    pub fn add_superusers(self, users: &[UserId]) -> Self {
        if users.is_empty() {
            return self;
        }
        let ids: Vec<_> = users.iter().map(|id| id.get()).collect();
        let update = Change::perhaps_new(Key::Superusers).add("ids", &ids).update(&self.store.table);
        self.action(TransactWriteItem::builder().update(update), None)
    }

    /// Takes the user out of the set of superusers, or else `last`: one always remains.
    pub fn remove_superuser(self, user: &User, last: R) -> Self {
        let set = Change::of(Key::Superusers).take("ids", &[user.id.get()]);
        self.change(set.when_contains_any("ids", &[user.id.get()]).when_larger("ids", 1), last)
    }

    fn action(
        mut self,
        action: aws_sdk_dynamodb::types::builders::TransactWriteItemBuilder,
        refusal: Option<R>,
    ) -> Self {
        self.actions.push(action.build());
        self.refusals.push(refusal);
        self
    }

    /// Writes it all. The inner error names, in order, the conditions that failed; nothing was written then.
    ///
    /// # Errors
    /// [`Unavailable`] when DynamoDB did not do it in time, conflicts and throttling included: what was asked
    /// for is then done wholly or not at all, and nobody knows which.
    pub async fn commit(self) -> Result<Result<(), Vec<R>>, Unavailable> {
        let token = random_id();
        let mut patience = Patience::default();
        loop {
            let request = self
                .store
                .client
                .transact_write_items()
                .client_request_token(&token)
                .set_transact_items(Some(self.actions.clone()));
            // Boxed, or the futures of everything that writes grow beyond what the compiler follows.
            let error = match Box::pin(request.send()).await {
                Ok(_) => return Ok(Ok(())),
                Err(error) => error,
            };
            match self.failed(&error) {
                Failed::Conditions(refusals) => return Ok(Err(refusals)),
                Failed::ForNow if patience.wait().await => {}
                Failed::ForNow | Failed::Otherwise => return Err(Unavailable::new(&error)),
            }
        }
    }

    fn failed(&self, error: &SdkError<TransactWriteItemsError>) -> Failed<R> {
        match error.as_service_error() {
            Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                let codes: Vec<_> =
                    canceled.cancellation_reasons().iter().map(|why| why.code().unwrap_or("None")).collect();
                let refusals: Vec<_> = codes
                    .iter()
                    .zip(&self.refusals)
                    .filter(|(code, _)| **code == "ConditionalCheckFailed")
                    .filter_map(|(_, refusal)| *refusal)
                    .collect();
                let passing = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];
                match refusals.is_empty() {
                    false => Failed::Conditions(refusals),
                    true if codes.iter().any(|code| passing.contains(code)) => Failed::ForNow,
                    true => Failed::Otherwise,
                }
            }
            Some(TransactWriteItemsError::TransactionInProgressException(_)) => Failed::ForNow,
            _ => Failed::Otherwise,
        }
    }
}

enum Failed<R> {
    Conditions(Vec<R>),
    ForNow,
    Otherwise,
}

/// How long a conflict is waited out: 7 tries, with pauses that double from 25 ms; 1.6 s in all, well inside
/// the request's deadline.
#[derive(Default)]
pub(super) struct Patience {
    tries: u32,
}

impl Patience {
    /// Pauses, unless it is over.
    pub(super) async fn wait(&mut self) -> bool {
        if self.tries == 6 {
            return false;
        }
        let jitter = u64::from(random_id().as_bytes()[0]) % 20;
        tokio::time::sleep(Duration::from_millis((25 << self.tries) + jitter)).await;
        self.tries += 1;
        true
    }
}

/// Some attributes of one item, to be changed together. A name with dots is a member of a map, which must be there.
pub struct Change<'a> {
    key: Key<'a>,
    sets: Vec<String>,
    removes: Vec<String>,
    adds: Vec<String>,
    takes: Vec<String>,
    conditions: Vec<String>,
    names: Vec<String>,
    values: Vec<AttributeValue>,
}

impl<'a> Change<'a> {
    /// A change of the item at `key`, which must exist and be no tombstone.
    pub fn of(key: Key<'a>) -> Self {
        let conditions =
            vec!["attribute_exists(pk)".to_owned(), "attribute_not_exists(deleted_at)".to_owned()];
        Self { conditions, ..Self::perhaps_new(key) }
    }

    /// A change of the item at `key`, which is made when it is not there.
    pub fn perhaps_new(key: Key<'a>) -> Self {
        Self {
            key,
            sets: Vec::new(),
            removes: Vec::new(),
            adds: Vec::new(),
            takes: Vec::new(),
            conditions: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Gives the attribute this value.
    pub fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        let (name, value) = (self.name(name), self.value(value));
        self.sets.push(format!("{name} = {value}"));
        self
    }

    /// Sets and removes what differs, member by member where both sides have a map.
    fn difference(mut self, old: &Item, new: &Item) -> Self {
        for (name, value) in new {
            self = match (old.get(name), value) {
                (Some(old), value) if old == value => self,
                (Some(AttributeValue::M(old)), AttributeValue::M(new)) => {
                    self.difference_within(name, old, new)
                }
                _ => self.set(name, value.clone()),
            };
        }
        for name in old.keys().filter(|name| !new.contains_key(*name)) {
            self = self.remove(name);
        }
        self
    }

    fn difference_within(mut self, map: &str, old: &Item, new: &Item) -> Self {
        for (name, value) in new.iter().filter(|(name, value)| old.get(*name) != Some(*value)) {
            self = self.set(&format!("{map}.{name}"), value.clone());
        }
        for name in old.keys().filter(|name| !new.contains_key(*name)) {
            self = self.remove(&format!("{map}.{name}"));
        }
        self
    }

    /// Gives the attribute this value, as the table has such things.
    pub fn set_to(self, name: &str, value: &impl Serialize) -> Self {
        let value: AttributeValue = serde_dynamo::to_attribute_value(value).expect("a plain value");
        self.set(name, value)
    }

    /// Adds to the attribute, which counts from 0.
    pub fn increment(mut self, name: &str, by: i64) -> Self {
        let (name, zero, by) = (self.name(name), self.value(0_u64), self.value(by));
        self.sets.push(format!("{name} = if_not_exists({name}, {zero}) + {by}"));
        self
    }

    /// Gives the attribute this value, unless it has one.
    pub fn default(mut self, name: &str, value: impl Into<Value>) -> Self {
        let (name, value) = (self.name(name), self.value(value));
        self.sets.push(format!("{name} = if_not_exists({name}, {value})"));
        self
    }

    /// Takes the attribute away.
    pub fn remove(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.removes.push(name);
        self
    }

    /// Adds numbers to a set.
    pub fn add(mut self, name: &str, members: &[u64]) -> Self {
        let (name, set) = (self.name(name), self.value(set_of(members)));
        self.adds.push(format!("{name} {set}"));
        self
    }

    /// Takes numbers out of a set.
    pub fn take(mut self, name: &str, members: &[u64]) -> Self {
        let (name, set) = (self.name(name), self.value(set_of(members)));
        self.takes.push(format!("{name} {set}"));
        self
    }

    /// Only while the set has one of these members at least.
    pub fn when_contains_any(mut self, name: &str, members: &[u64]) -> Self {
        let contained = self.contained(name, members).join(" OR ");
        self.conditions.push(format!("({contained})"));
        self
    }

    /// Only while the set has more members than this.
    pub fn when_larger(mut self, name: &str, than: u64) -> Self {
        let (name, than) = (self.name(name), self.value(than));
        self.conditions.push(format!("size({name}) > {than}"));
        self
    }

    /// Only while the set has room for these members: at most `most` have, or all of them are in already.
    pub fn when_room(mut self, name: &str, members: &[u64], most: usize) -> Self {
        let contained = self.contained(name, members).join(" AND ");
        let (name, most) = (self.name(name), self.value(most.saturating_sub(members.len()) as u64));
        let (absent, small) = (format!("attribute_not_exists({name})"), format!("size({name}) <= {most}"));
        self.conditions.push(format!("({absent} OR {small} OR ({contained}))"));
        self
    }

    fn contained(&mut self, name: &str, members: &[u64]) -> Vec<String> {
        let name = self.name(name);
        members.iter().map(|member| format!("contains({name}, {})", self.value(*member))).collect()
    }

    /// Only while the attribute has this value.
    pub fn when(mut self, name: &str, value: impl Into<Value>) -> Self {
        let (name, value) = (self.name(name), self.value(value));
        self.conditions.push(format!("{name} = {value}"));
        self
    }

    /// Only while the attribute is absent or has this value.
    pub fn when_absent_or(mut self, name: &str, value: impl Into<Value>) -> Self {
        let (name, value) = (self.name(name), self.value(value));
        self.conditions.push(format!("(attribute_not_exists({name}) OR {name} = {value})"));
        self
    }

    /// Only while the attribute is there.
    pub fn when_present(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.conditions.push(format!("attribute_exists({name})"));
        self
    }

    /// Only while the attribute is absent or below this.
    pub fn when_below(mut self, name: &str, bound: impl Into<Value>) -> Self {
        let (name, bound) = (self.name(name), self.value(bound));
        self.conditions.push(format!("(attribute_not_exists({name}) OR {name} < {bound})"));
        self
    }

    /// Only while the attribute is at most this.
    pub fn when_at_most(mut self, name: &str, bound: impl Into<Value>) -> Self {
        let (name, bound) = (self.name(name), self.value(bound));
        self.conditions.push(format!("{name} <= {bound}"));
        self
    }

    /// Only while the attribute is absent.
    pub fn when_absent(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.conditions.push(format!("attribute_not_exists({name})"));
        self
    }

    /// The placeholder of an attribute, or with dots those of a member of a map.
    fn name(&mut self, path: &str) -> String {
        let placeholders = path.split('.').map(|name| {
            let known = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
            format!("#n{known}")
        });
        placeholders.collect::<Vec<_>>().join(".")
    }

    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into().0);
        format!(":v{}", self.values.len() - 1)
    }

    pub(super) fn update(self, table: &str) -> Update {
        let clause = |word: &str, parts: &[String]| match parts {
            [] => String::new(),
            _ => format!("{word} {} ", parts.join(", ")),
        };
        let expression = clause("SET", &self.sets)
            + &clause("REMOVE", &self.removes)
            + &clause("ADD", &self.adds)
            + &clause("DELETE", &self.takes);
        let update = Update::builder()
            .table_name(table)
            .update_expression(expression.trim_end())
            .set_condition_expression(self.condition())
            .set_expression_attribute_names(self.placeholders("#n", self.names.iter().cloned()))
            .set_expression_attribute_values(self.placeholders(":v", self.values.iter().cloned()))
            .set_key(Some(key_of(self.key)));
        build(update.build())
    }

    fn condition_check(self, table: &str) -> ConditionCheck {
        let check = ConditionCheck::builder()
            .table_name(table)
            .set_condition_expression(self.condition())
            .set_expression_attribute_names(self.placeholders("#n", self.names.iter().cloned()))
            .set_expression_attribute_values(self.placeholders(":v", self.values.iter().cloned()))
            .set_key(Some(key_of(self.key)));
        build(check.build())
    }

    fn condition(&self) -> Option<String> {
        (!self.conditions.is_empty()).then(|| self.conditions.join(" AND "))
    }

    /// What the placeholders stand for; DynamoDB refuses an empty map.
    fn placeholders<T>(&self, prefix: &str, meant: impl Iterator<Item = T>) -> Option<HashMap<String, T>> {
        let all: HashMap<_, _> = meant.enumerate().map(|(i, what)| (format!("{prefix}{i}"), what)).collect();
        (!all.is_empty()).then_some(all)
    }
}

/// A value to set or compare.
pub struct Value(AttributeValue);

impl From<AttributeValue> for Value {
    fn from(value: AttributeValue) -> Self {
        Self(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self(AttributeValue::Bool(value))
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self(number(value))
    }
}

impl From<crate::domain::Timestamp> for Value {
    fn from(value: crate::domain::Timestamp) -> Self {
        Self(AttributeValue::N(value.micros().to_string()))
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self(AttributeValue::N(value.to_string()))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self(AttributeValue::S(value.to_owned()))
    }
}

fn set_of(members: &[u64]) -> AttributeValue {
    AttributeValue::Ns(members.iter().map(u64::to_string).collect())
}

/// The SDK's builders fail only when a required part is missing, which the callers here always give.
fn build<T>(built: Result<T, aws_sdk_dynamodb::error::BuildError>) -> T {
    built.expect("table, key and expression are given")
}

impl Store {
    fn put_of(&self, key: Key<'_>, value: &impl Serialize) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        let mut item: Item = super::item_of(value);
        item.extend(key_of(key));
        if let Some((pk, sk)) = key.gsi1() {
            item.insert("gsi1pk".to_owned(), AttributeValue::S(pk));
            item.insert("gsi1sk".to_owned(), AttributeValue::S(sk));
        }
        Put::builder().table_name(&self.table).set_item(Some(item))
    }
}
