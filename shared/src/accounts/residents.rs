//! Everybody, with everything that is to be taken along when they leave.

use crate::app::App;
use crate::domain::{Rights, Timestamp, User, UserId};
use crate::store::items::{LoginRecord, SignedIn};
use crate::store::{Catalogue, Catalogued, Item, Key, List, Span, Unavailable, keys, read, user_of};
use tokio::task::JoinSet;

/// How many users are read at a time: 1,600 keys are one wave.
const PAGE: usize = 1600;

/// How many users' tokens are asked for at the same time.
const AT_ONCE: usize = 16;

/// A user, and what is theirs.
#[derive(Clone, Debug)]
pub struct Resident {
    /// The profile.
    pub user: User,
    /// What they were given.
    pub rights: Rights,
    /// When they signed in last.
    pub last_login: Option<Timestamp>,
    /// Their opaque tokens, as hashes, that still let them in; oldest first.
    pub tokens: Vec<SignedIn>,
}

/// A page of users in the order of their ids, and the place that the next one follows; none behind the last. Each may be a
/// moment old, at half the price.
///
/// # Errors
/// [`Unavailable`]: never a part.
pub async fn residents(app: &App, after: &str) -> Result<Option<(Vec<Resident>, String)>, Unavailable> {
    let rows = app.store.list(List::Users, &Span::after(after), PAGE).await?;
    let Some(last) = rows.last().map(|row| List::Users.place(row)) else { return Ok(None) };
    let ids: Vec<_> = rows.iter().map(user_of).collect::<Result<_, _>>()?;
    let wanted = ids.iter().flat_map(|id| [Key::User(*id), Key::Rights(*id), Key::Login(*id)]);
    let mut found = app.store.glance(&wanted.collect::<Vec<_>>()).await?;
    let mut residents = Vec::new();
    let mut with_tokens = Vec::new();
    for id in ids {
        let Some(user) = found.user(id)? else { continue };
        let rights = found.take(Key::Rights(id))?.unwrap_or_default();
        let login: LoginRecord = found.take(Key::Login(id))?.unwrap_or_default();
        if login.tokens > 0 {
            with_tokens.push(residents.len());
        }
        residents.push(Resident { user, rights, last_login: login.last_login, tokens: Vec::new() });
    }
    for some in with_tokens.chunks(AT_ONCE) {
        let mut queries = JoinSet::new();
        for at in some.iter().copied() {
            let (app, id) = (app.clone(), residents[at].user.id);
            queries.spawn(Box::pin(async move { Ok::<_, Unavailable>((at, tokens_of(&app, id).await?)) }));
        }
        while let Some(tokens) = queries.join_next().await {
            let (at, tokens) = tokens.map_err(|_| Unavailable)??;
            let user = residents[at].user.clone();
            residents[at].tokens = tokens.into_iter().filter(|token| token.is_open(app, &user)).collect();
        }
    }
    Ok(Some((residents, last)))
}

async fn tokens_of(app: &App, id: UserId) -> Result<Vec<SignedIn>, Unavailable> {
    let items = app.store.query(&keys::sign_ins(id), keys::TOKENS).await?;
    let mut tokens: Vec<SignedIn> = items.into_iter().map(read).collect::<Result<_, _>>()?;
    tokens.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    Ok(tokens)
}

/// All groups, permissions or content types, by id.
///
/// # Errors
/// [`Unavailable`]
pub async fn whole_catalogue<T: Catalogued>(app: &App) -> Result<Vec<T>, Unavailable> {
    let catalogue: Catalogue = T::CATALOGUE;
    let (mut all, mut after): (Vec<T>, String) = (Vec::new(), String::new());
    loop {
        let rows: Vec<Item> = app.store.list(List::Catalogue(catalogue), &Span::after(&after), PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = List::Catalogue(catalogue).place(last);
        // A row of a group does not have its permissions.
        let ids: Vec<u64> =
            rows.into_iter().map(|row| read::<T>(row).map(|thing| thing.id())).collect::<Result<_, _>>()?;
        let mut found = app.store.fetch(&ids.iter().map(|id| T::key(*id)).collect::<Vec<_>>()).await?;
        for id in ids {
            all.extend(found.take::<T>(T::key(id))?);
        }
    }
    all.sort_by_key(T::id);
    Ok(all)
}
