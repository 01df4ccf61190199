//! What may be done to what, in Django's words: content types and their permissions.

use super::id::id;
use serde::{Deserialize, Serialize};

id! {
    /// A content type's id.
    ContentTypeId
}
id! {
    /// A permission's id.
    PermissionId
}

/// A kind of thing that permissions are about; named `app_label.model`, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentType {
    /// Never changes, never reused.
    pub id: ContentTypeId,
    /// The Django app, 1 to 100 letters, digits and underscores.
    pub app_label: String,
    /// The model, 1 to 100 letters, digits and underscores.
    pub model: String,
    /// For people, 1 to 100 characters.
    pub name: String,
    /// Raised by every edit.
    pub version: u64,
}

/// Something that a user may do; written `app_label.codename`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Never changes, never reused.
    pub id: PermissionId,
    /// What it is about.
    pub content_type: ContentTypeId,
    /// As [`ContentType::app_label`].
    pub app_label: String,
    /// As [`ContentType::model`].
    pub model: String,
    /// Unique among the permissions of its content type, 1 to 100 characters.
    pub codename: String,
    /// For people, 1 to 255 characters.
    pub name: String,
    /// Raised by every edit.
    pub version: u64,
}

impl ContentType {
    /// The longest app label, model or name, in characters.
    pub const MAX_CHARS: usize = 100;

    /// Whether a text can be an app label or a model.
    pub fn is_label(text: &str) -> bool {
        let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        starts_well && text.chars().all(letters) && text.len() <= Self::MAX_CHARS
    }
}

impl Permission {
    /// The longest codename, in characters.
    pub const MAX_CODENAME: usize = 100;
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 255;
}

/// What Django makes a permission of, for every model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Make one.
    Add,
    /// Change one.
    Change,
    /// Delete one.
    Delete,
    /// See them.
    View,
}

impl Verb {
    /// All, in the order of Django's ids.
    pub const ALL: [Self; 4] = [Self::Add, Self::Change, Self::Delete, Self::View];

    /// As in codenames.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::View => "view",
        }
    }
}

/// Django's stock models, which every table knows from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// `admin.logentry`
    LogEntry,
    /// `auth.permission`
    Permission,
    /// `auth.group`
    Group,
    /// `auth.user`
    User,
    /// `contenttypes.contenttype`
    ContentType,
    /// `sessions.session`
    Session,
}

impl Model {
    /// All, in the order of their ids.
    pub const ALL: [Self; 6] =
        [Self::LogEntry, Self::Permission, Self::Group, Self::User, Self::ContentType, Self::Session];

    const fn labels(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::LogEntry => ("admin", "logentry", "log entry"),
            Self::Permission => ("auth", "permission", "permission"),
            Self::Group => ("auth", "group", "group"),
            Self::User => ("auth", "user", "user"),
            Self::ContentType => ("contenttypes", "contenttype", "content type"),
            Self::Session => ("sessions", "session", "session"),
        }
    }

    /// Its content type.
    pub fn content_type(self) -> ContentType {
        let (app_label, model, name) = self.labels();
        ContentType {
            id: ContentTypeId(self as u64 + 1),
            app_label: app_label.to_owned(),
            model: model.to_owned(),
            name: name.to_owned(),
            version: 1,
        }
    }
}

/// One of Django's stock permissions: what the service itself asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right(pub Verb, pub Model);

impl Right {
    /// The id it has in every table.
    pub const fn id(self) -> PermissionId {
        PermissionId(self.1 as u64 * Verb::ALL.len() as u64 + self.0 as u64 + 1)
    }

    /// Whether this is one of those that every table has from the start.
    pub const fn is_stock(id: PermissionId) -> bool {
        id.0 <= (Model::ALL.len() * Verb::ALL.len()) as u64
    }

    /// The permission as every table has it from the start.
    pub fn permission(self) -> Permission {
        Permission { id: self.id(), ..ordinary(&self.1.content_type(), self.0) }
    }

    /// Whether this, as the table has it now, still is that permission: it may have been renamed.
    pub fn is_still(self, permission: &Permission) -> bool {
        let stock = self.permission();
        permission.content_type == stock.content_type && permission.codename == stock.codename
    }
}

/// The permission that Django makes for this model and verb, without an id.
pub fn ordinary(content_type: &ContentType, verb: Verb) -> Permission {
    let ContentType { id, app_label, model, name, .. } = content_type.clone();
    let (codename, name) = (format!("{}_{model}", verb.name()), format!("Can {} {name}", verb.name()));
    Permission { id: PermissionId(0), content_type: id, app_label, model, codename, name, version: 1 }
}

#[cfg(test)]
mod tests {
    use super::{ContentType, Model, Right, Verb};

    #[test]
    fn stock_permissions_have_the_ids_that_django_gives_them() {
        let first = Right(Verb::Add, Model::LogEntry).permission();
        assert_eq!(
            (first.id.get(), first.codename.as_str(), first.name.as_str()),
            (1, "add_logentry", "Can add log entry")
        );
        let ids: Vec<_> = Model::ALL
            .iter()
            .flat_map(|model| Verb::ALL.map(|verb| Right(verb, *model).id().get()))
            .collect();
        assert_eq!(ids, (1..=24).collect::<Vec<_>>());
    }

    #[test]
    fn a_renamed_permission_is_another_one() {
        let right = Right(Verb::Change, Model::User);
        let mut permission = right.permission();
        permission.name = "Kann Benutzer ändern".to_owned();
        assert!(right.is_still(&permission));
        permission.codename = "edit_user".to_owned();
        assert!(!right.is_still(&permission));
    }

    #[test]
    fn labels_are_what_python_calls_things() {
        assert!(["blog", "_x", "a1"].map(ContentType::is_label).iter().all(|good| *good));
        assert!(
            ["", "1a", "a.b", "a-b", "ä", &"a".repeat(101)]
                .map(ContentType::is_label)
                .iter()
                .all(|good| !good)
        );
    }
}
