//! `/users/`: making, reading, changing and deleting people.

use super::{
    at_work, column, group, holder, is_gone, is_invalid, is_json, is_refused, is_text, is_wrong, made,
    number, plain, stock,
};
use crate::world::{Actor, GOOD, Request};
use serde_json::{Value, json};
use std::time::Duration;

const NEW: &str = "another good battery";

fn path(user: &Actor) -> String {
    format!("/users/{}/", user.id)
}

/// One field of a user, as somebody reads it.
async fn field(reader: &Actor, user: &Actor, name: &str) -> Value {
    reader.get(&path(user)).await.has(200).json()[name].clone()
}

/// What is wrong with a new user who is, beside name and password, this.
async fn refused_as(root: &Actor, other: Value, faults: Value) {
    let mut form = json!({ "username": "zoe", "password": GOOD });
    form.as_object_mut().expect("fields").extend(other.as_object().expect("fields").clone());
    is_invalid(&root.post("/users/", form).await, "users", faults);
}

mod making {
    use super::{
        GOOD, Request, at_work, field, is_invalid, is_json, is_text, is_wrong, json, number, path, plain,
        refused_as,
    };

    #[tokio::test]
    async fn a_new_user_is_shown_whole_and_where_he_is_now() {
        let (_world, root) = at_work().await;
        let form = json!({
            "username": "ada", "password": GOOD, "email": "Ada@Example.org", "first_name": "Ada",
            "lastName": "Löve 😀", "is_staff": true, "dateJoined": "2014-01-02T03:04:05.25",
            "lastLogin": "2015-01-02",
        });
        let reply = root.post("/users/", form).await;
        let id = number(&reply);
        let object = format!(
            "{{\"dateJoined\": \"2014-01-02T03:04:05.250000\", \"email\": \"Ada@Example.org\", \
             \"firstName\": \"Ada\", \"isActive\": true, \"isStaff\": true, \"isSuperuser\": false, \
             \"lastLogin\": \"2015-01-02T00:00:00\", \"lastName\": \"L\\u00f6ve \\ud83d\\ude00\", \
             \"resourceUri\": \"/users/{id}/\", \"username\": \"ada\"}}"
        );
        is_text(&reply, 201, &object);
        reply.says("location", &format!("https://accounts.test/users/{id}/"));
        is_text(&root.get(&format!("/users/{id}/")).await, 200, &object);
        assert!((1 << 32..1 << 53).contains(&id), "{id}");
    }

    #[tokio::test]
    async fn what_was_not_sent_is_as_django_has_it() {
        let (_world, root) = at_work().await;
        let reply = root.post("/users/", json!({ "username": "ada", "password": GOOD })).await;
        let (id, joined) = (number(reply.has(201)), reply.text_of("dateJoined"));
        assert!(joined.starts_with("2026-01-01T12:00:00"), "{reply}");
        let object = json!({
            "dateJoined": joined, "email": "", "firstName": "", "isActive": true, "isStaff": false,
            "isSuperuser": false, "lastLogin": joined, "lastName": "",
            "resourceUri": format!("/users/{id}/"), "username": "ada",
        });
        is_json(&reply, 201, object);
        let ada = root.named("ada", id).in_browser().await;
        ada.get(&path(&ada)).await.has(200);
    }

    #[tokio::test]
    async fn no_address_is_nobodys_and_so_anybodys() {
        let (_world, root) = at_work().await;
        for name in ["ada", "bob"] {
            let form = json!({ "username": name, "password": GOOD, "email": "" });
            assert_eq!(root.post("/users/", form).await.has(201).text_of("email"), "");
        }
    }

    #[tokio::test]
    async fn null_and_unknown_keys_count_as_left_out() {
        let (_world, root) = at_work().await;
        let form = json!({
            "username": "ada", "password": GOOD, "firstName": null, "isActive": null, "dateJoined": null,
            "id": 7, "pk": 7, "resourceUri": "/users/7/", "groups": ["/groups/1/"], "userPermissions": [1],
            "FirstName": "x", "USERNAME": "x", "nosuch": { "a": [1] },
        });
        let reply = root.post("/users/", form).await;
        assert_ne!(number(reply.has(201)), 7);
        assert_eq!(
            (reply.text_of("firstName"), reply.text_of("username")),
            (String::new(), "ada".to_owned())
        );
        refused_as(&root, json!({ "username": null }), json!({ "username": "This field may not be blank." }))
            .await;
        refused_as(&root, json!({ "email": null }), json!({ "email": "Invalid email." })).await;
    }

