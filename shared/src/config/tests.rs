use super::{Config, LoginField, SETTINGS};

fn parse(pairs: &[(&str, &str)]) -> Result<(Config, Vec<String>), Vec<String>> {
    let secret = ("LATCHKEY_SECRET_KEY", "a secret of more than thirty-two characters");
    Config::parse(
        [&[secret], pairs].concat().into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())),
    )
}

#[test]
fn defaults_are_djosers_but_for_activation() {
    let (config, unknown) = parse(&[]).unwrap();
    assert!(config.send_activation_email && config.hide_users && !config.set_password_retype);
    assert_eq!(config.login_field(), LoginField::Username);
    assert!(unknown.is_empty());
}

#[test]
fn every_mistake_is_reported_at_once() {
    let mistakes = parse(&[
        ("LATCHKEY_HIDE_USERS", "yes"),
        ("LATCHKEY_PUBLIC_URL", "accounts.example.org"),
        ("LATCHKEY_THROTTLE", "false"),
    ])
    .unwrap_err();
    assert_eq!(
        mistakes,
        [
            "LATCHKEY_PUBLIC_URL must be an origin such as https://accounts.example.org",
            "LATCHKEY_HIDE_USERS must be true or false",
            "LATCHKEY_THROTTLE must be on or off",
        ]
    );
    let mistakes = parse(&[
        ("LATCHKEY_SECRET_KEY", "short"),
        ("LATCHKEY_HIDE_USERS", "yes"),
        ("LATCHKEY_ACTIVATION_URL", "activate"),
        ("LATCHKEY_DEFAULT_FROM_EMAIL", "a@example.org, b@example.org"),
        ("LATCHKEY_ARGON2_MEMORY", "64"),
        ("LATCHKEY_SUPERUSER_USERNAME", "list"),
        ("LATCHKEY_SUPERUSER_EMAIL", "root"),
        ("LATCHKEY_SUPERUSER_PASSWORD", "12345678"),
        ("LATCHKEY_HIDE_USER", "true"),
        // What does not fit the others is told beside what cannot be read.
        ("LATCHKEY_TOKEN_CLAIMS", "shoe_size"),
        ("LATCHKEY_REGISTRATION_DOMAINS", "example.org"),
        ("LATCHKEY_SEND_ACTIVATION_EMAIL", "false"),
        ("LATCHKEY_COOKIE_SAMESITE", "None"),
    ])
    .unwrap_err();
    let names: Vec<_> =
        mistakes.iter().map(|mistake| mistake.split([' ', ':']).next().unwrap_or_default()).collect();
    assert_eq!(
        names,
        [
            "LATCHKEY_SECRET_KEY",
            "LATCHKEY_HIDE_USERS",
            "LATCHKEY_ACTIVATION_URL",
            "LATCHKEY_DEFAULT_FROM_EMAIL",
            "LATCHKEY_ARGON2_MEMORY",
            "LATCHKEY_SUPERUSER_USERNAME",
            "LATCHKEY_SUPERUSER_EMAIL",
            "LATCHKEY_SUPERUSER_PASSWORD",
            "LATCHKEY_TOKEN_CLAIMS",
            "LATCHKEY_REGISTRATION_DOMAINS",
            "LATCHKEY_COOKIE_SAMESITE",
            "LATCHKEY_HIDE_USER",
        ],
        "{mistakes:?}"
    );
    for (variable, bad) in [
        ("LATCHKEY_DOMAIN", "https://app.example.org"),
        ("LATCHKEY_EMAIL_FRONTEND_DOMAIN", "app.example.org/users"),
        ("LATCHKEY_EMAIL_FRONTEND_DOMAIN", "ada@app.example.org"),
        ("LATCHKEY_EMAIL_FRONTEND_PROTOCOL", "https://"),
        ("LATCHKEY_DOMAIN", "app..org"),
        ("LATCHKEY_DOMAIN", "app.example.org:99999"),
        ("LATCHKEY_DOMAIN", "a.example,b.example"),
        ("LATCHKEY_ACTIVATION_URL", "activate/{token}\r\nX: y"),
        ("LATCHKEY_TABLE", "a b"),
        ("LATCHKEY_ARGON2_ITERATIONS", "8"),
        ("LATCHKEY_SITE_NAME", "Orchard\r\nBcc: all@example.org"),
        ("LATCHKEY_SITE_NAME", "Orch\u{fffd}rd"),
    ] {
        assert!(parse(&[(variable, bad)]).unwrap_err()[0].starts_with(variable), "{bad}");
    }
    assert!(parse(&[("LATCHKEY_DOMAIN", "[::1]:8000"), ("LATCHKEY_SITE_NAME", "Obst & Söhne")]).is_ok());
    // A field of such a name would make tokens that verifiers misread.
    assert!(parse(&[("LATCHKEY_TOKEN_CLAIMS", "groups, nbf")]).unwrap_err()[0].contains("nbf"));
    let mistakes = parse(&[
        ("LATCHKEY_PUBLIC_URL", "accounts.example.org"),
        ("LATCHKEY_COOKIE_SAMESITE", "None"),
        ("LATCHKEY_USER_FIELDS", "{"),
        ("LATCHKEY_TOKEN_CLAIMS", "shoe_size"),
    ])
    .unwrap_err();
    assert_eq!(mistakes.len(), 2, "nobody knows what the others are to fit: {mistakes:?}");
}

