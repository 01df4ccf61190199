//! Lists: each is spread over 16 partitions that are in order, and read from all of them at once.

use super::items::ListedUser;
use super::keys::{self, Catalogue, Holding, Key, SHARDS};
use super::{Item, Reading, Store, Unavailable, read, text};
use crate::domain::UserId;
use crate::log::carried;
use aws_sdk_dynamodb::types::{AttributeValue, Select};
use std::cmp::Ordering;
use tokio::task::JoinSet;

/// The index that lists all users.
const INDEX: &str = "GSI1";

/// Something to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The ids of all users. The index behind it lags a moment behind the table.
    Users,
    /// The claims on user names, by their keys.
    Usernames,
    /// The claims on addresses, by their keys.
    Emails,
    /// Groups by id, permissions by app, model and codename, content types by name.
    Catalogue(Catalogue),
    /// Who is in a group, or was given a permission directly; by the id's digits.
    Holders(Holding),
    /// Owed mails, by when they were owed.
    OwedMail,
    /// Owed cleaning, by when it was owed.
    OwedWork,
}

impl List {
    fn partition(self, shard: u8) -> String {
        match self {
            Self::Users => keys::listed_users(shard),
            Self::Usernames => keys::usernames(shard),
            Self::Emails => keys::emails(shard),
            Self::Catalogue(catalogue) => catalogue.partition(shard),
            Self::Holders(holding) => holding.partition(shard),
            Self::OwedMail => keys::owed_mail(shard),
            Self::OwedWork => keys::owed_work(shard),
        }
    }

    /// What it lists.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Usernames => "usernames",
            Self::Emails => "emails",
            Self::Catalogue(catalogue) => catalogue.name(),
            Self::Holders(_) => "holders",
            Self::OwedMail => "owed_mail",
            Self::OwedWork => "owed_work",
        }
    }

    /// The attribute that an item's place in the list hangs on.
    const fn order(self) -> &'static str {
        if self.is_indexed() { "gsi1sk" } else { "sk" }
    }

    const fn is_indexed(self) -> bool {
        matches!(self, Self::Users)
    }

    /// An item's place in the list: what stands after it has a greater one, or in descending order a smaller one.
    pub fn place(self, item: &Item) -> String {
        text(item, self.order())
    }
}

/// Which part of a list, and which way round.
#[derive(Clone, Debug, Default)]
pub struct Span {
    /// What places begin with; empty for all.
    pub prefix: String,
    /// The place that it follows; empty for the beginning.
    pub after: String,
    /// From the end to the beginning.
    pub descending: bool,
}

impl Span {
    /// All that follows a place.
    pub fn after(place: &str) -> Self {
        Self { after: place.to_owned(), ..Self::default() }
    }

    fn order(&self, one: &str, other: &str) -> Ordering {
        if self.descending { other.cmp(one) } else { one.cmp(other) }
    }

    /// The condition on places, and what its `:low` and `:high` stand for. DynamoDB takes one condition on a sort key, and
    /// between two includes both: the place that the span follows is left out when it was read.
    fn condition(&self, name: &str) -> (String, Option<String>, Option<String>) {
        let after = (!self.after.is_empty()).then(|| self.after.clone());
        match (self.prefix.is_empty(), self.descending, after) {
            (true, _, None) => (String::new(), None, None),
            (true, false, after) => (format!(" AND {name} > :low"), after, None),
            (true, true, after) => (format!(" AND {name} < :high"), None, after),
            (false, descending, after) => {
                let (first, last) = (self.prefix.clone(), format!("{}{}", self.prefix, char::MAX));
                let between = format!(" AND {name} BETWEEN :low AND :high");
                match (descending, after) {
                    (_, None) => (between, Some(first), Some(last)),
                    (false, after) => (between, after, Some(last)),
                    (true, after) => (between, Some(first), after),
                }
            }
        }
    }
}

/// One partition of a list, as far as it was read.
struct Run {
    shard: u8,
    span: Span,
    ended: bool,
}

impl Run {
    fn all(span: &Span) -> Vec<Self> {
        (0..SHARDS).map(|shard| Self { shard, span: span.clone(), ended: false }).collect()
    }

    /// The same from this place on.
    fn on(self, after: String) -> Self {
        Self { span: Span { after, ..self.span }, ..self }
    }
}

/// How many are read from each partition at a time, at most.
const STRIDE: usize = 1000;

/// What a list shows of its users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The profile.
    Profile,
    /// When they signed in last, too: an item more for each.
    LastLogin,
}

/// How many users are read consistently for a list; of more, each may be a moment old, at half the price.
const FRESH: usize = 100;

/// The id of a row of [`List::Users`]: the index holds keys only.
///
/// # Errors
/// [`Unavailable`] when the row is damaged.
pub fn user_of(row: &Item) -> Result<UserId, Unavailable> {
    List::Users.place(row).parse().map_err(|()| {
        tracing::error!("a row of the index has no id");
        Unavailable
    })
}

impl Store {
    /// The users of these ids, in this order, without those who are not there: a batch for each 100 items.
    ///
    /// # Errors
    /// [`Unavailable`]: never a part.
    pub async fn listed_users(&self, ids: &[UserId], shown: Shown) -> Result<Vec<ListedUser>, Unavailable> {
        let profiles = ids.iter().map(|id| Key::User(*id));
        let keys: Vec<_> = match shown {
            Shown::Profile => profiles.collect(),
            Shown::LastLogin => profiles.chain(ids.iter().map(|id| Key::Login(*id))).collect(),
        };
        let attributes: Vec<_> =
            ListedUser::ATTRIBUTES.into_iter().chain(["last_login", "deleted_at"]).collect();
        let reading = Reading { consistent: ids.len() <= FRESH, attributes: &attributes };
        let mut found = self.fetch_as(&keys, reading).await?;
        let mut users = Vec::new();
        for id in ids {
            let last_login =
                found.0.remove(&Key::Login(*id).pk_sk()).and_then(|mut item| item.remove("last_login"));
            let Some(mut item) = found.0.remove(&Key::User(*id).pk_sk()) else { continue };
            if item.contains_key("deleted_at") {
                continue;
            }
            item.extend(last_login.map(|at| ("last_login".to_owned(), at)));
            users.push(read(item)?);
        }
        Ok(users)
    }

