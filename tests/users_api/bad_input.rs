//! Input that nobody should send: a 4xx in this dialect's form, and nothing changed.

use super::{at_work, column, group, is_json, is_not_routed, is_wrong, plain, stock};
use crate::world::{Actor, GOOD, Reply, Request};
use serde_json::{Value, json};

/// Every path that takes a body, for things that are there.
async fn writable(root: &Actor) -> Vec<(&'static str, String)> {
    let ada = plain(root, "ada").await;
    let editors = group(root, "editors").await;
    let right = stock("add_user");
    vec![
        ("POST", "/users/".to_owned()),
        ("PUT", format!("/users/{}/", ada.id)),
        ("PUT", "/users/77/".to_owned()),
        ("POST", "/groups/".to_owned()),
        ("PUT", format!("/groups/{editors}/")),
        ("PUT", "/groups/77/".to_owned()),
        ("POST", "/permissions/".to_owned()),
        ("PUT", "/permissions/1/".to_owned()),
        ("PUT", "/permissions/77/".to_owned()),
        ("POST", format!("/users/{}/groups/", ada.id)),
        ("PUT", format!("/users/{}/groups/{editors}/", ada.id)),
        ("PUT", format!("/users/{}/permissions/{right}/", ada.id)),
        ("PUT", format!("/groups/{editors}/permissions/{right}/")),
    ]
}

/// Everything that a superuser can see.
async fn everything(root: &Actor) -> Vec<Value> {
    let mut seen = Vec::new();
    for list in ["/users/", "/groups/", "/permissions/", "/contenttypes/"] {
        seen.push(root.get(&format!("{list}?limit=0")).await.has(200).json());
    }
    for user in column(&root.get("/users/").await, "resourceUri") {
        seen.push(root.get(&format!("{user}groups/")).await.has(200).json());
        seen.push(root.get(&format!("{user}permissions/")).await.has(200).json());
    }
    seen
}

/// 400 `{"error": …}`; the text.
#[track_caller]
fn error(reply: &Reply) -> String {
    let text = reply.has(400).says("content-type", "application/json").text_of("error");
    assert_eq!(reply.json().as_object().map(|body| body.len()), Some(1), "{reply}");
    text
}

#[tokio::test]
async fn bodies_that_are_no_object() {
    let (_world, root) = at_work().await;
    let writable = writable(&root).await;
    let before = everything(&root).await;
    for (method, path) in &writable {
        let send = async |body: &[u8]| {
            root.send(Request::new(method, path).body("application/json", body.to_vec())).await
        };
        for body in [
            "{broken",
            "{",
            "[",
            "{'name': 'x'}",
            "{\"name\": \"x\"} x",
            "\u{feff}{}",
            "{\"name\": \"a\tb\"}",
            " ",
            "{\"name\": \"x\", \"name\": \"y\"}",
        ] {
            let text = error(&send(body.as_bytes()).await);
            assert!(text.starts_with("JSON parse error - "), "{method} {path} {body}: {text}");
        }
        for body in [&b"{\"name\": \"\xff\"}"[..], b"\xff\xfe{\0}\0", b"\x80"] {
            error(&send(body).await);
        }
        for (body, kind) in
            [("[]", "list"), ("null", "NoneType"), ("\"x\"", "str"), ("1", "int"), ("true", "bool")]
        {
            let why = format!("Invalid data. Expected a dictionary, but got {kind}.");
            is_wrong(&send(body.as_bytes()).await, &why);
        }
        for deep in ["[".repeat(30_000), format!("{{\"name\": {}1{}}}", "[".repeat(500), "]".repeat(500))] {
            error(&send(deep.as_bytes()).await);
        }
    }
    assert_eq!(everything(&root).await, before);
}

#[tokio::test]
async fn an_empty_body_is_none_but_where_nothing_is_read_from_it() {
    let (_world, root) = at_work().await;
    for (method, path) in writable(&root).await {
        let nested = method == "PUT" && path.matches('/').count() == 5;
        let reply = root.send(Request::new(method, &path)).await;
        assert_eq!(reply.status(), if nested { 200 } else { 400 }, "{reply}");
    }
}