    #[tokio::test]
    async fn name_and_password_are_needed() {
        let (_world, root) = at_work().await;
        let missing = "Required field missing.";
        let reply = root.post("/users/", json!({})).await;
        is_text(
            &reply,
            400,
            r#"{"users": {"password": "Required field missing.", "username": "Required field missing."}}"#,
        );
        is_invalid(
            &root.post("/users/", json!({ "password": GOOD })).await,
            "users",
            json!({ "username": missing }),
        );
        is_invalid(
            &root.post("/users/", json!({ "username": "ada" })).await,
            "users",
            json!({ "password": missing }),
        );
        is_invalid(
            &root.post("/users/", json!({ "USERNAME": "ada", "password": GOOD })).await,
            "users",
            json!({ "username": missing }),
        );
    }

    #[tokio::test]
    async fn a_name_or_address_that_is_taken_is_told() {
        let (_world, root) = at_work().await;
        plain(&root, "ada").await;
        let name = "A user with that username already exists.";
        for taken in ["ada", "ADA", "ａｄａ", "list", "create"] {
            refused_as(&root, json!({ "username": taken }), json!({ "username": name })).await;
        }
        let email = "user with this email address already exists.";
        refused_as(&root, json!({ "email": "ADA@example.org" }), json!({ "email": email })).await;
        let both = json!({ "username": name, "email": email });
        refused_as(&root, json!({ "username": "ada", "email": "ada@example.org" }), both).await;
    }

    #[tokio::test]
    async fn names_and_addresses_are_those_that_django_takes() {
        let (_world, root) = at_work().await;
        let long = |chars: usize| "a".repeat(chars);
        let most = |chars: usize| format!("Ensure this field has no more than {chars} characters.");
        let odd =
            "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
        for (other, faults) in [
            (json!({ "username": "" }), json!({ "username": "This field may not be blank." })),
            (json!({ "username": " " }), json!({ "username": odd })),
            (json!({ "username": "a b" }), json!({ "username": odd })),
            (json!({ "username": long(151) }), json!({ "username": most(150) })),
            (json!({ "firstName": long(151) }), json!({ "firstName": most(150) })),
            (json!({ "last_name": long(151) }), json!({ "lastName": most(150) })),
            (json!({ "email": "nobody" }), json!({ "email": "Invalid email." })),
            (json!({ "email": 5 }), json!({ "email": "Invalid email." })),
            (json!({ "email": " a@example.org" }), json!({ "email": "Invalid email." })),
        ] {
            refused_as(&root, other, faults).await;
        }
        for name in ["Élodie", "a+b@c.d-e_f", "12345", "schema", "set", &long(150)] {
            let form = json!({ "username": name, "password": GOOD, "firstName": long(150) });
            assert_eq!(root.post("/users/", form).await.has(201).text_of("username"), name);
        }
    }

    #[tokio::test]
    async fn passwords_are_judged_here_too() {
        let (_world, root) = at_work().await;
        let short = "This password is too short. It must contain at least 8 characters.";
        let common = "This password is too common.";
        for (password, fault) in [
            (json!(""), short.to_owned()),
            (json!(null), short.to_owned()),
            (json!("   "), short.to_owned()),
            (json!("x9!k"), short.to_owned()),
            (json!("password123"), common.to_owned()),
            (json!("password"), common.to_owned()),
            (json!("8301947265510"), "This password is entirely numeric.".to_owned()),
            (json!("a".repeat(257)), "Ensure this field has no more than 256 characters.".to_owned()),
            (json!(["a"]), "Not a valid string.".to_owned()),
            (json!(12345678), "Not a valid string.".to_owned()),
        ] {
            refused_as(&root, json!({ "password": password }), json!({ "password": fault })).await;
        }
        let alike = json!({ "username": "wolfgang.amadeus", "password": "wolfgang.amadeus1" });
        let fault = json!({ "password": "The password is too similar to the username." });
        refused_as(&root, alike, fault).await;
    }

