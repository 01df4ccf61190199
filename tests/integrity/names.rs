//! What may be a user name or an address holds at every door that sets one, in every dialect; and all spellings of a name
//! are that name.

use crate::world::{Actor, GOOD, Reply, Request, World};
use cli::routes;
use serde_json::{Value, json};

/// Characters that are letters to Unicode and nothing to the eye.
const UNSEEN: [&str; 5] = ["\u{115f}", "\u{1160}", "\u{3164}", "\u{ffa0}", "\u{34f}"];

/// What mail servers may send elsewhere, and what they may read as other letters.
const TREACHEROUS: [&str; 6] = [
    "a%evil.example@example.org",
    "evil.example!a@example.org",
    "=?utf-8?q?a?=@example.org",
    "a=?b@example.org",
    "a@\u{115f}example.org",
    "a@exam\u{ad}ple.org",
];

/// A text of this letter that fills a body, and is eighteen times as long in NFKC.
fn endless() -> String {
    "\u{fdfa}".repeat(21_000)
}

/// A user and their administrator, who try every door.
struct Visit {
    world: World,
    root: Actor,
    ada: Actor,
}

impl Visit {
    async fn with(settings: &[(&str, &str)]) -> Self {
        let world = World::with(settings).await;
        let root = world.superuser().await.in_browser().await;
        let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
        let made = root.post("/v1/users/create", form).await.has(201).json();
        let ada = world.anyone().named("ada", made["pk"].as_u64().expect("a pk")).by_token().await;
        Self { world, root, ada }
    }

    /// Everything that makes an account of this name and address, in every format that is read.
    async fn sign_ups(&self, name: &str, email: &str) -> Vec<Reply> {
        let anyone = self.world.anyone();
        let mut replies = Vec::new();
        let fields = [("username", name), ("email", email), ("password", GOOD)];
        for path in ["/auth/users/", "/auth/users/create/", "/users/", "/api/accounts/", "/v1/users"] {
            replies.push(anyone.send(Request::post(path).form(&fields)).await);
            replies.push(anyone.send(Request::post(path).multipart(&fields)).await);
            let form = json!({ "username": name, "email": email, "password": GOOD });
            replies.push(anyone.post(path, form).await);
        }
        let form = json!({
            "username": name, "email": email, "first_name": "A", "last_name": "B", "password1": GOOD, "password2": GOOD,
        });
        replies.push(anyone.post("/auth/signup", form).await);
        let form = json!({ "username": name, "email": email, "password": GOOD });
        for path in ["/v1/users/create", "/v1/users", "/users/"] {
            replies.push(self.root.post(path, form.clone()).await);
        }
        replies.push(self.root.put("/users/77/", form).await);
        replies
    }

    /// Everything that gives a user another name.
    async fn renames(&self, name: &str) -> Vec<Reply> {
        let (root, ada, anyone) = (&self.root, &self.ada, self.world.anyone());
        let mut replies = Vec::new();
        let form = json!({ "new_username": name, "current_password": GOOD });
        for path in [
            "/auth/users/set_username/",
            "/auth/users/change_username/",
            "/users/change_username/",
            "/username/",
        ] {
            replies.push(ada.post(path, form.clone()).await);
        }
        let form = json!({ "username": name, "current_password": GOOD });
        replies.push(ada.post("/v1/me/username", form).await);
        let account = format!("/api/accounts/{}/", ada.id);
        replies.push(ada.patch(&account, json!({ "username": name })).await);
        replies.push(ada.put(&account, json!({ "username": name, "password": GOOD })).await);
        let user = format!("/v1/users/{}", ada.id);
        replies.push(root.patch(&user, json!({ "username": name })).await);
        replies.push(root.put(&user, json!({ "username": name, "password": GOOD })).await);
        replies.push(root.put(&format!("/users/{}/", ada.id), json!({ "username": name })).await);
        anyone.post("/auth/users/reset_username/", json!({ "email": ada.email })).await.is_empty(204);
        let link = self.world.mail_to(&ada.email).await.link();
        let form = link.proof_with("new_username", name);
        replies.push(anyone.post("/auth/users/reset_username_confirm/", form).await);
        replies.push(anyone.send(Request::post(link.path()).multipart(&[("new_username", name)])).await);
        replies
    }