#[tokio::test]
async fn other_formats_than_json() {
    let (_world, root) = at_work().await;
    let writable = writable(&root).await;
    let before = everything(&root).await;
    for (method, path) in &writable {
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "application/xml",
            "text/json",
            "",
            "nonsense",
            "application/json,application/json",
        ] {
            let reply = root.send(Request::new(method, path).body(kind, r#"{"name": "x"}"#)).await;
            assert!(error(&reply).starts_with("The format indicated '"), "{reply}");
        }
    }
    assert_eq!(everything(&root).await, before);
}

#[tokio::test]
async fn json_is_json_whatever_stands_behind_it_or_before() {
    let (_world, root) = at_work().await;
    for (number, kind) in
        ["application/json;charset=UTF-8", "application/json; charset=latin1", "application/json;"]
            .iter()
            .enumerate()
    {
        let body = format!("\n {{\"name\": \"g{number} \\u00e9\"}} \n");
        let made = root.send(Request::post("/groups/").body(kind, body)).await;
        assert_eq!(made.has(201).text_of("name"), format!("g{number} é"));
    }
    let untyped = root.send(Request::new("PUT", "/groups/1/")).await;
    assert!(
        error(&untyped).starts_with("JSON parse error - "),
        "without a type it is read as JSON: {untyped}"
    );
}

#[tokio::test]
async fn bodies_of_more_than_64_kib() {
    let (_world, root) = at_work().await;
    let writable = writable(&root).await;
    let before = everything(&root).await;
    for (method, path) in &writable {
        for kind in ["application/json", "text/plain"] {
            let body = format!("{{\"name\": \"x\"}}{}", " ".repeat(65_537));
            let reply = root.send(Request::new(method, path).body(kind, body)).await;
            is_json(&reply, 413, json!({ "error": "Request body is too large." }));
        }
    }
    assert_eq!(everything(&root).await, before);
    let fits = format!("{{\"name\": \"x\"}}{}", " ".repeat(65_536 - 13));
    root.send(Request::post("/groups/").body("application/json", fits)).await.has(201);
}

#[tokio::test]
async fn values_of_every_wrong_type() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let before = everything(&root).await;
    let odd = [
        json!([]),
        json!({}),
        json!([1, [2]]),
        json!({ "a": { "b": null } }),
        json!("\u{0}"),
        json!("x".repeat(60_000)),
    ];
    for value in &odd {
        for field in ["username", "firstName", "lastName", "email"] {
            let reply = root.put(&format!("/users/{}/", ada.id), json!({ field: value })).await;
            assert!(reply.has(400).json()["users"][field].is_string(), "{field}: {reply}");
        }
        for field in ["dateJoined", "lastLogin"] {
            error(&root.put(&format!("/users/{}/", ada.id), json!({ field: value })).await);
        }
        let reply = root.post("/groups/", json!({ "name": value })).await;
        assert!(reply.has(400).json()["groups"]["name"].is_string(), "{reply}");
        for field in ["codename", "name"] {
            let reply = root.put("/permissions/1/", json!({ field: value })).await;
            assert!(reply.has(400).json()["permissions"][field].is_string(), "{reply}");
        }
        let uri = root.put("/permissions/1/", json!({ "contentTypeUri": value })).await;
        assert!([400, 404].contains(&uri.status()), "{uri}");
    }
    assert_eq!(everything(&root).await, before);
}

#[tokio::test]
async fn half_a_character_is_none() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let before = everything(&root).await;
    for (method, path, key) in [
        ("POST", "/groups/".to_owned(), "name"),
        ("PUT", "/permissions/1/".to_owned(), "codename"),
        ("PUT", format!("/users/{}/", ada.id), "firstName"),
        ("PUT", format!("/users/{}/", ada.id), "email"),
        ("PUT", format!("/users/{}/", ada.id), "password"),
    ] {
        let body = format!("{{\"{key}\": \"correct horse \\ud800 battery\"}}");
        root.send(Request::new(method, &path).body("application/json", body)).await.has(400);
    }
    assert_eq!(everything(&root).await, before);
}