    #[tokio::test]
    async fn values_are_read_as_python_reads_them() {
        let (_world, root) = at_work().await;
        for (text, shown) in
            [(json!(1), "1"), (json!(1.5), "1.5"), (json!(true), "True"), (json!(false), "False")]
        {
            let ada = root
                .put("/users/77/", json!({ "username": "ada", "password": GOOD, "firstName": text }))
                .await;
            assert_eq!(ada.text_of("firstName"), shown, "{ada}");
        }
        let truths = [
            json!(true),
            json!(1),
            json!(-1),
            json!("true"),
            json!("Yes"),
            json!("1"),
            json!([0]),
            json!({ "a": 1 }),
        ];
        let untruths = [
            json!(false),
            json!(0),
            json!(0.0),
            json!("False"),
            json!("no"),
            json!("0"),
            json!([]),
            json!({}),
        ];
        for (value, wanted) in truths.iter().map(|v| (v, true)).chain(untruths.iter().map(|v| (v, false))) {
            let reply = root.put("/users/77/", json!({ "isStaff": value })).await;
            assert_eq!(reply.has(200).json()["isStaff"], wanted, "{value}");
        }
        let reply = root.put("/users/77/", json!({ "firstName": ["a"] })).await;
        is_invalid(&reply, "users", json!({ "firstName": "Not a valid string." }));
    }

    #[tokio::test]
    async fn a_text_for_a_truth_is_what_it_says_or_nothing() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let why = "Must be a valid boolean.";
        for text in ["", "maybe", "2", " true", "on", "off", "t", "null", "\u{ff54}rue"] {
            for field in ["isActive", "isStaff", "isSuperuser"] {
                is_invalid(
                    &root.put(&path(&ada), json!({ field: text })).await,
                    "users",
                    json!({ field: why }),
                );
            }
            let form = json!({ "username": "zoe", "password": GOOD, "is_staff": text, "isSuperuser": text });
            let faults = json!({ "isStaff": why, "isSuperuser": why });
            is_invalid(&root.post("/users/", form.clone()).await, "users", faults.clone());
            is_invalid(&root.put("/users/78/", form).await, "users", faults);
        }
        let says = |text: &str| json!({ "isActive": text, "isStaff": text, "is_superuser": text });
        for (texts, truth) in [(["true", "TRUE", "1", "yEs"], true), (["false", "False", "0", "NO"], false)] {
            for text in texts {
                let shown = root.put(&path(&ada), says(text)).await.has(200).json();
                assert_eq!(shown["isStaff"], truth, "{shown}");
                assert_eq!((&shown["isSuperuser"], &shown["isActive"]), (&json!(truth), &json!(truth)));
            }
        }
    }

    #[tokio::test]
    async fn dates_are_read_with_or_without_a_zone_and_shown_without() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        for (sent, shown) in [
            ("2014-01-02T03:04:05", "2014-01-02T03:04:05"),
            ("2014-01-02T03:04:05.123456", "2014-01-02T03:04:05.123456"),
            ("2014-01-02T03:04:05.000000", "2014-01-02T03:04:05"),
            ("2014-01-02T03:04:05Z", "2014-01-02T03:04:05"),
            ("2014-01-02T03:04:05+02:00", "2014-01-02T01:04:05"),
            ("2014-01-02T03:04:05-0530", "2014-01-02T08:34:05"),
            ("2014-01-02 03:04", "2014-01-02T03:04:00"),
            ("2014-01-02", "2014-01-02T00:00:00"),
        ] {
            let reply = root.put(&path(&ada), json!({ "dateJoined": sent })).await;
            assert_eq!(reply.has(200).text_of("dateJoined"), shown);
            assert_eq!(field(&root, &ada, "dateJoined").await, shown);
        }
    }

    #[tokio::test]
    async fn of_a_field_in_both_cases_the_last_counts() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        for (sent, wanted) in [
            (r#"{"firstName": "a", "first_name": "b"}"#, "b"),
            (r#"{"first_name": "b", "firstName": "a"}"#, "a"),
        ] {
            let reply = root.send(Request::new("PUT", &path(&ada)).body("application/json", sent)).await;
            assert_eq!(reply.has(200).text_of("firstName"), wanted);
        }
    }

    #[tokio::test]
    async fn what_is_no_date_is_told_in_the_originals_words() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let before = root.get(&path(&ada)).await.has(200).json();
        let doubtful = "doesn't appear to be a valid datetime string: ";
        for (sent, why) in [
            (json!("nonsense"), format!("{doubtful}'nonsense'")),
            (json!("it's <b> &"), format!("{doubtful}'it's &lt;b&gt; &amp;'")),
            (json!("2014-13-01"), format!("{doubtful}'2014-13-01'")),
            (json!("2014-02-30"), format!("{doubtful}'2014-02-30'")),
            (json!("2014-01-02T03:04:60"), format!("{doubtful}'2014-01-02T03:04:60'")),
            (json!(""), format!("{doubtful}''")),
            (json!(5), "must be a string: 5".to_owned()),
            (json!(true), "must be a string: True".to_owned()),
            (json!(["a"]), "must be a string: [u'a']".to_owned()),
        ] {
            let reply = root.put(&path(&ada), json!({ "lastLogin": sent })).await;
            is_wrong(&reply, &format!("Datetime provided to 'last_login' field {why}"));
        }
        is_json(&root.get(&path(&ada)).await, 200, before);
    }
}