    /// How many users there are, as the index tells: about six hours old, and free
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexDescription.html>).
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn users_about(&self) -> Result<usize, Unavailable> {
        let request = self.client.describe_table().table_name(&self.table);
        let reply = Box::pin(request.send()).await.map_err(|error| Unavailable::new(&error))?;
        let indexes = reply.table.and_then(|table| table.global_secondary_indexes).unwrap_or_default();
        let index = indexes.iter().find(|index| index.index_name() == Some(INDEX));
        let counted = index.and_then(|index| index.item_count()).unwrap_or_default();
        Ok(usize::try_from(counted).unwrap_or_default())
    }

    /// The first `most` items of a part of a list, in order: 16 queries at once, and again only where
    /// partitions turn out to be filled unevenly, or many are wanted.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn list(&self, list: List, span: &Span, most: usize) -> Result<Vec<Item>, Unavailable> {
        // A few are taken whole from each partition, so that one wave always does; of many, each has its share.
        let stride =
            if most <= 100 { most } else { (most / usize::from(SHARDS)).saturating_add(64).min(STRIDE) };
        let mut items: Vec<(String, Item)> = Vec::new();
        let mut runs = Run::all(span);
        loop {
            let mut queries = JoinSet::new();
            for run in runs.into_iter().filter(|run| !run.ended) {
                queries.spawn(carried(self.clone().go_on(list, run, stride)));
            }
            runs = Vec::new();
            while let Some(read) = queries.join_next().await {
                let (run, read) = read.map_err(|_| Unavailable)??;
                items.extend(read.into_iter().map(|item| (list.place(&item), item)));
                runs.push(run);
            }
            items.sort_by(|(one, _), (other, _)| span.order(one, other));
            items.truncate(most);
            let last = items.get(most.saturating_sub(1)).map(|(place, _)| place);
            // What is read no further than the last one wanted may hold one that comes before it.
            for run in &mut runs {
                run.ended |= last.is_some_and(|last| span.order(&run.span.after, last).is_ge());
            }
            if most == 0 || runs.iter().all(|run| run.ended) {
                return Ok(items.into_iter().map(|(_, item)| item).collect());
            }
        }
    }

    async fn go_on(self, list: List, run: Run, stride: usize) -> Result<(Run, Vec<Item>), Unavailable> {
        // One more, for the place that it follows.
        let query = self.query_list(list, run.shard, &run.span).set_limit(i32::try_from(stride + 1).ok());
        let mut pages = query.into_paginator().items().send();
        let mut items = Vec::new();
        while items.len() < stride
            && let Some(item) = pages.next().await
        {
            let item = item.map_err(|error| Unavailable::new(&error))?;
            items.extend(Some(item).filter(|item| list.place(item) != run.span.after));
        }
        let ended = items.len() < stride;
        let run = match items.last() {
            Some(last) => run.on(list.place(last)),
            None => run,
        };
        Ok((Run { ended, ..run }, items))
    }

    /// How many items a list has, if there are at most `bound`: counted in 16 partitions at once.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn count_up_to(&self, list: List, bound: usize) -> Result<Option<usize>, Unavailable> {
        let stride = (bound / usize::from(SHARDS)).saturating_add(400);
        let (mut total, mut runs) = (0, Run::all(&Span::default()));
        loop {
            let mut queries = JoinSet::new();
            for run in runs.into_iter().filter(|run| !run.ended) {
                queries.spawn(carried(self.clone().count_on(list, run, stride)));
            }
            if queries.is_empty() {
                return Ok(Some(total));
            }
            runs = Vec::new();
            while let Some(counted) = queries.join_next().await {
                let (run, counted) = counted.map_err(|_| Unavailable)??;
                total += counted;
                runs.push(run);
            }
            if total > bound {
                return Ok(None);
            }
        }
    }

    async fn count_on(self, list: List, run: Run, stride: usize) -> Result<(Run, usize), Unavailable> {
        let query = self.query_list(list, run.shard, &run.span).select(Select::Count);
        let reply = Box::pin(query.set_limit(i32::try_from(stride).ok()).send()).await;
        let reply = reply.map_err(|error| Unavailable::new(&error))?;
        let counted = usize::try_from(reply.count).unwrap_or_default();
        let run = match reply.last_evaluated_key {
            Some(last) => run.on(list.place(&last)),
            None => Run { ended: true, ..run },
        };
        Ok((run, counted))
    }

    fn query_list(
        &self,
        list: List,
        shard: u8,
        span: &Span,
    ) -> aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder {
        let indexed = list.is_indexed();
        let pk = if indexed { "gsi1pk" } else { "pk" };
        let (condition, low, high) = span.condition(list.order());
        let mut query = self
            .client
            .query()
            .table_name(&self.table)
            .set_index_name(indexed.then(|| INDEX.to_owned()))
            .consistent_read(!indexed)
            .scan_index_forward(!span.descending)
            .key_condition_expression(format!("{pk} = :pk{condition}"))
            .expression_attribute_values(":pk", AttributeValue::S(list.partition(shard)));
        for (name, value) in [(":low", low), (":high", high)] {
            if let Some(value) = value {
                query = query.expression_attribute_values(name, AttributeValue::S(value));
            }
        }
        query
    }
}
