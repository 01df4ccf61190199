//! Every setting is a parameter of the template, with the code's default and words, or is given by the stack.

use super::template::TEMPLATE;
use regex_lite::Regex;
use serde_json::Value;
use shared::config::{Config, SETTINGS, Setting};
use std::collections::BTreeMap;

/// Settings whose values the stack makes of its own parts and of other parameters.
const GIVEN: [&str; 6] = [
    "LATCHKEY_PUBLIC_URL",
    "LATCHKEY_TABLE",
    "LATCHKEY_SECRET_KEY",
    "LATCHKEY_SECRET_KEY_FALLBACKS",
    "LATCHKEY_DEFAULT_FROM_EMAIL",
    "LATCHKEY_EMAIL_TEMPLATES",
];

/// What Lambda allows a function's environment in all, in bytes.
const ENVIRONMENT: usize = 4096;

fn environment() -> &'static serde_json::Map<String, Value> {
    TEMPLATE["Globals"]["Function"]["Environment"]["Variables"].as_object().expect("there are variables")
}

/// The settings that are parameters, with the parameter's name and declaration.
fn parameters() -> impl Iterator<Item = (&'static Setting, String, &'static Value)> {
    SETTINGS.iter().filter(|setting| !GIVEN.contains(&setting.variable().as_str())).map(|setting| {
        let words = setting.variable().to_lowercase();
        let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
        let name: String = words.split('_').skip(1).map(capital).collect();
        let declared = &TEMPLATE["Parameters"][&name];
        assert!(declared.is_object(), "{} is no parameter {name}", setting.variable());
        (setting, name, declared)
    })
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What the code says of a deployment where one setting has this value.
fn mistakes(variable: &str, value: &str) -> Vec<String> {
    let mut pairs: BTreeMap<_, _> =
        SETTINGS.iter().map(|it| (it.variable(), it.default.to_owned())).collect();
    pairs.insert("LATCHKEY_SECRET_KEY".to_owned(), "k".repeat(64));
    pairs.insert("LATCHKEY_PUBLIC_URL".to_owned(), "https://accounts.example.org".to_owned());
    pairs.insert(variable.to_owned(), value.to_owned());
    Config::parse(pairs).map_or_else(|mistakes| mistakes, |(_, unknown)| unknown)
}

#[test]
fn the_functions_get_every_setting_and_no_other() {
    let known: Vec<_> = SETTINGS.iter().map(Setting::variable).collect();
    let given: Vec<_> = environment().keys().cloned().collect();
    assert_eq!(given, known, "in the order of docs/configuration.md");
}

#[test]
fn a_parameter_has_the_defaults_and_the_words_of_its_setting() {
    for (setting, name, declared) in parameters() {
        assert_eq!(environment()[&setting.variable()]["Ref"], *name);
        assert_eq!(text(&declared["Default"]), setting.default, "{name}");
        assert_eq!(text(&declared["Description"]), setting.description(), "{name}");
    }
}

#[test]
fn what_a_parameter_allows_the_code_takes() {
    for (setting, name, declared) in parameters() {
        let values = declared["AllowedValues"].as_array().into_iter().flatten();
        for value in values.chain([&declared["Default"]]).map(text) {
            assert_eq!(mistakes(&setting.variable(), &value), [""; 0], "{name}: {value}");
        }
    }
}

#[test]
fn a_parameter_refuses_what_the_code_refuses() {
    // What takes any text in code needs no bounds.
    let free = |setting: &Setting| mistakes(&setting.variable(), "no such value").is_empty();
    for (_, name, declared) in parameters().filter(|(setting, ..)| !free(setting)) {
        // CloudFormation's numbers may have fractions.
        assert_eq!(declared["Type"], "String", "{name}");
        assert!(declared["AllowedValues"].is_array() || declared["AllowedPattern"].is_string(), "{name}");
    }
}

#[test]
fn an_address_that_the_code_refuses_is_refused_before_anything_is_deployed() {
    for (variable, value) in [
        ("LATCHKEY_BRAND_LOGO", "https://user@example.org/logo.svg"),
        ("LATCHKEY_BRAND_LOGO", "https://example.org"),
        ("LATCHKEY_BRAND_LOGO", "https://example.org/logos/"),
        ("LATCHKEY_BRAND_LOGO", "https://example.org/logo.svg?v=2"),
        ("LATCHKEY_BRAND_LOGO", "https://example.org/logo.svg;a"),
        ("LATCHKEY_BRAND_LOGO", "data:image/svg+xml,<svg>"),
        ("LATCHKEY_TERMS_URL", "https://bücher.example/agb"),
        ("LATCHKEY_TERMS_URL", "https://example.org/größe"),
        ("LATCHKEY_TERMS_URL", "https://example.org/\"onclick=\"a"),
        ("LATCHKEY_TERMS_URL", "https://"),
        ("LATCHKEY_PRIVACY_URL", "http://example.org"),
        ("LATCHKEY_SUPPORT_URL", "mailto:help@example.org?subject=Help"),
        ("LATCHKEY_SUPPORT_URL", "mailto:help"),
    ] {
        let (_, name, declared) = parameters().find(|(it, ..)| it.variable() == variable).expect("a setting");
        let allowed = Regex::new(&text(&declared["AllowedPattern"])).expect("a regular expression");
        assert_ne!(mistakes(variable, value), [""; 0], "{name}: {value}");
        assert!(!allowed.is_match(value), "{name}: {value}");
    }
    for (variable, value) in [
        ("LATCHKEY_BRAND_LOGO", "https://cdn.example.org:8443/a/logo-1.svg"),
        ("LATCHKEY_TERMS_URL", "https://example.org"),
        ("LATCHKEY_TERMS_URL", "https://example.org/terms?lang=de&v=[1]#top"),
        ("LATCHKEY_SUPPORT_URL", "mailto:help.desk+a@example.org"),
        ("LATCHKEY_SUPPORT_URL", "https://example.org/help/"),
    ] {
        let (_, name, declared) = parameters().find(|(it, ..)| it.variable() == variable).expect("a setting");
        let allowed = Regex::new(&text(&declared["AllowedPattern"])).expect("a regular expression");
        assert_eq!(mistakes(variable, value), [""; 0], "{name}: {value}");
        assert!(allowed.is_match(value), "{name}: {value}");
    }
}

#[test]
fn a_whole_number_is_allowed_up_to_its_bounds_and_nothing_else_is() {
    let mut numbers = 0;
    for (setting, name, declared) in parameters() {
        let Some(bounds) = declared["ConstraintDescription"]
            .as_str()
            .and_then(|says| says.strip_prefix("must be a whole number from "))
        else {
            assert!(text(&declared["Default"]).parse::<u64>().is_err(), "{name} says no bounds");
            continue;
        };
        let (least, most) = bounds.split_once(" to ").expect("two bounds");
        let (least, most): (u64, u64) = (least.parse().expect("a number"), most.parse().expect("a number"));
        let allowed = Regex::new(&text(&declared["AllowedPattern"])).expect("a regular expression");
        let places = (0..=9).map(|zeros| 10_u64.pow(zeros));
        let tried =
            places.flat_map(|place| (1..=9).flat_map(move |digit| [place * digit - 1, place * digit]));
        let edges = [least.saturating_sub(1), least, least + 1, most - 1, most, most + 1];
        for value in tried.chain(edges).chain((least..=most).take(120_000)) {
            let fits = (least..=most).contains(&value);
            assert_eq!(allowed.is_match(&value.to_string()), fits, "{name}: {value}");
        }
        for value in [least, most] {
            assert_eq!(mistakes(&setting.variable(), &value.to_string()), [""; 0], "{name}: {value}");
        }
        for value in ["1.5", "", " 3", "-1", "03", "1e1", "three"] {
            assert!(!allowed.is_match(value), "{name}: {value:?}");
        }
        numbers += 1;
    }
    assert!(numbers > 10, "only {numbers} numbers");
}

#[test]
fn the_lone_comma_with_which_the_fallbacks_begin_is_none() {
    let made = &TEMPLATE["Resources"]["SecretKey"]["Properties"]["GenerateSecretString"];
    let secret: Value =
        serde_json::from_str(&text(&made["SecretStringTemplate"])).expect("the secret is JSON");
    assert_eq!(mistakes("LATCHKEY_SECRET_KEY_FALLBACKS", &text(&secret["fallbacks"])), [""; 0]);
    assert_eq!(made["GenerateStringKey"], "key");
    assert!(made["PasswordLength"].as_u64().is_some_and(|length| length >= 32));
}

#[test]
fn the_environment_leaves_a_quarter_of_its_room_to_the_deployer() {
    let names: usize = SETTINGS.iter().map(|it| it.variable().len() + it.default.len()).sum();
    // Two secret keys, and room for the values that the stack makes.
    let taken = names + 2 * 64 + 256;
    assert!(taken <= ENVIRONMENT / 4 * 3, "{taken} bytes");
}
