//! The keys that sign and verify access tokens: kept in the table, remembered for a minute.
//!
//! API Gateway's JWT authorizers cache a key set for two hours, so a new key is published three hours before
//! it signs, and an old one stays three hours plus an access token's life after that.

use super::jwt::{Access, Fault, Token, Verifier};
use super::policy::{Permit, Service, to};
use super::signing_key::{PublicKey, SigningKey};
use crate::app::App;
use crate::domain::Timestamp;
use crate::log::{self, Event};
use crate::store::items::{PrivateHalf, PublicHalf, SigningKeys};
use crate::store::keys::EDITION;
use crate::store::{Change, Key, Unavailable, keys, read};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long keys are remembered.
const MEMORY: Duration = Duration::from_secs(60);
/// How soon they are loaded again for a token that names an unknown one.
const FOR_UNKNOWN: Duration = Duration::from_secs(10);
/// How long a key is published before it signs, and after it last did.
const PUBLICATION: Duration = Duration::from_secs(3 * 60 * 60);

/// A signing key as whoever runs the service sees it: nothing secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLife {
    /// The key's id.
    pub kid: String,
    /// From then on it signs.
    pub signs_from: Timestamp,
    /// From then on its successor does; none while there is none.
    pub signs_until: Option<Timestamp>,
    /// From then on no token of its lives, and the schedule removes it.
    pub verifies_until: Option<Timestamp>,
}

/// How far a signing key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStage {
    /// It is published, and signs later.
    Waits,
    /// It signs.
    Signs,
    /// Its successor signs, and its tokens are still good.
    Verifies,
}

impl KeyLife {
    /// How far it is.
    pub fn stage(&self, now: Timestamp) -> KeyStage {
        match self.signs_until {
            _ if now < self.signs_from => KeyStage::Waits,
            Some(end) if end <= now => KeyStage::Verifies,
            _ => KeyStage::Signs,
        }
    }
}

/// The keys as this process knows them.
#[derive(Default)]
pub struct Keyring {
    known: Mutex<Option<Arc<Known>>>,
    signing: Mutex<Option<Arc<SigningKey>>>,
}

struct Known {
    at: Timestamp,
    edition: Option<u64>,
    newest: Option<String>,
    halves: Vec<(PublicKey, Timestamp)>,
    verifier: Verifier,
}

impl Known {
    /// The newest key that may sign by now.
    fn signs(&self, now: Timestamp) -> Option<&str> {
        self.halves
            .iter()
            .filter(|(_, signs_from)| *signs_from <= now)
            .max_by_key(|(_, signs_from)| *signs_from)
            .map(|(key, _)| key.kid())
    }

    /// When the newest key signs, or since when.
    fn newest_signs_from(&self) -> Option<Timestamp> {
        self.halves.iter().map(|(_, signs_from)| *signs_from).max()
    }

    fn life(&self, app: &App, (key, signs_from): &(PublicKey, Timestamp)) -> KeyLife {
        let later = self.halves.iter().map(|(_, later)| *later).filter(|later| signs_from < later);
        let signs_until = later.min();
        let verifies_until =
            signs_until.map(|end| end.after(PUBLICATION).after(app.config.access_token_lifetime));
        KeyLife { kid: key.kid().to_owned(), signs_from: *signs_from, signs_until, verifies_until }
    }
}