mod changing {
    use super::{
        GOOD, NEW, at_work, field, holder, is_gone, is_invalid, is_json, is_refused, json, made, number,
        path, plain,
    };

    #[tokio::test]
    async fn what_is_not_sent_stays() {
        let (_world, root) = at_work().await;
        let ada = made(&root, "ada", json!({ "firstName": "Ada", "lastName": "Lovelace" })).await;
        let before = root.get(&path(&ada)).await.has(200).json();
        is_json(&root.put(&path(&ada), json!({})).await, 200, before.clone());
        let mut after = before;
        after["lastName"] = json!("King");
        let sent = json!({ "last_name": "King", "username": null, "id": 7, "resourceUri": "/users/7/" });
        is_json(&root.put(&path(&ada), sent).await, 200, after.clone());
        is_json(
            &root.put(&path(&ada), json!({ "username": "ada", "email": "ada@example.org" })).await,
            200,
            after.clone(),
        );
        is_json(&root.get(&path(&ada)).await, 200, after);
        root.named("ada", ada.id).in_browser().await.get(&path(&ada)).await.has(200);
    }

    #[tokio::test]
    async fn a_new_name_and_address_are_claimed_and_the_old_ones_free() {
        let (_world, root) = at_work().await;
        let (ada, bob) = (plain(&root, "ada").await, plain(&root, "bob").await);
        let reply = root.put(&path(&ada), json!({ "username": "bob" })).await;
        is_invalid(&reply, "users", json!({ "username": "A user with that username already exists." }));
        let reply = root.put(&path(&ada), json!({ "email": "BOB@example.org" })).await;
        is_invalid(&reply, "users", json!({ "email": "user with this email address already exists." }));
        let moved = json!({ "username": "countess", "email": "countess@example.org" });
        root.put(&path(&ada), moved).await.has(200);
        root.put(&path(&bob), json!({ "username": "Ada", "email": "ada@example.org" })).await.has(200);
        assert_eq!(field(&root, &bob, "username").await, "Ada");
        root.put(&path(&bob), json!({ "email": "" })).await.has(200);
        root.put(&path(&ada), json!({ "email": "ada@example.org" })).await.has(200);
    }

    #[tokio::test]
    async fn a_name_is_kept_as_typed_and_its_other_spellings_are_taken() {
        let (_world, root) = at_work().await;
        let fish = made(&root, "ﬁsh", json!({ "email": "fish@example.org" })).await;
        assert_eq!(field(&root, &fish, "username").await, "ﬁsh");
        let ada = plain(&root, "ada").await;
        let reply = root.put(&path(&ada), json!({ "username": "FISH" })).await;
        is_invalid(&reply, "users", json!({ "username": "A user with that username already exists." }));
        assert_eq!(
            root.put(&path(&ada), json!({ "username": "ADA" })).await.has(200).text_of("username"),
            "ADA"
        );
    }

