//! What the table holds and how it is asked, as `docs/table.md` shows it: a test prints it there, and another holds the
//! writers against the template's roles.

/// Items of one kind.
pub struct Drawer {
    /// Their keys: partition, sort key. `s` is a shard.
    pub key: &'static str,
    /// Partitions that such items are in; none where a role does not tell them from others.
    pub partitions: &'static [&'static str],
    /// What they hold.
    pub holds: &'static str,
    /// The functions that write them, and what, where that is not all.
    pub writers: &'static [(&'static str, &'static str)],
}

/// Everything that is in the table.
pub const DRAWERS: &[Drawer] = &[
    Drawer {
        key: "`U#id`, `P`",
        partitions: &["U#7"],
        holds: "the profile: the map `profile` (name, address, and the fields of the shape), what it claims of unique fields (`held`), password hash, flags, dates, `epoch`, `kept`, `links_valid_from`, `version`, the pending address, undo entries. Of a deleted user a tombstone, for ever",
        writers: &[
            ("users", ""),
            ("activation", ""),
            ("password_reset", ""),
            ("account", ""),
            ("console", ""),
            ("sign_in", "a better hash, the end of all sign-ins"),
            ("janitor", "buries, and prunes undo entries"),
        ],
    },
    Drawer {
        key: "`S#id`, `S#sid` or `T#sha256`",
        partitions: &["S#7"],
        holds: "a JWT family or browser session; an opaque token by its hash",
        writers: &[
            ("sign_in", ""),
            ("account", ""),
            ("users", ""),
            ("console", "its end and its use"),
            ("groups", "its use"),
            ("permissions", "its use"),
            ("tokens", "its use"),
            ("activation", "its use"),
            ("password_reset", "its use"),
            ("operator", "its use"),
            ("janitor", "sweeps"),
        ],
    },
    Drawer {
        key: "`S#?sha256`, `-`",
        partitions: &[],
        holds: "whose an opaque token is that somebody else made: ours name their user",
        writers: &[
            ("latchkey import", ""),
            ("sign_in", "lets it go with its token"),
            ("users", "lets it go with its token"),
            ("console", "lets it go with its token"),
            ("account", "lets it go with its token"),
            ("janitor", "erases"),
        ],
    },
    Drawer {
        key: "`L#id`, `-`",
        partitions: &["L#7"],
        holds: "the login record: last sign-in, failures, the day's guesses, known devices and networks, sign-ins since the last trim",
        writers: &[
            ("sign_in", ""),
            ("users", ""),
            ("activation", ""),
            ("password_reset", ""),
            ("account", ""),
            ("console", "failures of proofs"),
            ("janitor", "sweeps"),
        ],
    },
    Drawer {
        key: "`L#?hash`, `-`",
        partitions: &[],
        holds: "the failures of a login that nobody has, for two days; its profile, `U#?hash`, is read and never there",
        writers: &[("sign_in", ""), ("account", "")],
    },
    Drawer {
        key: "`O#id`, purpose",
        partitions: &["O#7"],
        holds: "the link of a purpose (`activation`, `password_reset`, `username_reset`): its nonce, and the mails that carry it",
        writers: &[
            ("mailer", ""),
            ("users", "that of a new user name is used"),
            ("account", "the same"),
            ("janitor", "sweeps"),
        ],
    },
    Drawer {
        key: "`R#id`, `-`",
        partitions: &["R#7"],
        holds: "what a user was given: groups and direct permissions",
        writers: &[("users", ""), ("groups", ""), ("permissions", ""), ("console", ""), ("janitor", "")],
    },
    Drawer {
        key: "`N#s`, name; `E#s`, address",
        partitions: &["N#13", "E#15"],
        holds: "the claim: whose it is. These are the lists by name and address, too",
        writers: &[
            ("users", ""),
            ("activation", ""),
            ("account", ""),
            ("console", ""),
            ("janitor", "frees them"),
        ],
    },
    Drawer {
        key: "`F#field#s`, `=value`",
        partitions: &["F#phone#3"],
        holds: "the claim on a value of a unique field: whose it is. An account gives it up by its `held`",
        writers: &[("users", ""), ("account", ""), ("console", ""), ("janitor", "frees them")],
    },
    Drawer {
        key: "`G#id`, `P#id`, `M`",
        partitions: &[],
        holds: "a group, permission",
        writers: &[("groups", ""), ("permissions", ""), ("console", ""), ("janitor", "")],
    },
    Drawer {
        key: "`C#id`, `M`",
        partitions: &["C#5"],
        holds: "a content type",
        writers: &[("permissions", ""), ("console", "")],
    },
    Drawer {
        key: "`G#id#s`, `P#id#s`, `U#user`",
        partitions: &["G#5#7", "P#5#7"],
        holds: "the way back: who is in a group, who was given a permission",
        writers: &[("users", ""), ("groups", ""), ("permissions", ""), ("console", ""), ("janitor", "")],
    },
    Drawer {
        key: "`GN#name`, `PC#app.codename`, `CT#app.model`",
        partitions: &["GN#editors", "PC#blog.add_post", "CT#blog.post"],
        holds: "whose group name, permission or model it is",
        writers: &[("groups", ""), ("permissions", ""), ("console", "")],
    },
    Drawer {
        key: "`CAT#kind#s`, order",
        partitions: &["CAT#group#1", "CAT#perm#1", "CAT#ctype#1"],
        holds: "groups, permissions and content types in the order in which they are listed",
        writers: &[("groups", ""), ("permissions", ""), ("console", "")],
    },
    Drawer {
        key: "`SEQ#kind`, `-`",
        partitions: &["SEQ#group", "SEQ#perm", "SEQ#ctype", "SEQ#user"],
        holds: "the last id of groups, permissions, content types; of users with `LATCHKEY_USER_IDS=sequence`",
        writers: &[("groups", ""), ("permissions", ""), ("users", ""), ("account", ""), ("console", "")],
    },
    Drawer {
        key: "`SU`, `-`",
        partitions: &["SU"],
        holds: "the ids of the active superusers: one always remains",
        writers: &[
            ("users", ""),
            ("activation", ""),
            ("password_reset", ""),
            ("account", ""),
            ("console", ""),
        ],
    },
    Drawer {
        key: "`MAIL#s`, moment and chance",
        partitions: &["MAIL#1"],
        holds: "an owed mail",
        writers: &[
            ("users", "owes"),
            ("activation", "owes"),
            ("password_reset", "owes"),
            ("account", "owes"),
            ("console", "owes, and when it is due"),
            ("operator", "when it is due"),
            ("mailer", "leases and deletes"),
        ],
    },
    Drawer {
        key: "`WORK#s`, moment and chance",
        partitions: &["WORK#1"],
        holds: "owed cleaning",
        writers: &[
            ("users", ""),
            ("groups", ""),
            ("permissions", ""),
            ("activation", ""),
            ("password_reset", ""),
            ("account", ""),
            ("console", ""),
            ("janitor", ""),
            ("operator", "when it is due"),
        ],
    },
    Drawer {
        key: "`LIM#key`, begin of the window",
        partitions: &["LIM#registration#203.0.113.9"],
        holds: "a counter against abuse",
        writers: &[
            ("users", ""),
            ("groups", ""),
            ("permissions", ""),
            ("activation", ""),
            ("password_reset", ""),
            ("sign_in", ""),
            ("account", ""),
            ("console", ""),
            ("operator", ""),
            ("mailer", ""),
        ],
    },
    Drawer {
        key: "`IMPORT#sha256`, `-`",
        partitions: &["IMPORT#ab"],
        holds: "how far an import of these files has come",
        writers: &[("latchkey import", "")],
    },
    Drawer {
        key: "`WALK`, `-`",
        partitions: &["WALK"],
        holds: "how far the nightly walk has come, and whose it is",
        writers: &[("janitor", "")],
    },
    Drawer {
        key: "`TOTAL#kind`, `-`",
        partitions: &["TOTAL#group"],
        holds: "how many groups, permissions and content types there were last night",
        writers: &[("janitor", "")],
    },
    Drawer {
        key: "`JWKS`, `-` or kid; `PRIV#kid`, `-`",
        partitions: &["JWKS", "PRIV#k"],
        holds: "which signing key is the newest and the layout's edition, the public halves; a private half, wrapped",
        writers: &[("tokens", "")],
    },
];

