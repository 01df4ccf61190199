//! What the forms have in common: each is read in two goes, and every account becomes a [`Record`].

use super::auth0::auth0;
use super::cognito::cognito;
use super::django::Django;
use super::firebase::{Firebase, Parameters};
use super::keycloak::{groups_of, keycloak};
use super::pieces::Form;
use super::supabase::supabase;
use crate::commands::record::{GroupRecord, Record};
use clap::ValueEnum;
use serde_json::{Map, Value};
use shared::domain::Timestamp;
use std::collections::BTreeSet;

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Source {
    /// `manage.py dumpdata`, as JSON or JSON lines
    Django,
    /// `latchkey export`, or any program that writes its form (docs/import.md)
    Latchkey,
    /// `aws cognito-idp list-users`: without passwords, which Cognito never gives away
    Cognito,
    /// Auth0's export of users with password hashes: NDJSON
    Auth0,
    /// `firebase auth:export --format=json`; see --firebase-key
    Firebase,
    /// Supabase's table auth.users as CSV
    Supabase,
    /// Keycloak's export of a realm, users included
    Keycloak,
}

impl Source {
    /// What is read of it, for whoever brings something else.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Django => {
                "of Django's formats, json and jsonl are read; --from says where a file comes from"
            }
            Self::Latchkey => "--from latchkey reads what `latchkey export` writes, an object a line",
            Self::Cognito => "--from cognito reads what `aws cognito-idp list-users --output json` prints",
            Self::Auth0 => "--from auth0 reads the export with password hashes, NDJSON: an object a line",
            Self::Firebase => {
                "--from firebase reads what `firebase auth:export users.json --format=json` writes"
            }
            Self::Supabase => {
                "--from supabase reads what `\\copy auth.users to users.csv csv header` writes, under a line of names"
            }
            Self::Keycloak => "--from keycloak reads a realm's export, with its users, as JSON",
        }
    }
}

/// What an object of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An account, of this id if it has a number.
    User(Option<u64>),
    /// A token, of the user of this name where it names one.
    Token(Option<String>),
    /// A group, permission or content type, which the reader or the caller keeps.
    Catalogue,
    /// Something that no account service keeps, by the name of its model.
    Other(String),
    /// Accounts of another model than the one that is asked for.
    OtherUser(String),
}

/// What the second reading is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    User,
    Token,
}

/// An account or token, and what could not be read of it.
pub(super) struct Read {
    pub(super) record: Record,
    pub(super) notes: Vec<String>,
}

impl Read {
    pub(super) fn plain(record: Record) -> Self {
        Self { record, notes: Vec::new() }
    }
}

/// A reader of one form.
pub(super) enum Reader {
    Django(Box<Django>),
    /// What was kept of the first reading.
    Latchkey(Vec<Record>),
    Cognito,
    Auth0,
    Firebase(Firebase),
    Supabase,
    /// The groups that its users are in.
    Keycloak(BTreeSet<String>),
}

impl Reader {
    /// # Errors
    /// What is wrong with Firebase's parameters.
    pub(super) fn new(source: Source, user_model: &str, firebase: &Parameters) -> Result<Self, String> {
        Ok(match source {
            Source::Django => Self::Django(Box::new(Django::new(user_model))),
            Source::Latchkey => Self::Latchkey(Vec::new()),
            Source::Cognito => Self::Cognito,
            Source::Auth0 => Self::Auth0,
            Source::Firebase => Self::Firebase(Firebase::new(firebase)?),
            Source::Supabase => Self::Supabase,
            Source::Keycloak => Self::Keycloak(BTreeSet::new()),
        })
    }

    /// How the objects stand in a file of this form.
    pub(super) const fn form(&self) -> Form {
        match self {
            Self::Django(_) | Self::Latchkey(_) | Self::Auth0 => Form::Json,
            Self::Cognito => Form::Member("Users", None),
            Self::Firebase(_) => Form::Member("users", None),
            // Where users are in files of their own, the realm's has none.
            Self::Keycloak(_) => Form::Member("users", Some("realm")),
            Self::Supabase => Form::Csv,
        }
    }