#[test]
fn what_argon2_may_cost_is_what_the_hasher_takes() {
    for (memory, passes, lanes) in [(19_456, 2, 1), (102_400, 7, 8)] {
        assert!(crate::auth::password::Hasher::new(memory, passes, lanes).is_ok());
        let values = [memory, passes, lanes].map(|value| value.to_string());
        let names = ["LATCHKEY_ARGON2_MEMORY", "LATCHKEY_ARGON2_ITERATIONS", "LATCHKEY_ARGON2_PARALLELISM"];
        let pairs: Vec<_> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
        assert!(parse(&pairs).is_ok());
    }
}

#[test]
fn a_sender_is_one_address() {
    let read = |text| parse(&[("LATCHKEY_DEFAULT_FROM_EMAIL", text)]);
    assert!(read("\"Doe, Jane\" <jane@example.org>").is_ok());
    for bad in ["", "Example", "Doe, Jane <jane@example.org>", "a@example.org,b@example.org"] {
        assert!(read(bad).unwrap_err()[0].contains("LATCHKEY_DEFAULT_FROM_EMAIL must be"), "{bad}");
    }
}

#[test]
fn an_unknown_name_gets_the_nearest_known_one() {
    let (_, unknown) = parse(&[("LATCHKEY_HIDE_USER", "true")]).unwrap();
    assert_eq!(unknown, ["LATCHKEY_HIDE_USER is not a setting; did you mean LATCHKEY_HIDE_USERS?"]);
}

/// `docs/configuration.md`, printed from the declarations.
fn page() -> String {
    let mut page = String::from(
        "# Configuration\n\n\
         Environment variables, read once at start. All mistakes are reported together. A name that begins with\n\
         `LATCHKEY_` and is none of these is an error in the `latchkey` command and a warning in a function.\n\
         Booleans are `true` or `false`. This page is printed from `shared/src/config`.\n\n\
         | variable | default | what it does |\n|---|---|---|\n",
    );
    for setting in SETTINGS {
        let default = match setting.default {
            "" => "(none)".to_owned(),
            default => format!("`{default}`"),
        };
        page += &format!("| `{}` | {default} | {} |\n", setting.variable(), setting.description());
    }
    page += "\n`latchkey serve` has its own defaults for `LATCHKEY_PUBLIC_URL` (`http://` and the address it listens on) and\n\
             `LATCHKEY_SECRET_KEY` (made once, kept in the data folder). With `LATCHKEY_SUPERUSER_USERNAME`,\n\
             `LATCHKEY_SUPERUSER_EMAIL` and `LATCHKEY_SUPERUSER_PASSWORD` set, it makes that superuser at start; `latchkey\n\
             createsuperuser` takes the password from there too. `latchkey check` takes that of its `--username` from\n\
             `LATCHKEY_CHECK_PASSWORD`.\n\n\
             What templates of `LATCHKEY_EMAIL_TEMPLATES` can say is in [mails.md](mails.md).\n";
    page
}

#[test]
fn the_configuration_page_is_up_to_date() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
    let page = page();
    if std::fs::read_to_string(file).ok().as_deref() != Some(&page) {
        std::fs::write(file, &page).unwrap();
        panic!("docs/configuration.md was out of date; it is written anew, look at it");
    }
}

