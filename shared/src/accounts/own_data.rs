//! All that is stored about one account, for its owner: what a person may ask for
//! ([GDPR, article 15](https://eur-lex.europa.eu/eli/reg/2016/679/art_15/oj)).

use super::rights::existing;
use crate::app::App;
use crate::auth::{Caller, throttle};
use crate::domain::{Group, Permission, Rights};
use crate::error::Refusal;
use crate::store::items::{Link, LoginRecord, SignedIn};
use crate::store::{Key, Purpose, keys, read};

/// The links that have an item of their own; those of a pending address and of an undo are on the profile.
const LINKS: [Purpose; 3] = [Purpose::Activation, Purpose::PasswordReset, Purpose::UsernameReset];

/// What is stored about an account beside its profile.
#[derive(Debug)]
pub struct OwnData {
    /// The groups that it is in, by id.
    pub groups: Vec<Group>,
    /// The permissions that it was given beside those, by id.
    pub permissions: Vec<Permission>,
    /// When and from where it was signed in, and what failed.
    pub login: LoginRecord,
    /// What it was signed in by, oldest first; also what is over and was not swept yet.
    pub sign_ins: Vec<SignedIn>,
    /// The links that were mailed, used and expired ones too, until they are swept.
    pub links: Vec<(Purpose, Link)>,
}

/// Reads it, which counts as work: two waves, after that which let the caller in. Owed mails, of which a few seconds later
/// nothing is left, are not looked for.
///
/// # Errors
/// [`Refusal::TooMany`]; never a part.
pub async fn own_data(app: &App, caller: &Caller) -> Result<OwnData, Refusal> {
    let id = caller.user.id;
    let (rights, login) = (Key::Rights(id), Key::Login(id));
    let mut wanted = vec![rights, login];
    wanted.extend(LINKS.map(|purpose| Key::Link(id, purpose)));
    let partition = keys::sign_ins(id);
    let (mut found, sign_ins, ()) = tokio::try_join!(
        async { Ok(app.store.fetch(&wanted).await?) },
        async { Ok(app.store.query(&partition, "").await?) },
        throttle::count_work(app, &caller.user),
    )?;
    let rights: Rights = found.take(rights)?.unwrap_or_default();
    let login: LoginRecord = found.take(login)?.unwrap_or_default();
    let mut links = Vec::new();
    for purpose in LINKS {
        links.extend(found.take(Key::Link(id, purpose))?.map(|link: Link| (purpose, link)));
    }
    let mut sign_ins = sign_ins.into_iter().map(read).collect::<Result<Vec<SignedIn>, _>>()?;
    sign_ins.sort_by_key(|sign_in| sign_in.created_at);
    let (groups, permissions) = tokio::try_join!(
        existing(app, rights.groups.iter().map(|id| id.get())),
        existing(app, rights.permissions.iter().map(|id| id.get())),
    )?;
    Ok(OwnData { groups, permissions, login, sign_ins, links })
}