    /// The first reading: what an object is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn survey(&mut self, object: &Map<String, Value>) -> Result<Kind, String> {
        match self {
            Self::Django(django) => django.survey(object),
            Self::Latchkey(kept) => match object.get("kind").and_then(Value::as_str) {
                Some("user") => Ok(Kind::User(object.get("id").and_then(Value::as_u64))),
                Some("token") => Ok(Kind::Token(None)),
                Some("content_type" | "permission" | "group") => {
                    kept.push(record(object.clone())?);
                    Ok(Kind::Catalogue)
                }
                Some(other) => Err(format!("has the kind `{other}`, which is none")),
                None => {
                    Err("has no `kind`: is it an export of Latchkey? --from says what a file is".to_owned())
                }
            },
            Self::Keycloak(groups) => {
                groups.extend(groups_of(object));
                Ok(Kind::User(None))
            }
            Self::Cognito | Self::Auth0 | Self::Firebase(_) | Self::Supabase => Ok(Kind::User(None)),
        }
    }

    /// The groups, permissions and content types that the first reading found, and what is wrong with them.
    pub(super) fn catalogue(&mut self) -> (Vec<Record>, Vec<String>) {
        match self {
            Self::Django(django) => django.catalogue(),
            Self::Latchkey(kept) => (std::mem::take(kept), Vec::new()),
            Self::Keycloak(groups) => {
                let group = |name| Record::Group(GroupRecord { id: None, name, permissions: Vec::new() });
                (std::mem::take(groups).into_iter().map(group).collect(), Vec::new())
            }
            Self::Cognito | Self::Auth0 | Self::Firebase(_) | Self::Supabase => (Vec::new(), Vec::new()),
        }
    }

    /// Whether an object is an account or a token.
    pub(super) fn holds(&self, object: &Map<String, Value>) -> Option<Held> {
        let is = |member: &str| object.get(member).and_then(Value::as_str);
        match self {
            Self::Django(django) => is("model").and_then(|model| django.holds(model)),
            Self::Latchkey(_) => match is("kind") {
                Some("user") => Some(Held::User),
                Some("token") => Some(Held::Token),
                _ => None,
            },
            Self::Cognito | Self::Auth0 | Self::Firebase(_) | Self::Supabase | Self::Keycloak(_) => {
                Some(Held::User)
            }
        }
    }

    /// The second reading: the account or token that an object is at this moment.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(&self, object: Map<String, Value>, now: Timestamp) -> Result<Read, String> {
        match self {
            Self::Django(django) => django.read(object),
            Self::Latchkey(_) => record(object).map(Read::plain),
            Self::Cognito => cognito(&object),
            Self::Auth0 => auth0(&object),
            Self::Firebase(firebase) => firebase.read(&object),
            Self::Supabase => supabase(&object, now),
            Self::Keycloak(_) => keycloak(&object),
        }
    }
}

fn record(object: Map<String, Value>) -> Result<Record, String> {
    serde_json::from_value(Value::Object(object)).map_err(|error| format!("cannot be read: {error}"))
}