/// What is asked, and how it is found.
pub const QUESTIONS: &[(&str, &str)] = &[
    ("a user", "`U#id` `P`, consistently"),
    (
        "what let them in; their link; their rights and groups",
        "exact keys beside it in the same batch: `S#id`, `O#id`, `R#id`, `G#gid`",
    ),
    ("whose name or address this is", "the claim, `N#s` name or `E#s` address, then the user"),
    (
        "when and from where a user signed in, and what failed",
        "`L#id`; of a login that nobody has, `L#?hash`",
    ),
    ("a user's sign-ins", "query `S#id`"),
    ("who is in a group, or was given a permission", "query the 16 partitions `G#gid#s`, `P#pid#s`"),
    (
        "whose group name, permission or model this is",
        "the claim, `GN#name`, `PC#app.codename`, `CT#app.model`",
    ),
    ("all groups, permissions, content types, in order", "16 shards `CAT#kind#s`, merged"),
    (
        "the permissions about a content type",
        "the same 16 shards, where the sort key begins with app and model",
    ),
    ("the permissions of a name", "query `PC#app.codename`"),
    (
        "all users, in order",
        "`GSI1`, keys only: 16 shards `UID#s`, merged by id; then the users by exact keys",
    ),
    (
        "user names and addresses, in order, by their beginnings",
        "the claims themselves: 16 shards `N#s`, `E#s`, merged",
    ),
    ("owed mail and owed cleaning", "query the 16 partitions `MAIL#s`, `WORK#s`"),
    ("how far the nightly walk has come", "`WALK`"),
    ("the keys that access tokens verify with, and the layout's edition", "query `JWKS`"),
];

