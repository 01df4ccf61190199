//! What rides in access tokens beside who it is (`LATCHKEY_TOKEN_CLAIMS`).

use super::rights::{existing, permissions_of, rights_of};
use crate::app::App;
use crate::config::TokenClaim;
use crate::domain::{Group, Permission, Permissions, User};
use crate::store::Unavailable;
use serde_json::{Map, Value, json};

/// How long all claims together may be, as JSON, in bytes: API Gateway takes no more than 10,240 of all headers
/// (<https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html>), and base64 adds a third.
const MOST: usize = 4096;

/// The claims about a user that the settings want. Groups and permissions cost up to three waves; what does not fit is
/// left out whole, and named in `omitted_claims`.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn claims(app: &App, user: &User) -> Result<Map<String, Value>, Unavailable> {
    let wanted = &app.config.token_claims.0;
    let mut claims = Map::new();
    for claim in wanted {
        match claim {
            TokenClaim::IsStaff => drop(claims.insert("is_staff".to_owned(), user.is_staff.into())),
            TokenClaim::Username => {
                drop(claims.insert("username".to_owned(), user.profile.username.clone().into()))
            }
            // An address that nobody proved is nobody's identity.
            TokenClaim::Email if user.proven_at.is_some() => {
                drop(claims.insert("email".to_owned(), user.profile.email.clone().into()));
            }
            TokenClaim::Email => {}
            TokenClaim::Field(name) => {
                if let Some(field) = app.config.user_fields.get(name) {
                    claims.insert(name.clone(), field.print(user.profile.fields.get(name)).into());
                }
            }
            TokenClaim::Groups | TokenClaim::Permissions => {}
        }
    }
    let (groups, permissions) =
        (wanted.contains(&TokenClaim::Groups), wanted.contains(&TokenClaim::Permissions));
    if groups || permissions {
        let rights = rights_of(app, user).await?;
        let groups = async {
            let wanted = rights.groups.iter().filter(|_| groups).map(|id| id.get());
            let found: Vec<Group> = existing(app, wanted).await?;
            Ok(groups.then(|| found.into_iter().map(|group| group.name).collect()))
        };
        let permissions = async {
            if !permissions {
                return Ok(None);
            }
            Ok(Some(match permissions_of(app, user, &rights, &[]).await? {
                Permissions::All => vec!["*".to_owned()],
                Permissions::Some(held) => names(existing(app, held.iter().map(|id| id.get())).await?),
            }))
        };
        let (groups, permissions): (Option<Vec<String>>, Option<Vec<String>>) =
            tokio::try_join!(groups, permissions)?;
        claims.extend(groups.map(|names| ("groups".to_owned(), json!(names))));
        claims.extend(permissions.map(|names| ("permissions".to_owned(), json!(names))));
    }
    Ok(fitting(claims))
}

/// Every name once: two models of an app may have the same codename.
fn names(permissions: Vec<Permission>) -> Vec<String> {
    let mut names: Vec<_> = permissions
        .into_iter()
        .map(|Permission { app_label, codename, .. }| format!("{app_label}.{codename}"))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn fitting(mut claims: Map<String, Value>) -> Map<String, Value> {
    let mut omitted = Vec::new();
    let others =
        claims.keys().rev().filter(|name| !["is_staff", "username", "email"].contains(&name.as_str()));
    let others: Vec<_> = others.cloned().collect();
    for largest in ["permissions", "groups"].map(str::to_owned).into_iter().chain(others) {
        if json!(claims).to_string().len() > MOST && claims.remove(&largest).is_some() {
            omitted.push(largest);
        }
    }
    if !omitted.is_empty() {
        claims.insert("omitted_claims".to_owned(), json!(omitted));
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::fitting;
    use serde_json::{Map, Value, json};

    fn claims(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole_and_named() {
        let many = |n: usize| vec!["blog.add_post"; n];
        let small = claims(json!({ "is_staff": true, "groups": ["a"], "permissions": many(10) }));
        assert_eq!(fitting(small.clone()), small);
        let large = claims(json!({ "is_staff": true, "groups": ["a"], "permissions": many(300) }));
        let left = json!({ "is_staff": true, "groups": ["a"], "omitted_claims": ["permissions"] });
        assert_eq!(Value::Object(fitting(large)), left);
        let larger = claims(json!({ "groups": many(300), "permissions": many(300) }));
        assert_eq!(Value::Object(fitting(larger)), json!({ "omitted_claims": ["permissions", "groups"] }));
        let only = claims(json!({ "email": "a@example.org", "groups": many(300) }));
        assert_eq!(
            Value::Object(fitting(only)),
            json!({ "email": "a@example.org", "omitted_claims": ["groups"] })
        );
    }
}
