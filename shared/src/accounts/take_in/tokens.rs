//! Taking in opaque tokens.

use super::{MOST_ACTIONS, distinct};
use crate::app::App;
use crate::domain::{Timestamp, User, UserId};
use crate::store::items::{Kind, SignedIn, TokenOwner};
use crate::store::{Change, Key, Transaction, Unavailable};
use std::collections::HashSet;

/// An opaque token that is to be taken in.
#[derive(Clone, Debug)]
pub struct ArrivingToken {
    /// Whose, as they are here.
    pub user: UserId,
    /// The token's SHA-256.
    pub sha256: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSettled {
    /// It lets its user in now.
    Taken,
    /// It was here before.
    Here,
    /// Its user is not here.
    Ownerless,
    /// Its user was not brought along, and does not have it: they signed out of it, or are somebody else.
    NotTheirs,
}

/// Takes in opaque tokens, in few transactions.
///
/// # Errors
/// [`Unavailable`]: some of them were perhaps taken in.
pub async fn take_in_tokens(app: &App, tokens: &[ArrivingToken]) -> Result<Vec<TokenSettled>, Unavailable> {
    let mut settled = vec![None; tokens.len()];
    loop {
        let (mut batch, mut named) = (Vec::new(), HashSet::new());
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| settled[*at].is_none()) {
            let is_another = named.insert(token.user.to_string()) && named.insert(token.sha256.clone());
            if batch.len() * 4 + 4 > MOST_ACTIONS || !is_another {
                break;
            }
            batch.push(at);
        }
        if batch.is_empty() {
            return Ok(settled.into_iter().flatten().collect());
        }
        let keys = batch.iter().map(|at| &tokens[*at]);
        let keys =
            keys.flat_map(|token| [Key::User(token.user), Key::Token(token.user, &token.sha256)]).collect();
        let found = app.store.fetch(&distinct(keys)).await?;
        let (mut transaction, mut entered) = (app.store.transaction(), Vec::new());
        for at in &batch {
            let token = &tokens[*at];
            let Some(user) = found.look::<User>(Key::User(token.user))? else {
                settled[*at] = Some(TokenSettled::Ownerless);
                continue;
            };
            if !user.brought {
                let is_there = found.has(Key::Token(token.user, &token.sha256));
                settled[*at] = Some(if is_there { TokenSettled::Here } else { TokenSettled::NotTheirs });
                continue;
            }
            entered.push(*at);
            transaction = token.enter(transaction, &user, *at);
        }
        if entered.is_empty() {
            continue;
        }
        match transaction.commit().await? {
            Ok(()) => entered.iter().for_each(|at| settled[*at] = Some(TokenSettled::Taken)),
            Err(failures) => {
                for (at, failed) in failures {
                    settled[at] = Some(failed);
                }
            }
        }
    }
}

impl ArrivingToken {
    fn enter<'a>(
        &self,
        transaction: Transaction<'a, (usize, TokenSettled)>,
        user: &User,
        at: usize,
    ) -> Transaction<'a, (usize, TokenSettled)> {
        let sign_in = SignedIn::new(self.sha256.clone(), Kind::Token, user.epoch, self.created_at);
        let sign_in = SignedIn { brought: true, ..sign_in };
        let (here, ownerless) = ((at, TokenSettled::Here), (at, TokenSettled::Ownerless));
        let counted =
            Change::perhaps_new(Key::Login(user.id)).increment("sign_ins", 1).increment("tokens", 1);
        transaction
            .create(Key::TokenOwner(&self.sha256), &TokenOwner { user: user.id }, here)
            .create(sign_in.key(user.id), &sign_in, here)
            .change(counted, ownerless)
            .check(Change::of(Key::User(user.id)), ownerless)
    }
}
