//! From a record to what is written: names become ids, and what cannot be kept is named.

use super::report::Place;
use crate::commands::record::{OriginRecord, PermissionName, UserRecord};
use serde_json::{Map, Value};
use shared::accounts::{self, Arrival};
use shared::app::App;
use shared::auth::password::is_unusable;
use shared::chance::random;
use shared::domain::{
    ContentType, Email, FieldValue, FieldValues, Group, GroupId, Locale, Origin, Permission, PermissionId,
    Profile, Rights, Shape, User, UserId, Username,
};
use shared::json::Json;
use shared::store::Unavailable;
use std::collections::HashMap;

/// The groups and permissions that users may refer to, as far as they were asked for.
#[derive(Default)]
pub(super) struct Catalogue {
    pub(super) groups: HashMap<String, Option<GroupId>>,
    pub(super) permissions: HashMap<PermissionName, Option<PermissionId>>,
}

impl Catalogue {
    async fn group(&mut self, app: &App, name: &str) -> Result<Option<GroupId>, Unavailable> {
        if let Some(known) = self.groups.get(name) {
            return Ok(*known);
        }
        let nameless =
            Group { id: 0.into(), name: name.to_owned(), permissions: Default::default(), version: 1 };
        let found = accounts::named(app, &nameless).await?.map(|group| group.id);
        self.groups.insert(name.to_owned(), found);
        Ok(found)
    }

    /// The permission of this name, if it is here.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub(super) async fn permission(
        &mut self,
        app: &App,
        name: &PermissionName,
    ) -> Result<Option<PermissionId>, Unavailable> {
        if let Some(known) = self.permissions.get(name) {
            return Ok(*known);
        }
        let PermissionName(app_label, model, codename) = name;
        let nameless = ContentType {
            id: 0.into(),
            app_label: app_label.clone(),
            model: model.clone(),
            name: String::new(),
            version: 1,
        };
        let found = match accounts::named(app, &nameless).await? {
            Some(about) => {
                let nameless = Permission {
                    id: 0.into(),
                    content_type: about.id,
                    app_label: app_label.clone(),
                    model: model.clone(),
                    codename: codename.clone(),
                    name: String::new(),
                    version: 1,
                };
                accounts::named(app, &nameless).await?.map(|permission| permission.id)
            }
            None => None,
        };
        self.permissions.insert(name.clone(), found);
        Ok(found)
    }
}

/// A user on the way in.
pub(super) struct Coming {
    pub(super) place: Place,
    /// How many accounts stand before it in the files.
    pub(super) ordinal: u64,
    /// What tokens in the files call it.
    pub(super) there: String,
    /// What they sign in by there, which is their natural key.
    pub(super) signs_in_by: String,
    pub(super) arrival: Arrival,
    /// Whether the id is a fresh one, which may be redrawn.
    pub(super) is_drawn: bool,
    /// What could not be kept.
    pub(super) notes: Vec<String>,
    /// Fields that nobody declared.
    pub(super) undeclared: Vec<String>,
}

impl Coming {
    /// What people know them by.
    pub(super) fn name(&self) -> String {
        let Profile { username, email, .. } = &self.arrival.user.profile;
        match (username.is_empty(), email.is_empty()) {
            (false, _) => username.clone(),
            (true, false) => email.clone(),
            (true, true) => format!("id {}", self.arrival.user.id),
        }
    }
}

/// An id that nobody has had.
pub(super) fn fresh_id(app: &App) -> UserId {
    UserId::generate(app.now(), u16::from_be_bytes(random()))
}

