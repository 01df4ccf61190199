//! Every address in the table. Nobody else writes `U#`. What is asked by which of them is in [`super::layout`].
//!
//! `s`, a shard, is `id % 16`, else the first byte of the key's SHA-256 modulo 16. Keys are written, never parsed back,
//! except the id that the index holds: facts are attributes too. User text stands at the end of a key, so no text can
//! reach into another's.

use crate::domain::{ContentTypeId, GroupId, PermissionId, Timestamp, UserId};
use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

/// The edition of this layout. A table of another one is not touched.
pub const EDITION: u64 = 2;

/// How many partitions the shared kinds are spread over.
pub const SHARDS: u8 = 16;

/// An address in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    /// The profile, or what is left of a deleted user.
    User(UserId),
    /// Where nobody is, by the hash of a login that nobody has: reading it costs what reading a user costs.
    Nobody(&'a str),
    /// When and from where a user signed in, and what failed since.
    Login(UserId),
    /// The same of a login that nobody has.
    LoginOfNobody(&'a str),
    /// A sign-in: refresh family or browser session.
    Session(UserId, &'a str),
    /// An opaque token, by its SHA-256.
    Token(UserId, &'a str),
    /// Whose an opaque token is that somebody else made, by its SHA-256: ours name their user.
    TokenOwner(&'a str),
    /// The one link of this purpose that works.
    Link(UserId, Purpose),
    /// What the user was given: groups and direct permissions.
    Rights(UserId),
    /// A group, or what is left of a deleted one.
    Group(GroupId),
    /// A permission, or what is left of a deleted one.
    Permission(PermissionId),
    /// A content type.
    ContentType(ContentTypeId),
    /// Which group has this name.
    GroupName(&'a str),
    /// Which permission of this content type is called so: app label, codename.
    PermissionName(&'a str, &'a str, ContentTypeId),
    /// Which content type is called so: app label, model.
    ContentTypeName(&'a str, &'a str),
    /// A row of a list: which list, the thing's id, and what the list is ordered by.
    Listed(Catalogue, u64, &'a str),
    /// The id that the next one of its kind gets.
    Sequence(Catalogue),
    /// The id that the next user gets, where users are numbered.
    UserSequence,
    /// How many of these there were last night.
    Total(&'a str),
    /// How far the nightly walk has come.
    Walk,
    /// How far an import of files has come, by their SHA-256.
    Import(&'a str),
    /// The way back from a group, or from a permission that was given directly, to one who has it.
    Holder(Holding, UserId),
    /// Who has this user name, by its key.
    Username(&'a str),
    /// Who has this address, by its key.
    Email(&'a str),
    /// Who has this value of a unique field: the field's name, and [`value`] of it.
    Field(&'a str, &'a str),
    /// The enabled, verified superusers.
    Superusers,
    /// A mail that is owed.
    Mail(&'a OwedId),
    /// A cleaning that is owed.
    Work(&'a OwedId),
    /// How often something was done in a window of time; the key is short, and not what somebody typed.
    Limit(&'a str, i64),
    /// Which signing key is the newest.
    SigningKeys,
    /// A signing key's public half.
    PublicKey(&'a str),
    /// A signing key's private half, wrapped.
    PrivateKey(&'a str),
}

impl Key<'_> {
    /// Partition and sort key.
    pub fn pk_sk(&self) -> (String, String) {
        let alone = || "-".to_owned();
        match self {
            Self::User(id) => (format!("U#{id}"), "P".to_owned()),
            Self::Nobody(hash) => (format!("U#?{hash}"), "P".to_owned()),
            Self::Login(id) => (format!("L#{id}"), alone()),
            Self::LoginOfNobody(hash) => (format!("L#?{hash}"), alone()),
            Self::Session(id, sid) => (sign_ins(*id), session(sid)),
            Self::Token(id, sha256) => (sign_ins(*id), token(sha256)),
            Self::TokenOwner(sha256) => (format!("S#?{sha256}"), alone()),
            Self::Link(id, purpose) => (format!("O#{id}"), purpose.name().to_owned()),
            Self::Rights(id) => (format!("R#{id}"), alone()),
            Self::Group(id) => (format!("G#{id}"), "M".to_owned()),
            Self::Permission(id) => (format!("P#{id}"), "M".to_owned()),
            Self::ContentType(id) => (format!("C#{id}"), "M".to_owned()),
            Self::GroupName(name) => (format!("GN#{}", bounded(name)), alone()),
            Self::PermissionName(app_label, codename, content_type) => {
                (permissions_named(app_label, codename), content_type.to_string())
            }
            Self::ContentTypeName(app_label, model) => (format!("CT#{app_label}.{model}"), alone()),
            Self::Listed(catalogue, id, order) => (catalogue.partition(shard_of(*id)), (*order).to_owned()),
            Self::Sequence(catalogue) => (format!("SEQ#{}", catalogue.name()), alone()),
            Self::UserSequence => ("SEQ#user".to_owned(), alone()),
            Self::Total(kind) => (format!("TOTAL#{kind}"), alone()),
            Self::Walk => ("WALK".to_owned(), alone()),
            Self::Import(sha256) => (format!("IMPORT#{sha256}"), alone()),
            Self::Holder(holding, user) => (holding.partition(shard_of(user.get())), format!("U#{user}")),
            Self::Username(key) => (usernames(shard(key)), bounded(key)),
            Self::Email(key) => (emails(shard(key)), bounded(key)),
            Self::Field(name, value) => (format!("F#{name}#{}", shard(value)), (*value).to_owned()),
            Self::Superusers => ("SU".to_owned(), alone()),
            Self::Mail(id) => (owed_mail(id.shard()), id.0.clone()),
            Self::Work(id) => (owed_work(id.shard()), id.0.clone()),
            Self::Limit(key, window) => (format!("LIM#{key}"), window.to_string()),
            Self::SigningKeys => (SIGNING_KEYS.to_owned(), alone()),
            Self::PublicKey(kid) => (SIGNING_KEYS.to_owned(), (*kid).to_owned()),
            Self::PrivateKey(kid) => (format!("PRIV#{kid}"), alone()),
        }
    }

    /// Where lists find the item, for the kinds that are listed.
    pub fn gsi1(&self) -> Option<(String, String)> {
        match self {
            Self::User(id) => Some((listed_users(shard_of(id.get())), place_of(*id))),
            _ => None,
        }
    }
}

/// The partition of a user's sign-ins.
pub fn sign_ins(id: UserId) -> String {
    format!("S#{id}")
}

/// Between which sort keys a user's sessions and opaque tokens lie.
pub const SIGN_INS: (&str, &str) = ("S#", "T$");

/// What the sort keys of opaque tokens begin with.
pub const TOKENS: &str = "T#";

/// The sort key of a session among its user's sign-ins.
pub fn session(sid: &str) -> String {
    format!("S#{sid}")
}

/// The sort key of an opaque token among its user's sign-ins, by the token's SHA-256.
pub fn token(sha256: &str) -> String {
    format!("T#{sha256}")
}

/// The partitions that are one user's alone, beside the profile: what the `janitor` sweeps when the user is deleted.
pub fn belongings(id: UserId) -> [String; 4] {
    [sign_ins(id), format!("O#{id}"), format!("L#{id}"), format!("R#{id}")]
}

/// The partition of the signing keys' public halves.
pub const SIGNING_KEYS: &str = "JWKS";

/// The partition of the mails owed in this shard.
pub fn owed_mail(shard: u8) -> String {
    format!("MAIL#{shard}")
}

/// The partition of the cleanings owed in this shard.
pub fn owed_work(shard: u8) -> String {
    format!("WORK#{shard}")
}

/// The `GSI1` partition of the users in this shard.
pub fn listed_users(shard: u8) -> String {
    format!("UID#{shard}")
}

/// The partition of the claims on user names in this shard.
pub fn usernames(shard: u8) -> String {
    format!("N#{shard}")
}

/// The partition of the claims on addresses in this shard.
pub fn emails(shard: u8) -> String {
    format!("E#{shard}")
}

/// The sort key of a claim on a value of a unique field, by its canonical text.
pub fn value(text: &str) -> String {
    bounded(&format!("={text}"))
}

/// Where a user stands in the list of all users: 16 digits.
pub fn place_of(id: UserId) -> String {
    format!("{:016}", id.get())
}

/// The partition of the permissions of this name, one for each content type of the app that has one.
pub fn permissions_named(app_label: &str, codename: &str) -> String {
    // An app label has no dot.
    format!("PC#{app_label}.{}", bounded(codename))
}

/// Something that is listed, beside users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Catalogue {
    /// Groups.
    Groups,
    /// Permissions.
    Permissions,
    /// Content types.
    ContentTypes,
}

impl Catalogue {
    /// The name in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Groups => "group",
            Self::Permissions => "perm",
            Self::ContentTypes => "ctype",
        }
    }

    /// The partition of the rows in this shard.
    pub fn partition(self, shard: u8) -> String {
        format!("CAT#{}#{shard}", self.name())
    }
}

/// What a user can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// Membership of a group.
    Group(GroupId),
    /// A permission of their own.
    Permission(PermissionId),
}

impl Holding {
    /// The partition of the holders in this shard.
    pub fn partition(self, shard: u8) -> String {
        match self {
            Self::Group(id) => format!("G#{id}#{shard}"),
            Self::Permission(id) => format!("P#{id}#{shard}"),
        }
    }

    /// The attribute of [`crate::domain::Rights`] that has it, and its number.
    pub const fn attribute(self) -> (&'static str, u64) {
        match self {
            Self::Group(id) => ("groups", id.get()),
            Self::Permission(id) => ("permissions", id.get()),
        }
    }
}

fn shard_of(id: u64) -> u8 {
    (id % u64::from(SHARDS)) as u8
}

fn shard(key: &str) -> u8 {
    digest(&SHA256, key.as_bytes()).as_ref()[0] % SHARDS
}

/// The longest text that stands in a key as it is, in bytes: a sort key has 1,024
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>).
const LONGEST_TEXT: usize = 900;

/// A text as it stands in a key: one that is too long is cut, and ends in `#` and its SHA-256.
pub fn bounded(text: &str) -> String {
    if text.len() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let whole = digest(&SHA256, text.as_bytes());
    let hash: String = whole.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}#{hash}", &text[..text.floor_char_boundary(LONGEST_TEXT)])
}

/// What a link in a mail is for. Bound into its token, so that no link serves another purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Activating an account, or confirming a new address.
    Activation,
    /// Choosing a new password.
    PasswordReset,
    /// Choosing a new user name.
    UsernameReset,
    /// Confirming the address that is to replace one's own.
    EmailChange,
    /// Calling that off, from the address that is to be replaced.
    EmailChangeCancellation,
    /// Taking the account back to the address that it had.
    Undo,
}

impl Purpose {
    /// The name in keys and tokens.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::PasswordReset => "password_reset",
            Self::UsernameReset => "username_reset",
            Self::EmailChange => "email_change",
            Self::EmailChangeCancellation => "email_change_cancellation",
            Self::Undo => "undo",
        }
    }
}

/// The id of owed work: the moment it was owed, then chance; ids sort by time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwedId(pub String);

impl OwedId {
    /// A fresh id: 16 digits of microseconds, a dash, 32 random hex digits.
    pub fn generate(now: Timestamp, random: &str) -> Self {
        Self(format!("{:016}-{random}", now.micros()))
    }

    /// An id that somebody sent, if it can be one.
    pub fn parse(text: &str) -> Option<Self> {
        let (moment, chance) = text.split_once('-')?;
        let digits = moment.len() == 16 && moment.bytes().all(|byte| byte.is_ascii_digit());
        let hex = chance.len() == 32 && chance.bytes().all(|byte| byte.is_ascii_hexdigit());
        (digits && hex).then(|| Self(text.to_owned()))
    }

    fn shard(&self) -> u8 {
        shard(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Holding, Key, OwedId, Purpose};
    use crate::domain::{Timestamp, UserId};
    use std::collections::HashSet;

    #[test]
    fn the_layout_of_the_table() {
        let id = UserId::from(7);
        let owed = OwedId::generate(Timestamp::from_seconds(1), "00ff");
        let at = |key: Key<'_>| {
            let (pk, sk) = key.pk_sk();
            format!("{pk} {sk}")
        };
        assert_eq!(at(Key::User(id)), "U#7 P");
        assert_eq!(at(Key::Nobody("9f")), "U#?9f P");
        assert_eq!(at(Key::Login(id)), "L#7 -");
        assert_eq!(at(Key::LoginOfNobody("9f")), "L#?9f -");
        assert_eq!(at(Key::Session(id, "5f")), "S#7 S#5f");
        assert_eq!(at(Key::Token(id, "ab")), "S#7 T#ab");
        assert_eq!(at(Key::TokenOwner("ab")), "S#?ab -");
        assert_eq!(at(Key::Link(id, Purpose::PasswordReset)), "O#7 password_reset");
        assert_eq!(at(Key::Username("ada")), "N#13 ada");
        assert_eq!(at(Key::Email("ada@example.org")), "E#15 ada@example.org");
        assert_eq!(at(Key::Field("phone", &super::value("+44 20"))), "F#phone#3 =+44 20");
        assert_eq!(at(Key::Rights(id)), "R#7 -");
        assert_eq!(at(Key::Group(5.into())), "G#5 M");
        assert_eq!(at(Key::Permission(5.into())), "P#5 M");
        assert_eq!(at(Key::ContentType(5.into())), "C#5 M");
        assert_eq!(at(Key::GroupName("HR Group")), "GN#HR Group -");
        assert_eq!(at(Key::PermissionName("blog", "add.post", 3.into())), "PC#blog.add.post 3");
        assert_eq!(at(Key::ContentTypeName("blog", "post")), "CT#blog.post -");
        assert_eq!(
            at(Key::Listed(Catalogue::Groups, 17, "0000000000000017")),
            "CAT#group#1 0000000000000017"
        );
        assert_eq!(at(Key::Sequence(Catalogue::Permissions)), "SEQ#perm -");
        assert_eq!(at(Key::UserSequence), "SEQ#user -");
        assert_eq!(at(Key::Total("group")), "TOTAL#group -");
        assert_eq!(at(Key::Walk), "WALK -");
        assert_eq!(at(Key::Import("ab")), "IMPORT#ab -");
        assert_eq!(at(Key::Holder(Holding::Group(5.into()), 23.into())), "G#5#7 U#23");
        assert_eq!(at(Key::Holder(Holding::Permission(5.into()), 23.into())), "P#5#7 U#23");
        assert_eq!(at(Key::Superusers), "SU -");
        assert_eq!(at(Key::Mail(&owed)), "MAIL#1 0000000001000000-00ff");
        assert_eq!(at(Key::Work(&owed)), "WORK#1 0000000001000000-00ff");
        assert_eq!(at(Key::SigningKeys), "JWKS -");
        assert_eq!(at(Key::PublicKey("k")), "JWKS k");
        assert_eq!(at(Key::PrivateKey("k")), "PRIV#k -");
        assert_eq!(Key::User(id).gsi1(), Some(("UID#7".to_owned(), "0000000000000007".to_owned())));
        assert_eq!(Key::Username("ada").gsi1(), None);
    }

    #[test]
    fn what_is_too_long_for_a_key_is_cut_and_still_one_of_a_kind() {
        let (one, other) = (format!("{}a", "é".repeat(600)), format!("{}b", "é".repeat(600)));
        let (one_key, other_key) = (Key::Username(&one).pk_sk().1, Key::Username(&other).pk_sk().1);
        assert_ne!(one_key, other_key);
        assert!(one_key.len() <= 1024 && one_key.starts_with("éé"));
        assert_eq!(super::bounded(&"a".repeat(900)), "a".repeat(900));
    }

    #[test]
    fn text_that_looks_like_a_key_stays_text() {
        let id = UserId::from(1);
        let names = ["U#1", "x#U#1", "-", "P", "S#5f", ""];
        let keys: HashSet<_> = names
            .iter()
            .flat_map(|name| [Key::Username(name), Key::Email(name), Key::Limit(name, 0)])
            .chain([Key::User(id), Key::Superusers])
            .map(|key| key.pk_sk())
            .collect();
        assert_eq!(keys.len(), names.len() * 3 + 2);
    }
}
