//! Whoever is here already: who is the same, what stands in the way, and what is filled in.

use super::{Arrival, Known, Obstacle, Settled, claim_of, distinct};
use crate::accounts::claimed::username_key;
use crate::accounts::edit::replace;
use crate::accounts::fields::hold;
use crate::app::App;
use crate::domain::{FieldValue, Origin, Shape, User, UserId, Username};
use crate::store::items::Claim;
use crate::store::{Found, Key, Unavailable};

/// What would become of them, without writing anything; none for those who would be taken in.
///
/// # Errors
/// [`Unavailable`]
pub async fn judge(app: &App, arrivals: &[&Arrival]) -> Result<Vec<Option<Settled>>, Unavailable> {
    let claims: Vec<_> =
        arrivals.iter().map(|arrival| (arrival.claims(), arrival.borrowed_address())).collect();
    let mut keys = Vec::new();
    for (arrival, (claims, borrowed)) in arrivals.iter().zip(&claims) {
        keys.push(Key::User(arrival.user.id));
        keys.extend(claims.iter().filter_map(|(what, text)| claim_of(what, text)));
        keys.extend(borrowed.iter().map(|key| Key::Email(key)));
    }
    let found = app.store.fetch(&distinct(keys)).await?;
    let mut owners = Vec::new();
    for (claims, borrowed) in &claims {
        let mut theirs: Vec<(Obstacle, UserId)> = Vec::new();
        for (what, text) in claims {
            let owner = claim_of(what, text).map(|key| found.look::<Claim>(key)).transpose()?.flatten();
            theirs.extend(owner.map(|claim| (what.clone(), claim.user)));
        }
        if let Some(key) = borrowed {
            let owner = found.look::<Claim>(Key::Email(key))?;
            theirs.extend(owner.map(|claim| (Obstacle::Username, claim.user)));
        }
        owners.push(theirs);
    }
    let others = owners.iter().flatten().map(|(_, owner)| Key::User(*owner)).collect();
    let others = app.store.fetch(&distinct(others)).await?;
    let judged = arrivals.iter().zip(owners).map(|(arrival, owners)| {
        let (id, key) = (arrival.user.id, Key::User(arrival.user.id));
        let mut same = same_as(&found, id, arrival)?;
        for (_, owner) in &owners {
            if same.is_none() {
                same = same_as(&others, *owner, arrival)?;
            }
        }
        if let Some(user) = same {
            let (filled, lost) = arrival.fills(app, &user, &owners);
            let changed = arrival.changed_since(&user);
            return Ok(Some(Settled::Here(Known { id: user.id, changed, filled, lost })));
        }
        if found.is_tombstone(key) {
            return Ok(Some(Settled::Obstructed(vec![Obstacle::Deleted])));
        }
        let mut obstacles: Vec<_> = found.has(key).then_some(Obstacle::Id).into_iter().collect();
        obstacles.extend(owners.into_iter().map(|(what, _)| what));
        obstacles.dedup();
        Ok((!obstacles.is_empty()).then_some(Settled::Obstructed(obstacles)))
    });
    judged.collect()
}

/// The user of this id, if that is who arrives.
fn same_as(found: &Found, id: UserId, arrival: &Arrival) -> Result<Option<User>, Unavailable> {
    let user: Option<User> = found.look(Key::User(id))?;
    Ok(user.filter(|user| match &user.origin {
        Some(Origin { id, was }) => {
            Origin { id: id.clone(), was: user.was().unwrap_or(was).clone() }.is_same(&arrival.origin)
        }
        None => is_of_ours(user, arrival),
    }))
}

/// Whether a user who has no origin is who arrives: was born here and comes back with an export, or was brought under their own
/// id and changed there meanwhile.
fn is_of_ours(user: &User, arrival: &Arrival) -> bool {
    let there = &arrival.user;
    let is_as_old = user.date_joined == there.date_joined;
    user.id == there.id
        && match &user.came_as {
            // When nobody says since when they are there, they are as old as the import.
            Some(was) => {
                is_as_old || !was.differing(&arrival.origin.was).iter().any(|field| NAMING.contains(field))
            }
            None => is_as_old && username_key(user) == username_key(there),
        }
}

/// What tells who somebody is, under an id that somebody else may have in another table.
const NAMING: [&str; 3] = ["username", "email", "date_joined"];

