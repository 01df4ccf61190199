//! `latchkey.v1`.

use super::{Names, fields};
use crate::commands::record::{
    ContentTypeRecord, GroupRecord, OriginRecord, PermissionName, PermissionRecord, Record, TokenRecord,
    UserRecord,
};
use shared::accounts::Resident;
use shared::domain::{ContentType, Group, Permission, PermissionId, Shape, User};

pub(super) struct Writer {
    /// Whether password hashes and tokens are written.
    pub(super) secrets: bool,
    pub(super) shape: Shape,
}

impl Writer {
    pub(super) fn content_type(&self, content_type: &ContentType) -> String {
        let ContentType { id, app_label, model, name, .. } = content_type.clone();
        line(&Record::ContentType(ContentTypeRecord { id: Some(id.get()), app_label, model, name }))
    }

    pub(super) fn permission(&self, permission: &Permission) -> String {
        let Permission { id, name, .. } = permission.clone();
        line(&Record::Permission(PermissionRecord {
            id: Some(id.get()),
            permission: called(permission),
            name,
        }))
    }

    pub(super) fn group(&self, group: &Group, names: &Names) -> String {
        let permissions = names.called(group.permissions.iter());
        let record = GroupRecord { id: Some(group.id.get()), name: group.name.clone(), permissions };
        line(&Record::Group(record))
    }

    pub(super) fn user(&self, resident: &Resident, names: &Names) -> String {
        let Resident { user, rights, last_login, tokens } = resident;
        let profile = user.profile.clone();
        let groups = rights.groups.iter().filter_map(|id| names.groups.get(id));
        let record = UserRecord {
            id: Some(user.id.get()),
            origin: user
                .origin
                .as_ref()
                .map(|origin| OriginRecord { id: origin.id.clone(), was: origin.was.to_string() }),
            first_name: profile.text("first_name").to_owned(),
            last_name: profile.text("last_name").to_owned(),
            locale: locale(user),
            username: profile.username,
            email: profile.email,
            password: user.password.as_ref().filter(|_| self.secrets).map(|hash| hash.0.clone()),
            is_active: user.is_active(),
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            date_joined: Some(user.date_joined),
            last_login: *last_login,
            verified_at: Some(user.verified_at),
            proven_at: Some(user.proven_at),
            disabled_at: user.disabled_at,
            was_active: user.was_active,
            reset_required: user.reset_required,
            groups: groups.map(|group| group.name.clone()).collect(),
            permissions: names.called(rights.permissions.iter()),
            fields: fields(&self.shape, &user.profile.fields).collect(),
        };
        let mut text = line(&Record::User(Box::new(record)));
        for token in tokens.iter().filter(|_| self.secrets) {
            text += &line(&Record::Token(TokenRecord {
                is_named: false,
                user: user.id.to_string(),
                key: None,
                sha256: Some(token.id.clone()),
                created_at: Some(token.created_at),
            }));
        }
        text
    }
}

impl Names {
    /// What these permissions are called; those that were deleted are nobody's.
    pub(super) fn called<'a>(&self, ids: impl Iterator<Item = &'a PermissionId>) -> Vec<PermissionName> {
        ids.filter_map(|id| self.permissions.get(id)).map(called).collect()
    }
}

fn called(permission: &Permission) -> PermissionName {
    let Permission { app_label, model, codename, .. } = permission.clone();
    PermissionName(app_label, model, codename)
}

fn locale(user: &User) -> Option<String> {
    let emptied = user.locale_emptied.then(String::new);
    user.locale.as_ref().map(|locale| locale.as_str().to_owned()).or(emptied)
}

fn line(record: &Record) -> String {
    serde_json::to_string(record).expect("a record is JSON") + "\n"
}