impl Keyring {
    /// Whether this is an access token of ours, and what it says. The outer error is the table's.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn verify_access(&self, app: &App, token: &str) -> Result<Result<Access, Fault>, Unavailable> {
        self.verify(app, |verifier, now| verifier.access(token, now)).await
    }

    /// Whether this is a token of ours of either kind, and what it says.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn verify_either(&self, app: &App, token: &str) -> Result<Result<Token, Fault>, Unavailable> {
        self.verify(app, |verifier, now| verifier.either(token, now)).await
    }

    async fn verify<T>(
        &self,
        app: &App,
        verify: impl Fn(&Verifier, i64) -> Result<T, Fault>,
    ) -> Result<Result<T, Fault>, Unavailable> {
        let now = app.now();
        let known = self.known(app, MEMORY).await?;
        let verdict = match verify(&known.verifier, now.seconds()) {
            Err(Fault::UnknownKey(_)) => {
                let known = self.known(app, FOR_UNKNOWN).await?;
                verify(&known.verifier, now.seconds())
            }
            verdict => verdict,
        };
        Ok(verdict.map_err(|fault| match fault {
            Fault::UnknownKey(_) => Fault::Invalid,
            fault => fault,
        }))
    }

    /// Loads the keys, so that the first request finds them and the connection to the table; and with them the edition of
    /// its layout. The inner error says that it is not the one that this program knows: it must not go on.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn warm_up(&self, app: &App) -> Result<Result<(), String>, Unavailable> {
        let known = Arc::new(load(app, app.now()).await?);
        if let Some(edition) = known.edition.filter(|edition| *edition != EDITION) {
            let table = &app.config.table;
            return Ok(Err(format!(
                "the table {table} has edition {edition} of the layout, and this program knows edition {EDITION}"
            )));
        }
        *self.known.lock().expect("nobody panics holding it") = Some(known);
        Ok(Ok(()))
    }

    /// The keys that verify, as a JSON Web Key Set (RFC 7517); empty before the first is made.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn published(&self, app: &App) -> Result<serde_json::Value, Unavailable> {
        let known = self.known(app, MEMORY).await?;
        let keys: Vec<_> = known.halves.iter().map(|(key, _)| key).collect();
        Ok(json!({ "keys": keys }))
    }

    /// All keys as the table has them, in the order in which they sign.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn lives(
        &self,
        app: &App,
        _service: &Permit<'_, to::Operate, Service>,
    ) -> Result<Vec<KeyLife>, Unavailable> {
        let known = self.known(app, Duration::ZERO).await?;
        let mut lives: Vec<_> = known.halves.iter().map(|half| known.life(app, half)).collect();
        lives.sort_by(|one, other| (one.signs_from, &one.kid).cmp(&(other.signs_from, &other.kid)));
        Ok(lives)
    }

    /// When the newest key signs, or since when, as the table has it; none before the first is made.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub(crate) async fn newest(&self, app: &App) -> Result<Option<Timestamp>, Unavailable> {
        Ok(self.known(app, Duration::ZERO).await?.newest_signs_from())
    }

    /// The key that signs next: unless one waits already, a new one, which signs three hours from now. All who ask at once
    /// get the same.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn successor(
        &self,
        app: &App,
        service: &Permit<'_, to::Operate, Service>,
    ) -> Result<KeyLife, Unavailable> {
        let known = self.known(app, Duration::ZERO).await?;
        if known.halves.iter().all(|(_, signs_from)| *signs_from <= app.now()) {
            self.succeed(app, &known).await?;
        }
        self.lives(app, service).await?.pop().ok_or(Unavailable)
    }

    /// The key that signs now. Only [`Self::keep`] makes keys: where there is none, or none that opens because the secret key
    /// was replaced without a fallback, nobody signs in.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn signing_key(&self, app: &App) -> Result<Arc<SigningKey>, Unavailable> {
        for age in [MEMORY, FOR_UNKNOWN] {
            let known = self.known(app, age).await?;
            if let Some(kid) = known.signs(app.now())
                && let Some(key) = self.private(app, kid).await?
            {
                return Ok(key);
            }
        }
        tracing::error!("there is no signing key: `tokens` makes it, when it is deployed and every hour");
        Err(Unavailable)
    }

    /// The key of this id; none if it was removed, or is wrapped under a secret key that is no longer known.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn private(&self, app: &App, kid: &str) -> Result<Option<Arc<SigningKey>>, Unavailable> {
        let remembered = self.signing.lock().expect("nobody panics holding it").clone();
        if let Some(key) = remembered.filter(|key| key.public().kid() == kid) {
            return Ok(Some(key));
        }
        let half: Option<PrivateHalf> =
            app.store.fetch(&[Key::PrivateKey(kid)]).await?.take(Key::PrivateKey(kid))?;
        let key = half
            .and_then(|half| app.secret.unwrap(&half.wrapped, kid))
            .and_then(|der| SigningKey::from_private_der(&der).ok())
            .map(Arc::new);
        match &key {
            Some(_) => self.signing.lock().expect("nobody panics holding it").clone_from(&key),
            None => tracing::error!(kid, "a signing key cannot be read: was LATCHKEY_SECRET_KEY changed?"),
        }
        Ok(key)
    }

    /// Wraps the private halves under the current secret key, so that an old one can be forgotten.
    async fn rewrap(&self, app: &App) -> Result<(), Unavailable> {
        let known = self.known(app, Duration::ZERO).await?;
        for (key, _) in &known.halves {
            let (kid, at) = (key.kid(), Key::PrivateKey(key.kid()));
            let half: Option<PrivateHalf> = app.store.fetch(&[at]).await?.take(at)?;
            let old = half.filter(|half| !app.secret.is_current(&half.wrapped, kid));
            if let Some(der) = old.and_then(|half| app.secret.unwrap(&half.wrapped, kid)) {
                let change = Change::of(at).set("wrapped", app.secret.wrap(&der, kid).as_str());
                // That the key was removed meanwhile is as it should be.
                let _ = app.store.transaction().change(change, ()).commit().await?;
            }
        }
        Ok(())
    }

    /// What `tokens` does when it is deployed, and by its schedule: makes the first key, and another where none opens because
    /// the secret key was replaced without a fallback; replaces one that is due, wraps all under the current secret key, and
    /// removes those that no living token needs.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn keep(&self, app: &App) -> Result<(), Unavailable> {
        let known = self.known(app, Duration::ZERO).await?;
        let now = app.now();
        let opens = match known.signs(now) {
            Some(kid) => self.private(app, kid).await?.is_some(),
            None => false,
        };
        // Of a key that was made at the shell, no function's log would know.
        for (key, signs_from) in known.halves.iter().filter(|(_, signs_from)| now < *signs_from) {
            tracing::info!(kid = key.kid(), %signs_from, "a signing key waits");
        }
        let days = Duration::from_secs(u64::from(app.config.signing_key_days) * 86_400);
        match known.newest_signs_from() {
            _ if !opens => {
                self.make(app, known.newest.as_deref(), now).await?;
            }
            Some(since) if !days.is_zero() && since.after(days) <= now => {
                self.succeed(app, &known).await?;
            }
            Some(_) | None => {}
        }
        self.rewrap(app).await?;
        self.remove_old(app).await
    }

    /// Publishes a new key, which signs three hours from now: its id. Of several who do so at once, one wins.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn rotate(
        &self,
        app: &App,
        _service: &Permit<'_, to::Operate, Service>,
    ) -> Result<Option<String>, Unavailable> {
        let known = self.known(app, Duration::ZERO).await?;
        self.succeed(app, &known).await
    }

    async fn succeed(&self, app: &App, known: &Known) -> Result<Option<String>, Unavailable> {
        let signs_from = if known.newest.is_none() { app.now() } else { app.now().after(PUBLICATION) };
        self.make(app, known.newest.as_deref(), signs_from).await
    }

    /// Makes a key to follow the newest, and tells it in the log: its id, if no other was made first.
    async fn make(
        &self,
        app: &App,
        newest: Option<&str>,
        signs_from: Timestamp,
    ) -> Result<Option<String>, Unavailable> {
        let made = tokio::task::spawn_blocking(SigningKey::generate).await;
        let key = made.map_err(|_| Unavailable)?;
        let kid = key.public().kid();
        let wrapped = app.secret.wrap(&key.private_der(), kid);
        let transaction = app.store.transaction();
        let transaction = match newest {
            None => transaction.create(
                Key::SigningKeys,
                &SigningKeys { newest: kid.to_owned(), edition: EDITION },
                (),
            ),
            Some(newest) => {
                transaction.change(Change::of(Key::SigningKeys).set("newest", kid).when("newest", newest), ())
            }
        };
        let outcome = transaction
            .put(Key::PublicKey(kid), &half_of(key.public(), signs_from))
            .put(Key::PrivateKey(kid), &PrivateHalf { wrapped })
            .commit()
            .await;
        self.forget();
        match outcome {
            Ok(Ok(())) => {
                log::security(Event::AuthzAdmin, None, &format!("made signing key {kid}"));
                Ok(Some(kid.to_owned()))
            }
            Ok(Err(_)) => {
                tracing::info!("another instance made a signing key first");
                Ok(None)
            }
            // The table may have it all the same.
            Err(unavailable) => {
                log::security(Event::AuthzAdmin, None, &format!("perhaps made signing key {kid}"));
                Err(unavailable)
            }
        }
    }

    /// Removes the keys whose successor has signed for so long that no token of theirs lives.
    async fn remove_old(&self, app: &App) -> Result<(), Unavailable> {
        let known = self.known(app, Duration::ZERO).await?;
        let living = app.now().before(PUBLICATION).before(app.config.access_token_lifetime);
        for (key, signs_from) in &known.halves {
            let succeeded = known.halves.iter().any(|(_, later)| signs_from < later && *later < living);
            if succeeded {
                let transaction = app.store.transaction::<()>();
                let removal =
                    transaction.delete(Key::PublicKey(key.kid())).delete(Key::PrivateKey(key.kid()));
                // Without conditions there is no refusal.
                let _ = removal.commit().await?;
                self.forget();
            }
        }
        Ok(())
    }

    fn forget(&self) {
        *self.known.lock().expect("nobody panics holding it") = None;
    }

    /// The keys as they were at most so long ago.
    async fn known(&self, app: &App, age: Duration) -> Result<Arc<Known>, Unavailable> {
        let now = app.now();
        let remembered = self.known.lock().expect("nobody panics holding it").clone();
        if let Some(known) = remembered.filter(|known| known.at <= now && now < known.at.after(age)) {
            return Ok(known);
        }
        let known = Arc::new(load(app, now).await?);
        if known.edition.is_some_and(|edition| edition != EDITION) {
            tracing::error!(edition = known.edition, "the table has another edition of the layout by now");
            return Err(Unavailable);
        }
        *self.known.lock().expect("nobody panics holding it") = Some(known.clone());
        Ok(known)
    }
}