/// A text among the members of an object.
pub(super) fn text_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(Value::as_str).map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Parameters, Reader, Source};
    use crate::commands::import::pieces::Pieces;
    use clap::{Parser, ValueEnum};
    use std::path::Path;

    #[derive(Parser)]
    struct Options {
        #[command(flatten)]
        firebase: Parameters,
    }

    /// What each source writes, in parts of which each may be the last.
    fn samples(source: Source) -> &'static [&'static [&'static str]] {
        match source {
            Source::Django => &[
                &[
                    "[{\"model\": \"auth.user\", \"pk\": 1, \"fields\": {\"username\": \"a\\\"}]\"}},\n{\"model\": \"auth.group\"}]\n",
                ],
                &["{\"model\": \"auth.user\", \"pk\": 1}\n", "{\"model\": \"auth.user\", \"pk\": [2]}\n"],
            ],
            Source::Latchkey => &[&[
                "{\"kind\": \"group\", \"name\": \"é\"}\n",
                "{\"kind\": \"user\", \"id\": 5, \"username\": \"ada\"}\n",
            ]],
            Source::Cognito => &[
                &[
                    "{\"Users\": [{\"Username\": \"a\", \"Attributes\": []}], \"PaginationToken\": \"x\"}\n",
                    "{\"Users\": []}\n",
                ],
                &["{\n  \"Users\": [\n    {\"Username\": \"a\"}\n  ]\n}\n"],
            ],
            Source::Auth0 => &[&["{\"_id\": {\"$oid\": \"5f\"}}\n", "{\"user_id\": \"a\", \"n\": 1.5e3}\n"]],
            Source::Firebase => &[&["{\"users\": [\n{\"localId\": \"f1\"},\n{\"localId\": \"f2\"}\n]}\n"]],
            Source::Supabase => {
                &[&["id,name,email\n", "1,\"a \"\"b\"\"\nc\",a@b.c\n", "2,\"\",\n", "3,d,d@b.c\n"]]
            }
            Source::Keycloak => &[&[
                "{\"realm\": \"x\", \"groups\": [{\"name\": \"g\"}], \"users\": [{\"username\": \"a\"}], \"on\": true}\n",
                "{\"realm\": \"x\", \"users\": []}\n",
            ]],
        }
    }

    /// What is wrong with a file, with the line.
    fn wrong(path: &Path, source: Source) -> Option<String> {
        let firebase = Options::parse_from(["", "--firebase-key", "AA=="]).firebase;
        let form = Reader::new(source, "auth.user", &firebase).unwrap().form();
        let mut pieces = match Pieces::open("a file", path, form, source.expected()) {
            Ok(pieces) => pieces,
            Err(why) => return Some(why),
        };
        loop {
            match pieces.next() {
                Ok(None) => return None,
                Ok(Some(piece)) => match piece.object {
                    Ok(_) => {}
                    Err(why) => return Some(format!("line {}: {why}", piece.line)),
                },
                Err(why) => return Some(why),
            }
        }
    }

    #[test]
    fn a_file_that_is_cut_short_anywhere_is_told_with_its_line() {
        let path = std::env::temp_dir().join(format!("latchkey-reader-{}", std::process::id()));
        for source in Source::value_variants() {
            for parts in samples(*source) {
                let whole = parts.concat();
                let mut ends = Vec::new();
                for part in *parts {
                    // The last line break may be missing. Of CSV, nothing tells that the last value was longer, and the line
                    // of names is whole.
                    let may_lack = match (source, part.rfind(',')) {
                        (Source::Supabase, _) if ends.is_empty() => 0,
                        (Source::Supabase, Some(at)) => part.len() - at - 1,
                        _ => 1,
                    };
                    let end = ends.last().map_or(0, |(_, end)| *end) + part.len();
                    ends.push((end - may_lack, end));
                }
                for length in 0..=whole.len() {
                    std::fs::write(&path, &whole.as_bytes()[..length]).unwrap();
                    let wrong = wrong(&path, *source);
                    let start = String::from_utf8_lossy(&whole.as_bytes()[..length]);
                    match ends.iter().any(|(least, most)| (*least..=*most).contains(&length)) {
                        true => assert_eq!(wrong, None, "{source:?}: {start}"),
                        false => assert!(
                            wrong.as_ref().is_some_and(|why| length == 0 || why.contains("line ")),
                            "{source:?}: {start}: {wrong:?}"
                        ),
                    }
                }
            }
        }
        std::fs::remove_file(&path).unwrap();
    }
}
