//! The settings: read once, at start, into types, with every mistake reported together.
//!
//! Each is an environment variable `LATCHKEY_<NAME>`. Where djoser, Django or simplejwt has the setting, its
//! name and default are used. The declarations below are the documentation: `docs/configuration.md` is
//! printed from them.

mod agreement;
pub(crate) mod aws;
mod choices;
mod color;
mod dialect;
mod environment;
mod rate;
mod rules;
mod token_claims;
mod values;
mod web;

pub use choices::{
    ByName, Door, LoginField, OptionalLoginField, TokenModel, UserIdField, UserIds, UsersApiRead,
};
pub use color::{BrandColor, Color};
pub use dialect::{Dialect, Dialects};
pub use environment::function_name;
pub use rate::Rate;
pub use token_claims::{TokenClaim, TokenClaims};
pub use values::{Domains, Names, OptionalMoment, Redacted, RedactedList, Resources, Switch};
pub use web::{CookieDomain, CookieName, Origins, PublicUrl, SameSite};

use crate::domain::{Email, Shape};
use environment::{obey, read, said};
use rules::{
    contact, host, image, link, long_secret, one_line, protocol, sender, table_name, web_address, within,
};
use std::collections::BTreeMap;
use values::Seconds;

/// Declares the settings: documentation, field, type and default, once; and what a value must be beside its type.
macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty = $default:literal $(, $rule:expr)?;)+) => {
        /// How this deployment behaves. Build it with [`Config::from_env`] or [`Config::parse`].
        #[derive(Clone, Debug)]
        pub struct Config {
            $($(#[doc = $doc])+ pub $name: $type,)+
            /// What was said of each setting, in their order.
            said: Vec<Said>,
        }

        /// Every setting, in the order in which it is documented.
        pub const SETTINGS: &[Setting] = &[
            $(Setting { field: stringify!($name), default: $default, documentation: &[$($doc),+] },)+
        ];

        impl Config {
            /// What cannot be read is as when it is not set: so settings are held against each other all the same.
            fn read(values: &BTreeMap<String, String>, mistakes: &mut Vec<String>) -> Self {
                $(
                    let $name = read::<$type>(values, stringify!($name), $default, mistakes);
                    $(obey(&$name, stringify!($name), $rule, mistakes);)?
                )+
                let said = vec![$(said::<$type>(values, stringify!($name), $default),)+];
                Self { $($name,)+ said }
            }
        }
    };
}

settings! {
    /// Where clients reach the service, without a slash at the end: the only source of `iss`, of the pages'
    /// and the index's URLs, of "our origin", and of whether cookies are `Secure`.
    public_url: PublicUrl = "http://127.0.0.1:8000";
    /// The DynamoDB table.
    table: String = "latchkey", table_name;
    /// At least 32 characters that nobody can guess (Django's `SECRET_KEY`): links, refresh tokens and the
    /// stored halves of the signing keys hang on it.
    secret_key: Redacted = "", long_secret;
    /// Earlier secret keys, separated by commas, that are still believed (Django's `SECRET_KEY_FALLBACKS`).
    secret_key_fallbacks: RedactedList = "";
    /// The wire formats served, separated by commas: `djoser`, `users-api` (django-users-api), `accounts` (a DRF
    /// endpoint), `wiki` (the users wiki), `native`. One that is left out answers 404.
    dialects: Dialects = "djoser,users-api,accounts,wiki,native";
    /// The resources of django-users-api that are served, separated by commas, out of `users`, `groups`,
    /// `permissions`, `contenttypes`. A nested list belongs to what it lists.
    users_api_resources: Resources = "users,groups,permissions,contenttypes";
    /// Who may read in django-users-api: `permission` for oneself, staff, and whoever has the model's `view_` or
    /// `change_` permission; `session` for everybody who is signed in, as in the original.
    users_api_read: UsersApiRead = "permission";
    /// What `GET /v1/users/{name}` answers: `object`; or `array` of one or none, for clients of UFDL's own server.
    ufdl_by_name: ByName = "object";
    /// The origins, separated by commas, whose browser pages may call the service, e.g.
    /// `https://app.example.org`, or `capacitor://localhost` for an app.
    cors_allowed_origins: Origins = "";
    /// The secret that your CDN or back end sends as `X-Latchkey-Proxy-Secret`; make it long and random. Only
    /// with it is the client's address taken from `CloudFront-Viewer-Address`, or else from the last entry of
    /// `X-Forwarded-For`. Empty: these headers are ignored.
    trusted_proxy_secret: Redacted = "";
    /// The `aud` of access tokens: what an API Gateway JWT authorizer is told to expect.
    audience: String = "latchkey";
    /// What rides in access tokens beside who it is, for one's own APIs: out of `groups` (names), `permissions` (written
    /// `app_label.codename`; `*` alone for a superuser), `is_staff`, `username`, `email`, and declared fields that only
    /// administrators write (`read_only`). They are as old as the token. All
    /// together take at most 4 KiB: beyond, `permissions` stay away, then `groups`, and `omitted_claims` names them.
    token_claims: TokenClaims = "";
    /// `username`, or `email` for projects whose user model signs in by address: djoser's paths, keys and
    /// fields follow it.
    username_field: LoginField = "username";
    /// The fields of users beside Django's own: a JSON array of objects, at most 40 in 1600 bytes, in the form of
    /// `docs/contracts/custom-fields.md`, e.g. `[{"name":"phone","type":"char","max_length":20,"unique":true}]`. What is
    /// stored stays when a field is taken out again, and is not shown; one that is added shows its default.
    user_fields: Shape = "[]";
    /// Out of `email`, `first_name`, `last_name` and the declared fields (Django's `REQUIRED_FIELDS`): what djoser's user
    /// object shows first, in this order, and the profile edits, beside the field that one signs in with. Blank is accepted,
    /// as in Django's stock user.
    required_fields: Names = "email";
    /// Which index djoser's sign-in consults and which key its login body has: `username` or `email`; empty
    /// for the same as `LATCHKEY_USERNAME_FIELD`.
    login_field: OptionalLoginField = "";
    /// The ids of new users: `time` for large ones that grow with time; `sequence` for the next free number from 1, as
    /// Django has them, for clients whose ids have 32 bits. The latter tell how many users there are, and cost one write
    /// and a wave more a sign-up.
    user_ids: UserIds = "time";
    /// What djoser's user object has for an id, and `/users/{id}/` looks up: `id` or `username`.
    user_id_field: UserIdField = "id";
    /// `rest_framework.authtoken.models.Token`, or `none` for JWTs only: there is no `token/login` then
    /// (djoser crashes).
    token_model: TokenModel = "rest_framework.authtoken.models.Token";
    /// `open`, or `closed` for no sign-ups: they answer 403 in every dialect, and administrators still make users.
    registration: Door = "open";
    /// The domains, separated by commas, whose addresses users may sign up with, and may change theirs to, e.g.
    /// `example.org`; empty for all. Wants `LATCHKEY_SEND_ACTIVATION_EMAIL`, since anybody can claim an address.
    /// Administrators are free to set any for others.
    registration_domains: Domains = "";
    /// Whether a new account, and one whose owner changed its address, waits for a link in a mail.
    send_activation_email: bool = "true";
    /// Whether a mail says that the account is active now.
    send_confirmation_email: bool = "false";
    /// Has no effect here: a change of password is always told, to the address that was proven before, with a link that
    /// undoes it.
    password_changed_email_confirmation: bool = "false";
    /// Has no effect here: a change of user name is always told, as above.
    username_changed_email_confirmation: bool = "false";
    /// Whether registration asks for `re_password`.
    user_create_password_retype: bool = "false";
    /// Whether a change of password asks for `re_new_password`.
    set_password_retype: bool = "false";
    /// Whether the confirmation of a password reset asks for `re_new_password`.
    password_reset_confirm_retype: bool = "false";
    /// Whether a change of user name asks for `re_new_username`.
    set_username_retype: bool = "false";
    /// Whether the confirmation of a user name reset asks for `re_new_username`.
    username_reset_confirm_retype: bool = "false";
    /// Whether a reset request says that it does not know the address. It tells strangers who has an
    /// account.
    password_reset_show_email_not_found: bool = "false";
    /// The same as the setting above: either acts on both resets and on resending activation, as in djoser.
    username_reset_show_email_not_found: bool = "false";
    /// Whether the wiki's reset request answers 404 when nobody has the address, as its page has it. It tells strangers
    /// who has an account.
    wiki_show_email_not_found: bool = "true";
    /// Whether a change of password also ends the session or token that asked for it. All others end always.
    logout_on_password_change: bool = "false";
    /// Whether `token/login` also opens a browser session.
    create_session_on_login: bool = "false";
    /// Whether other users look absent (404) instead of forbidden (403) to those who may not see them.
    hide_users: bool = "true";
    /// How many objects a page of djoser's user list has (DRF's page-number pagination); 0 for no pages.
    page_size: u32 = "0";
    /// `on` for pages at `/account/` on which people sign up, sign in and see to their accounts, in a browser of their own;
    /// `off` where a front end does all that. The pages behind mails are there all the same.
    account_pages: Switch = "on";
    /// `on` for the administrators' console at `/console/`, for whoever may see something there; `off` for none. People
    /// sign in to it at `/account/sign_in`, which is there while either is on.
    console_pages: Switch = "on";
    /// The link in the activation mail, with `{uid}` and `{token}`, relative to the front end, e.g.
    /// `activate/{uid}/{token}`; empty for the page that Latchkey serves itself.
    activation_url: String = "", link;
    /// The link in the password reset mail; as above.
    password_reset_confirm_url: String = "", link;
    /// The link in the user name reset mail; as above.
    username_reset_confirm_url: String = "", link;
    /// The link in the mail to a new address that confirms it; as above.
    email_change_confirm_url: String = "", link;
    /// The link in the mail to the old address that calls the change off; as above.
    email_change_cancel_url: String = "", link;
    /// The link in a notice of a changed password, address or user name that undoes the change; as above.
    undo_url: String = "", link;
    /// The host of the links above; empty for `LATCHKEY_DOMAIN`.
    email_frontend_domain: String = "", host;
    /// The scheme of the links above, `https` or `http`; empty for that of `LATCHKEY_PUBLIC_URL`.
    email_frontend_protocol: String = "", protocol;
    /// What mails and pages call the site; empty for `LATCHKEY_SITE_NAME`.
    email_frontend_site_name: String = "", one_line;
    /// The host of the links where the front end has no host of its own; empty for that of `LATCHKEY_PUBLIC_URL`.
    domain: String = "", host;
    /// What mails and pages call the site where the front end has no name of its own; empty for the host of the
    /// links.
    site_name: String = "", one_line;
    /// A team's own colour on pages and in mails, such as `#00aa77`: darker by day and lighter by night where it could not
    /// be read (WCAG AA). Empty for ours.
    brand_color: BrandColor = "";
    /// The `https://` address of a team's logo for pages and mails, without a query; browsers may load this one file from
    /// elsewhere, and tell its server nothing of the page. Empty for our mark.
    brand_logo: String = "", image;
    /// The `https://` address of the terms of use, to which all pages then lead.
    terms_url: String = "", web_address;
    /// The same of what is said about privacy.
    privacy_url: String = "", web_address;
    /// Where pages send who needs help: an `https://` or `mailto:` address.
    support_url: String = "", contact;
    /// The sender of all mails: one address, or `Name <address>`. A name with a comma or the like stands in quotes:
    /// `"Doe, Jane" <jane@example.org>`.
    default_from_email: String = "Latchkey <accounts@localhost>", sender;
    /// A folder of templates that replace the built-in mails, file by file; empty for none.
    email_templates: String = "";
    /// Seconds for which a password or user name reset link works.
    password_reset_timeout: Seconds = "172800";
    /// Seconds for which an activation link works, and the two links of a change of address.
    activation_timeout: Seconds = "259200";
    /// Days after which an account that was never active is deleted; 0 for never.
    unverified_account_days: u32 = "7";
    /// Seconds for which an access token is valid.
    access_token_lifetime: Seconds = "300";
    /// Seconds for which a refresh token is valid.
    refresh_token_lifetime: Seconds = "86400";
    /// Whether `jwt/refresh` answers a new refresh token and ends the old one.
    rotate_refresh_tokens: bool = "false";
    /// The name of the session cookie (Django's `SESSION_COOKIE_NAME`). One that begins with `__Host-` cannot
    /// be set by a subdomain; it needs `https` and an empty `LATCHKEY_COOKIE_DOMAIN`.
    session_cookie_name: CookieName = "sessionid";
    /// The name of the CSRF cookie (Django's `CSRF_COOKIE_NAME`); as above.
    csrf_cookie_name: CookieName = "csrftoken";
    /// The domain that both cookies are set for, e.g. `example.org` (Django's `SESSION_COOKIE_DOMAIN`); empty
    /// for the service's own host only.
    cookie_domain: CookieDomain = "";
    /// The `SameSite` of both cookies: `Lax`, `Strict` or `None` (Django's `SESSION_COOKIE_SAMESITE`). Pages
    /// of another site need `None`, which needs `https`.
    cookie_samesite: SameSite = "Lax";
    /// Seconds after which a browser session ends, however busy (Django's `SESSION_COOKIE_AGE`).
    session_cookie_age: Seconds = "1209600";
    /// Seconds of silence after which a browser session ends.
    session_idle_timeout: Seconds = "86400";
    /// Days after which the key that signs access tokens is replaced; 0 for only by hand.
    signing_key_days: u32 = "90";
    /// The least length of a password, in characters.
    password_min_length: u32 = "8", within(0..=256, "from 0 to 256");
    /// Argon2id memory in KiB, at least 19456.
    argon2_memory: u32 = "19456", within(19_456..=102_400, "from 19456 to 102400");
    /// Argon2id passes, from 2 to 7.
    argon2_iterations: u32 = "2", within(2..=7, "from 2 to 7");
    /// Argon2id lanes, at least 1.
    argon2_parallelism: u32 = "1", within(1..=8, "from 1 to 8");
    /// `off` switches the limits against abuse off, for load tests.
    throttle: Switch = "on";
    /// After a restore: ends every sign-in, link, pending address, undo link and owed mail that was made before this moment,
    /// such as `2026-11-30T12:00:00Z`; empty for none.
    not_before: OptionalMoment = "";
    /// How many accounts one network may sign up: a number, and the time that it is for, such as `10/h` or `30/5m` (`s`, `m`,
    /// `h`, `d`). A network is an IPv4 address, or the /64 that an IPv6 client has to itself.
    limit_registrations: Rate = "10/h";
    /// How many answers that tell whether a name or an address is taken one network may get, or one account that signed in.
    limit_taken: Rate = "60/h";
    /// How many mails one network may ask for.
    limit_mail_requests: Rate = "20/h";
    /// How many links that are not good one network may try.
    limit_bad_links: Rate = "30/5m";
    /// How many sign-ins may fail from one network, of those from where the account was never signed in before.
    limit_failed_sign_ins: Rate = "30/5m";
    /// How many passwords may be guessed for one account on one day (UTC) from where it was never signed in before.
    limit_guesses: u32 = "100";
    /// How often one account may ask for another address.
    limit_email_changes: Rate = "5/d";
    /// How many calls that cost an Argon2 or more than ten reads one account may make while signed in: changes and proofs of a
    /// password, accounts that it makes, lists, bulk calls, checks of more than ten permissions. Administrators may make ten
    /// times as many.
    limit_work: Rate = "100/5m";
    /// How many mails of a kind an account may ask for in an hour; the first always goes.
    limit_mails_hourly: u32 = "5";
    /// The same for a day.
    limit_mails_daily: u32 = "10";
    /// How many mails a day strangers can cause to an address that nobody has proven. The first of its kind for an account
    /// always goes.
    limit_caused_mails: u32 = "10";
}

/// One setting, as documented.
pub struct Setting {
    field: &'static str,
    /// What holds when the variable is not set.
    pub default: &'static str,
    documentation: &'static [&'static str],
}

