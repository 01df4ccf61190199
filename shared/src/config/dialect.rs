//! The wire formats, and which of them are served.

use super::Config;
use super::values::{Value, parts};

/// Who owns a path: its wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// djoser, both generations.
    Djoser,
    /// django-users-api.
    UsersApi,
    /// The DRF endpoint of accounts.
    Accounts,
    /// The users wiki.
    Wiki,
    /// The native API, `/v1`.
    Native,
    /// Pages for people; the API's document does not have them.
    Html,
    /// Always on: browser sessions and discovery.
    Always,
}

impl Dialect {
    /// Those that can be switched off.
    const SWITCHED: [Self; 5] = [Self::Djoser, Self::UsersApi, Self::Accounts, Self::Wiki, Self::Native];

    /// Its name in `LATCHKEY_DIALECTS`, and in the API's document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Djoser => "djoser",
            Self::UsersApi => "users-api",
            Self::Accounts => "accounts",
            Self::Wiki => "wiki",
            Self::Native => "native",
            Self::Html => "html",
            Self::Always => "discovery",
        }
    }

    /// The dialect of this name. A name that none has is that of something always on.
    pub fn of_name(name: &str) -> Self {
        Self::switched(name).unwrap_or(Self::Always)
    }

    /// Whether it is served under these settings.
    pub fn is_on(self, config: &Config) -> bool {
        !Self::SWITCHED.contains(&self) || config.dialects.0.contains(&self)
    }

    fn switched(name: &str) -> Option<Self> {
        Self::SWITCHED.into_iter().find(|dialect| dialect.name() == name)
    }
}

/// Those that are served, of the ones that can be switched off.
#[derive(Clone, Debug)]
pub struct Dialects(Vec<Dialect>);

impl Value for Dialects {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let dialects: Option<_> = parts(text).map(Dialect::switched).collect();
        dialects.map(Self).ok_or("out of djoser, users-api, accounts, wiki and native, separated by commas")
    }
}
