//! What `manage.py dumpdata` writes, as JSON or JSON lines, with primary or natural keys.
//!
//! Content types, permissions and groups are kept in memory, and users looked at, in a first reading; what refers to them
//! may stand before them.

use super::reader::{Held, Kind, Read, text_of};
use crate::commands::record::{
    ContentTypeRecord, GroupRecord, OriginRecord, PermissionName, PermissionRecord, Record, TokenRecord,
    UserRecord,
};
use serde_json::{Map, Value};
use shared::domain::Timestamp;
use std::collections::{BTreeMap, HashMap};

/// The reader of Django's fixtures.
pub(super) struct Django {
    /// `app_label.model` in lower case.
    user_model: String,
    content_types: BTreeMap<u64, ContentTypeRecord>,
    permissions: Vec<(Option<u64>, Map<String, Value>)>,
    groups: Vec<(Option<u64>, Map<String, Value>)>,
    named_content_types: Vec<ContentTypeRecord>,
    permission_names: HashMap<u64, PermissionName>,
    group_names: HashMap<u64, String>,
}

/// Fields of a user that Latchkey has itself.
const KNOWN: [&str; 13] = [
    "username",
    "email",
    "first_name",
    "last_name",
    "password",
    "is_active",
    "is_staff",
    "is_superuser",
    "date_joined",
    "last_login",
    "groups",
    "user_permissions",
    "id",
];

impl Django {
    pub(super) fn new(user_model: &str) -> Self {
        Self {
            user_model: user_model.to_lowercase(),
            content_types: BTreeMap::new(),
            permissions: Vec::new(),
            groups: Vec::new(),
            named_content_types: Vec::new(),
            permission_names: HashMap::new(),
            group_names: HashMap::new(),
        }
    }