    #[tokio::test]
    async fn an_address_changes_at_once_and_the_old_one_is_told() {
        let (world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        root.put(&path(&ada), json!({ "email": "countess@example.org" })).await.has(200);
        let active = ada.get(&path(&ada)).await.has(200).json()["isActive"].clone();
        assert_eq!(active, true);
        assert_eq!(world.subjects_to("ada@example.org").await.len(), 1);
        assert!(world.subjects_to("countess@example.org").await.is_empty());
    }

    #[tokio::test]
    async fn an_address_of_ones_own_waits_for_its_link_where_one_is_no_administrator() {
        let (world, root) = at_work().await;
        let ada = holder(&root, "ada", &["change_user"]).await;
        let changed = ada.put(&path(&ada), json!({ "email": "boss@example.org" })).await;
        assert_eq!(changed.has(200).json()["isActive"], false);
        let login = json!({ "login": "boss@example.org", "password": GOOD });
        world.anyone().post("/v1/sessions", login.clone()).await.has(401);
        let link = world.mail_to("boss@example.org").await.link();
        world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
        world.anyone().post("/v1/sessions", login).await.has(201);
    }

    #[tokio::test]
    async fn a_new_password_ends_what_was_signed_in_and_nothing_else_does() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let (by_token, (by_jwt, _)) = (ada.by_token().await, ada.by_jwt().await);
        for nothing in [json!(""), json!(null), json!(false), json!(0)] {
            root.put(&path(&ada), json!({ "password": nothing, "firstName": "Ada" })).await.has(200);
        }
        for alive in [&ada, &by_token, &by_jwt] {
            alive.get(&path(&ada)).await.has(200);
        }
        root.put(&path(&ada), json!({ "password": NEW })).await.has(200);
        for dead in [&ada, &by_token, &by_jwt] {
            is_refused(&dead.get(&path(&ada)).await);
        }
        ada.post("/auth/session/login/", ada.login(GOOD)).await.has(400);
        ada.by_token_with(NEW).await.get(&path(&ada)).await.has(200);
    }

    #[tokio::test]
    async fn a_weak_password_changes_nothing() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        for weak in ["x9!k", "password123", "8301947265510", " "] {
            root.put(&path(&ada), json!({ "password": weak, "firstName": "x" })).await.has(400);
        }
        assert_eq!(field(&ada, &ada, "firstName").await, "");
    }

    #[tokio::test]
    async fn an_id_that_nobody_had_becomes_a_new_users() {
        let (_world, root) = at_work().await;
        let form = json!({ "username": "ada", "password": GOOD });
        let made = root.put("/users/77/", form.clone()).await;
        assert_eq!(number(made.has(201).says("location", "https://accounts.test/users/77/")), 77);
        root.named("ada", 77).in_browser().await.get("/users/77/").await.has(200);

        let missing = "Required field missing.";
        let reply = root.put("/users/78/", json!({})).await;
        is_invalid(&reply, "users", json!({ "username": missing, "password": missing }));
        let reply = root.put("/users/78/", json!({ "username": "bob" })).await;
        is_invalid(&reply, "users", json!({ "password": missing }));
        let reply = root.put("/users/78/", form).await;
        is_invalid(&reply, "users", json!({ "username": "A user with that username already exists." }));
        is_gone(&root.get("/users/78/").await);
    }

    #[tokio::test]
    async fn making_by_id_takes_the_right_to_make_and_the_right_to_change() {
        let (_world, root) = at_work().await;
        let form = json!({ "username": "zoe", "password": GOOD });
        for codename in ["add_user", "change_user"] {
            let one = holder(&root, codename, &[codename]).await;
            is_refused(&one.put("/users/77/", form.clone()).await);
        }
        let both = holder(&root, "both", &["add_user", "change_user"]).await;
        both.put("/users/77/", form).await.has(201);
    }

    #[tokio::test]
    async fn ids_that_new_users_get_are_not_for_choosing() {
        let (_world, root) = at_work().await;
        let form = json!({ "username": "ada", "password": GOOD });
        for id in [1_u64 << 32, (1 << 53) - 1] {
            is_gone(&root.put(&format!("/users/{id}/"), form.clone()).await);
        }
        root.put(&format!("/users/{}/", (1_u64 << 32) - 1), form).await.has(201);
    }
}

mod deleting {
    use super::{GOOD, Request, at_work, column, holder, is_gone, is_refused, json, path, plain};

    #[tokio::test]
    async fn a_deleted_user_is_gone_at_once_and_his_id_for_ever() {
        let (world, root) = at_work().await;
        let ada = holder(&root, "ada", &["view_user"]).await;
        root.delete(&path(&ada), json!({})).await.is_empty(204);
        is_refused(&ada.get(&path(&ada)).await);
        assert_eq!(column(&root.get("/users/").await, "username"), ["root"]);
        for _ in 0..2 {
            is_gone(&root.get(&path(&ada)).await);
            is_gone(&root.delete(&path(&ada), json!({})).await);
            is_gone(&root.put(&path(&ada), json!({ "username": "ada", "password": GOOD })).await);
            world.deliver().await;
        }
        let again = plain(&root, "ada").await;
        assert_ne!(again.id, ada.id);
        is_refused(&again.get("/users/").await);
    }

