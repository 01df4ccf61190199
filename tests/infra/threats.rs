//! `docs/threat-model.md`: what whoever runs code of theirs in a function can do to the table, asked of the roles.

use super::policy::{Access, allows};
use super::template::{FUNCTIONS, properties};
use std::fmt::Write;

/// What comes before the table, and after.
const HEAD: &str = "# What a stolen function can do

Whoever gets code of theirs to run in a function has its role, and nothing beyond it. The table
below is printed by a test, which asks the roles of `infra/template.yaml` as IAM would; a role
that lets a function do more changes it.

";
const TAIL: &str = "
What no column says, no function may: scan or change the table, read its stream with contents (it
has keys only), pass a role, call another function, read the secret from Secrets Manager, or reach
anything else in the account. `mailer` sends from the one address only.

**All of them have the secret key**, in their environment: who has it makes links, refresh tokens
and cursors that are believed, as far as what they name is in the table, and unwraps the private
halves of signing keys that they can read there, which only `sign_in` and `tokens` can. So a
stolen function is a stolen secret, too: [rotate it](operations.md#rotate-the-secret-key), as one that
was stolen. Only `tokens` makes signing keys: no other role writes them.

**No update makes a sign-in.** DynamoDB's `UpdateItem` makes the item that is not there, and nearly
all functions note that a sign-in is used. So they may name only what its use and its end change,
and what lacks a kind, an epoch or a beginning is no sign-in: it lets nobody in. Nor can they put
off its last day (`expires_at`).

What limits whom: partitions by `dynamodb:LeadingKeys`, attributes by `dynamodb:Attributes`, and a
denial of `PRIV#*` for all who do not sign. What limits them in time: nothing but you. The alarms
do not ring for a role that does what it may.
";

/// Something worth stealing, and the calls of which any is enough for it: action, partition, attributes.
type Deed = (&'static str, &'static [(&'static str, &'static str, &'static [&'static str])]);

const DEEDS: [Deed; 13] = [
    ("reads profiles and password hashes", &[("BatchGetItem", "U#7", &[])]),
    ("sets passwords", &[("UpdateItem", "U#7", &["password"]), ("PutItem", "U#7", &["password"])]),
    (
        "changes profiles and addresses",
        &[("UpdateItem", "U#7", &["profile"]), ("PutItem", "U#7", &["profile"])],
    ),
    ("makes superusers", &[("UpdateItem", "U#7", &["is_superuser"]), ("PutItem", "U#7", &["is_superuser"])]),
    ("gives permissions", &[("UpdateItem", "R#7", &[]), ("PutItem", "R#7", &[])]),
    // An update makes what is not there: with all that a sign-in has to have, it lets in.
    (
        "signs anybody in",
        &[("PutItem", "S#7", &[]), ("UpdateItem", "S#7", &["id", "kind", "epoch", "created_at"])],
    ),
    ("signs anybody out", &[("UpdateItem", "S#7", &["ended_at"]), ("DeleteItem", "S#7", &[])]),
    // With the secret key, which all have: of a link item, an undo entry or an address that waits.
    (
        "makes links that are believed",
        &[
            ("PutItem", "O#7", &[]),
            ("UpdateItem", "O#7", &["nonce"]),
            ("UpdateItem", "U#7", &["undo"]),
            ("UpdateItem", "U#7", &["pending"]),
        ],
    ),
    ("has `mailer` send one of our mails", &[("PutItem", "MAIL#1", &[])]),
    (
        "keeps owed mails from being sent",
        &[("DeleteItem", "MAIL#1", &[]), ("UpdateItem", "MAIL#1", &["due"])],
    ),
    ("deletes accounts' rights and claims", &[("DeleteItem", "E#7", &[])]),
    ("reads signing keys", &[("BatchGetItem", "PRIV#k", &[])]),
    ("makes and ends signing keys", &[("PutItem", "PRIV#k", &[]), ("DeleteItem", "PRIV#k", &[])]),
];

fn may(function: &str, (_, calls): &Deed) -> bool {
    calls.iter().any(|(action, partition, attributes)| {
        let named = ["pk", "sk"].iter().chain(*attributes);
        let attributes = named.map(|name| (*name).to_owned()).collect();
        let partitions = vec![(*partition).to_owned()];
        allows(
            function,
            &Access { action: format!("dynamodb:{action}"), index: false, partitions, attributes },
        )
    })
}

#[test]
fn the_threat_model_is_what_the_roles_say() {
    let mut page = HEAD.to_owned();
    write!(page, "| | {} |\n|---|", FUNCTIONS.map(|(name, _)| format!("`{name}`")).join(" | "))
        .expect("text");
    page.push_str(&"---|".repeat(FUNCTIONS.len()));
    for deed in &DEEDS {
        let said = FUNCTIONS.map(|(function, _)| if may(function, deed) { "yes" } else { "–" });
        write!(page, "\n| {} | {} |", deed.0, said.join(" | ")).expect("text takes text");
    }
    page.push('\n');
    page.push_str(TAIL);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/threat-model.md");
    if std::fs::read_to_string(file).unwrap_or_default() != page {
        std::fs::write(file, &page).expect("the file can be written");
        panic!("docs/threat-model.md was out of date and is written anew: look at what changed");
    }
}

#[test]
fn a_role_is_told_what_it_does_by_nothing_but_its_one_policy() {
    for (_, logical) in FUNCTIONS {
        let role = properties(&format!("{logical}Role"));
        assert!(role["ManagedPolicyArns"].is_null(), "{logical}");
        assert_eq!(role["Policies"].as_array().map(Vec::len), Some(1), "{logical}");
    }
}
