//! Opaque tokens come along with their users, and stay ended.

use super::{SETTINGS, django_token, django_user, lines, names, text, write};
use crate::{Folder, GOOD, Serve, scan, sign_up};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_their_users_and_stay_ended() {
    use shared::auth::token::sha256_hex;
    use shared::store::{Key, Store};
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    let (own, other, third) = ("1a".repeat(20), "2b".repeat(20), "3c".repeat(20));
    let name_of = |token: &str| serve.get("/v1/me", token).1["username"].clone();
    let first = lines(&[django_user(5, "ada", &json!({})), django_token(&own, json!(5))]);
    let first = write(&folder, "first.jsonl", first);
    serve.import(&[text(&first)]);
    // Another server's user of the same id is somebody else, and so is whose token it is.
    let eve = django_user(5, "eve", &json!({ "date_joined": "2022-02-02T02:02:02Z" }));
    let uuid = "0b1c2d3e-0000-4000-8000-000000000001";
    let mut zoe = django_user(6, "zoe", &json!({}));
    zoe["pk"] = json!(uuid);
    let second = lines(&[eve, zoe, django_token(&other, json!(5)), django_token(&third, json!(uuid))]);
    let second = write(&folder, "second.jsonl", second);
    let skipped = serve.import(&[text(&second), "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["eve", "token of 5"], "{skipped}");
    assert_eq!((serve.get("/v1/me", &other).0, name_of(&third)), (401, json!("zoe")));
    serve.import(&[text(&second), "--on-conflict", "rename"]);
    assert_eq!((name_of(&own), name_of(&other)), (json!("ada"), json!("eve")));
    // Once ended, a token is not brought back.
    let header = format!("authorization: Token {own}\r\n");
    assert_eq!(
        serve.try_to_ask("POST", "/auth/token/logout/", &json!({}), &header).expect("an answer").0,
        204
    );
    let again = serve.import(&[text(&first)]);
    assert_eq!((&again["here"]["tokens"], serve.get("/v1/me", &own).0), (&json!(1), 401), "{again}");
    // Of it stays what tells that it ended; whose it was is swept, and that of the others is not.
    let (_, table) = scan(&serve, "host: HERE\r\n");
    let (_, table) = table.split_once("\r\n\r\n").expect("a body");
    let table: Value = serde_json::from_str(table).expect("JSON");
    let of = |token: &str| -> Vec<(String, bool)> {
        let named = |item: &&Value| item.to_string().contains(&sha256_hex(token));
        let mut items: Vec<_> = table["Items"].as_array().expect("items").iter().filter(named).collect();
        items.sort_by_key(|item| item["pk"]["S"].to_string());
        items
            .iter()
            .map(|item| {
                (item["sk"]["S"].as_str().expect("text")[..1].to_owned(), item["ttl"]["N"].is_string())
            })
            .collect()
    };
    let (mark, owner) = (("T".to_owned(), false), |is_swept| ("-".to_owned(), is_swept));
    assert_eq!(of(&own), [mark.clone(), owner(true)]);
    assert_eq!(of(&other), [mark, owner(false)]);
    // Nor one that was made here, though nothing is left of it.
    assert_eq!(serve.post("/auth/users/", &sign_up("bob")).0, 201);
    assert_eq!(serve.run(&["user", "enable", "bob"]).status.code(), Some(0));
    let mine = serve.sign_in("bob", GOOD).expect("he is here");
    let id = serve.get("/v1/me", &mine).1["pk"].as_u64().expect("an id");
    let out = folder.0.join("out.jsonl");
    assert_eq!(serve.run(&["export", text(&out)]).status.code(), Some(0));
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    store.erase(Key::Token(id.into(), &sha256_hex(&mine))).await.expect("the table answers");
    let again = serve.import(&[text(&out), "--from", "latchkey"]);
    assert_eq!((again["skipped"]["count"].clone(), serve.get("/v1/me", &mine).0), (json!(1), 401), "{again}");
    assert_eq!(serve.run(&["check"]).status.code(), Some(0));
}

#[test]
fn tokens_that_name_their_users_are_theirs_too() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let name_of = |token: &str| serve.get("/v1/me", token).1["username"].clone();
    let [ada, eve, bob, zoe] = ["1a", "2b", "3c", "4d"].map(|digits| digits.repeat(20));
    serve.import(&[text(&write(&folder, "first.jsonl", lines(&[django_user(1, "eve", &json!({}))])))]);
    // `--natural-foreign` alone: users have their keys, and tokens have names.
    let second = [
        django_user(5, "ada", &json!({})),
        django_user(
            6,
            "EVE",
            &json!({ "date_joined": "2022-02-02T02:02:02Z", "email": "other@example.org" }),
        ),
        // Tokens mean the name, never the address.
        django_user(7, "bob", &json!({ "email": "zoe" })),
        django_user(8, "zoe", &json!({})),
    ];
    let tokens = [(&ada, "ada"), (&eve, "EVE"), (&bob, "bob"), (&zoe, "zoe")];
    let tokens = tokens.map(|(key, name)| django_token(key, json!([name])));
    let second = write(&folder, "second.jsonl", lines(&[&second[..], &tokens].concat()));
    let skipped = serve.import(&[text(&second), "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["EVE", "token of EVE"], "{skipped}");
    assert_eq!((name_of(&ada), name_of(&bob), name_of(&zoe)), (json!("ada"), json!("bob"), json!("zoe")));
    assert_eq!(serve.get("/v1/me", &eve).0, 401, "whoever is called so here is somebody else");
    let renamed = serve.import(&[text(&second), "--on-conflict", "rename"]);
    assert_eq!((&renamed["taken"]["tokens"], name_of(&eve)), (&json!(1), json!("EVE-6")), "{renamed}");
}