    #[tokio::test]
    async fn a_chosen_id_is_not_reused_either() {
        let (_world, root) = at_work().await;
        let form = json!({ "username": "ada", "password": GOOD });
        root.put("/users/77/", form.clone()).await.has(201);
        root.delete("/users/77/", json!({})).await.is_empty(204);
        is_gone(&root.put("/users/77/", form).await);
    }

    #[tokio::test]
    async fn who_may_delete_may_delete_himself() {
        let (_world, root) = at_work().await;
        let ada = holder(&root, "ada", &["delete_user"]).await;
        ada.delete(&path(&ada), json!({})).await.is_empty(204);
        is_refused(&ada.get(&path(&ada)).await);
    }

    #[tokio::test]
    async fn what_a_deletion_says_in_its_body_does_not_matter() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        root.send(Request::new("DELETE", &path(&ada)).body("text/plain", "{broken")).await.is_empty(204);
    }
}

mod describing {
    use super::{Duration, GOOD, NEW, Value, at_work, is_json, is_refused, is_text, json, path, plain};

    #[tokio::test]
    async fn a_set_is_one_user_or_nobody() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let object = root.get(&path(&ada)).await.has(200).json();
        is_json(&root.get(&format!("/users/set/{}/", ada.id)).await, 200, json!({ "objects": [object] }));
        is_text(&root.get("/users/set/999/").await, 200, r#"{"notFound": ["999"], "objects": []}"#);
        is_refused(&ada.get("/users/set/999/").await);
        ada.get(&format!("/users/set/{}/", ada.id)).await.has(200);
    }

