//! Settings that are one word out of a few.

use super::values::Value;

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
