//! What a body says of a user.

use shared::accounts::{Changes, NewPassword, NewUser, Registration};
use shared::app::App;
use shared::auth::{Caller, policy};
use shared::config::Config;
use shared::dialects::drf::Text;
use shared::dialects::users_api::{Error, Fields, MISSING, is_true, snake};
use shared::domain::password::{MAX_CHARS, Password};
use shared::domain::{
    Email, FieldFault, FieldKind, FieldValue, FieldValues, Reader, Timestamp, User, UserId, Username,
};
use shared::json::Json;
use std::borrow::Cow;

/// A user as they were sent, as far as they were.
pub(super) struct Sent {
    username: Option<String>,
    email: Option<Option<Email>>,
    fields: FieldValues,
    password: Option<String>,
    current_password: Option<String>,
    is_active: Option<bool>,
    is_staff: Option<bool>,
    is_superuser: Option<bool>,
    date_joined: Option<Timestamp>,
    last_login: Option<Timestamp>,
}

/// Everything that is wrong with a body, a text a field.
#[derive(Default)]
struct Faults(Vec<(Cow<'static, str>, String)>);

impl Sent {
    /// Reads a body. Of a new user, name and password must be sent.
    ///
    /// # Errors
    /// 400: a date that is none, or else everything else that is wrong.
    pub(super) fn read(app: &App, caller: &Caller, fields: &Fields, is_new: bool) -> Result<Self, Error> {
        let config = &app.config;
        let (date_joined, last_login) = (fields.moment("date_joined")?, fields.moment("last_login")?);
        let mut faults = Faults::default();
        let sent = Self {
            username: faults.text(fields, "username", "username", Text::username(config)),
            email: faults.email(fields),
            fields: faults.fields(fields, config, policy::reader(&caller.user), is_new),
            password: faults.password(fields, is_new),
            current_password: faults.text(
                fields,
                "current_password",
                "currentPassword",
                Text::new().max(MAX_CHARS),
            ),
            is_active: faults.truth(fields, "is_active", "isActive"),
            is_staff: faults.truth(fields, "is_staff", "isStaff"),
            is_superuser: faults.truth(fields, "is_superuser", "isSuperuser"),
            date_joined,
            last_login,
        };
        if is_new && fields.get("username").is_none() {
            faults.add("username", MISSING);
        } else if is_new && matches!(fields.get("username"), Some(Json::Null)) {
            faults.add("username", &FieldFault::Blank.to_string());
        }
        match faults.0.is_empty() {
            true => Ok(sent),
            false => Err(Error::Invalid("users", faults.0)),
        }
    }

    /// What the caller wants to change about this user. Who never signed in shows when they were made instead; that is noted
    /// before it would be lost.
    pub(super) fn changes(self, caller: &User, user: &User, last_login: Option<Timestamp>) -> Changes {
        let is_own = caller.id == user.id;
        let never_signed_in = last_login.is_none() && self.date_joined.is_some();
        Changes {
            version: None,
            username: self.username.as_deref().and_then(Username::new),
            email: self.email,
            // Administrators answer for the addresses that they set; whoever only holds the right, not for their own.
            confirms_email: is_own && !policy::administrates(caller),
            fields: self.fields,
            locale: None,
            password: self.password.as_deref().map(new_password),
            current_password: self.current_password.filter(|_| is_own).as_deref().map(Password::new),
            proof: None,
            is_active: self.is_active,
            is_staff: self.is_staff,
            is_superuser: self.is_superuser,
            date_joined: self.date_joined,
            last_login: self.last_login.or(never_signed_in.then_some(user.date_joined)),
        }
    }

    /// A new user, under the id that is given.
    ///
    /// # Errors
    /// 400 when name or password was not sent.
    pub(super) fn newcomer(self, app: &App, id: Option<UserId>) -> Result<NewUser, Error> {
        let username = self.username.as_deref().and_then(Username::new);
        let (Some(username), Some(password)) = (username.clone(), &self.password) else {
            let missing = [("username", username.is_none()), ("password", self.password.is_none())];
            let missing = missing.into_iter().filter(|(_, missing)| *missing);
            return Err(Error::Invalid(
                "users",
                missing.map(|(name, _)| (name.into(), MISSING.to_owned())).collect(),
            ));
        };
        if let Some(field) = app.config.user_fields.impossible(&self.fields) {
            return Err(Error::Invalid("users", vec![(field.camel_case().into(), MISSING.to_owned())]));
        }
        let registration = Registration {
            username: Some(username),
            email: self.email.flatten(),
            fields: self.fields,
            locale: None,
            password: new_password(password),
        };
        Ok(NewUser {
            is_active: self.is_active.unwrap_or(true),
            is_staff: self.is_staff.unwrap_or(false),
            is_superuser: self.is_superuser.unwrap_or(false),
            date_joined: self.date_joined,
            last_login: self.last_login.or(self.date_joined.map(|_| app.now())),
            id,
            ..NewUser::ordinary(registration)
        })
    }
}

fn new_password(text: &str) -> NewPassword {
    NewPassword { password: Password::new(text), retyped: None }
}

impl Faults {
    fn add(&mut self, name: impl Into<Cow<'static, str>>, text: &str) {
        self.0.push((name.into(), text.to_owned()));
    }

    /// The user's fields, as far as the reader writes them. Django's own are read as this dialect reads text; of the
    /// others, null is left out where it is no value.
    fn fields(&mut self, sent: &Fields, config: &Config, reader: Reader, is_new: bool) -> FieldValues {
        let mut values = FieldValues::new();
        for field in config.user_fields.iter().filter(|field| field.is_written_by(reader)) {
            let name = snake(&field.name);
            let is_value = |value: &&Json| field.null || **value != Json::Null;
            let value = match (&field.kind, sent.get(&name).filter(is_value)) {
                (FieldKind::Char(most), Some(_)) if field.is_stock => {
                    let text = Text::new().blank().max(*most);
                    self.text(sent, &name, field.camel_case(), text).map(FieldValue::Text)
                }
                (_, None) if is_new && field.required => {
                    self.add(field.camel_case(), MISSING);
                    None
                }
                (_, None) => None,
                (_, Some(value)) => match field.read(value) {
                    Ok(value) => Some(value),
                    Err(faults) => {
                        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                        self.add(field.camel_case(), &faults.join(" "));
                        None
                    }
                },
            };
            values.extend(value.map(|value| (field.name.clone(), value)));
        }
        values
    }

    fn text(
        &mut self,
        fields: &Fields,
        name: &str,
        shown: impl Into<Cow<'static, str>>,
        text: Text,
    ) -> Option<String> {
        let sent = match fields.text(name)? {
            Ok(sent) => sent,
            Err(why) => {
                self.add(shown, &why);
                return None;
            }
        };
        let faults = match sent.is_empty() && name == "username" {
            true => vec![FieldFault::Blank.to_string()],
            false => text.faults(&sent, None),
        };
        match faults.is_empty() {
            true => Some(sent),
            false => {
                self.add(shown, &faults.join(" "));
                None
            }
        }
    }

    fn truth(&mut self, fields: &Fields, name: &str, shown: &'static str) -> Option<bool> {
        match fields.boolean(name)? {
            Ok(truth) => Some(truth),
            Err(why) => {
                self.add(shown, &why.to_string());
                None
            }
        }
    }

    /// An empty address means none.
    fn email(&mut self, fields: &Fields) -> Option<Option<Email>> {
        let address = match fields.get("email")? {
            Json::Str(text) if text.is("") => return Some(None),
            Json::Str(text) if text.surrogate().is_none() => Email::new(text.as_str()),
            _ => None,
        };
        if address.is_none() {
            self.add("email", "Invalid email.");
        }
        address.map(Some)
    }

    /// Nothing, in Python's sense, is no change of password; for a new user it is a password that is too weak.
    fn password(&mut self, fields: &Fields, is_new: bool) -> Option<String> {
        let text = match fields.get("password") {
            None if is_new => {
                self.add("password", MISSING);
                return None;
            }
            None => return None,
            Some(sent) if !is_true(sent) => return is_new.then(String::new),
            Some(Json::Str(text)) => text,
            Some(_) => {
                self.add("password", &FieldFault::NotText.to_string());
                return None;
            }
        };
        let faults = Text::new().max(MAX_CHARS).faults(text.as_str(), text.surrogate());
        faults.iter().for_each(|fault| self.add("password", fault));
        faults.is_empty().then(|| text.as_str().to_owned())
    }
}
