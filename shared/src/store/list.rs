//! Lists: each is spread over 16 partitions that are in order, and read from all of them at once.

use super::keys::{self, Catalogue, Holding, SHARDS};
use super::{Item, Store, Unavailable, text};
use aws_sdk_dynamodb::types::{AttributeValue, Select};
use tokio::task::JoinSet;

/// Something to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// All users, by id. The index behind it lags a moment behind the table.
    Users,
    /// Groups by id, permissions by app, model and codename, content types by name.
    Catalogue(Catalogue),
    /// Who is in a group, or was given a permission directly; by the id's digits.
    Holders(Holding),
}

impl List {
    fn partition(self, shard: u8) -> String {
        match self {
            Self::Users => keys::listed_users(shard),
            Self::Catalogue(catalogue) => catalogue.partition(shard),
            Self::Holders(holding) => holding.partition(shard),
        }
    }

    /// What it lists.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Catalogue(catalogue) => catalogue.name(),
            Self::Holders(_) => "holders",
        }
    }

    /// The attribute that an item's place in the list hangs on.
    const fn order(self) -> &'static str {
        if matches!(self, Self::Users) { "gsi1sk" } else { "sk" }
    }

    /// An item's place in the list: what stands after it has a greater one.
    pub fn place(self, item: &Item) -> String {
        text(item, self.order())
    }
}

/// One partition of a list, as far as it was read.
struct Run {
    shard: u8,
    after: String,
    ended: bool,
}

impl Run {
    fn all(after: &str) -> Vec<Self> {
        (0..SHARDS).map(|shard| Self { shard, after: after.to_owned(), ended: false }).collect()
    }
}

/// How many are read from each partition at a time, at most.
const STRIDE: usize = 1000;

impl Store {
    /// The first `most` items of a list after a place in it, in order: 16 queries at once, and again only where
    /// partitions turn out to be filled unevenly, or many are wanted.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn list(&self, list: List, after: &str, most: usize) -> Result<Vec<Item>, Unavailable> {
        // A few are taken whole from each partition, so that one wave always does; of many, each has its share.
        let stride =
            if most <= 100 { most } else { (most / usize::from(SHARDS)).saturating_add(64).min(STRIDE) };
        let mut items: Vec<(String, Item)> = Vec::new();
        let mut runs = Run::all(after);
        loop {
            let mut queries = JoinSet::new();
            for run in runs.into_iter().filter(|run| !run.ended) {
                queries.spawn(self.clone().go_on(list, run, stride));
            }
            runs = Vec::new();
            while let Some(read) = queries.join_next().await {
                let (run, read) = read.map_err(|_| Unavailable)??;
                items.extend(read.into_iter().map(|item| (list.place(&item), item)));
                runs.push(run);
            }
            items.sort_by(|(one, _), (other, _)| one.cmp(other));
            items.truncate(most);
            let last = items.get(most.saturating_sub(1)).map(|(place, _)| place);
            // What is read no further than the last one wanted may hold one that comes before it.
            for run in &mut runs {
                run.ended |= last.is_some_and(|last| run.after >= *last);
            }
            if most == 0 || runs.iter().all(|run| run.ended) {
                return Ok(items.into_iter().map(|(_, item)| item).collect());
            }
        }
    }

    async fn go_on(self, list: List, run: Run, stride: usize) -> Result<(Run, Vec<Item>), Unavailable> {
        let query = self.query_after(list, run.shard, &run.after).set_limit(i32::try_from(stride).ok());
        let mut pages = query.into_paginator().items().send();
        let mut items = Vec::new();
        while items.len() < stride
            && let Some(item) = pages.next().await
        {
            items.push(item.map_err(|error| Unavailable::new(&error))?);
        }
        let after = items.last().map_or(run.after, |item| list.place(item));
        Ok((Run { after, ended: items.len() < stride, ..run }, items))
    }

    /// How many items a list has, if there are at most `bound`: counted in 16 partitions at once.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn count_up_to(&self, list: List, bound: usize) -> Result<Option<usize>, Unavailable> {
        let stride = (bound / usize::from(SHARDS)).saturating_add(400);
        let (mut total, mut runs) = (0, Run::all(""));
        loop {
            let mut queries = JoinSet::new();
            for run in runs.into_iter().filter(|run| !run.ended) {
                queries.spawn(self.clone().count_on(list, run, stride));
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
        let query = self.query_after(list, run.shard, &run.after).select(Select::Count);
        let reply = Box::pin(query.set_limit(i32::try_from(stride).ok()).send()).await;
        let reply = reply.map_err(|error| Unavailable::new(&error))?;
        let counted = usize::try_from(reply.count).unwrap_or_default();
        let run = match reply.last_evaluated_key {
            Some(last) => Run { after: list.place(&last), ..run },
            None => Run { ended: true, ..run },
        };
        Ok((run, counted))
    }

    fn query_after(
        &self,
        list: List,
        shard: u8,
        after: &str,
    ) -> aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder {
        let users = list == List::Users;
        let (pk, sk) = if users { ("gsi1pk", "gsi1sk") } else { ("pk", "sk") };
        let after = match after {
            // A key is never empty, and nobody can give a name that begins with a NUL.
            "" => "\u{1}",
            after => after,
        };
        self.client
            .query()
            .table_name(&self.table)
            .set_index_name(users.then(|| "GSI1".to_owned()))
            .consistent_read(!users)
            .key_condition_expression(format!("{pk} = :pk AND {sk} > :after"))
            .expression_attribute_values(":pk", AttributeValue::S(list.partition(shard)))
            .expression_attribute_values(":after", AttributeValue::S(after.to_owned()))
    }
}
