//! What an item is, as far as the walk is concerned.

use crate::domain::{ContentType, Group, Permission, Rights, User, UserId};
use crate::store::items::{Claim, Holder, NameClaim, Sequence, Superusers, TokenOwner};
use crate::store::{Catalogue, Catalogued, Item, Unavailable, read};

pub(super) fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}

pub(super) fn keys_of(item: &Item) -> (String, String) {
    (text(item, "pk").to_owned(), text(item, "sk").to_owned())
}

/// What an item is, as far as the walk is concerned.
pub(super) enum Seen {
    User(Box<User>),
    Tombstone,
    Claim(UserId),
    Rights(UserId, Rights),
    Holder(UserId),
    Superusers(Superusers),
    Group(Group),
    Permission(Permission),
    ContentType(ContentType),
    Name(u64),
    Row(Catalogue, u64),
    Sequence(u64),
    Belonging(UserId),
    TokenOwner(UserId),
    Other,
}

pub(super) fn seen(item: &Item) -> Result<(&'static str, Seen), Unavailable> {
    let (pk, sk) = (text(item, "pk"), text(item, "sk"));
    let kind = pk.split_once('#').map_or(pk, |(kind, _)| kind);
    let deleted = item.contains_key("deleted_at");
    let item = || item.clone();
    Ok(match kind {
        "U" | "G" | "P" | "C" if deleted => ("tombstones", Seen::Tombstone),
        "U" if sk == "P" => ("users", Seen::User(Box::new(read(item())?))),
        "N" => ("user names", Seen::Claim(read::<Claim>(item())?.user)),
        "E" => ("addresses", Seen::Claim(read::<Claim>(item())?.user)),
        "F" => ("unique values", Seen::Claim(read::<Claim>(item())?.user)),
        "R" => match owner(pk) {
            Some(id) => ("rights", Seen::Rights(id, read(item())?)),
            None => return Err(Unavailable),
        },
        "G" if sk == "M" => ("groups", Seen::Group(read(item())?)),
        "P" if sk == "M" => ("permissions", Seen::Permission(read(item())?)),
        "C" if sk == "M" => ("content types", Seen::ContentType(read(item())?)),
        "G" | "P" => ("holders", Seen::Holder(read::<Holder>(item())?.user)),
        "GN" | "PC" | "CT" => ("names", Seen::Name(read::<NameClaim>(item())?.id)),
        "CAT" => match pk.split('#').nth(1) {
            Some("group") => ("rows", Seen::Row(Catalogue::Groups, read::<Group>(item())?.id())),
            Some("perm") => ("rows", Seen::Row(Catalogue::Permissions, read::<Permission>(item())?.id())),
            _ => ("rows", Seen::Row(Catalogue::ContentTypes, read::<ContentType>(item())?.id())),
        },
        "SEQ" => ("sequences", Seen::Sequence(read::<Sequence>(item())?.last)),
        "SU" => ("sets of superusers", Seen::Superusers(read(item())?)),
        "S" if pk.starts_with("S#?") => {
            ("imported tokens", Seen::TokenOwner(read::<TokenOwner>(item())?.user))
        }
        "S" | "L" | "O" => match owner(pk) {
            Some(id) if kind == "S" => ("sign-ins", Seen::Belonging(id)),
            Some(id) => ("records and links", Seen::Belonging(id)),
            // Of a login that nobody has.
            None => ("others", Seen::Other),
        },
        _ => ("others", Seen::Other),
    })
}

/// Whose partition it is, of those that are one user's alone.
fn owner(pk: &str) -> Option<UserId> {
    let (kind, id) = pk.split_once('#')?;
    ["S", "O", "L", "R"].contains(&kind).then(|| id.parse().ok()).flatten()
}