/// Makes of a record what is written.
///
/// # Errors
/// The inner one says what is wrong with the record; [`Unavailable`].
pub(super) async fn coming(
    app: &App,
    catalogue: &mut Catalogue,
    place: Place,
    ordinal: u64,
    record: UserRecord,
    mut notes: Vec<String>,
) -> Result<Result<Coming, String>, Unavailable> {
    let now = app.now();
    if record.id.is_some_and(|id| !(1..1 << 53).contains(&id)) {
        return Ok(Err("has an id that is not between 1 and 2^53".to_owned()));
    }
    if record.id.is_none() && record.username.is_empty() && record.email.is_empty() {
        return Ok(Err("has neither an id nor a user name nor an address".to_owned()));
    }
    let id = record.id.map_or_else(|| fresh_id(app), UserId::from);
    let signs_in_by = if app.config.signs_in_by_email() { &record.email } else { &record.username }.clone();
    let mut email = record.email.clone();
    if !email.is_empty() && Email::parse(&email).is_none() {
        notes.push(format!("`{email}` is no address that mail can be sent to: left empty"));
        email.clear();
    }
    if !record.username.is_empty() && Username::parse(&record.username).is_none() {
        notes.push("its user name is longer than 150 characters: nobody can sign in with it".to_owned());
    }
    let (mut fields, mut undeclared) = values(&app.config.user_fields, &record.fields, &mut notes);
    for (name, text) in [("first_name", &record.first_name), ("last_name", &record.last_name)] {
        fields.insert(name.to_owned(), FieldValue::Text(text.clone()));
    }
    let profile = Profile { username: record.username.clone(), email, fields };
    let mut user = User::new(id, profile, record.date_joined.unwrap_or(now));
    user.locale = match record.locale.as_deref() {
        None => own_locale(&record.fields, &mut undeclared),
        Some(tag) => Locale::parse(tag),
    };
    if let Some(tag) = record.locale.as_deref().filter(|tag| !tag.is_empty() && user.locale.is_none()) {
        notes.push(format!("`{tag}` is no language tag: left empty"));
    }
    user.locale_emptied = record.locale.as_deref() == Some("");
    user.is_staff = record.is_staff;
    user.is_superuser = record.is_superuser;
    user.was_active = record.was_active;
    user.reset_required = record.reset_required;
    user.verified_at = record.verified_at.unwrap_or(Some(now));
    let vouched_for = (!user.profile.email.is_empty()).then_some(now);
    user.proven_at = record.proven_at.unwrap_or(vouched_for);
    user.disabled_at =
        record.disabled_at.or((!record.is_active && user.verified_at.is_some()).then_some(now));
    let hash = record.password.as_deref().unwrap_or_default();
    user.password = accounts::kept_hash(hash);
    if user.password.is_none() && !hash.is_empty() && !is_unusable(hash) {
        let kind = hash.split('$').next().unwrap_or_default();
        let kind =
            if kind.is_empty() || kind.len() > 30 || kind.len() == hash.len() { "unknown" } else { kind };
        // As after an undo: a mail may set another one.
        user.reset_required = true;
        notes.push(format!(
            "its password hash ({kind}) is unknown, broken or too costly: kept without a password, a reset mail lets \
             them in"
        ));
    }
    let mut rights = Rights::default();
    for name in &record.groups {
        match catalogue.group(app, name).await? {
            Some(group) => drop(rights.groups.insert(group)),
            None => notes.push(format!("group `{name}` is neither in the file nor here")),
        }
    }
    for name in &record.permissions {
        match catalogue.permission(app, name).await? {
            Some(permission) => drop(rights.permissions.insert(permission)),
            None => {
                let PermissionName(app_label, _, codename) = name;
                notes.push(format!("permission `{app_label}.{codename}` is neither in the file nor here"));
            }
        }
    }
    let groups = sorted(record.groups.clone());
    let permissions = sorted(record.permissions.iter().map(|name| format!("{name:?}")).collect());
    let rest = Value::Object(record.fields).to_string();
    let marks =
        accounts::marks(&user, hash, record.date_joined, &groups, &permissions, record.is_active, &rest);
    let nameless = record.id.is_none().then(|| {
        let name = if record.username.is_empty() { record.email } else { record.username };
        OriginRecord { id: name, was: String::new() }
    });
    let origin = record
        .origin
        .or(nameless)
        .map(|there| Origin { id: there.id, was: there.was.parse().unwrap_or_else(|()| marks.clone()) });
    user.came_as = origin.as_ref().is_none_or(|origin| origin.was != marks).then(|| marks.clone());
    user.origin.clone_from(&origin);
    let origin = Origin { id: origin.map_or_else(|| id.to_string(), |origin| origin.id), was: marks };
    let arrival = Arrival::new(app, user, rights, record.last_login, origin);
    let there = record.id.map_or_else(|| arrival.origin.id.clone(), |id| id.to_string());
    let is_drawn = record.id.is_none();
    Ok(Ok(Coming { place, ordinal, there, signs_in_by, arrival, is_drawn, notes, undeclared }))
}

/// The values of the declared fields, and the names of those that nobody declared. What a declaration refuses is noted and
/// left out; but a value that looks the same when it is left out is no loss.
fn values(shape: &Shape, sent: &Map<String, Value>, notes: &mut Vec<String>) -> (FieldValues, Vec<String>) {
    let (mut values, mut undeclared) = (FieldValues::new(), Vec::new());
    for (name, value) in sent {
        let Some(field) = shape.declared().find(|field| field.name == *name) else {
            undeclared.push(name.clone());
            continue;
        };
        let stored = Json::from(value.clone());
        match field.read_stored(&stored) {
            Ok(value) => drop(values.insert(name.clone(), value)),
            Err(_) if field.print(None) == stored => {}
            Err(faults) => {
                let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                notes.push(format!("field `{name}` is left out: {}", faults.join(" ")));
            }
        }
    }
    while Shape::size(&values) > Shape::MOST_BYTES
        && let Some((largest, _)) = values.iter().max_by_key(|(_, value)| value.size())
    {
        let largest = largest.clone();
        notes.push(format!(
            "field `{largest}` is left out: all fields together are above {} bytes",
            Shape::MOST_BYTES
        ));
        values.remove(&largest);
    }
    (values, undeclared)
}

/// The language that an account had there: Cognito, Auth0 and many a user model of Django's call it `locale`. Where a field of
/// this name is declared, it is that.
fn own_locale(sent: &Map<String, Value>, undeclared: &mut Vec<String>) -> Option<Locale> {
    let at = undeclared.iter().position(|name| name == "locale")?;
    let locale = sent.get("locale")?.as_str().and_then(Locale::parse)?;
    undeclared.remove(at);
    Some(locale)
}

fn sorted(mut texts: Vec<String>) -> String {
    texts.sort_unstable();
    texts.join("\n")
}