impl Arrival {
    fn changed_since(&self, user: &User) -> Vec<&'static str> {
        user.was().map(|was| was.differing(&self.origin.was)).unwrap_or_default()
    }

    /// The fields of somebody who is here of which nothing was ever said here, but something is there: those that they get
    /// now, and those that they cannot have. What was emptied here was said.
    fn fills(&self, app: &App, user: &User, owners: &[(Obstacle, UserId)]) -> (Vec<String>, Vec<String>) {
        let (here, there) = (&user.profile.fields, &self.user.profile.fields);
        let says = |(name, value): &(&String, &FieldValue)| {
            let field = app.config.user_fields.get(name);
            !here.contains_key(*name)
                && field.is_some_and(|field| field.print(Some(value)) != field.print(None))
        };
        let mut filled: Vec<_> = self.tells_locale(user).then(|| "locale".to_owned()).into_iter().collect();
        let mut lost = Vec::new();
        let mut room = Shape::MOST_BYTES.saturating_sub(Shape::size(here));
        for (name, value) in there.iter().filter(says).filter(|_| user.brought) {
            let is_taken = owners.iter().any(|(what, _)| *what == Obstacle::Value(name.clone()));
            match room.checked_sub(name.len() + value.size()).filter(|_| !is_taken) {
                Some(rest) => {
                    room = rest;
                    filled.push(name.clone());
                }
                None => lost.push(name.clone()),
            }
        }
        (filled, lost)
    }

    /// Whether a language is said there, and somebody who is here was brought with none and never had one here. What was
    /// emptied here was said.
    fn tells_locale(&self, user: &User) -> bool {
        let none_was_brought = user.was().is_some_and(|was| was.lack_locale());
        let none_is_here = user.locale.is_none() && !user.locale_emptied;
        user.brought && none_was_brought && none_is_here && self.user.locale.is_some()
    }
}

/// Gives somebody who is here these fields; false if they, or whose a value is, changed meanwhile.
pub(super) async fn fill(
    app: &App,
    arrival: &Arrival,
    id: UserId,
    fields: &[String],
) -> Result<bool, Unavailable> {
    let Some(before) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(false) };
    let mut after = before.clone();
    if arrival.tells_locale(&before) {
        after.locale.clone_from(&arrival.user.locale);
        if let Some(was) = after.came_as.as_mut().or(after.origin.as_mut().map(|origin| &mut origin.was)) {
            *was = was.with_locale_of(&arrival.origin.was);
        }
    }
    for name in fields {
        let value = arrival.user.profile.fields.get(name);
        value.map(|value| after.profile.fields.entry(name.clone()).or_insert_with(|| value.clone()));
    }
    hold(app, &before.profile.fields, &mut after);
    Ok(replace(app, &before, &after).commit().await?.is_ok())
}

/// The users here who are called so where they come from: by an id, or a user name where they have no other; where that is
/// another table of ours (`is_ours`), by the id that they brought.
///
/// # Errors
/// [`Unavailable`]
pub async fn arrived(app: &App, there: &[&str], is_ours: bool) -> Result<Vec<Option<UserId>>, Unavailable> {
    let names: Vec<_> = there.iter().map(|there| Username::stored(there).key()).collect();
    let ids: Vec<_> = there.iter().map(|there| there.parse::<UserId>().ok()).collect();
    let keys = ids.iter().flatten().map(|id| Key::User(*id));
    let keys = keys.chain(names.iter().map(|key| Key::Username(key))).collect();
    let found = app.store.fetch(&distinct(keys)).await?;
    let mut owners = Vec::new();
    for name in &names {
        owners.push(found.look::<Claim>(Key::Username(name))?.map(|claim| claim.user));
    }
    let others =
        app.store.fetch(&distinct(owners.iter().flatten().copied().map(Key::User).collect())).await?;
    let mut arrived = Vec::new();
    for ((there, id), owner) in there.iter().zip(ids).zip(owners) {
        let is_called_so = |user: &User| match &user.origin {
            Some(origin) => origin.id == *there || is_ours && user.id.to_string() == *there,
            None => user.id.to_string() == *there,
        };
        let by_id = id.map(|id| found.look::<User>(Key::User(id))).transpose()?.flatten();
        let by_name = owner.map(|id| others.look::<User>(Key::User(id))).transpose()?.flatten();
        arrived.push(by_id.into_iter().chain(by_name).find(is_called_so).map(|user| user.id));
    }
    Ok(arrived)
}
