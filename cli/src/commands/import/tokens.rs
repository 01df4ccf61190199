//! Opaque tokens: their users are here by now.

use super::pieces::Piece;
use super::progress::Progress;
use super::reader::{Held, Read, Source};
use super::report::Place;
use super::{Import, unavailable};
use crate::commands::record::{Record, TokenRecord};
use shared::accounts::{self, ArrivingToken, TokenSettled};
use shared::auth::token::{is_opaque, sha256_hex};
use shared::domain::UserId;
use std::sync::Arc;

/// How many tokens are taken in at a time.
const BATCH: usize = 96;

impl Import {
    /// Takes the tokens in.
    pub(super) async fn take_tokens(&mut self, progress: &Progress) -> Result<(), String> {
        let mut batch: Vec<(Place, TokenRecord)> = Vec::new();
        for (name, path) in self.files.clone() {
            let mut pieces = self.open(&name, &path)?;
            while let Some(Piece { line, object }) = pieces.next()? {
                let Ok(object) = object else { continue };
                if self.reader.holds(&object) != Some(Held::Token) {
                    continue;
                }
                let place = Place { file: Arc::clone(&name), line };
                match self.reader.read(object, self.app.now()) {
                    Ok(Read { record: Record::Token(token), .. }) => batch.push((place, token)),
                    Ok(_) => {}
                    Err(why) => self.report.refused.add(&place, "token", why),
                }
                if batch.len() == BATCH {
                    self.take_some(std::mem::take(&mut batch), progress).await?;
                }
            }
        }
        self.take_some(batch, progress).await
    }

    async fn take_some(
        &mut self,
        batch: Vec<(Place, TokenRecord)>,
        progress: &Progress,
    ) -> Result<(), String> {
        progress.add(batch.len() as u64);
        let owners = self.owners(&batch).await?;
        let is_left_out = |token: &TokenRecord| matches!(self.moved.get(&called(token)), Some(None));
        let left_out: Vec<_> = batch.iter().map(|(_, token)| is_left_out(token)).collect();
        let (mut places, mut arriving) = (Vec::new(), Vec::new());
        for (((place, token), owner), left_out) in batch.into_iter().zip(owners).zip(left_out) {
            if left_out {
                // Somebody else may be called so here.
                let name = format!("token of {}", token.user);
                self.report.skipped.add(&place, &name, "its user was left out");
                continue;
            }
            let sha256 = match (token.key, token.sha256) {
                (Some(key), None) if is_opaque(&key) => Some(sha256_hex(&key)),
                (None, Some(sha256)) if sha256.len() == 64 => Some(sha256),
                _ => None,
            };
            let (Some(sha256), created_at) = (sha256, token.created_at.unwrap_or(self.app.now())) else {
                let why = "is not of 40 hex digits in lower case, as DRF makes them";
                self.report.refused.add(&place, &format!("token of {}", token.user), why);
                continue;
            };
            let Some(user) = owner else {
                let by_address =
                    token.is_named && token.user.contains('@') && !self.app.config.signs_in_by_email();
                let why = match by_address {
                    true => {
                        "its user is not here; where they sign in by address, set LATCHKEY_USERNAME_FIELD=email"
                    }
                    false => "its user is not here",
                };
                let name = format!("token of {}", token.user);
                match self.options.dry_run {
                    true => self.report.taken.tokens += 1,
                    false => self.report.refused.add(&place, &name, why),
                }
                continue;
            };
            places.push((place, token.user));
            arriving.push(ArrivingToken { user, sha256, created_at });
        }
        if self.options.dry_run {
            self.report.taken.tokens += arriving.len() as u64;
            return Ok(());
        }
        let settled = accounts::take_in_tokens(&self.app, &arriving).await.map_err(unavailable)?;
        for ((place, user), settled) in places.iter().zip(settled) {
            match settled {
                TokenSettled::Taken => self.report.taken.tokens += 1,
                TokenSettled::Here => self.report.here.tokens += 1,
                TokenSettled::Ownerless => {
                    self.report.refused.add(place, &format!("token of {user}"), "its user was deleted here");
                }
                TokenSettled::NotTheirs => {
                    let why = "its user was made here, and does not have it any more";
                    self.report.skipped.add(place, &format!("token of {user}"), why);
                }
            }
        }
        Ok(())
    }

    /// Whose they are here: by what the account is where it comes from, under its id or its name.
    async fn owners(&self, batch: &[(Place, TokenRecord)]) -> Result<Vec<Option<UserId>>, String> {
        let there: Vec<_> = batch.iter().map(|(_, token)| token.user.as_str()).collect();
        let known: Vec<_> = batch.iter().map(|(_, token)| self.moved.get(&called(token)).copied()).collect();
        let rest: Vec<_> =
            there.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(there, _)| *there).collect();
        let is_ours = self.options.from == Source::Latchkey;
        let mut found = accounts::arrived(&self.app, &rest, is_ours).await.map_err(unavailable)?.into_iter();
        Ok(known.into_iter().map(|known| known.unwrap_or_else(|| found.next().flatten())).collect())
    }
}

/// Whether a token names its user, and how it calls them.
fn called(token: &TokenRecord) -> (bool, String) {
    (token.is_named, token.user.clone())
}