/// A setting as it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Its text, or that of its default.
    Text(String),
    /// It is a secret; whether there is one.
    Secret(bool),
}

impl Setting {
    /// The environment variable.
    pub fn variable(&self) -> String {
        variable(self.field)
    }

    /// What it does, as one paragraph.
    pub fn description(&self) -> String {
        self.documentation.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }
}

impl Config {
    /// The settings as they are in force, in the order in which they are documented; without secrets.
    pub(crate) fn in_force(&self) -> impl Iterator<Item = (&'static Setting, &Said)> {
        SETTINGS.iter().zip(&self.said)
    }

    /// Whether pages of this origin may read our answers.
    pub fn allows_origin(&self, origin: &[u8]) -> bool {
        self.cors_allowed_origins.0.iter().any(|allowed| origin == allowed.as_bytes())
    }

    /// Whether a page of this origin is ours, or one that may read our answers.
    pub fn trusts_origin(&self, origin: &[u8]) -> bool {
        origin == self.public_url.as_str().as_bytes() || self.allows_origin(origin)
    }

    /// Whether users may have this address by their own choice.
    pub fn admits(&self, email: &Email) -> bool {
        let key = email.key();
        let domain = key.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.registration_domains.0.is_empty()
            || self.registration_domains.0.iter().any(|known| known == domain)
    }

