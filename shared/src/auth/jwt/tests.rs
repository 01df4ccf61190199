use std::sync::LazyLock;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::{any, proptest};
use proptest::{collection, prop_assert_eq, sample};
use serde_json::{Map, Value, json};

use super::{Access, Fault, Refresh, Token, Verifier, compact};
use crate::auth::secret::Secret;
use crate::auth::signing_key::SigningKey;

const NOW: i64 = 1_767_268_800;
const ISSUER: &str = "https://accounts.example.org";
const AUDIENCE: &str = "shop";
const OLD_SECRET: &str = "the secret of last year, long enough";

static KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::generate);
static OTHER_KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::generate);
static SECRET: LazyLock<Secret> =
    LazyLock::new(|| Secret::new("a secret of more than 32 characters", &[OLD_SECRET.to_owned()]).unwrap());
static VERIFIER: LazyLock<Verifier> =
    LazyLock::new(|| Verifier::new(&SECRET, &[KEY.public().clone()], ISSUER, AUDIENCE));

fn access() -> Access {
    Access {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        user_id: 7_000_000_007,
        sid: "5e55105e55105e55105e55105e55105e".to_owned(),
        jti: "0123456789abcdef0123456789abcdef".to_owned(),
        iat: NOW,
        exp: NOW + 300,
        extra: Map::new(),
    }
}

fn refresh() -> Refresh {
    Refresh {
        iss: ISSUER.to_owned(),
        user_id: 7_000_000_007,
        sid: "5e55105e55105e55105e55105e55105e".to_owned(),
        generation: 3,
        jti: "0123456789abcdef0123456789abcdef".to_owned(),
        iat: NOW,
        exp: NOW + 86_400,
    }
}

fn part(token: &str, index: usize) -> String {
    let encoded = token.split('.').nth(index).unwrap();
    String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).unwrap()).unwrap()
}

fn header() -> Value {
    json!({ "typ": "JWT", "alg": "RS256", "kid": KEY.public().kid() })
}

fn claims() -> Value {
    serde_json::from_str(&part(&access().sign(&KEY), 1)).unwrap()
}

/// `object` with one member set, or removed where the value is null.
fn with(mut object: Value, name: &str, value: Value) -> String {
    match value {
        Value::Null => drop(object.as_object_mut().unwrap().remove(name)),
        value => object[name] = value,
    }
    object.to_string()
}

/// Rightly signed by our own key, whatever header and claims say.
fn by_us(header: &str, claims: &str) -> String {
    compact(header, claims, |message| KEY.sign(message))
}

fn by_hmac(header: &str, claims: &str, key: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    compact(header, claims, |message| hmac::sign(&key, message).as_ref().to_vec())
}

fn fault(token: &str) -> Option<Fault> {
    VERIFIER.either(token, NOW).err()
}

#[test]
fn what_was_signed_is_what_is_read() {
    assert_eq!(VERIFIER.access(&access().sign(&KEY), NOW), Ok(access()));
    assert_eq!(VERIFIER.refresh(&refresh().sign(&SECRET), NOW), Ok(refresh()));
    assert_eq!(VERIFIER.either(&access().sign(&KEY), NOW), Ok(Token::Access(access())));
    assert_eq!(VERIFIER.either(&refresh().sign(&SECRET), NOW), Ok(Token::Refresh(refresh())));
    assert_eq!(fault(&by_us(&header().to_string(), &claims().to_string())), None);
}

