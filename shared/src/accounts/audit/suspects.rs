//! The second walk: what had a part in a sum that is wrong, read again.

use super::Problem;
use super::claims::{claims_missing, claims_of, has};
use super::seen::{Seen, keys_of, seen, text};
use super::tally::share;
use crate::accounts::claimed::counts_as_superuser;
use crate::app::App;
use crate::domain::{Rights, UserId};
use crate::store::items::{Claim, Superusers};
use crate::store::{Holding, Item, Key, Unavailable, read};
use std::collections::BTreeSet;

/// What the second walk brings: what had a part in a sum that is wrong.
pub(super) struct Suspects {
    pub(super) owners: BTreeSet<u64>,
    pub(super) suspicious: BTreeSet<Problem>,
    pub(super) users: BTreeSet<UserId>,
    pub(super) claims: BTreeSet<(String, String, UserId)>,
    pub(super) rights: BTreeSet<UserId>,
    pub(super) holders: BTreeSet<(String, String, UserId)>,
    pub(super) orphans: BTreeSet<(String, String, UserId)>,
}

impl Suspects {
    pub(super) fn collect(&mut self, item: &Item, sums: &[u64]) {
        let (pk, sk) = keys_of(item);
        let is_wrong = |pk: &str, sk: &str, user: UserId| sums[share(pk, sk, user).0] != 0;
        match seen(item) {
            Ok((_, Seen::User(user)))
                if claims_of(&user).iter().any(|(_, pk, sk)| is_wrong(pk, sk, user.id)) =>
            {
                self.users.insert(user.id);
            }
            Ok((_, Seen::Claim(user))) if is_wrong(&pk, &sk, user) => {
                _ = self.claims.insert((pk, sk, user));
            }
            Ok((_, Seen::Holder(user))) if is_wrong(&pk, &sk, user) => {
                _ = self.holders.insert((pk, sk, user));
            }
            Ok((_, Seen::Rights(user, rights))) => {
                let wrong = |holding| {
                    let (pk, sk) = Key::Holder(holding, user).pk_sk();
                    is_wrong(&pk, &sk, user)
                };
                if holdings(&rights).any(wrong) {
                    self.rights.insert(user);
                }
                if self.owners.contains(&user.get()) {
                    self.orphans.insert((pk, sk, user));
                }
            }
            Ok((_, Seen::Belonging(user) | Seen::TokenOwner(user))) if self.owners.contains(&user.get()) => {
                self.orphans.insert((pk, sk, user));
            }
            _ => {}
        }
    }

    /// Reads what looks wrong once more, as it is now.
    pub(super) async fn look_again(
        self,
        app: &App,
        problems: &mut BTreeSet<Problem>,
    ) -> Result<(), Unavailable> {
        let Self { suspicious, users, claims, rights, holders, orphans, .. } = self;
        for problem in suspicious {
            if still_is(app, &problem).await? {
                problems.insert(problem);
            }
        }
        for id in users {
            problems.extend(claims_missing(app, id).await?);
        }
        for (pk, sk, user) in claims {
            let still_claimed = app.store.query(&pk, &sk).await?.iter().any(|item| {
                text(item, "sk") == sk && read::<Claim>(item.clone()).is_ok_and(|claim| claim.user == user)
            });
            if still_claimed && !has(app, user, &pk, &sk).await? {
                problems.insert(Problem::StrayClaim(pk, sk, user));
            }
        }
        for user in rights {
            let key = Key::Rights(user);
            let had: Rights = app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default();
            for holding in holdings(&had) {
                let row = Key::Holder(holding, user);
                let thing = match holding {
                    Holding::Group(id) => Key::Group(id),
                    Holding::Permission(id) => Key::Permission(id),
                };
                let found = app.store.fetch(&[row, thing]).await?;
                // One that was deleted may still be named, until that is cleaned away.
                if !found.has(row) && !found.is_tombstone(thing) {
                    problems.insert(Problem::UnknownHolder(holding, user));
                }
            }
        }
        for (pk, sk, user) in holders {
            let key = Key::Rights(user);
            let had: Rights = app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default();
            let is_known =
                holdings(&had).any(|holding| Key::Holder(holding, user).pk_sk() == (pk.clone(), sk.clone()));
            let is_there = app.store.query(&pk, &sk).await?.iter().any(|item| text(item, "sk") == sk);
            if is_there && !is_known {
                problems.insert(Problem::StrayHolder(pk, sk));
            }
        }
        for (pk, sk, user) in orphans {
            let found = app.store.fetch(&[Key::User(user)]).await?;
            // What a deletion leaves over is owed to the janitor.
            if !found.has(Key::User(user)) {
                problems.insert(Problem::Orphan(pk, sk));
            }
        }
        Ok(())
    }
}

pub(super) fn holdings(rights: &Rights) -> impl Iterator<Item = Holding> {
    let groups = rights.groups.iter().copied().map(Holding::Group);
    groups.chain(rights.permissions.iter().copied().map(Holding::Permission))
}

async fn still_is(app: &App, problem: &Problem) -> Result<bool, Unavailable> {
    let counted = || async {
        let set: Option<Superusers> = app.store.fetch(&[Key::Superusers]).await?.take(Key::Superusers)?;
        Ok::<_, Unavailable>(set.map(|set| set.ids).unwrap_or_default())
    };
    Ok(match problem {
        Problem::UncountedSuperuser(id) => {
            let user = app.store.fetch(&[Key::User(*id)]).await?.user(*id)?;
            user.is_some_and(|user| counts_as_superuser(&user)) && !counted().await?.contains(id)
        }
        Problem::CountedForNothing(id) => {
            let user = app.store.fetch(&[Key::User(*id)]).await?.user(*id)?;
            !user.is_some_and(|user| counts_as_superuser(&user)) && counted().await?.contains(id)
        }
        _ => true,
    })
}