    /// Everything that gives a user another address.
    async fn moves(&self, email: &str) -> Vec<Reply> {
        let (root, ada) = (&self.root, &self.ada);
        let mut replies = Vec::new();
        for path in ["/auth/users/me/", "/users/me/", "/me/"] {
            replies.push(ada.patch(path, json!({ "email": email })).await);
        }
        replies.push(root.patch(&format!("/auth/users/{}/", ada.id), json!({ "email": email })).await);
        replies.push(ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "email": email })).await);
        let form = json!({ "email": email, "current-password": GOOD });
        replies.push(ada.patch("/api/users/update_details", form).await);
        let form = json!({ "email": email, "current_password": GOOD });
        replies.push(ada.post("/v1/me/email", form).await);
        replies.push(root.patch(&format!("/v1/users/{}", ada.id), json!({ "email": email })).await);
        replies.push(root.put(&format!("/users/{}/", ada.id), json!({ "email": email })).await);
        replies
    }
}

/// Each is a 400 that says why; the wiki's sign-up says it with 200. Pages say it in words of their own, beside the field.
#[track_caller]
fn all_refused(replies: &[Reply], why: &str) {
    for reply in replies {
        let wiki = reply.status() == 200 && reply.json()["success"] == false;
        assert!(reply.status() == 400 || wiki, "wanted a refusal\n\n{reply}");
        let is_page = reply.header("content-type").starts_with("text/html");
        let said = if is_page { "aria-invalid=\"true\"" } else { why };
        assert!(reply.text().contains(said), "wanted {said}\n\n{reply}");
    }
}

const NO_NAME: &str = "Enter a valid username.";
const NO_ADDRESS: &str = "valid email";

#[tokio::test]
async fn what_nobody_sees_stands_in_no_name() {
    let visit = Visit::with(&[]).await;
    for unseen in UNSEEN {
        let name = format!("r{unseen}oot");
        all_refused(&visit.sign_ups(&name, "x@example.org").await, NO_NAME);
        all_refused(&visit.renames(&name).await, NO_NAME);
    }
}

#[tokio::test]
async fn nobody_gets_an_address_whose_mail_may_go_elsewhere() {
    let visit = Visit::with(&[]).await;
    for (number, address) in TREACHEROUS.into_iter().enumerate() {
        for reply in visit.sign_ups(&format!("bob{number}"), address).await {
            let says = reply.text().contains(NO_ADDRESS) || reply.text().contains("Invalid email.");
            assert!(says && reply.status() != 201, "{reply}");
        }
        for reply in visit.moves(address).await {
            let says = reply.text().contains(NO_ADDRESS) || reply.text().contains("Invalid email.");
            assert!(says && reply.status() == 400, "{reply}");
        }
    }
    visit.ada.get("/auth/users/me/").await.is(200, visit.ada.object());
}

#[tokio::test]
async fn nobody_signs_in_by_an_address_whose_mail_may_go_elsewhere() {
    let world = World::with(&[("USERNAME_FIELD", "email")]).await;
    let ada = world.user("ada").await;
    for address in TREACHEROUS {
        let mut replies =
            vec![world.anyone().post("/auth/users/", json!({ "email": address, "password": GOOD })).await];
        let form = json!({ "new_email": address, "current_password": GOOD });
        for path in ["/auth/users/set_email/", "/auth/users/change_username/", "/email/"] {
            replies.push(ada.post(path, form.clone()).await);
        }
        world.anyone().post("/auth/users/reset_email/", json!({ "email": ada.email })).await.is_empty(204);
        let link = world.mail_to(&ada.email).await.link();
        let form = link.proof_with("new_email", address);
        replies.push(world.anyone().post("/auth/users/reset_email_confirm/", form).await);
        replies.push(world.anyone().send(Request::post(link.path()).form(&[("new_email", address)])).await);
        all_refused(&replies, NO_ADDRESS);
    }
}

