//! What settings can be: types, each read from a text.

use crate::domain::Mailbox;
use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

/// A type that a setting can have; the error says what was expected, to follow "must be".
pub(super) trait Value: Sized {
    fn parse(text: &str) -> Result<Self, &'static str>;
}

/// A secret that nobody can guess.
pub(super) fn long_secret(secret: &Redacted) -> Result<(), &'static str> {
    match secret.0.chars().count() {
        32.. => Ok(()),
        _ => Err("a secret of at least 32 characters"),
    }
}

/// The path of a link, if it has one of its own.
pub(super) fn link(path: &str) -> Result<(), &'static str> {
    match path.is_empty() || path.contains("{token}") && !path.contains("://") {
        true => Ok(()),
        false => Err(
            "a path with {token} in it, such as activate/{uid}/{token}; its host is LATCHKEY_EMAIL_FRONTEND_DOMAIN",
        ),
    }
}

/// Whom mails come from.
pub(super) fn sender(text: &str) -> Result<(), &'static str> {
    match Mailbox::parse(text) {
        Some(_) => Ok(()),
        None => {
            Err("one address, or a name and one address, such as \"Example, Inc.\" <accounts@example.org>")
        }
    }
}

/// A number with bounds.
pub(super) fn within(
    bounds: RangeInclusive<u32>,
    expected: &'static str,
) -> impl Fn(&u32) -> Result<(), &'static str> {
    move |value| if bounds.contains(value) { Ok(()) } else { Err(expected) }
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

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// Origins separated by commas, in the form in which browsers send them: lower case, without a scheme's own port
/// (<https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>).
#[derive(Clone, Debug, Default)]
pub struct Origins(pub Vec<String>);

impl Value for Origins {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let origins: Option<_> = parts(text).map(origin).collect();
        origins.map(Self).ok_or("origins, such as https://app.example.org, separated by commas")
    }
}

fn origin(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (scheme, authority) = lower.split_once("://")?;
    let own_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => authority,
    };
    let of_name = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
    let of_address = |it: char| it.is_ascii_hexdigit() || it == ':' || it == '.';
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.chars().all(of_address),
        None => host.chars().all(of_name),
    };
    let is_good = is_host && !host.is_empty();
    is_good.then(|| format!("{scheme}://{}", authority.strip_suffix(own_port).unwrap_or(authority)))
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

/// What a user signs in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginField {
    /// The user name.
    Username,
    /// The e-mail address.
    Email,
}

impl LoginField {
    /// The field's name, which is also the key in bodies and the word in paths and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Email => "email",
        }
    }
}

impl Value for LoginField {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "username" => Ok(Self::Username),
            "email" => Ok(Self::Email),
            _ => Err("username or email"),
        }
    }
}

/// A login field, or none.
#[derive(Clone, Copy, Debug)]
pub struct OptionalLoginField(pub(super) Option<LoginField>);

impl Value for OptionalLoginField {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "" => Ok(Self(None)),
            _ => LoginField::parse(text).map(|field| Self(Some(field))),
        }
    }
}

/// What stands for a user in djoser's paths and objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserIdField {
    /// The id.
    Id,
    /// The user name.
    Username,
}

impl Value for UserIdField {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "id" => Ok(Self::Id),
            "username" => Ok(Self::Username),
            _ => Err("id or username"),
        }
    }
}

/// Whether there are opaque tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenModel {
    /// DRF's.
    Token,
    /// JWTs alone.
    None,
}

impl Value for TokenModel {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "rest_framework.authtoken.models.Token" => Ok(Self::Token),
            "none" | "None" => Ok(Self::None),
            _ => Err("rest_framework.authtoken.models.Token or none"),
        }
    }
}

/// A field of the profile that a deployment can require.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiredField {
    /// `email`
    Email,
    /// `first_name`
    FirstName,
    /// `last_name`
    LastName,
}