#[test]
fn secrets_are_not_printed() {
    let (config, _) = parse(&[]).unwrap();
    assert!(!format!("{config:?}").contains("thirty-two"));
}

#[test]
fn an_origin_is_as_browsers_send_it() {
    let read = |text| {
        let parsed = parse(&[("LATCHKEY_CORS_ALLOWED_ORIGINS", text)]);
        parsed.map(|(config, _)| config.cors_allowed_origins.0.join(" "))
    };
    let good = read("https://App.example.org:443,http://localhost:3000, http://[::1]:8080");
    assert_eq!(good.unwrap(), "https://app.example.org http://localhost:3000 http://[::1]:8080");
    let apps = "Capacitor://localhost, tauri://localhost,chrome-extension://abcdefghijklmnop";
    let good = "capacitor://localhost tauri://localhost chrome-extension://abcdefghijklmnop";
    assert_eq!(read(apps).unwrap(), good);
    // Only the web's own schemes fold the case of a host.
    let kept = "safari-web-extension://E3449EA7-EC25-4696-8E6F-6D51C2D6CC2C";
    assert_eq!(read(kept).unwrap(), kept);
    for bad in [
        "app.example.org",
        "https://",
        "https://*",
        "https://a.b/c",
        "https://a@b",
        "ftp://a.b",
        "null",
        "file://",
        "://localhost",
        "1app://localhost",
        "capacitor://",
        "capacitor:localhost",
    ] {
        let mistakes = read(bad).unwrap_err();
        assert!(mistakes[0].contains("such as https://app.example.org"), "{bad}: {mistakes:?}");
    }
}

#[test]
fn cookies_are_such_as_browsers_keep() {
    let read = |pairs: &[(&str, &str)]| {
        let https = ("LATCHKEY_PUBLIC_URL", "https://accounts.example.org");
        parse(&[&[https], pairs].concat()).map(|_| ()).map_err(|mistakes| mistakes.join("; "))
    };
    let (session, csrf) = ("LATCHKEY_SESSION_COOKIE_NAME", "LATCHKEY_CSRF_COOKIE_NAME");
    let (domain, same_site) = ("LATCHKEY_COOKIE_DOMAIN", "LATCHKEY_COOKIE_SAMESITE");
    let local = ("LATCHKEY_PUBLIC_URL", "http://127.0.0.1:8000");
    for good in [
        &[(session, "__Host-sid"), (csrf, "__Host-csrf"), (same_site, "None")][..],
        &[(session, "__Secure-sid"), (domain, ".Example.org"), (same_site, "Strict")],
        &[(domain, "accounts.example.org")],
        &[local, (session, "latchkey.sid"), (same_site, "Strict")],
    ] {
        assert_eq!(read(good), Ok(()));
    }
    for (bad, why) in [
        (&[local, (session, "__Host-sid")][..], "browsers accept __Host-sid over https only"),
        (&[local, (csrf, "__secure-csrf")], "browsers accept __secure-csrf over https only"),
        (&[(session, "__Host-sid"), (domain, "example.org")], "LATCHKEY_COOKIE_DOMAIN must be empty"),
        (&[(csrf, "sessionid")], "LATCHKEY_CSRF_COOKIE_NAME must differ"),
        (&[(session, "latchkey_device")], "names that begin with latchkey_ are those of other cookies"),
        (&[(domain, "ample.org")], "(accounts.example.org) or a parent domain"),
        (&[(domain, "example.com")], "(accounts.example.org) or a parent domain"),
        (&[local, (domain, "0.0.1")], "(127.0.0.1) or a parent domain"),
        (&[(domain, "https://example.org")], "must be a domain such as example.org"),
        (&[local, (same_site, "None")], "browsers accept None over https only"),
        (&[(same_site, "Sometimes")], "must be Lax, Strict or None"),
        (&[(session, "a b")], "must be a name of letters"),
        (&[(session, "")], "must be a name of letters"),
    ] {
        let told = read(bad).unwrap_err();
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_link_is_a_path_of_the_front_end() {
    let read = |text| parse(&[("LATCHKEY_ACTIVATION_URL", text)]);
    assert!(read("activate/{uid}/{token}").is_ok());
    for bad in ["activate/{uid}", "https://app.example.org/activate/{uid}/{token}"] {
        assert!(read(bad).unwrap_err()[0].contains("LATCHKEY_ACTIVATION_URL must"), "{bad}");
    }
}
