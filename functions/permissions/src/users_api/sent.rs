//! What a body says of a permission.

use shared::accounts::{self, NewPermission};
use shared::app::App;
use shared::dialects::users_api::{Error, Fields, MISSING, Resource, loose_id, python};
use shared::domain::{ContentType, FieldFault, Permission};
use shared::json::Json;

/// A permission as it was sent, as far as it was.
pub(super) struct Sent {
    codename: Option<String>,
    name: Option<String>,
    content_type: Option<ContentType>,
}

impl Sent {
    /// Reads a body.
    ///
    /// # Errors
    /// What `contentTypeUri` leads to first, if to nothing; then 400 with what is wrong with the names.
    pub(super) async fn read(app: &App, fields: &Fields) -> Result<Self, Error> {
        let content_type = match fields.get("content_type_uri") {
            None | Some(Json::Null) => None,
            Some(uri) => Some(content_type(app, uri).await?),
        };
        let mut faults = Vec::new();
        let mut text = |name: &'static str, most| match fields.name(name, most)? {
            Ok(text) => Some(text),
            Err(why) => {
                faults.push((name.into(), why));
                None
            }
        };
        let codename = text("codename", Permission::MAX_CODENAME);
        let name = text("name", Permission::MAX_NAME);
        match faults.is_empty() {
            true => Ok(Self { codename, name, content_type }),
            false => Err(Error::Invalid(Permission::NAME, faults)),
        }
    }

    /// A new permission, for which all is needed.
    ///
    /// # Errors
    /// 404 without a content type, 400 for null, and without a name.
    pub(super) fn whole(self, fields: &Fields) -> Result<NewPermission, Error> {
        let null = || {
            Error::Invalid(Permission::NAME, vec![("contentTypeUri".into(), FieldFault::Null.to_string())])
        };
        let missing = || fields.get("content_type_uri").map_or(Error::NotFound, |_| null());
        let content_type = self.content_type.ok_or_else(missing)?;
        match (self.codename, self.name) {
            (Some(codename), Some(name)) => Ok(NewPermission { codename, name, content_type }),
            (codename, name) => {
                let missing = [("codename", codename.is_none()), ("name", name.is_none())];
                let missing = missing.into_iter().filter(|(_, missing)| *missing);
                let why = |name| match fields.get(name) {
                    None => MISSING.to_owned(),
                    Some(_) => FieldFault::Blank.to_string(),
                };
                let missing = missing.map(|(name, _)| (name.into(), why(name))).collect();
                Err(Error::Invalid(Permission::NAME, missing))
            }
        }
    }

    /// The permission as it is to be: what was not sent stays.
    ///
    /// # Errors
    /// 404 when what it is about is gone.
    pub(super) async fn over(self, app: &App, permission: &Permission) -> Result<NewPermission, Error> {
        let content_type = match self.content_type {
            Some(content_type) => content_type,
            None => {
                let found = accounts::existing(app, [permission.content_type.get()]).await?.pop();
                found.ok_or(Error::NotFound)?
            }
        };
        Ok(NewPermission {
            codename: self.codename.unwrap_or_else(|| permission.codename.clone()),
            name: self.name.unwrap_or_else(|| permission.name.clone()),
            content_type,
        })
    }
}

/// The content type at a URI, with or without a host before it.
async fn content_type(app: &App, uri: &Json) -> Result<ContentType, Error> {
    let Json::Str(uri) = uri else {
        return Err(Error::bad(&format!(
            "The 'content_type_uri' field was given data that was not a URI, not a dictionary-alike and does not have a 'pk' attribute: {}.",
            python(uri)
        )));
    };
    let (before, id) =
        uri.as_str().strip_suffix('/').and_then(|uri| uri.rsplit_once('/')).ok_or(Error::NotFound)?;
    if before != "contenttypes" && !before.ends_with("/contenttypes") {
        return Err(Error::NotFound);
    }
    let missing =
        || Error::bad(&format!("Could not find the provided object via resource URI '{}'.", uri.as_str()));
    let id: u64 = match loose_id(id) {
        Ok(id) => id,
        Err(Error::Gone) => return Err(missing()),
        Err(error) => return Err(error),
    };
    accounts::existing(app, [id]).await?.pop().ok_or_else(missing)
}