    /// What an object is; what is not an account's or a token's is kept.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn survey(&mut self, object: &Map<String, Value>) -> Result<Kind, String> {
        let (model, pk, fields) = parts(object)?;
        match model.as_str() {
            model if model == self.user_model => Ok(Kind::User(pk.and_then(Value::as_u64))),
            "authtoken.token" | "authtoken.tokenproxy" => Ok(Kind::Token(natural(fields.get("user")))),
            "contenttypes.contenttype" => {
                let text = |name| text_of(fields, name).ok_or_else(|| format!("has no `{name}`"));
                let (app_label, model) = (text("app_label")?, text("model")?);
                let id = pk.and_then(Value::as_u64);
                let record = ContentTypeRecord { id, name: model.clone(), app_label, model };
                match id {
                    Some(id) => drop(self.content_types.insert(id, record)),
                    None => self.named_content_types.push(record),
                }
                Ok(Kind::Catalogue)
            }
            "auth.permission" => {
                self.permissions.push((pk.and_then(Value::as_u64), fields.clone()));
                Ok(Kind::Catalogue)
            }
            "auth.group" => {
                self.groups.push((pk.and_then(Value::as_u64), fields.clone()));
                Ok(Kind::Catalogue)
            }
            // A model that looks like the one for users, under another name.
            _ if fields.contains_key("password") && fields.contains_key("last_login") => {
                Ok(Kind::OtherUser(model))
            }
            _ => Ok(Kind::Other(model)),
        }
    }

    /// Whether a model is that of accounts or of tokens.
    pub(super) fn holds(&self, model: &str) -> Option<Held> {
        let model = model.to_lowercase();
        match model.as_str() {
            "authtoken.token" | "authtoken.tokenproxy" => Some(Held::Token),
            model => (model == self.user_model).then_some(Held::User),
        }
    }

    /// What the first reading kept, in the order in which it can be written; and what is wrong with it.
    pub(super) fn catalogue(&mut self) -> (Vec<Record>, Vec<String>) {
        let mut wrong = Vec::new();
        let mut records: Vec<_> =
            self.content_types.values().chain(&self.named_content_types).cloned().collect();
        let mut permissions = Vec::new();
        for (id, fields) in std::mem::take(&mut self.permissions) {
            let codename = text_of(&fields, "codename").unwrap_or_default();
            let about = match fields.get("content_type") {
                Some(Value::Array(natural)) => match &natural[..] {
                    [Value::String(app_label), Value::String(model)] => {
                        Some((app_label.clone(), model.clone()))
                    }
                    _ => None,
                },
                Some(pk) => pk
                    .as_u64()
                    .and_then(|pk| self.content_types.get(&pk))
                    .map(|about| (about.app_label.clone(), about.model.clone())),
                None => None,
            };
            let Some((app_label, model)) = about.filter(|_| !codename.is_empty()) else {
                wrong.push(format!(
                    "permission `{codename}` ({}) is about a content type that the file does not have: dump \
                     `contenttypes` too, or say --natural-foreign",
                    id.unwrap_or_default()
                ));
                continue;
            };
            let is_known =
                |about: &ContentTypeRecord| (&about.app_label, &about.model) == (&app_label, &model);
            // A natural key says all there is to say of it.
            if !records.iter().any(is_known) {
                let (app_label, model) = (app_label.clone(), model.clone());
                records.push(ContentTypeRecord { id: None, name: model.clone(), app_label, model });
            }
            let permission = PermissionName(app_label, model, codename);
            if let Some(id) = id {
                self.permission_names.insert(id, permission.clone());
            }
            let name = text_of(&fields, "name").unwrap_or_default();
            permissions.push(PermissionRecord { id, permission, name });
        }
        let mut groups = Vec::new();
        for (id, fields) in std::mem::take(&mut self.groups) {
            let name = text_of(&fields, "name").unwrap_or_default();
            if name.is_empty() {
                wrong.push(format!("group {} has no name", id.unwrap_or_default()));
                continue;
            }
            let (given, unknown) = self.permissions_of(fields.get("permissions"));
            wrong.extend(unknown.iter().map(|what| format!("group `{name}`: {what}")));
            if let Some(id) = id {
                self.group_names.insert(id, name.clone());
            }
            groups.push(GroupRecord { id, name, permissions: given });
        }
        let all = records
            .into_iter()
            .map(Record::ContentType)
            .chain(permissions.into_iter().map(Record::Permission))
            .chain(groups.into_iter().map(Record::Group));
        (all.collect(), wrong)
    }

    /// The account or token that an object is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(&self, object: Map<String, Value>) -> Result<Read, String> {
        let (model, pk, fields) = parts(&object)?;
        match model == self.user_model {
            true => self.user(pk, fields),
            false => token(pk, fields),
        }
    }

    fn user(&self, pk: Option<&Value>, fields: &Map<String, Value>) -> Result<Read, String> {
        let flag = |name: &str, otherwise: bool| match fields.get(name) {
            None | Some(Value::Null) => Ok(otherwise),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(other) => Err(format!("has `{name}` {other}, which is neither true nor false")),
        };
        let moment = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                let parsed = value.as_str().and_then(Timestamp::parse);
                parsed.map(Some).ok_or_else(|| {
                    format!("has `{name}` {value}, which is not a date and time from 1900 to 2200")
                })
            }
        };
        let text = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(other) => Err(format!("has `{name}` {other}, which is not a text")),
        };
        let mut notes = Vec::new();
        let mut groups = Vec::new();
        for group in fields.get("groups").and_then(Value::as_array).into_iter().flatten() {
            let name = match group {
                Value::Array(natural) => natural.first().and_then(Value::as_str).map(ToOwned::to_owned),
                pk => pk.as_u64().and_then(|pk| self.group_names.get(&pk)).cloned(),
            };
            match name {
                Some(name) => groups.push(name),
                None => notes.push(format!("group {group} is not in the file: dump `auth.group` too")),
            }
        }
        let (permissions, unknown) = self.permissions_of(fields.get("user_permissions"));
        notes.extend(unknown);
        let (username, email) = (text("username")?, text("email")?);
        let (id, origin) = match pk {
            Some(Value::Number(id)) => (id.as_u64(), id.to_string()),
            Some(Value::String(id)) => (None, id.clone()),
            // `--natural-primary` leaves it out.
            _ => (None, if username.is_empty() { email.clone() } else { username.clone() }),
        };
        let rest = fields.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
        let record = UserRecord {
            id,
            origin: Some(OriginRecord { id: origin, was: String::new() }),
            username,
            email,
            first_name: text("first_name")?,
            last_name: text("last_name")?,
            password: Some(text("password")?).filter(|hash| !hash.is_empty()),
            is_active: flag("is_active", true)?,
            is_staff: flag("is_staff", false)?,
            is_superuser: flag("is_superuser", false)?,
            date_joined: moment("date_joined")?,
            last_login: moment("last_login")?,
            groups,
            permissions,
            fields: rest.map(|(name, value)| (name.clone(), value.clone())).collect(),
            ..UserRecord::default()
        };
        Ok(Read { record: Record::User(Box::new(record)), notes })
    }

    fn permissions_of(&self, given: Option<&Value>) -> (Vec<PermissionName>, Vec<String>) {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for permission in given.and_then(Value::as_array).into_iter().flatten() {
            let name = match permission {
                // Codename, app label, model.
                Value::Array(natural) => match &natural[..] {
                    [Value::String(codename), Value::String(app_label), Value::String(model)] => {
                        Some(PermissionName(app_label.clone(), model.clone(), codename.clone()))
                    }
                    _ => None,
                },
                pk => pk.as_u64().and_then(|pk| self.permission_names.get(&pk)).cloned(),
            };
            match name {
                Some(name) => known.push(name),
                None => unknown.push(format!(
                    "permission {permission} is not in the file: dump `auth.permission` and `contenttypes` too"
                )),
            }
        }
        (known, unknown)
    }
}

/// The natural key of a user: the field that they sign in by, in a list.
fn natural(user: Option<&Value>) -> Option<String> {
    user?.as_array()?.first()?.as_str().map(ToOwned::to_owned)
}

fn token(pk: Option<&Value>, fields: &Map<String, Value>) -> Result<Read, String> {
    let name = natural(fields.get("user"));
    let is_named = name.is_some();
    let user = name.or_else(|| match fields.get("user") {
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(Value::String(id)) => Some(id.clone()),
        _ => None,
    });
    let key = pk.and_then(Value::as_str).map(ToOwned::to_owned).or_else(|| text_of(fields, "key"));
    let record = TokenRecord {
        user: user.ok_or("has no `user`")?,
        is_named,
        key: Some(key.ok_or("has no key")?),
        sha256: None,
        created_at: text_of(fields, "created").as_deref().and_then(Timestamp::parse),
    };
    Ok(Read { record: Record::Token(record), notes: Vec::new() })
}

type Parts<'a> = (String, Option<&'a Value>, &'a Map<String, Value>);

fn parts(object: &Map<String, Value>) -> Result<Parts<'_>, String> {
    let model = object.get("model").and_then(Value::as_str);
    let fields = object.get("fields").and_then(Value::as_object);
    match (model, fields) {
        (Some(model), Some(fields)) => Ok((model.to_lowercase(), object.get("pk"), fields)),
        _ => Err("is not an object of `dumpdata`: it has no `model` and `fields`".to_owned()),
    }
}