#[test]
fn tokens_hold_the_promised_claims_and_nothing_else() {
    let token = access().sign(&KEY);
    assert_eq!(part(&token, 0), format!(r#"{{"typ":"JWT","alg":"RS256","kid":"{}"}}"#, KEY.public().kid()));
    assert_eq!(
        serde_json::from_str::<Value>(&part(&token, 1)).unwrap(),
        json!({
            "token_type": "access", "exp": NOW + 300, "iat": NOW, "jti": "0123456789abcdef0123456789abcdef",
            "user_id": "7000000007", "iss": ISSUER, "aud": AUDIENCE, "sub": "7000000007",
            "sid": "5e55105e55105e55105e55105e55105e"
        })
    );
    assert!(token.len() < 1024, "{}", token.len());

    let token = refresh().sign(&SECRET);
    assert_eq!(part(&token, 0), r#"{"typ":"JWT","alg":"HS256"}"#);
    assert_eq!(
        serde_json::from_str::<Value>(&part(&token, 1)).unwrap(),
        json!({
            "token_type": "refresh", "exp": NOW + 86_400, "iat": NOW,
            "jti": "0123456789abcdef0123456789abcdef", "user_id": "7000000007", "iss": ISSUER,
            "sub": "7000000007", "sid": "5e55105e55105e55105e55105e55105e", "gen": 3
        })
    );
}

#[test]
fn signing_again_gives_the_same_bytes() {
    assert_eq!(refresh().sign(&SECRET), refresh().sign(&SECRET));
    assert_eq!(access().sign(&KEY), access().sign(&KEY));
}

#[test]
fn a_token_is_over_in_the_second_it_names() {
    let token = access().sign(&KEY);
    assert_eq!(VERIFIER.access(&token, NOW + 299), Ok(access()));
    assert_eq!(VERIFIER.access(&token, NOW + 300), Err(Fault::Expired));
    assert_eq!(VERIFIER.access(&token, i64::MAX), Err(Fault::Expired));
}

#[test]
fn the_wrong_kind_is_told_only_of_tokens_that_are_good_otherwise() {
    let (access, refresh) = (access().sign(&KEY), refresh().sign(&SECRET));
    assert_eq!(VERIFIER.access(&refresh, NOW), Err(Fault::WrongType));
    assert_eq!(VERIFIER.refresh(&access, NOW), Err(Fault::WrongType));
    assert_eq!(VERIFIER.access(&refresh, NOW + 86_400), Err(Fault::Expired));
    assert_eq!(VERIFIER.refresh(&access, NOW + 300), Err(Fault::Expired));
    assert_eq!(VERIFIER.access(&refresh[..refresh.len() - 4], NOW + 86_400), Err(Fault::Invalid));
}

#[test]
fn a_kind_is_bound_to_its_algorithm() {
    let refresh_claims = part(&refresh().sign(&SECRET), 1);
    assert_eq!(fault(&by_us(&header().to_string(), &refresh_claims)), Some(Fault::Invalid));

    let hs256 = r#"{"typ":"JWT","alg":"HS256"}"#;
    let token = compact(hs256, &claims().to_string(), |message| {
        hmac::sign(&SECRET.refresh_key(), message).as_ref().to_vec()
    });
    assert_eq!(fault(&token), Some(Fault::Invalid));
}

#[test]
fn no_other_algorithm_is_accepted() {
    for alg in ["none", "None", "nOnE", "", "rs256", "RS384", "RS512", "PS256", "ES256", "EdDSA", "HS512"] {
        let header = with(header(), "alg", json!(alg));
        assert_eq!(fault(&by_us(&header, &claims().to_string())), Some(Fault::Invalid), "{alg}");
        let unsigned = compact(&header, &claims().to_string(), |_| Vec::new());
        assert_eq!(fault(&unsigned), Some(Fault::Invalid), "{alg}, unsigned");
    }
    for odd in [Value::Null, json!(7), json!(["RS256"])] {
        let header = with(header(), "alg", odd);
        assert_eq!(fault(&by_us(&header, &claims().to_string())), Some(Fault::Invalid), "{header}");
    }
}

#[test]
fn the_public_key_is_no_hmac_secret() {
    let jwk = serde_json::to_value(KEY.public()).unwrap();
    let modulus = jwk["n"].as_str().unwrap();
    for secret in [
        jwk.to_string().into_bytes(),
        modulus.as_bytes().to_vec(),
        URL_SAFE_NO_PAD.decode(modulus).unwrap(),
        Vec::new(),
    ] {
        let (access, refresh) = (claims().to_string(), part(&refresh().sign(&SECRET), 1));
        for header in [with(header(), "alg", json!("HS256")), r#"{"typ":"JWT","alg":"HS256"}"#.to_owned()] {
            assert_eq!(fault(&by_hmac(&header, &access, &secret)), Some(Fault::Invalid));
            assert_eq!(fault(&by_hmac(&header, &refresh, &secret)), Some(Fault::Invalid));
        }
    }
}

#[test]
fn a_header_with_more_than_ours_is_refused_even_when_rightly_signed() {
    let jwk = serde_json::to_value(OTHER_KEY.public()).unwrap();
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("jku", json!("https://evil.example/jwks.json")),
        ("jwk", jwk.clone()),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("x5c", json!(["MIIB"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("cty", json!("JWT")),
        ("typ", json!("at+jwt")),
        ("typ", Value::Null),
    ] {
        let token = by_us(&with(header(), name, value), &claims().to_string());
        assert_eq!(fault(&token), Some(Fault::Invalid), "{name}");
    }
    let own_key = with(header(), "jwk", jwk);
    let token = compact(&own_key, &claims().to_string(), |message| OTHER_KEY.sign(message));
    assert_eq!(fault(&token), Some(Fault::Invalid));
}

#[test]
fn a_key_that_is_not_loaded_is_named() {
    let token = access().sign(&OTHER_KEY);
    assert_eq!(fault(&token), Some(Fault::UnknownKey(OTHER_KEY.public().kid().to_owned())));
    for kid in ["", "../../dev/null", "' OR '1'='1", "é"] {
        let token = by_us(&with(header(), "kid", json!(kid)), &claims().to_string());
        assert_eq!(fault(&token), Some(Fault::UnknownKey(kid.to_owned())));
    }
    for kid in [Value::Null, json!(7), json!("k".repeat(101)), json!("k".repeat(10_000))] {
        let token = by_us(&with(header(), "kid", kid), &claims().to_string());
        assert_eq!(fault(&token), Some(Fault::Invalid));
    }
}

#[test]
fn another_key_under_our_name_does_not_verify() {
    let token = compact(&header().to_string(), &claims().to_string(), |message| OTHER_KEY.sign(message));
    assert_eq!(fault(&token), Some(Fault::Invalid));
}

#[test]
fn old_and_new_keys_verify_side_by_side_until_one_is_removed() {
    let (old, new) = (access().sign(&KEY), access().sign(&OTHER_KEY));
    let both = [KEY.public().clone(), OTHER_KEY.public().clone()];

    let during = Verifier::new(&SECRET, &both, ISSUER, AUDIENCE);
    assert!(during.access(&old, NOW).is_ok() && during.access(&new, NOW).is_ok());

    let after = Verifier::new(&SECRET, &both[1..], ISSUER, AUDIENCE);
    assert!(after.access(&new, NOW).is_ok());
    assert_eq!(after.access(&old, NOW), Err(Fault::UnknownKey(KEY.public().kid().to_owned())));
}

#[test]
fn a_refresh_token_outlives_a_change_of_secret_only_through_the_fallbacks() {
    let token = refresh().sign(&Secret::new(OLD_SECRET, &[]).unwrap());
    assert_eq!(VERIFIER.refresh(&token, NOW), Ok(refresh()));

    let forgetful = Secret::new("a secret of more than 32 characters", &[]).unwrap();
    let verifier = Verifier::new(&forgetful, &[], ISSUER, AUDIENCE);
    assert_eq!(verifier.refresh(&token, NOW), Err(Fault::Invalid));
    assert_eq!(verifier.refresh(&refresh().sign(&SECRET), NOW), Ok(refresh()));
}

#[test]
fn every_claim_is_required_in_its_one_form() {
    for (name, value) in [
        ("token_type", json!("refresh")),
        ("token_type", json!(["access"])),
        ("iss", json!("https://evil.example")),
        ("iss", json!([ISSUER])),
        ("aud", json!("another")),
        ("aud", json!([AUDIENCE])),
        ("aud", json!([AUDIENCE, "another"])),
        ("sub", json!("7000000008")),
        ("sub", json!(7_000_000_007_u64)),
        ("user_id", json!(7_000_000_007_u64)),
        ("user_id", json!("+7000000007")),
        ("sid", json!(5)),
        ("jti", json!({})),
        ("iat", json!("1767268800")),
        ("iat", json!(1.5)),
        ("exp", json!("1767268900")),
        ("exp", json!(1.767e9)),
        ("exp", json!(u64::MAX)),
        ("exp", json!([NOW + 300])),
        ("nbf", json!(NOW + 1)),
        ("nbf", json!("0")),
    ] {
        let altered = by_us(&header().to_string(), &with(claims(), name, value.clone()));
        assert_eq!(fault(&altered), Some(Fault::Invalid), "{name}: {value}");
        if name != "nbf" {
            let without = by_us(&header().to_string(), &with(claims(), name, Value::Null));
            assert_eq!(fault(&without), Some(Fault::Invalid), "no {name}");
        }
    }
    let twin = with(claims(), "user_id", json!("07")).replace(r#""sub":"7000000007""#, r#""sub":"07""#);
    assert_eq!(fault(&by_us(&header().to_string(), &twin)), Some(Fault::Invalid));

    let negative = by_us(&header().to_string(), &with(claims(), "exp", json!(-1)));
    assert_eq!(fault(&negative), Some(Fault::Expired));
    let valid_since_now = by_us(&header().to_string(), &with(claims(), "nbf", json!(NOW)));
    assert_eq!(fault(&valid_since_now), None);
}

#[test]
fn claims_that_are_no_plain_object_are_refused_even_when_rightly_signed() {
    let good = claims().to_string();
    for odd in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        format!("[{good}]"),
        format!("{good} {good}"),
        good.replace(r#""exp":"#, r#""exp":1e400,"x":"#),
        good.replace(r#""exp":"#, r#""exp":1,"exp":"#),
        good.replace(r#""sid":"#, r#""sub":"7000000007","sid":"#),
        good.replace(r#""sid":"#, r#""x":1,"x":1,"sid":"#),
        good.replace(r#""sid":"#, r#""x":1,"\u0078":1,"sid":"#),
    ] {
        assert_eq!(fault(&by_us(&header().to_string(), &odd)), Some(Fault::Invalid), "{odd}");
    }
}

#[test]
fn a_repeated_name_in_the_header_is_refused() {
    for name in ["typ", "alg", "kid"] {
        let once = format!("\"{name}\":");
        let value = header()[name].clone();
        let twice = header().to_string().replace(&once, &format!("{once}{value},{once}"));
        assert_eq!(fault(&by_us(&twice, &claims().to_string())), Some(Fault::Invalid), "{twice}");
    }
}

#[test]
fn a_token_has_one_spelling() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let token = refresh().sign(&SECRET);
    let (rest, last) = token.split_at(token.len() - 1);
    let value = ALPHABET.iter().position(|c| *c == last.as_bytes()[0]).unwrap();
    let loose_bits = char::from(ALPHABET[value ^ 1]);
    let [head, body, mac] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };

    for other in [
        format!("{rest}{loose_bits}"),
        format!("{token}="),
        format!("{head}=.{body}.{mac}"),
        format!("{head}.{body}==.{mac}"),
        format!(" {token}"),
        format!("{token}\n"),
        format!("{head}.\t{body}.{mac}"),
        format!("{token}.{mac}"),
        format!("{token}."),
        format!(".{token}"),
        format!("{head}.{body}."),
        format!("{head}.{body}"),
        format!("{head}..{mac}"),
        format!("{token},{token}"),
        format!("{token}\0"),
        "..".to_owned(),
        String::new(),
    ] {
        assert_eq!(fault(&other), Some(Fault::Invalid), "{other:?}");
    }
}

#[test]
fn a_token_of_more_than_8_kib_is_refused_unread() {
    let long = |extra: usize| {
        let extra = Map::from_iter([("x".to_owned(), json!("x".repeat(extra)))]);
        Access { extra, ..access() }.sign(&KEY)
    };
    let (fits, longer) = (long(5_000), long(6_000));
    assert!(fits.len() < 8 * 1024 && longer.len() > 8 * 1024);
    assert_eq!(fault(&fits), None);
    assert_eq!(fault(&longer), Some(Fault::Invalid));
}

#[test]
fn extra_claims_come_along_but_displace_none_of_ours() {
    let extra = json!({ "tenant": "acme", "sub": "1", "exp": i64::MAX, "token_type": "refresh" });
    let access = Access { extra: extra.as_object().unwrap().clone(), ..access() };
    let read = VERIFIER.access(&access.sign(&KEY), NOW).unwrap();
    assert_eq!((read.user_id, read.exp), (access.user_id, access.exp));
    assert_eq!(Value::Object(read.extra), json!({ "tenant": "acme" }));
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_panic(bytes in collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(fault(&String::from_utf8_lossy(&bytes)), Some(Fault::Invalid));
    }

    #[test]
    fn any_header_and_claims_are_refused_without_panic(header in "\\PC{0,80}", claims in "\\PC{0,80}") {
        let token = compact(&header, &claims, |_| vec![0; 256]);
        prop_assert_eq!(fault(&token), Some(Fault::Invalid));
    }

    #[test]
    fn any_claims_are_refused_without_panic_even_when_rightly_signed(claims in "\\PC{0,80}") {
        let hs256 = r#"{"typ":"JWT","alg":"HS256"}"#;
        let sign = |message: &[u8]| hmac::sign(&SECRET.refresh_key(), message).as_ref().to_vec();
        prop_assert_eq!(fault(&compact(hs256, &claims, sign)), Some(Fault::Invalid));
    }

    #[test]
    fn one_changed_byte_spoils_a_token(at in any::<sample::Index>(), byte in 0_u8..128, kind in any::<bool>()) {
        let token = if kind { access().sign(&KEY) } else { refresh().sign(&SECRET) };
        let mut changed = token.clone().into_bytes();
        changed[at.index(token.len())] = byte;
        let changed = String::from_utf8(changed).unwrap();
        proptest::prop_assert!(changed == token || fault(&changed).is_some(), "{}", changed);
    }
}