    /// The key under which a user signs in.
    pub fn login_field(&self) -> LoginField {
        self.login_field.0.unwrap_or(self.username_field)
    }

    /// Whether users sign in by name in this deployment's user model.
    pub fn signs_in_by_username(&self) -> bool {
        self.username_field == LoginField::Username
    }

    /// Whether users sign in by address in this deployment's user model, and have no name.
    pub fn signs_in_by_email(&self) -> bool {
        self.username_field == LoginField::Email
    }

    /// Whether an address says who signs in, where nothing else is said of it.
    pub fn takes_addresses_as_logins(&self) -> bool {
        self.signs_in_by_email() || self.login_field() == LoginField::Email
    }

    /// Whether opaque tokens are issued.
    pub fn has_tokens(&self) -> bool {
        self.token_model == TokenModel::Token
    }

    /// Whether the limits against abuse hold.
    pub fn throttles(&self) -> bool {
        self.throttle.0
    }

    /// Whether people see to their accounts on pages of ours.
    pub fn has_account_pages(&self) -> bool {
        self.account_pages.0
    }

    /// Whether administrators have a console.
    pub fn has_console(&self) -> bool {
        self.console_pages.0
    }

    /// Whether a request about an unknown address is told so.
    pub fn shows_email_not_found(&self) -> bool {
        self.password_reset_show_email_not_found || self.username_reset_show_email_not_found
    }
}

fn variable(field: &str) -> String {
    format!("LATCHKEY_{}", field.to_uppercase())
}

#[cfg(test)]
mod tests;
