//! What must hold of the table at any moment, whatever broke off.

use super::World;
use serde_json::Value;
use shared::domain::{Email, Username};
use shared::store::Key;
use std::collections::{BTreeMap, BTreeSet};

/// The items by their keys.
struct Table(BTreeMap<(String, String), Value>);

impl World {
    /// Fails unless claims and users agree in both directions, the set of superusers is that of the active ones, somebody is
    /// left in it, and memberships stand in both directions.
    pub(crate) async fn holds_together(&self) {
        let items = self.proxy().items().await.into_iter();
        let key =
            |item: &Value| ["pk", "sk"].map(|name| item[name]["S"].as_str().unwrap_or_default().to_owned());
        let table = Table(items.map(|item| (<(String, String)>::from(key(&item)), item)).collect());
        let wrong = [table.claims(), table.superusers(), table.memberships()].concat();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

impl Table {
    fn of<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a (String, String), &'a Value)> {
        self.0.iter().filter(move |((pk, _), _)| pk.starts_with(prefix))
    }

    /// Live users.
    fn users(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.of("U#")
            .filter(|(_, user)| user["deleted_at"].is_null())
            .map(|(_, user)| (number(&user["id"]), user))
    }

    fn claims(&self) -> Vec<String> {
        let mut wanted = BTreeMap::new();
        for (id, user) in self.users() {
            let text = |name: &str| user["profile"]["M"][name]["S"].as_str().unwrap_or_default();
            let username = Some(text("username")).filter(|name| !name.is_empty());
            let username = username
                .map(|name| Key::Username(&Username::parse(name).expect("a user name").key()).pk_sk());
            let email = Email::parse(text("email")).map(|email| Key::Email(&email.key()).pk_sk());
            for key in username.into_iter().chain(email) {
                if let Some(other) = wanted.insert(key.clone(), id) {
                    return vec![format!("{key:?} is of {id} and {other}")];
                }
            }
        }
        let claims = self.of("N#").chain(self.of("E#"));
        let claims: BTreeMap<_, _> =
            claims.map(|(key, claim)| (key.clone(), number(&claim["user"]))).collect();
        let missing = wanted.iter().filter(|(key, id)| claims.get(*key) != Some(*id));
        let missing = missing.map(|(key, id)| format!("{id} has not claimed {key:?}"));
        let superfluous = claims.iter().filter(|(key, _)| !wanted.contains_key(*key));
        missing.chain(superfluous.map(|(key, id)| format!("{id} has claimed {key:?}"))).collect()
    }

    fn superusers(&self) -> Vec<String> {
        let is_active = |user: &Value| !user["verified_at"].is_null() && user["disabled_at"].is_null();
        let active = self.users().filter(|(_, user)| user["is_superuser"]["BOOL"] == true && is_active(user));
        let active: BTreeSet<_> = active.map(|(id, _)| id).collect();
        let set = self.0.get(&("SU".to_owned(), "-".to_owned())).map(|set| &set["ids"]["NS"]);
        let set: BTreeSet<u64> = set.and_then(Value::as_array).into_iter().flatten().map(parsed).collect();
        match set == active && !set.is_empty() {
            true => Vec::new(),
            false => vec![format!("the superusers are {active:?}, their set is {set:?}")],
        }
    }

    fn memberships(&self) -> Vec<String> {
        let live: BTreeSet<_> = self.users().map(|(id, _)| id).collect();
        let exists = |pk: &str| {
            let group = self.0.get(&(pk.to_owned(), "M".to_owned()));
            group.is_some_and(|group| group["deleted_at"].is_null())
        };
        let mut forth = BTreeSet::new();
        for ((pk, _), rights) in self.of("R#") {
            let user: u64 = pk[2..].parse().expect("an id");
            for (name, kind) in [("groups", "G"), ("permissions", "P")] {
                let held = rights[name]["NS"].as_array().into_iter().flatten();
                forth.extend(held.map(|id| (format!("{kind}#{}", parsed(id)), user)));
            }
        }
        let mut back = BTreeSet::new();
        for ((pk, sk), _) in self.of("G#").chain(self.of("P#")).filter(|((_, sk), _)| sk.starts_with("U#")) {
            let (held, _) = pk.rsplit_once('#').expect("a shard");
            back.insert((held.to_owned(), sk[2..].parse().expect("an id")));
        }
        // What is left over of deleted users, groups and permissions is swept later.
        let counts = |(held, user): &&(String, u64)| live.contains(user) && exists(held);
        let differ = forth.symmetric_difference(&back).filter(counts);
        differ.map(|(held, user)| format!("{user} and {held} disagree")).collect()
    }
}

fn number(value: &Value) -> u64 {
    parsed(&value["N"])
}

fn parsed(text: &Value) -> u64 {
    text.as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
}