#[tokio::test]
async fn what_is_too_long_is_refused_for_its_length() {
    let visit = Visit::with(&[]).await;
    let long = endless();
    let no_more = |chars: usize| format!("no more than {chars} characters");
    // In a form, each letter is nine bytes.
    let in_forms = "\u{fdfa}".repeat(7_000);
    let anyone = visit.world.anyone();
    for path in ["/auth/users/", "/users/", "/api/accounts/", "/v1/users"] {
        for (field, most) in [("username", 150), ("password", 256), ("email", 254)] {
            let mut form = json!({ "username": "bob", "password": GOOD, "email": "bob@example.org" });
            form[field] = long.as_str().into();
            all_refused(&[anyone.post(path, form).await], &no_more(most));
            let fields = [("username", "bob"), ("password", GOOD), ("email", "bob@example.org")];
            let fields =
                fields.map(|(name, text)| (name, if name == field { in_forms.as_str() } else { text }));
            all_refused(&[anyone.send(Request::post(path).form(&fields)).await], &no_more(most));
            let fields = fields.map(|(name, text)| (name, if name == field { long.as_str() } else { text }));
            all_refused(&[anyone.send(Request::post(path).multipart(&fields)).await], &no_more(most));
        }
    }
    let at_a_domain = format!("a@{}.org", "\u{fdfa}".repeat(20_000));
    for email in [long.as_str(), at_a_domain.as_str()] {
        let form = json!({ "username": "bob", "password": GOOD, "email": email });
        all_refused(&[anyone.post("/auth/users/", form).await], NO_ADDRESS);
    }
    all_refused(&visit.renames(&long).await, &no_more(150));
    for field in ["first_name", "last_name"] {
        all_refused(&[visit.ada.patch("/v1/me", json!({ field: long })).await], &no_more(150));
    }
    let root = &visit.root;
    all_refused(&[root.post("/v1/groups", json!({ "name": long })).await], &no_more(150));
    let permission = json!({ "codename": long, "name": "x", "content_type": 1 });
    all_refused(&[root.post("/v1/permissions", permission).await], &no_more(100));
}

#[tokio::test]
async fn what_is_too_long_names_nobody() {
    let visit = Visit::with(&[]).await;
    let (anyone, root) = (visit.world.anyone(), &visit.root);
    let long = endless();
    for (path, field, status) in [
        ("/auth/token/login/", "username", 400),
        ("/auth/jwt/create/", "username", 401),
        ("/auth/session/login", "username", 400),
        ("/v1/sessions", "login", 401),
    ] {
        anyone.post(path, json!({ field: long, "password": GOOD })).await.has(status);
        anyone.post(path, json!({ field: "ada", "password": long })).await.has(status);
    }
    anyone.post("/auth/login", json!({ "username": long, "password": GOOD })).await.has(200);
    for path in ["/auth/users/reset_password/", "/v1/password_reset", "/auth/users/resend_activation/"] {
        assert!(anyone.post(path, json!({ "email": long })).await.status() < 500, "{path}");
        let at_a_domain = format!("a@{}.org", "\u{fdfa}".repeat(20_000));
        assert!(anyone.post(path, json!({ "email": at_a_domain })).await.status() < 500, "{path}");
    }
    let filter =
        |kind: &str, key: &str| json!({ "expressions": [{ "type": kind, "field": "username", key: long }] });
    root.post("/v1/users/list", filter("exact", "value")).await.is(200, json!([]));
    root.post("/v1/users/list", filter("contains", "sub_string")).await.is(200, json!([]));
    let prefix = "%EF%B7%BA".repeat(700);
    root.get(&format!("/v1/users?username__startswith={prefix}")).await.has(400);
    root.get(&format!("/v1/users/{prefix}")).await.has(404);
}

/// The user whom this answer of a sign-in is about.
async fn signs_in(world: &World, name: &str) {
    let login = json!({ "username": name, "password": GOOD });
    for path in ["/auth/token/login/", "/auth/jwt/create/", "/auth/session/login", "/v1/auth/obtain"] {
        let reply = world.anyone().post(path, login.clone()).await;
        assert!(reply.status() < 300, "{name}\n\n{reply}");
    }
    world.anyone().post("/v1/sessions", json!({ "login": name, "password": GOOD })).await.has(201);
    let reply = world.anyone().post("/auth/login", login).await;
    assert_eq!(reply.has(200).json()["success"], true, "{name}\n\n{reply}");
}

