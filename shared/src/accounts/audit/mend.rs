//! Mending what can be mended.

use super::claims::{Held, claimed, has, holder, key};
use super::{Problem, Text};
use crate::accounts::claimed::username_key;
use crate::app::App;
use crate::domain::{ContentType, Group, Permission, User, UserId};
use crate::store::items::{Claim, Holder};
use crate::store::{Catalogue, Catalogued, Change, Key, Unavailable};

/// Mends what can be mended, and says whether it was: profiles are right, and what hangs on them follows. Claims come before
/// everything that a claim decides.
///
/// # Errors
/// [`Unavailable`]
pub async fn mend(app: &App, problem: &Problem) -> Result<bool, Unavailable> {
    match problem {
        Problem::Damaged(..) => return Ok(false),
        Problem::Unlisted(id) => app.store.list_again(*id).await?,
        Problem::Unclaimed(id, text) => return claim_again(app, *id, text).await,
        Problem::Doubled(id, text) => return give_way(app, *id, text).await,
        Problem::UncountedSuperuser(id) => {
            let transaction = app.store.transaction::<()>().add_superusers(&[*id]);
            return Ok(transaction.commit().await?.is_ok());
        }
        Problem::CountedForNothing(id) => app.store.take_from_set(Key::Superusers, "ids", id.get()).await?,
        Problem::UnknownHolder(holding, user) => {
            let row = Key::Holder(*holding, *user);
            let transaction = app.store.transaction::<()>().put(row, &Holder { user: *user });
            return Ok(transaction.commit().await?.is_ok());
        }
        Problem::HalfCatalogued(kind, id) => return catalogue_again(app, kind, *id).await,
        Problem::SequenceBehind(kind, id) => {
            let of = [Catalogue::Groups, Catalogue::Permissions, Catalogue::ContentTypes];
            for catalogue in of.into_iter().filter(|catalogue| catalogue.name() == *kind) {
                app.store.skip_to(catalogue, *id).await?;
            }
        }
        // Somebody may have been given what it is on since; whoever it names cannot claim it anew before it is gone.
        Problem::StrayClaim(pk, sk, user) if has(app, *user, pk, sk).await? => {}
        Problem::StrayClaim(pk, sk, user) => {
            app.store.erase_place(pk, sk, Some(("user", user.get()))).await?
        }
        Problem::StrayName(pk, sk, id) => app.store.erase_place(pk, sk, Some(("id", *id))).await?,
        Problem::StrayHolder(pk, sk) | Problem::StrayRow(pk, sk) | Problem::Orphan(pk, sk) => {
            app.store.erase_place(pk, sk, None).await?;
        }
    }
    Ok(true)
}

/// Claims a user's name, address or value for them, unless somebody who has it holds the claim by now.
async fn claim_again(app: &App, id: UserId, text: &Text) -> Result<bool, Unavailable> {
    let Some(user) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(true) };
    let seen = match holder(app, &user, text).await? {
        Held::ByThem | Held::Nothing => return Ok(true),
        Held::ByAnother(_) => return Ok(false),
        Held::ByNobody(seen) => seen.unwrap_or(id),
    };
    let Some(claimed) = claimed(&user, text) else { return Ok(true) };
    let claim = Change::perhaps_new(key(text, &claimed)).when_absent_or("user", seen.get());
    let transaction =
        app.store.transaction::<()>().change(claim.set("user", id.get()), ()).require(&user, ());
    Ok(transaction.commit().await?.is_ok())
}

/// Gives a user another name, or no address or value, where somebody else who has it still holds the claim.
async fn give_way(app: &App, id: UserId, text: &Text) -> Result<bool, Unavailable> {
    let Some(before) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(true) };
    let other = match holder(app, &before, text).await? {
        Held::ByThem | Held::Nothing => return Ok(true),
        Held::ByNobody(_) => return Ok(false),
        Held::ByAnother(other) => other,
    };
    let mut after = User { version: before.version + 1, ..before.clone() };
    match text {
        Text::Username => after.profile.username = format!("{}-{id}", before.profile.username),
        Text::Email => {
            after.profile.email.clear();
            after.proven_at = None;
        }
        Text::Field(name) => {
            after.profile.fields.remove(name);
            after.held.remove(name);
        }
    }
    let mut transaction =
        app.store.transaction::<()>().edit(Key::User(id), before.version, &before, &after, ());
    if let (Text::Username, Some(key)) = (text, username_key(&after)) {
        transaction = transaction.create(Key::Username(&key), &Claim { user: id }, ());
    }
    Ok(transaction.require(&other, ()).commit().await?.is_ok())
}

/// Writes the claim on a thing's name and its row in the list anew, as long as it is called so, and nothing else has the name.
async fn catalogue_again(app: &App, kind: &str, id: u64) -> Result<bool, Unavailable> {
    async fn again<T: Catalogued>(app: &App, id: u64) -> Result<bool, Unavailable> {
        let Some(thing) = app.store.fetch(&[T::key(id)]).await?.take::<T>(T::key(id))? else {
            return Ok(true);
        };
        let place = thing.place();
        let is_as_read = Change::of(T::key(id)).when("version", thing.version()).when_absent("deleted_at");
        let claim = Change::perhaps_new(thing.name_key()).when_absent_or("id", id).set("id", id);
        let transaction = app
            .store
            .transaction::<()>()
            .check(is_as_read, ())
            .change(claim, ())
            .put(Key::Listed(T::CATALOGUE, id, &place), &thing.row());
        Ok(transaction.commit().await?.is_ok())
    }
    match kind {
        "group" => again::<Group>(app, id).await,
        "perm" => again::<Permission>(app, id).await,
        _ => again::<ContentType>(app, id).await,
    }
}