    #[tokio::test]
    async fn the_schema_names_every_field_to_whoever_is_signed_in() {
        let (world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let schema = ada.get("/users/schema/").await.has(200).json();
        assert_eq!(schema["allowedListHttpMethods"], json!(["get", "post"]));
        assert_eq!(schema["allowedDetailHttpMethods"], json!(["get", "put", "delete"]));
        assert_eq!(
            (&schema["defaultLimit"], &schema["defaultFormat"]),
            (&json!(20), &json!("application/json"))
        );
        let object = ada.get(&path(&ada)).await.has(200).json();
        let keys = |value: &Value| value.as_object().expect("fields").keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&schema["fields"]), keys(&object));
        let username = json!({
            "blank": false, "default": "No default provided.",
            "helpText": "Required. 150 characters or fewer. Letters, numbers and @/./+/-/_ characters",
            "nullable": false, "readonly": false, "type": "string", "unique": true,
        });
        assert_eq!(schema["fields"]["username"], username);
        assert_eq!(schema["fields"]["isActive"]["default"], true);
        let now = schema["fields"]["dateJoined"]["default"].as_str().expect("a moment");
        assert!(now.starts_with("2026-01-01T12:00:00"), "{now}");
        is_refused(&world.anyone().get("/users/schema/").await);
    }

    #[tokio::test]
    async fn the_last_sign_in_is_shown_and_moves_with_signing_in_only() {
        let (world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let moments = async || {
            let user = ada.get(&path(&ada)).await;
            (user.text_of("dateJoined"), user.text_of("lastLogin"))
        };
        let (joined, signed_in) = moments().await;
        assert!(joined < signed_in, "{joined} {signed_in}");
        world.later(Duration::from_secs(3600));
        assert_eq!(moments().await, (joined.clone(), signed_in));
        ada.in_browser().await;
        let (same, signed_in) = moments().await;
        assert!(same == joined && signed_in.starts_with("2026-01-01T13:00:00"), "{signed_in}");
    }

    #[tokio::test]
    async fn nothing_secret_is_in_any_answer() {
        let (world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        for reply in [
            root.get("/users/").await,
            root.get(&path(&ada)).await,
            root.get(&format!("/users/set/{}/", ada.id)).await,
            root.put(&path(&ada), json!({ "password": NEW })).await,
            root.post("/users/", json!({ "username": "bob", "password": NEW })).await,
            root.post("/users/", json!({ "username": "ada", "password": NEW })).await,
            world.anyone().with("cookie", root.header("cookie")).get("/users/").await,
        ] {
            let shown = format!("{:?} {}", reply.headers(), reply.text());
            for secret in
                [GOOD, NEW, "argon2", "password\": \"$", "epoch", "verified", root.header("x-csrftoken")]
            {
                assert!(!shown.contains(secret), "{secret} in {reply}");
            }
        }
    }
}

mod rank {
    use super::{
        Actor, GOOD, NEW, at_work, field, group, holder, is_gone, is_refused, json, made, path, plain, stock,
    };

    #[tokio::test]
    async fn only_a_superuser_says_who_is_staff_or_a_superuser() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let clerk = holder(&root, "clerk", &["add_user", "change_user"]).await;
        for key in ["isStaff", "isSuperuser", "is_staff", "is_superuser"] {
            for user in [&ada, &clerk] {
                is_refused(&clerk.put(&path(user), json!({ key: true, "firstName": "x" })).await);
            }
            let form = json!({ "username": "zoe", "password": GOOD, key: true });
            is_refused(&clerk.post("/users/", form.clone()).await);
            is_refused(&clerk.put("/users/77/", form).await);
        }
        assert_eq!(field(&root, &ada, "firstName").await, "");
        is_gone(&root.get("/users/77/").await);
        root.put(&path(&ada), json!({ "isStaff": true, "isSuperuser": true })).await.has(200);
        assert_eq!(field(&ada, &root, "username").await, "root");
    }

    #[tokio::test]
    async fn the_value_that_is_there_is_no_attempt() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let clerk = holder(&root, "clerk", &["add_user", "change_user"]).await;
        let sent = json!({ "isStaff": false, "isSuperuser": 0, "firstName": "Ada" });
        clerk.put(&path(&ada), sent).await.has(200);
        let form = json!({ "username": "zoe", "password": GOOD, "isStaff": "no", "isSuperuser": null });
        clerk.post("/users/", form).await.has(201);
    }

    #[tokio::test]
    async fn nobody_but_a_superuser_touches_a_superuser() {
        let (_world, root) = at_work().await;
        let clerk = holder(&root, "clerk", &["change_user", "delete_user"]).await;
        root.put(&path(&clerk), json!({ "isStaff": true })).await.has(200);
        let other = made(&root, "other", json!({ "isSuperuser": true })).await;
        for sent in
            [json!({}), json!({ "firstName": "x" }), json!({ "password": NEW }), json!({ "isActive": false })]
        {
            is_refused(&clerk.put(&path(&other), sent).await);
        }
        is_refused(&clerk.delete(&path(&other), json!({})).await);
        assert_eq!(field(&other, &other, "firstName").await, "");
        root.put(&path(&other), json!({ "firstName": "x" })).await.has(200);
        root.delete(&path(&other), json!({})).await.is_empty(204);
    }

    #[tokio::test]
    async fn nobody_but_staff_touches_staff() {
        let (_world, root) = at_work().await;
        let staff = made(&root, "staff", json!({ "isStaff": true })).await;
        let clerk = holder(&root, "clerk", &["change_user", "delete_user"]).await;
        is_refused(&clerk.put(&path(&staff), json!({ "firstName": "x" })).await);
        is_refused(&clerk.delete(&path(&staff), json!({})).await);
        root.put(&path(&clerk), json!({ "isStaff": true })).await.has(200);
        clerk.put(&path(&staff), json!({ "firstName": "x" })).await.has(200);
        clerk.delete(&path(&staff), json!({})).await.is_empty(204);
    }

    #[tokio::test]
    async fn staff_alone_writes_nothing() {
        let (_world, root) = at_work().await;
        let staff = made(&root, "staff", json!({ "isStaff": true })).await;
        let ada = plain(&root, "ada").await;
        staff.get(&path(&ada)).await.has(200);
        is_refused(&staff.put(&path(&ada), json!({})).await);
        is_refused(&staff.put(&path(&staff), json!({})).await);
        is_refused(&staff.delete(&path(&ada), json!({})).await);
        is_refused(&staff.post("/users/", json!({ "username": "zoe", "password": GOOD })).await);
    }

    /// A user in a group of their own with these stock permissions.
    async fn member(root: &Actor, name: &str, codenames: &[&str]) -> Actor {
        let (user, group) = (plain(root, name).await, group(root, name).await);
        root.put(&format!("/users/{}/groups/{group}/", user.id), json!({})).await.has(200);
        for codename in codenames {
            let right = format!("/groups/{group}/permissions/{}/", stock(codename));
            root.put(&right, json!({})).await.has(200);
        }
        user
    }

    #[tokio::test]
    async fn who_may_do_more_keeps_password_and_address() {
        let (_world, root) = at_work().await;
        let clerk = member(&root, "clerk", &["change_user"]).await;
        let above = member(&root, "above", &["delete_group"]).await;
        is_refused(&clerk.put(&path(&above), json!({ "password": NEW })).await);
        is_refused(&clerk.put(&path(&above), json!({ "email": "clerk@evil.example" })).await);
        is_refused(&clerk.put(&path(&above), json!({ "email": "" })).await);
        let harmless = json!({ "email": "above@example.org", "password": "", "firstName": "x" });
        clerk.put(&path(&above), harmless).await.has(200);

        root.put(&path(&above), json!({ "isActive": false })).await.has(200);
        is_refused(&clerk.put(&path(&above), json!({ "password": NEW, "isActive": true })).await);
        assert_eq!(field(&root, &above, "isActive").await, false);
    }

    #[tokio::test]
    async fn what_was_given_directly_counts_like_what_groups_give() {
        let (_world, root) = at_work().await;
        let clerk = holder(&root, "clerk", &["change_user"]).await;
        let above = holder(&root, "above", &["delete_group"]).await;
        is_refused(&clerk.put(&path(&above), json!({ "password": NEW })).await);
        is_refused(&clerk.put(&path(&above), json!({ "email": "" })).await);
        for equal in
            [holder(&root, "one", &["change_user"]).await, member(&root, "two", &["change_user"]).await]
        {
            clerk.put(&path(&equal), json!({ "password": NEW })).await.has(200);
        }
    }

    #[tokio::test]
    async fn who_may_do_no_more_gets_them_from_a_clerk() {
        let (_world, root) = at_work().await;
        let clerk = member(&root, "clerk", &["change_user"]).await;
        for other in [plain(&root, "less").await, member(&root, "equal", &["change_user"]).await] {
            clerk.put(&path(&other), json!({ "password": NEW, "email": "" })).await.has(200);
            other.by_token_with(NEW).await;
        }
    }

    #[tokio::test]
    async fn the_last_superuser_stays() {
        let (_world, root) = at_work().await;
        is_refused(&root.delete(&path(&root), json!({})).await);
        is_refused(&root.put(&path(&root), json!({ "isActive": false })).await);
        is_refused(&root.put(&path(&root), json!({ "isSuperuser": false, "firstName": "x" })).await);
        assert_eq!(field(&root, &root, "firstName").await, "");

        let disabled =
            json!({ "isSuperuser": true, "isActive": false, "username": "idle", "password": GOOD });
        root.post("/users/", disabled).await.has(201);
        is_refused(&root.delete(&path(&root), json!({})).await);
        let other = made(&root, "other", json!({ "isSuperuser": true })).await;
        root.put(&path(&root), json!({ "isSuperuser": false })).await.has(200);
        is_refused(&root.put(&path(&other), json!({})).await);
        is_refused(&other.delete(&path(&other), json!({})).await);
    }
}

