//! A team's own colour, logo and words on the pages and in mails.

use super::signed_in;
use crate::world::{Browser, World};
use shared::config::Config;

const LOGO: &str = "https://cdn.example.org/logo.svg";

/// The stylesheet of this page, and its path.
async fn styles(world: &World, page: &str) -> (String, String) {
    let path = page.split("<link rel=\"stylesheet\" href=\"").nth(1).expect("a stylesheet");
    let path = path.split('"').next().expect("an end").to_owned();
    let reply = world.anyone().get(&path).await;
    reply.has(200).says("cache-control", "public, max-age=31536000, immutable");
    (path, reply.text().to_owned())
}

#[tokio::test]
async fn pages_wear_a_teams_colour_logo_and_words() {
    let brand = [
        ("BRAND_COLOR", "#fc0"),
        ("BRAND_LOGO", LOGO),
        ("TERMS_URL", "https://example.org/terms?a=1&b=2"),
        ("SUPPORT_URL", "mailto:help@example.org"),
    ];
    let (plain, world) = (World::new().await, World::with(&brand).await);
    let mut browser = Browser::at(&world.anyone(), "/account/sign_in").await;
    let page = browser.open("/account/sign_in").await.has(200).text().to_owned();
    assert!(
        page.contains(&format!("<img src=\"{LOGO}\" alt=\"\">"))
            && !page.contains("<svg viewBox=\"0 0 28 28\""),
        "{page}"
    );
    assert!(page.contains("<a href=\"https://example.org/terms?a=1&#38;b=2\">Terms</a>"), "{page}");
    assert!(
        page.contains("<a href=\"mailto:help@example.org\">Help</a>") && !page.contains("Privacy"),
        "{page}"
    );
    let policy = browser.page.header("content-security-policy");
    assert!(policy.contains(&format!("img-src 'self' {LOGO};")) && !policy.contains("unsafe"), "{policy}");
    // Yellow cannot be read on white, and can at night.
    let (path, styles_of_brand) = styles(&world, &page).await;
    assert_eq!(styles_of_brand.matches("--accent: #ffcc00;").count(), 1, "{path}");
    let there = plain.anyone().get("/account/sign_in").await.text().to_owned();
    let (other, styles_of_none) = styles(&plain, &there).await;
    assert_ne!(path, other, "caches keep a stylesheet for a year");
    assert!(styles_of_brand.starts_with(&styles_of_none) && !styles_of_none.contains("#ffcc00"));
    assert!(!there.contains("<footer") && !there.contains("<img"), "{there}");
    // Signed in, and in mails.
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let page = browser.open("/account/").await;
    assert!(page.has(200).text().contains("<footer class=\"ends\">") && page.text().contains(LOGO), "{page}");
    let mail = world.mail_to(&alice.email).await;
    assert!(
        mail.html.contains(LOGO) && mail.html.contains("background-color: #ffcc00 !important"),
        "{}",
        mail.html
    );
    assert!(!mail.html.contains("#17614f"), "{}", mail.html);
}

#[test]
fn what_could_break_out_of_a_page_is_no_setting() {
    for (setting, value) in [
        ("BRAND_COLOR", "red"),
        ("BRAND_COLOR", "#00aa77}body{display:none"),
        ("BRAND_COLOR", "</style>"),
        ("BRAND_COLOR", "url(javascript:alert(1))"),
        ("BRAND_COLOR", "#12"),
        ("BRAND_LOGO", "javascript:alert(1)"),
        ("BRAND_LOGO", "http://example.org/logo.svg"),
        ("BRAND_LOGO", "data:image/svg+xml,<svg onload=alert(1)>"),
        ("BRAND_LOGO", "https://example.org/logo.svg; script-src *"),
        ("BRAND_LOGO", "https://example.org/logo.svg;script-src"),
        ("BRAND_LOGO", "https://example.org/a.svg,https://example.com"),
        ("BRAND_LOGO", "https://user@example.org/logo.svg"),
        ("BRAND_LOGO", "https://*/logo.svg"),
        ("BRAND_LOGO", "https://example.org"),
        ("BRAND_LOGO", "https://example.org/logos/"),
        ("BRAND_LOGO", "https:///logo.svg"),
        ("TERMS_URL", "javascript:alert(1)"),
        ("TERMS_URL", "https://example.org/\"onclick=\"alert(1)"),
        ("TERMS_URL", "mailto:help@example.org"),
        ("PRIVACY_URL", "//example.org"),
        ("SUPPORT_URL", "mailto:help@example.org?subject=<b>"),
        ("SUPPORT_URL", "mailto:help@example.org?subject=Help"),
        ("SUPPORT_URL", "tel:+1"),
        ("TERMS_URL", "https://bücher.example/agb"),
        ("TERMS_URL", "https://example.org/größe"),
        ("SITE_NAME", "Evil\u{202e}knaB"),
        ("SITE_NAME", "\u{2066}Bank"),
        ("SITE_NAME", "Bank\u{200f}"),
        ("EMAIL_FRONTEND_SITE_NAME", "a\u{2028}b"),
    ] {
        let pairs = [
            ("LATCHKEY_SECRET_KEY".to_owned(), "k".repeat(64)),
            (format!("LATCHKEY_{setting}"), value.to_owned()),
        ];
        let mistakes = Config::parse(pairs).err().unwrap_or_default();
        assert_eq!(mistakes.len(), 1, "{setting} {value:?}: {mistakes:?}");
        assert!(mistakes[0].starts_with(&format!("LATCHKEY_{setting} must be ")), "{mistakes:?}");
    }
}
