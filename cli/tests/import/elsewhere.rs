//! Users of Cognito, Auth0, Firebase, Supabase and Keycloak.

use super::{SETTINGS, lines, refuses_after_a_report, text, write};
use crate::{Folder, Serve, refuses, wait_for};
use serde_json::json;
use std::fs;

/// The password of the hashes below, by the originals (`shared/src/auth/password/vectors.py`).
const ORIGINALS: &str = "zażółć gęślą";

#[test]
fn users_come_from_elsewhere_too() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let bcrypt = "$2b$10$3CsfKKXEcJSsf4NMRvAp0uKP3RyS.7VmiA3i9LuT4UwBCwBpCNSgK";
    let auth0 =
        lines(&[json!({ "_id": { "$oid": "5f" }, "email": "auth0@example.org", "email_verified": true,
        "passwordHash": bcrypt, "given_name": "Ada", "nickname": "ada" })]);
    let supabase = format!(
        "instance_id,id,email,encrypted_password,email_confirmed_at,last_sign_in_at,raw_user_meta_data,created_at,phone,\
         banned_until,deleted_at\n,0b1c,supabase@example.org,{bcrypt},2024-05-01 10:00:00.123456+00,,\"{{\"\"plan\"\": 1}}\",\
         2024-05-01 10:00:00+00,,,\n"
    );
    let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";
    let firebase = json!({ "users": [{ "localId": "f1", "email": "firebase@example.org", "emailVerified": true,
        "passwordHash": "PYDsqMw24vDOvCz2P2T5IM8ySWHNLSrrKWOuPmXDqdOI4TyBafi6WDHM_HJzSOrfvHYm1H041yAKDB6aO4IbRg==",
        "salt": "MDEyMzQ1Njc4OQ==", "displayName": "Ada Lovelace", "createdAt": "1714557600000" }] });
    let secret = json!({ "salt": "MDEyMzQ1Njc4OWFiY2RlZg==", "value":
        "JoowmHLklPDfSvWE04Q12K2z6eD05QiHZ23iB6y5Ewx+6WDpC7vhERMtm5w4P3T1uim6nMzOfEQhgYdXtE/xgQ==" });
    let data = json!({ "hashIterations": 210_000, "algorithm": "pbkdf2-sha512", "additionalParameters": {} });
    let keycloak = json!({ "realm": "demo", "groups": [{ "name": "admins" }], "users": [{ "id": "k1", "username": "keycloak",
        "email": "keycloak@example.org", "emailVerified": true, "enabled": true, "groups": ["/admins"],
        "createdTimestamp": 1_714_557_600_000_i64, "credentials": [{ "type": "password",
            "secretData": secret.to_string(), "credentialData": data.to_string() }] }] });
    let cognito = json!({ "Users": [{ "Username": "cognito", "Enabled": true, "UserStatus": "CONFIRMED",
        "UserCreateDate": "2024-05-01T10:00:00+00:00", "Attributes": [{ "Name": "sub", "Value": "c1" },
            { "Name": "email", "Value": "cognito@example.org" }, { "Name": "email_verified", "Value": "true" },
            { "Name": "locale", "Value": "pt_BR" }, { "Name": "custom:plan", "Value": "gold" }] }] });
    for (source, content, more) in [
        ("auth0", auth0, &[][..]),
        ("supabase", supabase, &[]),
        ("firebase", firebase.to_string(), &["--firebase-key", key, "--firebase-memory", "12"]),
        ("keycloak", keycloak.to_string(), &[]),
        ("cognito", cognito.to_string(), &[]),
    ] {
        let path = write(&folder, source, content);
        let arguments = [&[text(&path), "--from", source], more].concat();
        let report = serve.import(&arguments);
        assert_eq!(report["taken"]["users"], 1, "{source}: {report}");
        assert!(report["undeclared_fields"]["locale"].is_null(), "{source}: {report}");
        assert_eq!(serve.import(&arguments)["here"]["users"], 1, "{source}");
        let login = json!({ "login": format!("{source}@example.org"), "password": ORIGINALS });
        let status = serve.post("/v1/sessions", &login).0;
        assert_eq!(status, if source == "cognito" { 401 } else { 201 }, "{source}");
    }
    assert_eq!(serve.post("/auth/users/reset_password/", &json!({ "email": "cognito@example.org" })).0, 204);
    wait_for(|| serve.links().contains_key("cognito@example.org"));
    let exported = folder.0.join("exported.jsonl");
    assert!(serve.run(&["export", text(&exported)]).status.success());
    let exported = fs::read_to_string(&exported).expect("the export");
    let cognito = exported.lines().find(|line| line.contains("cognito@example.org")).expect("an account");
    assert!(cognito.contains("\"locale\":\"pt-BR\""), "{cognito}");
    // `list-users` gives page after page, and Keycloak the realm and its users in files of their own.
    let page =
        |name: &str| json!({ "Users": [{ "Username": name, "Enabled": true }], "PaginationToken": "more" });
    let pages = write(&folder, "pages", format!("{:#}\n{:#}\n", page("one"), page("two")));
    assert_eq!(serve.import(&[text(&pages), "--from", "cognito"])["taken"]["users"], 2);
    let realm = write(&folder, "realm", json!({ "realm": "demo", "groups": [] }).to_string());
    let users = json!({ "realm": "demo", "users": [{ "id": "k2", "username": "other", "enabled": true }] });
    let users = write(&folder, "users", users.to_string());
    assert_eq!(serve.import(&[text(&realm), text(&users), "--from", "keycloak"])["taken"]["users"], 1);
    refuses_after_a_report(
        &serve.run(&["import", text(&realm), "--from", "keycloak"]),
        &["there are no users in it"],
    );
    refuses(
        &serve.run(&["import", text(&folder.0.join("firebase")), "--from", "firebase"]),
        &["--firebase-key"],
    );
}