#[cfg(test)]
mod tests {
    use super::{DRAWERS, Drawer, QUESTIONS};
    use crate::domain::{Timestamp, UserId};
    use crate::store::{Catalogue, Holding, Key, OwedId, Purpose};
    use std::collections::BTreeSet;

    fn writers(drawer: &Drawer) -> String {
        let whole = drawer.writers.iter().filter(|(_, what)| what.is_empty());
        let whole = whole.map(|(function, _)| format!("`{function}`")).collect::<Vec<_>>().join(", ");
        let mut parts = vec![whole];
        let mut rest = drawer.writers.iter().filter(|(_, what)| !what.is_empty()).peekable();
        while let Some((function, what)) = rest.next() {
            let mut functions = format!("`{function}`");
            while let Some((other, _)) = rest.next_if(|(_, same)| same == what) {
                functions += &format!(", `{other}`");
            }
            parts.push(format!("{functions}: {what}"));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("; ")
    }

    fn printed() -> String {
        let mut page = "| partition, sort key | what it holds | who writes it |\n|---|---|---|\n".to_owned();
        for drawer in DRAWERS {
            page += &format!("| {} | {} | {} |\n", drawer.key, drawer.holds, writers(drawer));
        }
        page += "\n| what is asked | how it is found |\n|---|---|\n";
        QUESTIONS.iter().for_each(|(asked, found)| page += &format!("| {asked} | {found} |\n"));
        page
    }

    #[test]
    fn the_document_shows_the_table_as_it_is() {
        const BEGIN: &str = "<!-- the table: printed by shared/src/store/layout.rs -->\n\n";
        const END: &str = "\n<!-- the end of what is printed -->\n";
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/table.md");
        let text = std::fs::read_to_string(file).unwrap();
        let (before, rest) = text.split_once(BEGIN).unwrap();
        let (shown, after) = rest.split_once(END).unwrap();
        if shown != printed() {
            std::fs::write(file, format!("{before}{BEGIN}{}{END}{after}", printed())).unwrap();
            panic!("docs/table.md was out of date; it is written anew, look at it");
        }
    }

    /// A key of the kind that is declared after this one's: the compiler knows all kinds.
    fn next<'a>(key: &Key<'a>, owed: &'a OwedId) -> Option<Key<'a>> {
        let id = UserId::from(7);
        Some(match key {
            Key::User(_) => Key::Nobody("9f"),
            Key::Nobody(_) => Key::Login(id),
            Key::Login(_) => Key::LoginOfNobody("9f"),
            Key::LoginOfNobody(_) => Key::Session(id, "5f"),
            Key::Session(..) => Key::Token(id, "ab"),
            Key::Token(..) => Key::TokenOwner("ab"),
            Key::TokenOwner(_) => Key::Link(id, Purpose::PasswordReset),
            Key::Link(..) => Key::Rights(id),
            Key::Rights(_) => Key::Group(5.into()),
            Key::Group(_) => Key::Permission(5.into()),
            Key::Permission(_) => Key::ContentType(5.into()),
            Key::ContentType(_) => Key::GroupName("editors"),
            Key::GroupName(_) => Key::PermissionName("blog", "add_post", 3.into()),
            Key::PermissionName(..) => Key::ContentTypeName("blog", "post"),
            Key::ContentTypeName(..) => Key::Listed(Catalogue::Groups, 17, "17"),
            Key::Listed(..) => Key::Sequence(Catalogue::Groups),
            Key::Sequence(_) => Key::UserSequence,
            Key::UserSequence => Key::Total("group"),
            Key::Total(_) => Key::Walk,
            Key::Walk => Key::Import("ab"),
            Key::Import(_) => Key::Holder(Holding::Group(5.into()), id),
            Key::Holder(..) => Key::Username("ada"),
            Key::Username(_) => Key::Email("ada@example.org"),
            Key::Email(_) => Key::Field("phone", "1"),
            Key::Field(..) => Key::Superusers,
            Key::Superusers => Key::Mail(owed),
            Key::Mail(_) => Key::Work(owed),
            Key::Work(_) => Key::Limit("registration#203.0.113.9", 0),
            Key::Limit(..) => Key::SigningKeys,
            Key::SigningKeys => Key::PublicKey("k"),
            Key::PublicKey(_) => Key::PrivateKey("k"),
            Key::PrivateKey(_) => return None,
        })
    }

    #[test]
    fn every_key_is_in_a_drawer_and_every_drawer_has_a_key() {
        let owed = OwedId::generate(Timestamp::from_seconds(1), "00ff");
        let keys: Vec<_> = std::iter::successors(Some(Key::User(7.into())), |key| next(key, &owed)).collect();
        let kind = |partition: &str| partition.split_inclusive('#').next().unwrap_or_default().to_owned();
        let keys: BTreeSet<_> = keys.iter().map(|key| kind(&key.pk_sk().0)).collect();
        let partitions = DRAWERS.iter().flat_map(|drawer| drawer.partitions);
        assert_eq!(keys, partitions.map(|partition| kind(partition)).collect());
    }
}