/// The required fields, in the order in which they are shown.
#[derive(Clone, Debug)]
pub struct RequiredFields(pub Vec<RequiredField>);

impl Value for RequiredFields {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let field = |name| match name {
            "email" => Some(RequiredField::Email),
            "first_name" => Some(RequiredField::FirstName),
            "last_name" => Some(RequiredField::LastName),
            _ => None,
        };
        parts(text)
            .map(field)
            .collect::<Option<_>>()
            .map(Self)
            .ok_or("out of email, first_name and last_name, separated by commas")
    }
}

/// A claim that may ride in access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenClaim {
    /// The names of the user's groups.
    Groups,
    /// What the user may do: direct ∪ groups.
    Permissions,
    /// Whether the user is of the staff.
    IsStaff,
    /// The user name.
    Username,
    /// The address.
    Email,
}

/// The claims that ride in access tokens.
#[derive(Clone, Debug)]
pub struct TokenClaims(pub Vec<TokenClaim>);

impl Value for TokenClaims {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let claim = |name| match name {
            "groups" => Some(TokenClaim::Groups),
            "permissions" => Some(TokenClaim::Permissions),
            "is_staff" => Some(TokenClaim::IsStaff),
            "username" => Some(TokenClaim::Username),
            "email" => Some(TokenClaim::Email),
            _ => None,
        };
        parts(text)
            .map(claim)
            .collect::<Option<_>>()
            .map(Self)
            .ok_or("out of groups, permissions, is_staff, username and email, separated by commas")
    }
}

/// The wire formats that are served.
#[derive(Clone, Copy, Debug)]
pub struct Dialects {
    /// djoser, both generations.
    pub djoser: bool,
    /// django-users-api.
    pub users_api: bool,
    /// The DRF endpoint of accounts.
    pub accounts: bool,
    /// The users wiki.
    pub wiki: bool,
    /// The native API, `/v1`.
    pub native: bool,
}

impl Value for Dialects {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut dialects =
            Self { djoser: false, users_api: false, accounts: false, wiki: false, native: false };
        for name in parts(text) {
            match name {
                "djoser" => dialects.djoser = true,
                "users-api" => dialects.users_api = true,
                "accounts" => dialects.accounts = true,
                "wiki" => dialects.wiki = true,
                "native" => dialects.native = true,
                _ => return Err("out of djoser, users-api, accounts, wiki and native, separated by commas"),
            }
        }
        Ok(dialects)
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

/// What a look-up by name answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByName {
    /// The user, or 404.
    Object,
    /// A list of one or none.
    Array,
}

impl Value for ByName {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "object" => Ok(Self::Object),
            "array" => Ok(Self::Array),
            _ => Err("object or array"),
        }
    }
}

/// Who may read in django-users-api.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersApiRead {
    /// Whoever has the right to.
    Permission,
    /// Whoever is signed in.
    Session,
}

impl Value for UsersApiRead {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "permission" => Ok(Self::Permission),
            "session" => Ok(Self::Session),
            _ => Err("permission or session"),
        }
    }
}

/// An `http` or `https` origin.
#[derive(Clone, Debug)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The origin, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        self.0.split("://").next().unwrap_or_default()
    }

    /// Host, and port where it is not the scheme's own.
    pub fn host(&self) -> &str {
        self.0.split("://").nth(1).unwrap_or_default()
    }

    /// Whether cookies may leave out `Secure`: plain HTTP to one's own machine.
    pub fn is_local_http(&self) -> bool {
        let host = self.host();
        let local =
            |name: &str| host == name || host.strip_prefix(name).is_some_and(|rest| rest.starts_with(':'));
        self.scheme() == "http" && ["localhost", "127.0.0.1", "[::1]"].into_iter().any(local)
    }
}

impl Value for PublicUrl {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let url = text.trim_end_matches('/');
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(host) => Ok(Self(url.to_owned())),
            _ => Err("an origin such as https://accounts.example.org"),
        }
    }
}
