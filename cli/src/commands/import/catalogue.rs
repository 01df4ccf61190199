//! Groups, permissions and content types: found by name, or made, under their ids where those are free.

use super::report::Place;
use super::{Import, unavailable};
use crate::commands::record::{ContentTypeRecord, GroupRecord, PermissionName, PermissionRecord, Record};
use shared::accounts;
use shared::domain::{ContentType, Group, MOST, Permission};
use std::collections::BTreeSet;

impl Import {
    /// Takes them in, in the order content types, permissions, groups.
    pub(super) async fn take_catalogue(&mut self) -> Result<(), String> {
        let (records, wrong) = self.reader.catalogue();
        let place = self.somewhere();
        for why in wrong {
            self.report.incomplete.add(&place, "", why);
        }
        for record in records {
            match record {
                Record::ContentType(record) => self.take_content_type(&record).await?,
                Record::Permission(record) => self.take_permission(record).await?,
                Record::Group(record) => self.take_group(record).await?,
                Record::User(_) | Record::Token(_) => {}
            }
        }
        Ok(())
    }

    fn somewhere(&self) -> Place {
        Place { file: self.files.first().map(|(name, _)| name.clone()).unwrap_or_default(), line: 0 }
    }

    async fn take_content_type(&mut self, record: &ContentTypeRecord) -> Result<(), String> {
        let ContentTypeRecord { id, app_label, model, name } = record;
        if !ContentType::is_label(app_label) || !ContentType::is_label(model) {
            let why = "is not app_label.model, each of letters, digits and underscores";
            self.report.refused.add(&self.somewhere(), &format!("content type {app_label}.{model}"), why);
            return Ok(());
        }
        let name = if name.is_empty() { model } else { name };
        let thing = |id: u64| ContentType {
            id: id.into(),
            app_label: app_label.clone(),
            model: model.clone(),
            name: name.clone(),
            version: 1,
        };
        let made = match self.options.dry_run {
            true => accounts::named(&self.app, &thing(0)).await.map_err(unavailable)?.is_none(),
            false => accounts::take_in_named(&self.app, *id, thing).await.map_err(unavailable)?.1,
        };
        let counts = if made { &mut self.report.taken } else { &mut self.report.here };
        counts.content_types += 1;
        Ok(())
    }

    async fn take_permission(&mut self, record: PermissionRecord) -> Result<(), String> {
        let PermissionRecord { id, permission, name } = record;
        let PermissionName(app_label, model, codename) = permission.clone();
        let about = ContentType {
            id: 0.into(),
            app_label: app_label.clone(),
            model: model.clone(),
            name: String::new(),
            version: 1,
        };
        let about = accounts::named(&self.app, &about).await.map_err(unavailable)?;
        let Some(about) = about else {
            match self.options.dry_run {
                // Its content type would have been made before.
                true => {
                    self.catalogue.permissions.insert(permission, Some(0.into()));
                    self.report.taken.permissions += 1;
                }
                false => {
                    let why = format!("is about {app_label}.{model}, which is neither in the file nor here");
                    self.report.refused.add(&self.somewhere(), &format!("permission {codename}"), why);
                }
            }
            return Ok(());
        };
        let thing = |id: u64| Permission {
            id: id.into(),
            content_type: about.id,
            app_label: app_label.clone(),
            model: model.clone(),
            codename: codename.clone(),
            name: name.clone(),
            version: 1,
        };
        let (thing, made) = match self.options.dry_run {
            true => match accounts::named(&self.app, &thing(0)).await.map_err(unavailable)? {
                Some(there) => (there, false),
                None => (thing(0), true),
            },
            false => accounts::take_in_named(&self.app, id, thing).await.map_err(unavailable)?,
        };
        self.catalogue.permissions.insert(permission, Some(thing.id));
        let counts = if made { &mut self.report.taken } else { &mut self.report.here };
        counts.permissions += 1;
        Ok(())
    }

    async fn take_group(&mut self, record: GroupRecord) -> Result<(), String> {
        let GroupRecord { id, name, permissions } = record;
        let named = format!("group {name}");
        let mut given = BTreeSet::new();
        for permission in &permissions {
            match self.catalogue.permission(&self.app, permission).await.map_err(unavailable)? {
                Some(id) => drop(given.insert(id)),
                None => {
                    let PermissionName(app_label, _, codename) = permission;
                    let why = format!("permission `{app_label}.{codename}` is neither in the file nor here");
                    self.report.incomplete.add(&self.somewhere(), &named, why);
                }
            }
        }
        if given.len() > MOST {
            self.report.refused.add(&self.somewhere(), &named, format!("has more than {MOST} permissions"));
            return Ok(());
        }
        let thing =
            |id: u64| Group { id: id.into(), name: name.clone(), permissions: given.clone(), version: 1 };
        let (group, made) = match self.options.dry_run {
            true => match accounts::named(&self.app, &thing(0)).await.map_err(unavailable)? {
                Some(there) => (there, false),
                None => (thing(0), true),
            },
            false => accounts::take_in_named(&self.app, id, thing).await.map_err(unavailable)?,
        };
        if !made && !self.options.dry_run && group.permissions != given {
            let why = "its permissions are others here, and stay as they are";
            self.report.changed.add(&self.somewhere(), &named, why);
        }
        self.catalogue.groups.insert(name, Some(group.id));
        let counts = if made { &mut self.report.taken } else { &mut self.report.here };
        counts.groups += 1;
        Ok(())
    }
}