#[tokio::test]
async fn numbers_that_are_no_ids() {
    let (_world, root) = at_work().await;
    let long = "9".repeat(30);
    for id in [
        "-7",
        "0",
        "9007199254740992",
        "18446744073709551616",
        &long,
        "7.0",
        "7%00",
        "%D9%A1",
        "7%2F8",
        "0x7",
        "7e3",
    ] {
        for path in [
            format!("/users/{id}/"),
            format!("/groups/{id}/"),
            format!("/users/{id}/groups/"),
            format!("/users/7/groups/{id}/"),
            format!("/users/7/permissions/{id}/"),
            format!("/groups/{id}/permissions/7/"),
            format!("/users/set/{id}/"),
        ] {
            is_not_routed(&root.get(&path).await);
            is_not_routed(&root.put(&path, json!({ "username": "x", "name": "x", "password": GOOD })).await);
            is_not_routed(&root.delete(&path, json!({})).await);
        }
        let form = json!({ "codename": "x", "name": "x", "contentTypeUri": "/contenttypes/3/" });
        // Of permissions and content types, a number in another script is one too.
        if id != "%D9%A1" {
            let path = format!("/permissions/{id}/");
            root.get(&path).await.has(404);
            root.get(&format!("/contenttypes/{id}/")).await.has(404);
            root.put(&path, form).await.has(404);
            root.delete(&path, json!({})).await.has(404);
        }
    }
    let uri = format!("/contenttypes/{long}/");
    let reply = root.put("/permissions/1/", json!({ "contentTypeUri": uri })).await;
    is_wrong(&reply, &format!("Could not find the provided object via resource URI '{uri}'."));
}

#[tokio::test]
async fn sets_of_a_thousand() {
    let (_world, root) = at_work().await;
    let ids: Vec<_> = (1..=1000).map(|id| id.to_string()).collect();
    let reply = root.get(&format!("/permissions/set/{}/", ids.join(";"))).await;
    assert_eq!(column(&reply, "codename").len(), 24);
    assert_eq!(reply.json()["notFound"].as_array().map(Vec::len), Some(976));
    let same = ["7"; 1000].join(";");
    let reply = root.get(&format!("/contenttypes/set/{same}/")).await;
    assert_eq!(reply.has(200).json(), json!({ "notFound": vec!["7"; 1000], "objects": [] }));
    let reply = root.get(&format!("/permissions/set/{}/", ["1"; 1000].join(";"))).await;
    assert_eq!(column(&reply, "codename").len(), 1000);
    let many = root.get(&format!("/permissions/set/{}/", ["1"; 1001].join(";"))).await;
    is_wrong(&many, "No more than 1000 ids can be asked for at once.");
}

#[tokio::test]
async fn odd_queries() {
    let (_world, root) = at_work().await;
    let long = "x".repeat(5_000);
    for query in
        ["%", "%ff=%fe", "=", "&&&", "limit", "limit[]=1", "limit=%00", "cursor=%F0%9F%98%80", "=1&=2", &long]
    {
        let reply = root.get(&format!("/groups/?{query}")).await;
        assert!([200, 400].contains(&reply.status()), "{reply}");
        reply.says("content-type", "application/json");
    }
}

#[tokio::test]
async fn odd_headers() {
    let (_world, root) = at_work().await;
    for (name, value) in [
        ("accept", &b"\xff"[..]),
        ("accept", b"application/json;q=x"),
        ("x-csrftoken", b"\xff"),
        ("content-type", b"\xff\xfe"),
        ("cookie", b"sessionid=\xff"),
        ("authorization", b"Token \xff"),
    ] {
        let request = Request::post("/groups/").json(&json!({ "name": "x" })).header(name, value);
        let reply = root.send(request).await;
        assert!((400..500).contains(&reply.status()), "{name} {value:?}: {reply}");
    }
    assert!(column(&root.get("/groups/").await, "name").is_empty());
}
