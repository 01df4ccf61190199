//! Pages in the language that the browser likes best.

use super::signed_in;
use crate::world::{Browser, GOOD, Request, World};
use serde_json::{Value, json};
use shared::accounts::{self, Arrival, Settled};
use shared::domain::password::Password;
use shared::domain::{FieldValues, Locale, Origin, PasswordHash, Profile, Rights, Timestamp, User, UserId};

#[tokio::test]
async fn a_page_speaks_what_its_reader_likes_best_of_what_it_can() {
    let world = World::new().await;
    for (liked, tag, said) in [
        ("de-AT,de;q=0.9,en;q=0.5", "de", "Willkommen zurück bei accounts.test."),
        ("es", "es", "He olvidado mi contraseña"),
        ("fr-CA,fr;q=0.8", "fr", "Bon retour sur accounts.test."),
        ("pt-BR", "pt", "Esqueci minha senha"),
        ("ja", "ja", "パスワードを忘れた"),
        ("tlh, en-GB;q=0.1", "en", "Welcome back to accounts.test."),
        ("\u{e4}", "en", "Welcome back to accounts.test."),
    ] {
        let request = Request::new("GET", "/account/sign_in").header("accept-language", liked);
        let page = world.anyone().send(request).await;
        page.has(200).says("content-language", tag);
        assert!(
            page.text().contains(said) && page.text().contains(&format!("<html lang=\"{tag}\"")),
            "{page}"
        );
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_in_it_too() {
    let world = World::new().await;
    let form = Request::post("/account/sign_in").form(&[("username", ""), ("password", "a")]);
    let page = world.anyone().send(form.header("accept-language", "de")).await;
    assert!(page.has(400).text().contains("Bitte fülle das aus."), "{page}");
    let gone = Request::new("GET", "/pages/activate/MQ/nonsense").header("accept-language", "fr");
    assert!(world.anyone().send(gone).await.has(404).text().contains("Ce lien ne fonctionne plus"));
}

#[tokio::test]
async fn an_account_speaks_the_language_that_its_owner_chose() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    assert!(browser.open("/account/").await.has(200).text().contains("name=\"own-locale\""));
    let saved = browser.send(&[("own-locale", "de")]).await;
    saved.has(200).says("content-language", "de");
    assert!(saved.text().contains("Dein Profil ist gespeichert."), "{saved}");
    assert!(saved.text().contains("<option value=\"de\" selected>Deutsch</option>"), "{saved}");
    // No recorded dialect shows it; the copy of one's data does, and an administrator sees it.
    assert!(!alice.get("/v1/me").await.has(200).text().contains("locale"));
    assert_eq!(alice.get("/v1/me/export").await.has(200).json()["account"]["locale"], "de");
    let root = world.superuser().await;
    let page = root.in_browser().await.get(&format!("/console/users/{}", alice.id)).await;
    assert!(page.has(200).text().contains("<option value=\"de\" selected>Deutsch</option>"), "{page}");
    // What says nothing of it leaves it; what says nothing in it leaves it to the browser.
    let named = alice.patch("/v1/me", json!({"first_name": "Alice"})).await;
    named.has(200);
    browser.open("/account/").await.says("content-language", "de");
    browser.send(&[("own-locale", "")]).await.has(200).says("content-language", "en");
    assert_eq!(alice.get("/v1/me/export").await.json()["account"]["locale"], Value::Null);
}

#[tokio::test]
async fn a_language_that_was_taken_back_is_not_brought_by_a_later_import() {
    let world = World::new().await;
    let password = world.app.hasher.hash(&Password::new(GOOD)).await;
    let arrival = |locale: &str| {
        let (username, email) = ("bob".to_owned(), "bob@example.org".to_owned());
        let profile = Profile { username, email, fields: FieldValues::new() };
        let mut user = User::new(UserId::from(7), profile, Timestamp::from_seconds(1_600_000_000));
        user.prove(world.app.now());
        user.password = Some(PasswordHash(password.clone()));
        user.locale = Locale::parse(locale);
        let was = accounts::marks(&user, &password, Some(user.date_joined), "", "", true, "{}");
        let origin = Origin { id: "7".to_owned(), was };
        user.origin = Some(origin.clone());
        Arrival::new(&world.app, user, Rights::default(), None, origin)
    };
    let import = |locale| {
        let arrivals = [arrival(locale)];
        let app = &world.app;
        async move { accounts::take_in(app, &arrivals).await.expect("the table answers").remove(0) }
    };
    assert_eq!(import("").await, Settled::Taken);
    let bob = world.anyone().named("bob", 7).by_token().await;
    let mut browser = Browser::at(&bob, "/account/").await;
    browser.send(&[("username", "bob"), ("password", GOOD)]).await.has(200);
    for chosen in ["fr", ""] {
        browser.open("/account/").await.has(200);
        browser.send(&[("own-locale", chosen)]).await.has(200);
    }
    let Settled::Here(known) = import("nl").await else { panic!("he is here") };
    assert_eq!((known.filled, known.changed), (vec![], vec!["locale"]));
    assert_eq!(bob.get("/v1/me/export").await.has(200).json()["account"]["locale"], Value::Null);
}

#[tokio::test]
async fn a_language_that_pages_do_not_speak_is_kept_and_no_tag_is_refused() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    browser.open("/account/").await;
    let saved = browser.send(&[("own-locale", "nl-BE")]).await;
    saved.has(200).says("content-language", "en");
    assert!(saved.text().contains("<option value=\"nl-BE\" selected>nl-BE</option>"), "{saved}");
    for hostile in ["\"><script>", "de\r\nset-cookie: a=b", "../../etc", &"de-abcdefgh".repeat(5)] {
        let refused = browser.send(&[("own-locale", hostile)]).await;
        assert!(refused.has(400).text().contains("Please choose one of these."), "{refused}");
        assert!(!refused.text().contains("<script>"), "{refused}");
    }
    assert_eq!(alice.get("/v1/me/export").await.json()["account"]["locale"], "nl-BE");
}

