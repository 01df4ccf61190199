//! What settings can be: types, each read from a text.

use crate::domain::{Email, Shape, Timestamp};
use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

/// A type that a setting can have; the error says what was expected, to follow "must be".
pub(super) trait Value: Sized {
    /// Whether it is nobody's to see, not even a superuser's.
    const IS_SECRET: bool = false;

    fn parse(text: &str) -> Result<Self, &'static str>;

    /// The value; or all that is wrong with it, to follow the setting's name.
    fn read(text: &str) -> Result<Self, Vec<String>> {
        Self::parse(text).map_err(|expected| vec![format!("must be {expected}")])
    }
}

/// Has mistakes of its own, each with its place.
impl Value for Shape {
    fn parse(text: &str) -> Result<Self, &'static str> {
        Self::declare(text).map_err(|_| "a declaration of fields")
    }

    fn read(text: &str) -> Result<Self, Vec<String>> {
        Self::declare(text)
            .map_err(|mistakes| mistakes.iter().map(|why| format!("declares no fields: {why}")).collect())
    }
}

impl Value for bool {
    fn parse(text: &str) -> Result<Self, &'static str> {
        text.parse().map_err(|_| "true or false")
    }
}

impl Value for u32 {
    fn parse(text: &str) -> Result<Self, &'static str> {
        text.parse().map_err(|_| "a whole number")
    }
}

impl Value for String {
    fn parse(text: &str) -> Result<Self, &'static str> {
        Ok(text.to_owned())
    }
}

/// A length of time, written in whole seconds.
pub(super) type Seconds = Duration;

impl Value for Seconds {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text.parse() {
            Ok(seconds @ 1..=315_360_000) => Ok(Self::from_secs(seconds)),
            _ => Err("a number of seconds from 1 to 315360000"),
        }
    }
}

/// A moment, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionalMoment(pub Option<Timestamp>);

impl Value for OptionalMoment {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match (text, Timestamp::parse(text)) {
            ("", _) => Ok(Self(None)),
            (_, Some(moment)) => Ok(Self(Some(moment))),
            (_, None) => Err("a moment in UTC, such as 2026-11-30T12:00:00Z"),
        }
    }
}

pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// A secret, which is never printed.
#[derive(Clone)]
pub struct Redacted(pub String);

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redacted")
    }
}

impl Value for Redacted {
    const IS_SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, &'static str> {
        Ok(Self(text.to_owned()))
    }
}

/// Secrets separated by commas.
#[derive(Clone)]
pub struct RedactedList(pub Vec<String>);

impl fmt::Debug for RedactedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedactedList")
    }
}

impl Value for RedactedList {
    const IS_SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, &'static str> {
        let secrets: Vec<_> = parts(text).map(str::to_owned).collect();
        match secrets.iter().all(|secret| secret.chars().count() >= 32) {
            true => Ok(Self(secrets)),
            false => Err("secrets of at least 32 characters each, separated by commas"),
        }
    }
}

/// `on` or `off`.
#[derive(Clone, Copy, Debug)]
pub struct Switch(pub(super) bool);

impl Value for Switch {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "on" => Ok(Self(true)),
            "off" => Ok(Self(false)),
            _ => Err("on or off"),
        }
    }
}

/// Domains of addresses separated by commas, in the form in which addresses are compared.
#[derive(Clone, Debug)]
pub struct Domains(pub Vec<String>);

impl Value for Domains {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let domain = |text: &str| {
            let key = Email::parse(&format!("a@{text}"))?.key();
            key.rsplit_once('@').map(|(_, domain)| domain.to_owned())
        };
        let domains: Option<_> = parts(text).map(domain).collect();
        domains.map(Self).ok_or("domains such as example.org, separated by commas")
    }
}

/// Names separated by commas, each once, in their order.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<String>);

impl Value for Names {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut names: Vec<String> = parts(text).map(str::to_owned).collect();
        let mut known = BTreeSet::new();
        names.retain(|name| known.insert(name.clone()));
        Ok(Self(names))
    }
}

/// The resources of django-users-api that are served.
#[derive(Clone, Copy, Debug)]
pub struct Resources {
    /// `/users/`
    pub users: bool,
    /// `/groups/`, and a user's groups.
    pub groups: bool,
    /// `/permissions/`, and a user's and a group's permissions.
    pub permissions: bool,
    /// `/contenttypes/`
    pub contenttypes: bool,
}

impl Value for Resources {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut resources = Self { users: false, groups: false, permissions: false, contenttypes: false };
        for name in parts(text) {
            match name {
                "users" => resources.users = true,
                "groups" => resources.groups = true,
                "permissions" => resources.permissions = true,
                "contenttypes" => resources.contenttypes = true,
                _ => return Err("out of users, groups, permissions and contenttypes, separated by commas"),
            }
        }
        Ok(resources)
    }
}
