//! The settings: read once, at start, into types, with every mistake reported together.
//!
//! Each is an environment variable `LATCHKEY_<NAME>`. Where djoser, Django or simplejwt has the setting, its
//! name and default are used. The declarations below are the documentation: `docs/configuration.md` is
//! printed from them.

pub(crate) mod aws;
mod color;
mod values;

pub use color::{BrandColor, Color};

pub use values::{
    ByName, CookieDomain, CookieName, Dialects, Domains, Door, LoginField, Names, OptionalLoginField,
    OptionalMoment, Origins, PublicUrl, Rate, Redacted, RedactedList, Resources, SameSite, Switch,
    TokenClaim, TokenClaims, TokenModel, UserIdField, UserIds, UsersApiRead,
};

use crate::domain::password::{Attribute, Password, weaknesses};
use crate::domain::{Access, Email, Shape, Username};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use values::{
    Seconds, Value, contact, host, image, link, long_secret, one_line, protocol, sender, table_name,
    web_address, within,
};

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
    /// Argon2id passes, at least 2.
    argon2_iterations: u32 = "2", within(2..=10, "from 2 to 10");
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
    /// The settings in a function's environment. Unknown `LATCHKEY_*` names are lines in the log: a function must
    /// start beside a newer template.
    ///
    /// # Errors
    /// Every mistake, a line each.
    pub fn from_env() -> Result<Self, Vec<String>> {
        let (config, unknown) = Self::parse(environment())?;
        unknown.iter().for_each(|mistake| tracing::warn!("{mistake}"));
        Ok(config)
    }

    /// The settings in the command's environment, with other defaults for some; unknown names are mistakes, and so is what
    /// `templates` finds in the folder of mail templates. Only who renders them can judge them.
    ///
    /// # Errors
    /// Every mistake, a line each.
    pub fn from_env_or(
        defaults: &[(&str, String)],
        templates: impl Fn(&str) -> Vec<String>,
    ) -> Result<Self, Vec<String>> {
        let defaults = defaults.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let pairs: BTreeMap<_, _> = defaults.chain(environment()).collect();
        let unfit = pairs.get(EMAIL_TEMPLATES).map(|folder| templates(folder)).unwrap_or_default();
        match Self::parse(pairs) {
            Ok((config, unknown)) if unknown.is_empty() && unfit.is_empty() => Ok(config),
            Ok((_, mistakes)) | Err(mistakes) => Err(mistakes.into_iter().chain(unfit).collect()),
        }
    }

    /// The settings among these pairs, and a line for each `LATCHKEY_*` name that is none.
    ///
    /// # Errors
    /// Every value that cannot be, a line each, and then those names.
    pub fn parse(
        pairs: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(Self, Vec<String>), Vec<String>> {
        let values: BTreeMap<_, _> =
            pairs.into_iter().filter(|(name, _)| name.starts_with("LATCHKEY_")).collect();
        let unknown: Vec<_> = values.keys().filter_map(|name| unknown(name)).collect();
        let is_no_text = |value: &str| value.contains(char::REPLACEMENT_CHARACTER);
        let no_text = values.iter().filter(|(_, value)| is_no_text(value));
        let mut mistakes: Vec<_> = no_text.map(|(name, _)| format!("{name} must be text in UTF-8")).collect();
        let config = Self::read(&values, &mut mistakes);
        config.first_superuser(&values, &mut mistakes);
        config.disagreements(&mut mistakes);
        match mistakes.is_empty() {
            true => Ok((config, unknown)),
            false => Err(mistakes.into_iter().chain(unknown).collect()),
        }
    }

    /// Whom `serve` makes at its first start.
    fn first_superuser(&self, values: &BTreeMap<String, String>, mistakes: &mut Vec<String>) {
        let said = |name: &str| values.get(name).map_or("", String::as_str);
        let (name, email, password) =
            (said(SUPERUSER_USERNAME), said(SUPERUSER_EMAIL), Password::new(said(SUPERUSER_PASSWORD)));
        let stands_in_paths = self.user_id_field == UserIdField::Username;
        if !name.is_empty() && (Username::new(name).is_none() || Username::is_reserved(name, stands_in_paths))
        {
            mistakes
                .push(format!("{SUPERUSER_USERNAME} must be a user name, and no word of the API's paths"));
        }
        if !email.is_empty() && Email::new(email).is_none() {
            mistakes.push(format!("{SUPERUSER_EMAIL} must be an address"));
        }
        let about = [(Attribute::Username, name), (Attribute::Email, email)];
        let is_weak = || !weaknesses(&password, self.password_min_length as usize, &about).is_empty();
        if !said(SUPERUSER_PASSWORD).is_empty() && is_weak() {
            mistakes.push(format!("{SUPERUSER_PASSWORD} must be a password that is not easily guessed"));
        }
    }

    /// Where settings do not fit each other. One that could not be read is held against none.
    fn disagreements(&self, mistakes: &mut Vec<String>) {
        let unread = mistakes.clone();
        let is_read = |variable: &str| !unread.iter().any(|why| why.split(' ').next() == Some(variable));
        if is_read("LATCHKEY_USER_FIELDS") {
            self.names_of_fields(mistakes);
        }
        let claims_are_proven = self.send_activation_email || !is_read("LATCHKEY_SEND_ACTIVATION_EMAIL");
        if !self.registration_domains.0.is_empty() && !claims_are_proven {
            mistakes.push(
                "LATCHKEY_REGISTRATION_DOMAINS wants LATCHKEY_SEND_ACTIVATION_EMAIL: without a link in a mail anybody can claim \
                 an address of these domains"
                    .to_owned(),
            );
        }
        self.names_of_cookies(mistakes);
        if is_read("LATCHKEY_PUBLIC_URL") {
            self.cookies_that_browsers_drop(mistakes);
        }
    }

    /// Two cookies of one name are one.
    fn names_of_cookies(&self, mistakes: &mut Vec<String>) {
        for (variable, name) in [
            ("LATCHKEY_SESSION_COOKIE_NAME", &self.session_cookie_name),
            ("LATCHKEY_CSRF_COOKIE_NAME", &self.csrf_cookie_name),
        ] {
            if name.is_taken() {
                mistakes
                    .push(format!("{variable}: names that begin with latchkey_ are those of other cookies"));
            }
        }
        if self.session_cookie_name.as_str() == self.csrf_cookie_name.as_str() {
            mistakes
                .push("LATCHKEY_CSRF_COOKIE_NAME must differ from LATCHKEY_SESSION_COOKIE_NAME".to_owned());
        }
    }

    /// The settings that name fields, each its own kind.
    fn names_of_fields(&self, mistakes: &mut Vec<String>) {
        let shown = |name: &str| name == "email" || self.user_fields.get(name).is_some();
        let vouched =
            |name: &str| self.user_fields.get(name).is_some_and(|field| field.access == Access::ReadOnly);
        for name in self.required_fields.0.iter().filter(|name| !shown(name)) {
            let declared: Vec<_> = self.user_fields.iter().map(|field| field.name.as_str()).collect();
            mistakes.push(format!(
                "LATCHKEY_REQUIRED_FIELDS must be out of email, {}, separated by commas, and not {name}",
                declared.join(", ")
            ));
        }
        for claim in &self.token_claims.0 {
            if let TokenClaim::Field(name) = claim
                && !vouched(name)
            {
                mistakes.push(format!(
                    "LATCHKEY_TOKEN_CLAIMS must be out of groups, permissions, is_staff, username, email and declared fields \
                     that are read_only, separated by commas, and not {name}"
                ));
            }
        }
    }

    /// What browsers would drop without a word (RFC 6265bis §5.7): nobody could sign in by cookie.
    fn cookies_that_browsers_drop(&self, mistakes: &mut Vec<String>) {
        let is_https = self.public_url.scheme() == "https";
        let domain = self.cookie_domain.as_str();
        for (variable, name) in [
            ("LATCHKEY_SESSION_COOKIE_NAME", &self.session_cookie_name),
            ("LATCHKEY_CSRF_COOKIE_NAME", &self.csrf_cookie_name),
        ] {
            if name.is_secure() && !is_https {
                mistakes.push(format!(
                    "{variable}: browsers accept {} over https only, and LATCHKEY_PUBLIC_URL is http",
                    name.as_str()
                ));
            }
            if name.is_of_one_host() && !domain.is_empty() {
                mistakes.push(format!(
                    "{variable}: browsers accept {} for one host only, so LATCHKEY_COOKIE_DOMAIN must be empty",
                    name.as_str()
                ));
            }
        }
        if !self.cookie_domain.contains(self.public_url.host_name()) {
            mistakes.push(format!(
                "LATCHKEY_COOKIE_DOMAIN must be the host of LATCHKEY_PUBLIC_URL ({}) or a parent domain of it",
                self.public_url.host_name()
            ));
        }
        if self.cookie_samesite == SameSite::None && !is_https {
            mistakes.push(
                "LATCHKEY_COOKIE_SAMESITE: browsers accept None over https only, and LATCHKEY_PUBLIC_URL is http"
                    .to_owned(),
            );
        }
    }

    /// The settings as they are in force, in the order in which they are documented; without secrets.
    pub fn in_force(&self) -> impl Iterator<Item = (&'static Setting, &Said)> {
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

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn environment() -> impl Iterator<Item = (String, String)> {
    // What is no text stands for itself in a value, and is refused where a setting has it.
    let text = |text: OsString| text.to_string_lossy().into_owned();
    std::env::vars_os().map(move |(name, value)| (text(name), text(value)))
}

/// What Lambda calls the function that this process is; empty elsewhere.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn function_name() -> String {
    std::env::var("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_default()
}

/// The folder of the deployer's mail templates.
const EMAIL_TEMPLATES: &str = "LATCHKEY_EMAIL_TEMPLATES";

/// Names that the command or the deployment reads, beside the settings.
const NEIGHBOURS: [&str; 4] =
    [SUPERUSER_USERNAME, SUPERUSER_EMAIL, SUPERUSER_PASSWORD, "LATCHKEY_CHECK_PASSWORD"];

// Their mistakes are told with the others.
const SUPERUSER_USERNAME: &str = "LATCHKEY_SUPERUSER_USERNAME";
const SUPERUSER_PASSWORD: &str = "LATCHKEY_SUPERUSER_PASSWORD";
const SUPERUSER_EMAIL: &str = "LATCHKEY_SUPERUSER_EMAIL";

/// How many letters may be wrong in a name that is meant.
const FARTHEST_SLIP: usize = 4;

fn unknown(name: &str) -> Option<String> {
    let known: Vec<String> =
        SETTINGS.iter().map(Setting::variable).chain(NEIGHBOURS.map(str::to_owned)).collect();
    if known.iter().any(|known| known == name) {
        return None;
    }
    let distance = |known: &String| strsim::damerau_levenshtein(known, name);
    let nearest =
        known.iter().min_by_key(|known| distance(known)).filter(|known| distance(known) <= FARTHEST_SLIP);
    let hint = nearest.map(|nearest| format!("; did you mean {nearest}?")).unwrap_or_default();
    Some(format!("{name} is not a setting{hint}"))
}

fn text_of<'a>(values: &'a BTreeMap<String, String>, field: &str, default: &'a str) -> &'a str {
    values.get(&variable(field)).map_or(default, |value| value.trim())
}

fn said<T: Value>(values: &BTreeMap<String, String>, field: &str, default: &str) -> Said {
    let text = text_of(values, field, default);
    if T::IS_SECRET { Said::Secret(!text.is_empty()) } else { Said::Text(text.to_owned()) }
}

fn read<T: Value>(
    values: &BTreeMap<String, String>,
    field: &str,
    default: &str,
    mistakes: &mut Vec<String>,
) -> T {
    let text = text_of(values, field, default);
    T::read(text).unwrap_or_else(|told| {
        mistakes.extend(told.iter().map(|why| format!("{} {why}", variable(field))));
        T::read(default).unwrap_or_else(|_| panic!("the default of {field} can be read"))
    })
}

/// Whether a value is also what its setting wants of it.
fn obey<T: Borrow<R>, R: ?Sized>(
    value: &T,
    field: &str,
    rule: impl Fn(&R) -> Result<(), &'static str>,
    mistakes: &mut Vec<String>,
) {
    if let Err(expected) = rule(value.borrow()) {
        mistakes.push(format!("{} must be {expected}", variable(field)));
    }
}

fn variable(field: &str) -> String {
    format!("LATCHKEY_{}", field.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Config, LoginField, SETTINGS};

    fn parse(pairs: &[(&str, &str)]) -> Result<(Config, Vec<String>), Vec<String>> {
        let secret = ("LATCHKEY_SECRET_KEY", "a secret of more than thirty-two characters");
        Config::parse(
            [&[secret], pairs].concat().into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
    }

    #[test]
    fn defaults_are_djosers_but_for_activation() {
        let (config, unknown) = parse(&[]).unwrap();
        assert!(config.send_activation_email && config.hide_users && !config.set_password_retype);
        assert_eq!(config.login_field(), LoginField::Username);
        assert!(unknown.is_empty());
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let mistakes = parse(&[
            ("LATCHKEY_HIDE_USERS", "yes"),
            ("LATCHKEY_PUBLIC_URL", "accounts.example.org"),
            ("LATCHKEY_THROTTLE", "false"),
        ])
        .unwrap_err();
        assert_eq!(
            mistakes,
            [
                "LATCHKEY_PUBLIC_URL must be an origin such as https://accounts.example.org",
                "LATCHKEY_HIDE_USERS must be true or false",
                "LATCHKEY_THROTTLE must be on or off",
            ]
        );
        let mistakes = parse(&[
            ("LATCHKEY_SECRET_KEY", "short"),
            ("LATCHKEY_HIDE_USERS", "yes"),
            ("LATCHKEY_ACTIVATION_URL", "activate"),
            ("LATCHKEY_DEFAULT_FROM_EMAIL", "a@example.org, b@example.org"),
            ("LATCHKEY_ARGON2_MEMORY", "64"),
            ("LATCHKEY_SUPERUSER_USERNAME", "list"),
            ("LATCHKEY_SUPERUSER_EMAIL", "root"),
            ("LATCHKEY_SUPERUSER_PASSWORD", "12345678"),
            ("LATCHKEY_HIDE_USER", "true"),
            // What does not fit the others is told beside what cannot be read.
            ("LATCHKEY_TOKEN_CLAIMS", "shoe_size"),
            ("LATCHKEY_REGISTRATION_DOMAINS", "example.org"),
            ("LATCHKEY_SEND_ACTIVATION_EMAIL", "false"),
            ("LATCHKEY_COOKIE_SAMESITE", "None"),
        ])
        .unwrap_err();
        let names: Vec<_> =
            mistakes.iter().map(|mistake| mistake.split([' ', ':']).next().unwrap_or_default()).collect();
        assert_eq!(
            names,
            [
                "LATCHKEY_SECRET_KEY",
                "LATCHKEY_HIDE_USERS",
                "LATCHKEY_ACTIVATION_URL",
                "LATCHKEY_DEFAULT_FROM_EMAIL",
                "LATCHKEY_ARGON2_MEMORY",
                "LATCHKEY_SUPERUSER_USERNAME",
                "LATCHKEY_SUPERUSER_EMAIL",
                "LATCHKEY_SUPERUSER_PASSWORD",
                "LATCHKEY_TOKEN_CLAIMS",
                "LATCHKEY_REGISTRATION_DOMAINS",
                "LATCHKEY_COOKIE_SAMESITE",
                "LATCHKEY_HIDE_USER",
            ],
            "{mistakes:?}"
        );
        for (variable, bad) in [
            ("LATCHKEY_DOMAIN", "https://app.example.org"),
            ("LATCHKEY_EMAIL_FRONTEND_DOMAIN", "app.example.org/users"),
            ("LATCHKEY_EMAIL_FRONTEND_DOMAIN", "ada@app.example.org"),
            ("LATCHKEY_EMAIL_FRONTEND_PROTOCOL", "https://"),
            ("LATCHKEY_DOMAIN", "app..org"),
            ("LATCHKEY_DOMAIN", "app.example.org:99999"),
            ("LATCHKEY_DOMAIN", "a.example,b.example"),
            ("LATCHKEY_ACTIVATION_URL", "activate/{token}\r\nX: y"),
            ("LATCHKEY_TABLE", "a b"),
            ("LATCHKEY_SITE_NAME", "Orchard\r\nBcc: all@example.org"),
            ("LATCHKEY_SITE_NAME", "Orch\u{fffd}rd"),
        ] {
            assert!(parse(&[(variable, bad)]).unwrap_err()[0].starts_with(variable), "{bad}");
        }
        assert!(parse(&[("LATCHKEY_DOMAIN", "[::1]:8000"), ("LATCHKEY_SITE_NAME", "Obst & Söhne")]).is_ok());
        // A field of such a name would make tokens that verifiers misread.
        assert!(parse(&[("LATCHKEY_TOKEN_CLAIMS", "groups, nbf")]).unwrap_err()[0].contains("nbf"));
        let mistakes = parse(&[
            ("LATCHKEY_PUBLIC_URL", "accounts.example.org"),
            ("LATCHKEY_COOKIE_SAMESITE", "None"),
            ("LATCHKEY_USER_FIELDS", "{"),
            ("LATCHKEY_TOKEN_CLAIMS", "shoe_size"),
        ])
        .unwrap_err();
        assert_eq!(mistakes.len(), 2, "nobody knows what the others are to fit: {mistakes:?}");
    }

    #[test]
    fn what_argon2_may_cost_is_what_the_hasher_takes() {
        for (memory, passes, lanes) in [(19_456, 2, 1), (102_400, 10, 8)] {
            assert!(crate::auth::password::Hasher::new(memory, passes, lanes).is_ok());
            let values = [memory, passes, lanes].map(|value| value.to_string());
            let names =
                ["LATCHKEY_ARGON2_MEMORY", "LATCHKEY_ARGON2_ITERATIONS", "LATCHKEY_ARGON2_PARALLELISM"];
            let pairs: Vec<_> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
            assert!(parse(&pairs).is_ok());
        }
    }

    #[test]
    fn a_sender_is_one_address() {
        let read = |text| parse(&[("LATCHKEY_DEFAULT_FROM_EMAIL", text)]);
        assert!(read("\"Doe, Jane\" <jane@example.org>").is_ok());
        for bad in ["", "Example", "Doe, Jane <jane@example.org>", "a@example.org,b@example.org"] {
            assert!(read(bad).unwrap_err()[0].contains("LATCHKEY_DEFAULT_FROM_EMAIL must be"), "{bad}");
        }
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_known_one() {
        let (_, unknown) = parse(&[("LATCHKEY_HIDE_USER", "true")]).unwrap();
        assert_eq!(unknown, ["LATCHKEY_HIDE_USER is not a setting; did you mean LATCHKEY_HIDE_USERS?"]);
    }

    /// `docs/configuration.md`, printed from the declarations.
    fn page() -> String {
        let mut page = String::from(
            "# Configuration\n\n\
             Environment variables, read once at start. All mistakes are reported together. A name that begins with\n\
             `LATCHKEY_` and is none of these is an error in the `latchkey` command and a warning in a function.\n\
             Booleans are `true` or `false`. This page is printed from `shared/src/config`.\n\n\
             | variable | default | what it does |\n|---|---|---|\n",
        );
        for setting in SETTINGS {
            let default = match setting.default {
                "" => "(none)".to_owned(),
                default => format!("`{default}`"),
            };
            page += &format!("| `{}` | {default} | {} |\n", setting.variable(), setting.description());
        }
        page += "\n`latchkey serve` has its own defaults for `LATCHKEY_PUBLIC_URL` (`http://` and the address it listens on) and\n\
                 `LATCHKEY_SECRET_KEY` (made once, kept in the data folder). With `LATCHKEY_SUPERUSER_USERNAME`,\n\
                 `LATCHKEY_SUPERUSER_EMAIL` and `LATCHKEY_SUPERUSER_PASSWORD` set, it makes that superuser at start; `latchkey\n\
                 createsuperuser` takes the password from there too. `latchkey check` takes that of its `--username` from\n\
                 `LATCHKEY_CHECK_PASSWORD`.\n";
        page
    }

    #[test]
    fn the_configuration_page_is_up_to_date() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
        let page = page();
        if std::fs::read_to_string(file).ok().as_deref() != Some(&page) {
            std::fs::write(file, &page).unwrap();
            panic!("docs/configuration.md was out of date; it is written anew, look at it");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let (config, _) = parse(&[]).unwrap();
        assert!(!format!("{config:?}").contains("thirty-two"));
    }

    #[test]
    fn an_origin_is_as_browsers_send_it() {
        let read = |text| {
            let parsed = parse(&[("LATCHKEY_CORS_ALLOWED_ORIGINS", text)]);
            parsed.map(|(config, _)| config.cors_allowed_origins.0.join(" "))
        };
        let good = read("https://App.example.org:443,http://localhost:3000, http://[::1]:8080");
        assert_eq!(good.unwrap(), "https://app.example.org http://localhost:3000 http://[::1]:8080");
        let apps = "Capacitor://localhost, tauri://localhost,chrome-extension://abcdefghijklmnop";
        let good = "capacitor://localhost tauri://localhost chrome-extension://abcdefghijklmnop";
        assert_eq!(read(apps).unwrap(), good);
        // Only the web's own schemes fold the case of a host.
        let kept = "safari-web-extension://E3449EA7-EC25-4696-8E6F-6D51C2D6CC2C";
        assert_eq!(read(kept).unwrap(), kept);
        for bad in [
            "app.example.org",
            "https://",
            "https://*",
            "https://a.b/c",
            "https://a@b",
            "ftp://a.b",
            "null",
            "file://",
            "://localhost",
            "1app://localhost",
            "capacitor://",
            "capacitor:localhost",
        ] {
            let mistakes = read(bad).unwrap_err();
            assert!(mistakes[0].contains("such as https://app.example.org"), "{bad}: {mistakes:?}");
        }
    }

    #[test]
    fn cookies_are_such_as_browsers_keep() {
        let read = |pairs: &[(&str, &str)]| {
            let https = ("LATCHKEY_PUBLIC_URL", "https://accounts.example.org");
            parse(&[&[https], pairs].concat()).map(|_| ()).map_err(|mistakes| mistakes.join("; "))
        };
        let (session, csrf) = ("LATCHKEY_SESSION_COOKIE_NAME", "LATCHKEY_CSRF_COOKIE_NAME");
        let (domain, same_site) = ("LATCHKEY_COOKIE_DOMAIN", "LATCHKEY_COOKIE_SAMESITE");
        let local = ("LATCHKEY_PUBLIC_URL", "http://127.0.0.1:8000");
        for good in [
            &[(session, "__Host-sid"), (csrf, "__Host-csrf"), (same_site, "None")][..],
            &[(session, "__Secure-sid"), (domain, ".Example.org"), (same_site, "Strict")],
            &[(domain, "accounts.example.org")],
            &[local, (session, "latchkey.sid"), (same_site, "Strict")],
        ] {
            assert_eq!(read(good), Ok(()));
        }
        for (bad, why) in [
            (&[local, (session, "__Host-sid")][..], "browsers accept __Host-sid over https only"),
            (&[local, (csrf, "__secure-csrf")], "browsers accept __secure-csrf over https only"),
            (&[(session, "__Host-sid"), (domain, "example.org")], "LATCHKEY_COOKIE_DOMAIN must be empty"),
            (&[(csrf, "sessionid")], "LATCHKEY_CSRF_COOKIE_NAME must differ"),
            (&[(session, "latchkey_device")], "names that begin with latchkey_ are those of other cookies"),
            (&[(domain, "ample.org")], "(accounts.example.org) or a parent domain"),
            (&[(domain, "example.com")], "(accounts.example.org) or a parent domain"),
            (&[local, (domain, "0.0.1")], "(127.0.0.1) or a parent domain"),
            (&[(domain, "https://example.org")], "must be a domain such as example.org"),
            (&[local, (same_site, "None")], "browsers accept None over https only"),
            (&[(same_site, "Sometimes")], "must be Lax, Strict or None"),
            (&[(session, "a b")], "must be a name of letters"),
            (&[(session, "")], "must be a name of letters"),
        ] {
            let told = read(bad).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }

    #[test]
    fn a_link_is_a_path_of_the_front_end() {
        let read = |text| parse(&[("LATCHKEY_ACTIVATION_URL", text)]);
        assert!(read("activate/{uid}/{token}").is_ok());
        for bad in ["activate/{uid}", "https://app.example.org/activate/{uid}/{token}"] {
            assert!(read(bad).unwrap_err()[0].contains("LATCHKEY_ACTIVATION_URL must"), "{bad}");
        }
    }
}