#[tokio::test]
async fn who_signs_up_is_spoken_to_as_the_page_was() {
    let world = World::new().await;
    for (name, liked, locale) in [("bob", "fr-CA", json!("fr")), ("eve", "tlh", Value::Null)] {
        let email = format!("{name}@example.org");
        let form = [("username", name), ("email", &email), ("password", GOOD)];
        let form = Request::post("/account/sign_up").form(&form).header("accept-language", liked);
        world.anyone().send(form).await.has(200);
        let mail = world.mail_to(&email).await;
        let subject = match &locale {
            Value::Null => "Account activation on accounts.test",
            _ => "Activez votre compte sur accounts.test",
        };
        assert_eq!(mail.subject, subject);
        let proof = mail.link().proof();
        world.anyone().post("/auth/users/activation/", proof).await.is_empty(204);
        let user = world.anyone().named(name, 0).by_token().await;
        assert_eq!(user.get("/v1/me/export").await.has(200).json()["account"]["locale"], locale);
    }
}

#[tokio::test]
async fn mails_are_in_the_language_that_their_reader_chose_and_never_in_what_a_browser_asks_for() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let reset = || async {
        let ask = Request::post("/auth/users/reset_password/").json(&json!({ "email": alice.email }));
        world.anyone().send(ask.header("accept-language", "ja")).await.is_empty(204);
        world.mail_to(&alice.email).await
    };
    assert_eq!(reset().await.subject, "Password reset on accounts.test");
    for (tag, subject, words) in [
        ("de-AT", "Neues Passwort für accounts.test", "Der Link gilt einmal, innerhalb von 48 Stunden."),
        ("ja", "accounts.test のパスワードの再設定", "リンクは 48 時間以内に一度だけ使えます。"),
        ("nl", "Password reset on accounts.test", "The link works once, within 48 hours."),
    ] {
        browser.open("/account/").await;
        browser.send(&[("own-locale", tag)]).await.has(200);
        let mail = reset().await;
        assert_eq!(mail.subject, subject);
        assert!(mail.text.contains(words) && mail.html.contains(words), "{mail:#?}");
    }
}
