//! What settings can be: types, each read from a text.

use crate::domain::{Email, Mailbox, Shape, Timestamp};
use std::collections::BTreeSet;
use std::fmt;
use std::net::Ipv6Addr;
use std::ops::RangeInclusive;
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

/// A secret that nobody can guess.
pub(super) fn long_secret(secret: &Redacted) -> Result<(), &'static str> {
    match secret.0.chars().count() {
        32.. => Ok(()),
        _ => Err("a secret of at least 32 characters"),
    }
}

/// The path of a link, if it has one of its own.
pub(super) fn link(path: &str) -> Result<(), &'static str> {
    let is_one_word = !path.contains(|it: char| it.is_control() || it.is_whitespace());
    match path.is_empty() || path.contains("{token}") && !path.contains("://") && is_one_word {
        true => Ok(()),
        false => Err(
            "a path with {token} in it, such as activate/{uid}/{token}; its host is LATCHKEY_EMAIL_FRONTEND_DOMAIN",
        ),
    }
}

/// What DynamoDB can call a table
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>).
pub(super) fn table_name(name: &str) -> Result<(), &'static str> {
    let of_name = |it: char| it.is_ascii_alphanumeric() || "_.-".contains(it);
    match (3..=255).contains(&name.len()) && name.chars().all(of_name) {
        true => Ok(()),
        false => Err("a name of 3 to 255 letters, digits, _, . and -"),
    }
}

/// Where links lead, if that is said: the scheme and the path come from elsewhere.
pub(super) fn host(text: &str) -> Result<(), &'static str> {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (text, "443"),
    };
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_')
    };
    let v6 = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_name = match v6 {
        Some(v6) => v6.parse::<Ipv6Addr>().is_ok(),
        None => name.split('.').all(is_label),
    };
    match text.is_empty() || is_name && port.parse::<u16>().is_ok_and(|port| port > 0) {
        true => Ok(()),
        false => Err("a host such as app.example.org, without https:// and without a path"),
    }
}

/// How links lead there, if that is said.
pub(super) fn protocol(text: &str) -> Result<(), &'static str> {
    match ["", "https", "http"].contains(&text) {
        true => Ok(()),
        false => Err("https or http"),
    }
}

/// What a site is called: it stands in subjects of mails and in titles of pages, and turns nothing round there.
pub(super) fn one_line(text: &str) -> Result<(), &'static str> {
    match text.contains(|it: char| it.is_control() || turns_round(it) || "\u{2028}\u{2029}".contains(it)) {
        true => Err("one line of text, without characters that turn its direction"),
        false => Ok(()),
    }
}

/// Whether it sets the direction of what stands around it (Unicode's `Bidi_Control`, UAX #9).
fn turns_round(it: char) -> bool {
    matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A page that ours lead to, if that is said.
pub(super) fn web_address(text: &str) -> Result<(), &'static str> {
    match text.is_empty() || is_web_address(text) {
        true => Ok(()),
        false => Err("an address such as https://example.org/terms"),
    }
}

/// The same, or a mailbox.
pub(super) fn contact(text: &str) -> Result<(), &'static str> {
    let is_mailbox = |text: &str| {
        text.strip_prefix("mailto:")
            .is_some_and(|mailbox| Email::parse(mailbox).is_some() && Email::is_plain(mailbox))
    };
    match text.is_empty() || is_web_address(text) || is_mailbox(text) {
        true => Ok(()),
        false => Err("an address such as https://example.org/help or mailto:help@example.org"),
    }
}

/// A picture, if that is said, at an address that a content security policy can name whole: a policy that names a host or a
/// folder admits all that is in it (CSP 3, §2.3.1 and §6.7.2.10).
pub(super) fn image(text: &str) -> Result<(), &'static str> {
    let is_file = |address: &str| {
        let rest = address.strip_prefix("https://").unwrap_or_default();
        rest.contains('/') && !rest.ends_with('/') && !rest.contains(['?', '#', ';', ','])
    };
    match text.is_empty() || is_web_address(text) && is_file(text) {
        true => Ok(()),
        false => {
            Err("the address of a file, such as https://example.org/logo.svg, without ?, #, ; and a comma")
        }
    }
}

fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let is_plain = |c: u8| c.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&c);
    !authority.is_empty() && host(authority).is_ok() && path.bytes().all(is_plain)
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

/// So many in so long, written `10/h` or `30/5m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub most: u64,
    /// In how long.
    pub per: Duration,
}

impl Rate {
    /// Whether it lets more through in the long run.
    pub fn allows_more_than(self, other: Self) -> bool {
        u128::from(self.most) * other.per.as_millis() > u128::from(other.most) * self.per.as_millis()
    }
}