#[tokio::test]
async fn nobody_changes_himself_without_the_right() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    ada.get(&path(&ada)).await.has(200);
    is_refused(&ada.put(&path(&ada), json!({ "firstName": "Ada" })).await);
    is_refused(&ada.delete(&path(&ada), json!({})).await);
    let right = format!("/users/{}/permissions/{}/", ada.id, stock("change_user"));
    root.put(&right, json!({})).await.has(200);
    ada.put(&path(&ada), json!({ "firstName": "Ada" })).await.has(200);
}

#[tokio::test]
async fn who_never_activated_is_enabled_by_an_administrator() {
    let (world, root) = at_work().await;
    let zoe = world.newcomer("zoe").await;
    assert_eq!(field(&root, &zoe, "isActive").await, false);
    root.put(&path(&zoe), json!({ "isActive": true })).await.has(200);
    zoe.in_browser().await.get(&path(&zoe)).await.has(200);
}

#[tokio::test]
async fn a_new_password_of_ones_own_ends_what_was_signed_in_elsewhere() {
    let (_world, root) = at_work().await;
    let elsewhere = root.in_browser().await;
    root.put(&path(&root), json!({ "password": NEW })).await.has(200);
    is_refused(&elsewhere.get(&path(&root)).await);
    root.get(&path(&root)).await.has(200);
}