/// Spellings of a name: as typed, in NFD, and in NFKC.
const SPELLINGS: [[&str; 3]; 4] = [
    ["jos\u{e9}", "jose\u{301}", "\u{ff4a}os\u{e9}"],
    [
        "\u{e2d}\u{e33}\u{e19}\u{e32}\u{e08}",
        "\u{e2d}\u{e33}\u{e19}\u{e32}\u{e08}",
        "\u{e2d}\u{e4d}\u{e32}\u{e19}\u{e32}\u{e08}",
    ],
    ["\u{d55c}\u{ae00}", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", "\u{d55c}\u{ae00}"],
    ["\u{958}\u{932}", "\u{915}\u{93c}\u{932}", "\u{958}\u{932}"],
];

#[tokio::test]
async fn every_spelling_of_a_name_signs_up_and_every_other_then_signs_in() {
    let settings = [("SEND_ACTIVATION_EMAIL", "false")];
    for spellings in SPELLINGS {
        for name in spellings {
            let world = World::with(&settings).await;
            let form = json!({ "username": name, "email": "a@example.org", "password": GOOD });
            let shown = world.anyone().post("/auth/users/", form).await.has(201).text_of("username");
            signs_in(&world, &shown).await;
            for other in spellings {
                signs_in(&world, other).await;
            }
        }
    }
}

#[tokio::test]
async fn every_spelling_of_a_name_is_taken_with_it_in_every_dialect() {
    let visit = Visit::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    for (number, [name, ..]) in SPELLINGS.into_iter().enumerate() {
        let form = json!({ "username": name, "email": format!("{number}@example.com"), "password": GOOD });
        visit.world.anyone().post("/v1/users", form).await.has(201);
    }
    for (number, other) in SPELLINGS.into_iter().flatten().enumerate() {
        all_refused(&visit.sign_ups(other, &format!("x{number}@example.org")).await, "already exist");
        all_refused(&visit.renames(other).await, "already exist");
    }
}

#[tokio::test]
async fn every_dialect_takes_every_spelling() {
    for [_, name, _] in SPELLINGS {
        let visit = Visit::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
        let (root, ada) = (&visit.root, &visit.ada);
        for path in ["/v1/me/username", "/auth/users/set_username/"] {
            let form = json!({ "username": name, "new_username": name, "current_password": GOOD });
            let reply = ada.post(path, form).await;
            assert!(reply.status() < 300, "{reply}");
            root.patch(&format!("/v1/users/{}", ada.id), json!({ "username": "ada" })).await.has(200);
        }
        root.put(&format!("/users/{}/", ada.id), json!({ "username": name })).await.has(200);
        root.patch(&format!("/v1/users/{}", ada.id), json!({ "username": "ada" })).await.has(200);
        ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "username": name })).await.has(200);
        signs_in(&visit.world, name).await;
    }
}

#[tokio::test]
async fn every_spelling_of_a_name_finds_its_user() {
    let visit = Visit::with(&[("SEND_ACTIVATION_EMAIL", "false"), ("USER_ID_FIELD", "username")]).await;
    for (number, [name, ..]) in SPELLINGS.into_iter().enumerate() {
        let form = json!({ "username": name, "email": format!("{number}@example.com"), "password": GOOD });
        visit.world.anyone().post("/v1/users", form).await.has(201);
    }
    let root = &visit.root;
    for [name, nfd, nfkc] in SPELLINGS {
        for other in [name, nfd, nfkc] {
            let typed: String = other.bytes().map(|byte| format!("%{byte:02X}")).collect();
            assert_eq!(root.get(&format!("/v1/users/{typed}")).await.has(200).text_of("username"), name);
            assert_eq!(root.get(&format!("/auth/users/{typed}/")).await.has(200).text_of("username"), name);
            let found = root.get(&format!("/v1/users?username__startswith={typed}")).await;
            assert_eq!(found.has(200).json()["results"][0]["username"], name, "{found}");
            for (kind, key) in [("exact", "value"), ("contains", "sub_string")] {
                let filter = json!({ "expressions": [{ "type": kind, "field": "username", key: other }] });
                let found = root.post("/v1/users/list", filter).await.has(200).json();
                assert_eq!(found[0]["username"], name, "{kind} {other}: {found}");
            }
        }
    }
}

#[tokio::test]
async fn a_name_that_is_typed_twice_may_be_spelled_in_two_ways_only_if_it_is_one() {
    let world = World::with(&[("SET_USERNAME_RETYPE", "true")]).await;
    let ada = world.user("ada").await;
    // Decomposed, it is longer than a name may be: it is kept composed.
    let long = "e\u{301}".repeat(150);
    let form =
        |again: &str| json!({ "new_username": long, "re_new_username": again, "current_password": GOOD });
    ada.post("/auth/users/set_username/", form("other")).await.has(400);
    ada.post("/auth/users/set_username/", form(&long)).await.is_empty(204);
    let shown: Value = ada.get("/auth/users/me/").await.has(200).json();
    assert_eq!(shown["username"], "\u{e9}".repeat(150));
    signs_in(&world, &long).await;
}

