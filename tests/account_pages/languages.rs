//! Pages in the language that the browser likes best.

use crate::world::{Request, World};

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
