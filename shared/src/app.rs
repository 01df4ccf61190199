//! What every handler is given.

use crate::auth::keyring::Keyring;
use crate::auth::password::Hasher;
use crate::auth::secret::Secret;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Timestamp;
use crate::store::Store;
use aws_types::SdkConfig;
use std::ops::Deref;
use std::sync::Arc;

/// The service: its settings, its clock, its table and its secrets. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// How this deployment behaves.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// The table.
    pub store: Store,
    /// What links, refresh tokens and stored private keys hang on.
    pub secret: Secret,
    /// How passwords are hashed.
    pub hasher: Hasher,
    /// The keys that sign and verify access tokens.
    pub keyring: Keyring,
}

impl App {
    /// The service over the table that `aws` leads to.
    ///
    /// # Errors
    /// A line for each setting that cannot be.
    pub fn new(config: Config, clock: Clock, aws: &SdkConfig) -> Result<Self, Vec<String>> {
        let hasher = Hasher::new(config.argon2_memory, config.argon2_iterations, config.argon2_parallelism)
            .map_err(|why| vec![why])?;
        Self::hashing_with(hasher, config, clock, aws)
    }

    /// The same that hashes passwords with this.
    ///
    /// # Errors
    /// As [`App::new`].
    pub fn hashing_with(
        hasher: Hasher,
        config: Config,
        clock: Clock,
        aws: &SdkConfig,
    ) -> Result<Self, Vec<String>> {
        let secret =
            Secret::new(&config.secret_key.0, &config.secret_key_fallbacks.0).map_err(|why| vec![why])?;
        let store = Store::new(aws, &config.table);
        Ok(Self(Arc::new(Parts { config, clock, store, secret, hasher, keyring: Keyring::default() })))
    }

    /// Whether what was made at this moment still counts: after the table was restored, only what was made since.
    pub fn counts_from(&self, made: Timestamp) -> bool {
        self.config.not_before.0.is_none_or(|not_before| not_before <= made)
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