#[tokio::test]
async fn where_names_stand_in_paths_nobody_takes_one_that_is_a_path() {
    let visit = Visit::with(&[("USER_ID_FIELD", "username"), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let taken = "A user with that username already exists.";
    let routes = routes();
    let words = routes.specs().filter_map(|spec| spec.path.strip_prefix("/auth/users/"));
    let words: Vec<_> = words.filter(|word| !word.contains(['/', '{'])).map(str::to_owned).collect();
    assert!(words.len() > 15, "{words:?}");
    let others =
        ["ME", "me.json", "Set_Password.api", "\u{ff4d}\u{ff45}", ".", "..", "list"].map(str::to_owned);
    for name in words.iter().chain(&others) {
        let form = json!({ "username": name, "email": "x@example.org", "password": GOOD });
        visit.world.anyone().post("/auth/users/", form).await.is(400, json!({ "username": [taken] }));
    }
    for name in ["me", "activation", "resend_activation", "set_password", "me.json"] {
        all_refused(&visit.sign_ups(name, "x@example.org").await, taken);
        all_refused(&visit.renames(name).await, taken);
    }
    for name in ["meg", "me.", "a.b", "boss.json", "me.json.gz"] {
        let form = json!({ "username": name, "password": GOOD });
        visit.root.post("/v1/users/create", form).await.has(201);
    }
}

#[tokio::test]
async fn where_ids_stand_in_paths_such_names_are_free() {
    let visit = Visit::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    for name in ["me", "activation", "me.json", "set_password"] {
        let form = json!({ "username": name, "password": GOOD });
        visit.world.anyone().post("/auth/users/", form).await.has(201);
        signs_in(&visit.world, name).await;
    }
}

#[tokio::test]
async fn another_spelling_of_an_address_is_stored_and_nothing_else_happens_at_every_door() {
    let world = World::new().await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    let (account, user) = (format!("/api/accounts/{}/", ada.id), format!("/users/{}/", ada.id));
    let (djoser, native) = (format!("/auth/users/{}/", ada.id), format!("/v1/users/{}", ada.id));
    let mails = world.mails().await.len();
    let doors = [
        (&ada, "PATCH", "/auth/users/me/"),
        (&ada, "PUT", "/auth/users/me/"),
        (&ada, "PATCH", "/me/"),
        (&ada, "PATCH", account.as_str()),
        (&ada, "PATCH", "/api/users/update_details"),
        (&root, "PATCH", account.as_str()),
        (&root, "PATCH", djoser.as_str()),
        (&root, "PUT", user.as_str()),
        (&root, "PATCH", native.as_str()),
    ];
    for (turn, (actor, method, path)) in doors.into_iter().enumerate() {
        let address = ["Ada@example.org", "ADA@Example.ORG"][turn % 2];
        let body = json!({ "email": address, "current-password": GOOD });
        actor.send(Request::new(method, path).json(&body)).await.has(200);
        let shown = ada.get("/auth/users/me/").await;
        assert_eq!(shown.has(200).text_of("email"), address, "{method} {path}");
    }
    assert_eq!(world.mails().await.len(), mails);
    ada.by_token().await;
}

#[tokio::test]
async fn a_name_that_is_somebody_elses_address_is_taken() {
    let visit = Visit::with(&[]).await;
    let bob = visit.world.user("bob").await;
    let replies = visit.sign_ups("Bob@example.org", "carl@example.org").await;
    all_refused(&replies, "already");
    all_refused(&visit.renames("bob@example.org").await, "already");
    // One's own is free, and so is an address that is somebody's name.
    let own = json!({ "new_username": "bob@example.org", "current_password": GOOD });
    bob.post("/auth/users/set_username/", own).await.is_empty(204);
    let form = json!({ "username": "dora@example.org", "email": "dora@example.org", "password": GOOD });
    visit.world.anyone().post("/auth/users/", form).await.has(201);
    let form = json!({ "username": "emil@example.org", "email": "other@example.org", "password": GOOD });
    visit.world.anyone().post("/auth/users/", form).await.has(201);
    let form = json!({ "username": "emil", "email": "emil@example.org", "password": GOOD });
    visit.world.anyone().post("/auth/users/", form).await.has(201);
}

/// Full-width letters and signs are those that they look like.
#[tokio::test]
async fn a_name_that_reads_as_somebody_elses_address_is_taken_in_whatever_letters() {
    let visit = Visit::with(&[]).await;
    visit.world.user("bob").await;
    let names = [
        "\u{ff42}ob@example.org",
        "bob\u{ff20}example.org",
        "bob\u{fe6b}example.org",
        "BOB@\u{ff45}xample.org",
    ];
    for (number, name) in names.into_iter().enumerate() {
        all_refused(&visit.sign_ups(name, &format!("eve{number}@example.com")).await, "already exist");
        all_refused(&visit.renames(name).await, "already exist");
    }
    visit.root.get("/v1/users/bob@example.org").await.has(404);
}
