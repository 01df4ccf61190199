//! Taking an account back to the address that it had.

use super::claimed::{email_key, follow};
use super::confirm::{open_link, welcome};
use super::edit::replace;
use super::hindrance::{Hindrance, TRIES, refusal};
use super::notices;
use crate::app::App;
use crate::auth::Client;
use crate::domain::{Email, Undo, User, Username};
use crate::error::{Field, Reason, Refusal};
use crate::log::{self, Event};
use crate::mail::{self, links::Opened};
use crate::store::items::{Claim, MailKind, Recipient};
use crate::store::{Change, Key, Purpose, Transaction, Unavailable};

/// Undoes what was done to an account since its mailbox of then was told: the old address is back, and the old user name
/// if it is free. Every sign-in, link and pending address ends, and the password is gone until another is chosen by the
/// reset mail that is owed. What later addresses could undo, they can no longer: whoever was there longer wins, in
/// whichever order links are used.
///
/// Somebody who took the address meanwhile without proving it loses it. Who has proven it keeps it, and the account is left
/// without an address.
///
/// # Errors
/// A bad `uid` or `token`; [`Refusal::TooMany`].
pub async fn undo(app: &App, uid: Option<&str>, token: &str, client: &Client) -> Result<User, Refusal> {
    let link = open_link(app, Purpose::Undo, uid, token, client).await?;
    let mut before = link.user.clone();
    for _ in 0..TRIES {
        let entry = entry(&before, &link).ok_or_else(|| refusal(app, &[Hindrance::LinkUsed]))?;
        let holders = holders(app, &before, &entry).await?;
        let (after, evicted) = taken_back(app, &before, &entry, &holders);
        let reset = mail::owe(app, MailKind::PasswordReset, Recipient::User(before.id));
        let mut transaction = match &evicted {
            Some(evicted) => evict(app, &before, &after, evicted),
            None => replace(app, &before, &after),
        };
        if !after.profile.email.is_empty() {
            transaction = transaction.put(Key::Mail(&reset.id), &reset);
        }
        if let Some(notice) = notices::of_undo(app, &before, &after) {
            transaction = transaction.put(Key::Mail(&notice.id), &notice);
        }
        match transaction.commit().await? {
            Ok(()) => {
                log::security(Event::UserUpdated, before.id, "undone");
                if let Some(evicted) = &evicted {
                    log::security(Event::UserUpdated, evicted.id, "address lost to its owner");
                }
                log::security(Event::TokenRevoked, before.id, "all");
                let user = User { version: before.version + 1, ..after };
                welcome(app, &user, client).await;
                return Ok(user);
            }
            // Whatever failed may have failed because somebody else was faster: it is looked at anew.
            Err(_) => {
                let found = app.store.fetch(&[Key::User(before.id)]).await?.user(before.id)?;
                before = found.filter(|user| user.disabled_at.is_none()).ok_or_else(bad)?;
            }
        }
    }
    Err(Refusal::Unavailable)
}

fn bad() -> Refusal {
    Refusal::field(Field::Token, Reason::BadToken)
}

/// The undo link that was presented, if it still is one.
fn entry(user: &User, link: &Opened) -> Option<Undo> {
    user.undo.iter().find(|undo| undo.nonce == link.nonce()).cloned()
}

/// Who has the address and the user name that the account is to get back.
#[derive(Default)]
struct Holders {
    of_address: Option<User>,
    username_is_taken: bool,
}

async fn holders(app: &App, user: &User, entry: &Undo) -> Result<Holders, Unavailable> {
    let address = Email::parse(&entry.address).map(|address| address.key());
    let name = (!entry.username.is_empty()).then(|| Username::stored(&entry.username).key());
    // Nor does a name come back that is somebody else's address by now.
    let named = Username::stored(&entry.username).as_address().map(|address| address.key());
    let named = named.filter(|named| Some(named) != address.as_ref());
    let keys: Vec<_> = [address.as_deref().map(Key::Email), name.as_deref().map(Key::Username)]
        .into_iter()
        .chain([named.as_deref().map(Key::Email)])
        .flatten()
        .collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut other = |key: Key<'_>| -> Result<_, Unavailable> {
        let claim: Option<Claim> = found.take(key)?;
        Ok(claim.map(|claim| claim.user).filter(|owner| *owner != user.id))
    };
    let of_name = name.as_deref().map(|name| other(Key::Username(name))).transpose()?.flatten();
    let of_named = named.as_deref().map(|address| other(Key::Email(address))).transpose()?.flatten();
    let of_address = address.as_deref().map(|address| other(Key::Email(address))).transpose()?.flatten();
    let of_address = match of_address {
        Some(id) => app.store.fetch(&[Key::User(id)]).await?.user(id)?,
        None => None,
    };
    Ok(Holders { of_address, username_is_taken: of_name.or(of_named).is_some() })
}

/// The account as it is to be, and whoever loses the address to it.
fn taken_back(app: &App, before: &User, entry: &Undo, holders: &Holders) -> (User, Option<User>) {
    let mut after = before.clone();
    let evicts = |holder: &&User| entry.proven_at.is_some() && holder.proven_at.is_none();
    let evicted = holders.of_address.as_ref().filter(evicts).cloned();
    let is_free = holders.of_address.is_none() || evicted.is_some();
    after.proven_at = None;
    after.profile.email = if is_free { entry.address.clone() } else { String::new() };
    if is_free {
        // The link was mailed there.
        after.prove(app.now());
    }
    if !holders.username_is_taken && !entry.username.is_empty() {
        after.profile.username.clone_from(&entry.username);
    }
    after.password = None;
    // Whoever changed the address may have chosen a language, too, in which its owner cannot read what is mailed.
    after.locale = None;
    after.reset_required = true;
    after.end_sign_ins(None);
    after.end_links();
    let position = after.undo.iter().position(|undo| undo.nonce == entry.nonce).unwrap_or_default();
    after.undo.truncate(position);
    (after, evicted)
}

/// Writes the account, and takes the address from whoever has it.
fn evict<'a>(app: &'a App, before: &User, after: &User, evicted: &User) -> Transaction<'a, Hindrance> {
    let mut left = User { proven_at: None, version: evicted.version + 1, ..evicted.clone() };
    left.profile.email.clear();
    left.end_links();
    let changed = Hindrance::Changed;
    let written = User { version: before.version + 1, ..after.clone() };
    let mut transaction = app
        .store
        .transaction()
        .edit(Key::User(before.id), before.version, before, &written, changed)
        .edit(Key::User(evicted.id), evicted.version, evicted, &left, changed);
    if let Some(key) = email_key(before) {
        transaction = transaction.delete(Key::Email(&key));
    }
    if let Some(key) = email_key(after) {
        let moved = Change::of(Key::Email(&key)).set("user", after.id.get()).when("user", evicted.id.get());
        transaction = transaction.change(moved, changed);
    }
    follow(transaction, before, after)
}
