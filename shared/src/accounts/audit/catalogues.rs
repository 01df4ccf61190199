//! Groups, permissions and content types, with the claims on their names and their rows.

use super::Problem;
use crate::app::App;
use crate::domain::{ContentType, Group, Permission};
use crate::store::items::NameClaim;
use crate::store::{Catalogue, Catalogued, Key, Unavailable};
use std::collections::{BTreeMap, BTreeSet};

/// Groups, permissions and content types: few enough to be remembered.
#[derive(Default)]
pub(super) struct Catalogues {
    /// What is there: kind and id, and where its claim and its row have to be.
    things: BTreeMap<(&'static str, u64), Vec<(String, String)>>,
    pub(super) names: BTreeMap<(String, String), u64>,
    pub(super) rows: BTreeMap<(String, String), (&'static str, u64)>,
    pub(super) sequences: BTreeMap<String, u64>,
}

impl Catalogues {
    pub(super) fn there<T: Catalogued>(&mut self, thing: &T) {
        let row = Key::Listed(T::CATALOGUE, thing.id(), &thing.place()).pk_sk();
        self.things.insert((T::CATALOGUE.name(), thing.id()), vec![thing.name_key().pk_sk(), row]);
    }

    pub(super) async fn look_again(
        &self,
        app: &App,
        problems: &mut BTreeSet<Problem>,
    ) -> Result<(), Unavailable> {
        let mut wanted: BTreeMap<&(String, String), u64> = BTreeMap::new();
        for ((kind, id), places) in &self.things {
            let [name, row] = &places[..] else { continue };
            wanted.insert(name, *id);
            wanted.insert(row, *id);
            let is_whole =
                self.names.get(name) == Some(id) && self.rows.get(row).is_some_and(|(_, its)| its == id);
            if !is_whole && !self.is_changing(app, kind, *id).await? {
                problems.insert(Problem::HalfCatalogued(kind, *id));
            }
        }
        let strays = self.names.iter().filter(|(place, id)| wanted.get(place) != Some(id));
        for (place, id) in strays {
            let kind = match place.0.split('#').next() {
                Some("GN") => "group",
                Some("PC") => "perm",
                _ => "ctype",
            };
            if !has_place(app, kind, *id, place).await? {
                problems.insert(Problem::StrayName(place.0.clone(), place.1.clone(), *id));
            }
        }
        let strays = self.rows.iter().filter(|(place, (_, id))| wanted.get(place) != Some(id));
        for (place, (kind, id)) in strays {
            if !has_place(app, kind, *id, place).await? {
                problems.insert(Problem::StrayRow(place.0.clone(), place.1.clone()));
            }
        }
        for catalogue in [Catalogue::Groups, Catalogue::Permissions, Catalogue::ContentTypes] {
            let kind = catalogue.name();
            let largest =
                self.things.keys().filter(|(its, _)| *its == kind).map(|(_, id)| *id).max().unwrap_or(0);
            let last = self.sequences.get(&Key::Sequence(catalogue).pk_sk().0).copied().unwrap_or_default();
            if last < largest {
                problems.insert(Problem::SequenceBehind(kind, largest));
            }
        }
        Ok(())
    }

    /// Whether somebody made or renamed it during the walk.
    async fn is_changing(&self, app: &App, kind: &str, id: u64) -> Result<bool, Unavailable> {
        async fn places<T: Catalogued>(app: &App, id: u64) -> Result<bool, Unavailable> {
            let Some(thing) = app.store.fetch(&[T::key(id)]).await?.take::<T>(T::key(id))? else {
                return Ok(true);
            };
            let place = thing.place();
            let (name, row) = (thing.name_key(), Key::Listed(T::CATALOGUE, id, &place));
            let mut found = app.store.fetch(&[name, row]).await?;
            let claim: Option<NameClaim> = found.take(name)?;
            Ok(found.has(row) && claim.is_some_and(|claim| claim.id == id))
        }
        match kind {
            "group" => places::<Group>(app, id).await,
            "perm" => places::<Permission>(app, id).await,
            _ => places::<ContentType>(app, id).await,
        }
    }
}

/// Whether this is where a thing's claim or row belongs by now: it may have been made or renamed during the walk.
async fn has_place(app: &App, kind: &str, id: u64, place: &(String, String)) -> Result<bool, Unavailable> {
    async fn has<T: Catalogued>(app: &App, id: u64, place: &(String, String)) -> Result<bool, Unavailable> {
        let thing = app.store.fetch(&[T::key(id)]).await?.take::<T>(T::key(id))?;
        Ok(thing.is_some_and(|thing| {
            let row = Key::Listed(T::CATALOGUE, id, &thing.place()).pk_sk();
            [thing.name_key().pk_sk(), row].contains(place)
        }))
    }
    match kind {
        "group" => has::<Group>(app, id, place).await,
        "perm" => has::<Permission>(app, id, place).await,
        _ => has::<ContentType>(app, id, place).await,
    }
}