async fn load(app: &App, at: Timestamp) -> Result<Known, Unavailable> {
    let (mut newest, mut edition) = (None, None);
    let mut halves = Vec::new();
    for item in app.store.query(keys::SIGNING_KEYS, "").await? {
        if item.contains_key("newest") {
            let keys: SigningKeys = read(item)?;
            (newest, edition) = (Some(keys.newest), Some(keys.edition));
            continue;
        }
        let half: PublicHalf = read(item)?;
        let key = json!({ "kid": half.kid, "n": half.n, "e": half.e });
        match serde_json::from_value::<PublicKey>(key) {
            Ok(key) => halves.push((key, half.signs_from)),
            Err(error) => tracing::error!(%error, "a public key cannot be read"),
        }
    }
    let public: Vec<_> = halves.iter().map(|(key, _)| key.clone()).collect();
    let verifier = Verifier::new(&app.secret, &public, app.config.public_url.as_str(), &app.config.audience);
    Ok(Known { at, edition, newest, halves, verifier })
}

fn half_of(key: &PublicKey, signs_from: Timestamp) -> PublicHalf {
    let jwk = serde_json::to_value(key).expect("a key has a JSON form");
    let member = |name: &str| jwk[name].as_str().unwrap_or_default().to_owned();
    PublicHalf { kid: member("kid"), n: member("n"), e: member("e"), signs_from }
}
