//! A fixture for `manage.py loaddata`. Content types and permissions are named by natural keys: those that the new Django
//! has have other ids there.

use super::{Names, fields};
use crate::commands::record::PermissionName;
use clap::ValueEnum;
use serde_json::{Map, Value, json};
use shared::accounts::Resident;
use shared::config::Config;
use shared::domain::{ContentType, Group, Permission, PermissionId, Shape, User};

pub(super) struct Writer {
    user_model: String,
    secrets: bool,
    shape: Shape,
    /// What its users' keys are.
    keys: Keys,
    /// Whether they sign in by their addresses, of which no two can be empty then.
    by_address: bool,
    begun: bool,
}

/// What the keys of Django's users are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Keys {
    /// Numbers, as they are here
    Numbers,
    /// UUIDs: those that were brought along, and others made of the numbers
    Uuids,
}

impl Writer {
    pub(super) fn new(user_model: &str, keys: Keys, secrets: bool, config: &Config) -> Self {
        let (shape, by_address) = (config.user_fields.clone(), config.signs_in_by_email());
        Self { user_model: user_model.to_lowercase(), secrets, shape, keys, by_address, begun: false }
    }

    pub(super) fn content_type(&mut self, content_type: &ContentType) -> String {
        let ContentType { app_label, model, .. } = content_type;
        let fields = json!({ "app_label": app_label, "model": model });
        self.object(json!({ "model": "contenttypes.contenttype", "fields": fields }))
    }

    pub(super) fn permission(&mut self, permission: &Permission) -> String {
        let Permission { app_label, model, codename, name, .. } = permission;
        let fields = json!({ "name": name, "content_type": [app_label, model], "codename": codename });
        self.object(json!({ "model": "auth.permission", "fields": fields }))
    }

    pub(super) fn group(&mut self, group: &Group, names: &Names) -> String {
        let fields = json!({ "name": group.name, "permissions": natural(names, group.permissions.iter()) });
        self.object(json!({ "model": "auth.group", "pk": group.id.get(), "fields": fields }))
    }

    pub(super) fn user(&mut self, resident: &Resident, names: &Names) -> String {
        let Resident { user, rights, last_login, .. } = resident;
        let hash = user.password.as_ref().filter(|_| self.secrets).map(|hash| hash.0.as_str());
        let groups: Vec<_> =
            rights.groups.iter().filter(|id| names.groups.contains_key(id)).map(|id| id.get()).collect();
        let profile = &user.profile;
        // The model has what is declared; of what was declared once, it may have nothing.
        let declared = fields(&self.shape, &profile.fields);
        let declared = declared.filter(|(name, _)| self.shape.get(name).is_some());
        let mut fields: Map<_, _> = declared.collect();
        let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
        set("password", json!(hash.and_then(djangos).unwrap_or_else(|| "!".to_owned())));
        set("last_login", json!(last_login.map(|at| at.to_string())));
        set("is_superuser", json!(user.is_superuser));
        // Whoever signs in by address has no name; then the model has none either.
        if !profile.username.is_empty() {
            set("username", json!(profile.username));
        }
        set("first_name", json!(profile.text("first_name")));
        set("last_name", json!(profile.text("last_name")));
        set(
            "email",
            match self.by_address && profile.email.is_empty() {
                true => json!(format!("{}@nobody.invalid", user.id)),
                false => json!(profile.email),
            },
        );
        set("is_staff", json!(user.is_staff));
        set("is_active", json!(user.is_active()));
        set("date_joined", json!(user.date_joined.to_string()));
        set("groups", json!(groups));
        set("user_permissions", natural(names, rights.permissions.iter()));
        let pk = match self.keys {
            Keys::Numbers => json!(user.id.get()),
            Keys::Uuids => json!(uuid_of(user)),
        };
        let object = json!({ "model": self.user_model, "pk": pk, "fields": fields });
        self.object(object)
    }

    pub(super) fn end(&self) -> String {
        if self.begun { "\n]\n".to_owned() } else { "[]\n".to_owned() }
    }

    fn object(&mut self, object: Value) -> String {
        let before = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "[\n" };
        format!("{before}{object}")
    }
}

/// Codename, app label, model.
fn natural<'a>(names: &Names, ids: impl Iterator<Item = &'a PermissionId>) -> Value {
    let named = names.called(ids);
    let named =
        named.iter().map(|PermissionName(app_label, model, codename)| json!([codename, app_label, model]));
    named.collect()
}

/// The UUID that a user came with; or as Python makes one of their number.
fn uuid_of(user: &User) -> String {
    let is_uuid = |text: &&str| {
        let parts: Vec<_> = text.split('-').map(str::len).collect();
        parts == [8, 4, 4, 4, 12] && text.bytes().all(|c| c == b'-' || c.is_ascii_hexdigit())
    };
    let brought = user.origin.as_ref().map(|origin| origin.id.as_str()).filter(is_uuid);
    let id = user.id.get();
    brought.map_or_else(
        || format!("00000000-0000-0000-{:04x}-{:012x}", id >> 48, id & 0xffff_ffff_ffff),
        str::to_owned,
    )
}

/// A hash as Django writes it; none for one that Django cannot verify.
fn djangos(hash: &str) -> Option<String> {
    const KNOWN: [&str; 6] = ["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "scrypt", "argon2"];
    match hash.split_once('$')? {
        ("", rest) if rest.starts_with("argon2") => Some(format!("argon2{hash}")),
        ("", _) => Some(format!("bcrypt${hash}")),
        (kind, _) if KNOWN.contains(&kind) => Some(hash.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::djangos;

    #[test]
    fn a_hash_that_django_lacks_is_none() {
        let phc = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g";
        assert_eq!(djangos(phc), Some(format!("argon2{phc}")));
        assert_eq!(djangos("$2b$12$abc"), Some("bcrypt$$2b$12$abc".to_owned()));
        assert_eq!(djangos("scrypt$16384$a$8$5$b"), Some("scrypt$16384$a$8$5$b".to_owned()));
        assert_eq!(djangos("firebase_scrypt$14$8$a$b$c$d"), None);
        assert_eq!(djangos("keycloak_pbkdf2_sha512$1$a$b"), None);
    }
}