impl Value for Rate {
    fn parse(text: &str) -> Result<Self, &'static str> {
        const EXPECTED: &str =
            "a number of at least 1 and a time of at most a day, such as 10/h or 30/5m (s, m, h, d)";
        let rate = || {
            let (most, per) = text.split_once('/')?;
            let (number, unit) = per.split_at_checked(per.len().checked_sub(1)?)?;
            let seconds = match unit {
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86_400,
                _ => return None,
            };
            let number: u64 = if number.is_empty() { 1 } else { number.parse().ok()? };
            let per = number.checked_mul(seconds).filter(|seconds| (1..=86_400).contains(seconds))?;
            let most = most.parse().ok().filter(|most| *most > 0)?;
            Some(Self { most, per: Duration::from_secs(per) })
        };
        rate().ok_or(EXPECTED)
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

/// Schemes whose pages have no origin of their own, or that have no pages.
const WITHOUT_ORIGIN: [&str; 8] = ["about", "blob", "data", "file", "ftp", "javascript", "ws", "wss"];

/// An origin of the web, or of an app or a browser's extension, whose host is what it calls itself.
fn origin(text: &str) -> Option<String> {
    let (scheme, authority) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, own_port) = match scheme.as_str() {
        "https" => (authority.to_ascii_lowercase(), ":443"),
        "http" => (authority.to_ascii_lowercase(), ":80"),
        _ => (authority.to_owned(), ""),
    };
    let of_scheme = |it: char| it.is_ascii_alphanumeric() || "+.-".contains(it);
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(of_scheme)
        && !WITHOUT_ORIGIN.contains(&scheme.as_str());
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => &authority,
    };
    let of_name = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
    let of_address = |it: char| it.is_ascii_hexdigit() || it == ':' || it == '.';
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.chars().all(of_address),
        None => host.chars().all(of_name),
    };
    let is_good = is_scheme && is_host && !host.is_empty();
    is_good.then(|| format!("{scheme}://{}", authority.strip_suffix(own_port).unwrap_or(&authority)))
}

/// A cookie's name.
#[derive(Clone, Debug)]
pub struct CookieName(String);

impl CookieName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers take it only with `Secure`, over https: `__Secure-` and `__Host-` say so, in any case.
    pub(super) fn is_secure(&self) -> bool {
        self.begins_with("__Secure-") || self.is_of_one_host()
    }

    /// Whether browsers take it only without a domain.
    pub(super) fn is_of_one_host(&self) -> bool {
        self.begins_with("__Host-")
    }

    /// Whether other cookies of ours have such names.
    pub(super) fn is_taken(&self) -> bool {
        self.begins_with("latchkey_")
    }

    fn begins_with(&self, prefix: &str) -> bool {
        self.0.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }
}

impl Value for CookieName {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let of_name = |it: char| it.is_ascii_alphanumeric() || "_.-".contains(it);
        match !text.is_empty() && text.chars().all(of_name) {
            true => Ok(Self(text.to_owned())),
            false => Err("a name of letters, digits, _, . and -"),
        }
    }
}

/// The domain whose hosts get our cookies, in lower case; or none.
#[derive(Clone, Debug)]
pub struct CookieDomain(String);

impl CookieDomain {
    /// The domain; empty for none.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a host is in the domain, as browsers see it. An address is in no domain.
    pub(super) fn contains(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let is_address = host.parse::<std::net::Ipv4Addr>().is_ok() || host.starts_with('[');
        // No browser takes a cookie for all of `org`.
        let parent =
            host.strip_suffix(&self.0).is_some_and(|rest| rest.ends_with('.') && self.0.contains('.'));
        let is_within = host == self.0 || parent;
        self.0.is_empty() || is_within && !is_address
    }
}

impl Value for CookieDomain {
    fn parse(text: &str) -> Result<Self, &'static str> {
        // Django's documentation has it with a dot before it, which browsers overlook.
        let domain = text.strip_prefix('.').unwrap_or(text);
        let of_name = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
        match domain.chars().all(of_name) && !domain.starts_with('.') {
            true => Ok(Self(domain.to_ascii_lowercase())),
            false => Err("a domain such as example.org"),
        }
    }
}

/// With which requests of other sites' pages browsers send our cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// When somebody follows a link.
    Lax,
    /// With none.
    Strict,
    /// With all.
    None,
}

impl SameSite {
    /// As it stands in a cookie.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lax => "Lax",
            Self::Strict => "Strict",
            Self::None => "None",
        }
    }
}

impl Value for SameSite {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text.to_ascii_lowercase().as_str() {
            "lax" => Ok(Self::Lax),
            "strict" => Ok(Self::Strict),
            "none" => Ok(Self::None),
            _ => Err("Lax, Strict or None"),
        }
    }
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

/// Which ids new users get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserIds {
    /// Those of the moment.
    Time,
    /// The next free number.
    Sequence,
}

impl Value for UserIds {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "time" => Ok(Self::Time),
            "sequence" => Ok(Self::Sequence),
            _ => Err("time or sequence"),
        }
    }
}

/// Whether strangers may sign up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// They may.
    Open,
    /// They may not.
    Closed,
}

impl Value for Door {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text {
            "open" => Ok(Self::Open),
            "closed" => Ok(Self::Closed),
            _ => Err("open or closed"),
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

/// A claim that may ride in access tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A declared field.
    Field(String),
}

/// The claims that ride in access tokens.
#[derive(Clone, Debug)]
pub struct TokenClaims(pub Vec<TokenClaim>);

/// The claims that a token has anyway, and those of RFC 7519 §4.1.
const OWN_CLAIMS: [&str; 11] =
    ["aud", "exp", "iat", "iss", "jti", "nbf", "omitted_claims", "sid", "sub", "token_type", "user_id"];

impl Value for TokenClaims {
    fn parse(text: &str) -> Result<Self, &'static str> {
        if parts(text).any(|name| OWN_CLAIMS.contains(&name)) {
            return Err(
                "without aud, exp, iat, iss, jti, nbf, omitted_claims, sid, sub, token_type and user_id: tokens \
                        have these for themselves",
            );
        }
        let claim = |name: &str| match name {
            "groups" => TokenClaim::Groups,
            "permissions" => TokenClaim::Permissions,
            "is_staff" => TokenClaim::IsStaff,
            "username" => TokenClaim::Username,
            "email" => TokenClaim::Email,
            name => TokenClaim::Field(name.to_owned()),
        };
        Ok(Self(parts(text).map(claim).collect()))
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

    /// The host without its port.
    pub(super) fn host_name(&self) -> &str {
        match self.host().rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
            _ => self.host(),
        }
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
