//! Somebody's own API behind our tokens: the JWT authorizer of the sample in `infra/examples`, by the rules that AWS
//! publishes for it, given what our stack puts out.
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html>

use super::template::{OWN_API, TEMPLATE, properties};
use crate::world::{Actor, Faults, GOOD, START, World};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde_json::{Value, json};
use shared::auth::policy::{Permit, Service, to};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long API Gateway may go on with keys that it has read.
const KEYS_ARE_KEPT: Duration = Duration::from_secs(2 * 3600);

/// Routes that issue access tokens to whoever has a password, and those that do for a refresh token.
const BY_PASSWORD: [&str; 3] = ["/auth/jwt/create/", "/v1/auth/obtain", "/v1/sessions"];
const BY_REFRESH: [&str; 3] = ["/auth/jwt/refresh/", "/v1/auth/refresh", "/v1/sessions/refresh"];

/// API Gateway's authorizer, as the sample sets it up.
#[derive(Clone)]
struct Authorizer {
    issuer: String,
    audience: Vec<String>,
    /// The route's scopes; a route without any asks for none.
    scopes: Vec<String>,
    keys: JwkSet,
    /// Seconds since 1970.
    now: i64,
}

impl Authorizer {
    /// The sample's, deployed with the outputs of a stack that is reached at this URL.
    async fn attached_to(url: &str) -> Self {
        let auth = &OWN_API["Resources"]["Api"]["Properties"]["Auth"];
        let name = auth["DefaultAuthorizer"].as_str().expect("every route has the authorizer");
        let authorizer = &auth["Authorizers"][name];
        assert_eq!(authorizer["IdentitySource"], "$request.header.Authorization");
        let jwt = &authorizer["JwtConfiguration"];
        assert_eq!(jwt["issuer"], json!({ "Ref": "Issuer" }));
        let audience = jwt["audience"].as_array().expect("a list").iter().map(|audience| {
            assert_eq!(audience, &json!({ "Ref": "Audience" }));
            parameter("Audience")
        });
        let mut authorizer = Self {
            issuer: url.to_owned(),
            audience: audience.collect(),
            scopes: Vec::new(),
            keys: JwkSet { keys: Vec::new() },
            now: START,
        };
        authorizer.read_keys().await;
        authorizer
    }

    /// By the issuer's discovery, as it does every two hours.
    async fn read_keys(&mut self) {
        let discovery = get(&format!("{}/.well-known/openid-configuration", self.issuer)).await;
        assert_eq!(discovery["issuer"], self.issuer);
        let keys = get(discovery["jwks_uri"].as_str().expect("a URL")).await;
        self.keys = serde_json::from_value(keys).expect("a set of keys");
    }

    /// The claims of a token that it lets in, or why it does not.
    fn authorize(&self, header: &str) -> Result<Value, &'static str> {
        let token = header.strip_prefix("Bearer ").unwrap_or(header);
        let (signed, signature) = token.rsplit_once('.').ok_or("no token")?;
        let (head, claims) = signed.split_once('.').ok_or("no token")?;
        let (head, claims) = (decoded(head).ok_or("no token")?, decoded(claims).ok_or("no token")?);
        let algorithm = match head["alg"].as_str() {
            Some("RS256") => Algorithm::RS256,
            Some("RS384") => Algorithm::RS384,
            Some("RS512") => Algorithm::RS512,
            _ => return Err("algorithm"),
        };
        let key: &Jwk = head["kid"].as_str().and_then(|kid| self.keys.find(kid)).ok_or("kid")?;
        let key = DecodingKey::from_jwk(key).map_err(|_| "key")?;
        let is_signed = crypto::verify(signature, signed.as_bytes(), &key, algorithm);
        if !is_signed.is_ok_and(|good| good) {
            return Err("signature");
        }
        self.judge(&claims).map(|()| claims)
    }

    fn judge(&self, claims: &Value) -> Result<(), &'static str> {
        if claims["iss"] != self.issuer {
            return Err("iss");
        }
        // `client_id` is looked at only where there is no `aud`.
        let audience = if claims["aud"].is_null() { &claims["client_id"] } else { &claims["aud"] };
        if !texts(audience).iter().any(|one| self.audience.contains(one)) {
            return Err("aud");
        }
        let time = |claim: &str| claims[claim].as_i64();
        if time("exp").is_none_or(|exp| exp <= self.now) {
            return Err("exp");
        }
        for claim in ["nbf", "iat"] {
            if !claims[claim].is_null() && time(claim).is_none_or(|begin| begin > self.now) {
                return Err(claim);
            }
        }
        let scope = if claims["scope"].is_null() { &claims["scp"] } else { &claims["scope"] };
        let has: Vec<_> = texts(scope).iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
        match self.scopes.is_empty() || self.scopes.iter().any(|scope| has.contains(scope)) {
            true => Ok(()),
            false => Err("scope"),
        }
    }
}

/// A parameter of the sample that is left at its default: it is what our stack puts out, left at its own.
fn parameter(name: &str) -> String {
    let default = &OWN_API["Parameters"][name]["Default"];
    assert_eq!(TEMPLATE["Outputs"][name]["Value"], json!({ "Ref": name }));
    assert_eq!(&TEMPLATE["Parameters"][name]["Default"], default);
    default.as_str().expect("text").to_owned()
}

fn texts(claim: &Value) -> Vec<String> {
    let all = claim.as_array().map_or_else(|| vec![claim], |list| list.iter().collect());
    all.into_iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// What a URL on this machine answers.
async fn get(url: &str) -> Value {
    let (host, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("a URL");
    let mut stream = TcpStream::connect(host).await.expect("somebody listens");
    let request = format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("he takes the request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("he answers");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    assert!(head.starts_with("HTTP/1.1 200 "), "{answer}");
    serde_json::from_str(body).expect("JSON")
}

/// A deployment, somebody signed in, and an authorizer that was attached after that.
async fn attached(settings: &[(&str, &str)]) -> (World, Actor, Authorizer) {
    let (world, url) = World::behind_gateway(Faults::default(), settings).await;
    let user = world.user("ada").await;
    user.by_jwt().await;
    (world, user, Authorizer::attached_to(&url).await)
}

/// An access and a refresh token, fresh.
async fn tokens(user: &Actor) -> (String, String) {
    let (signed_in, refresh) = user.by_jwt().await;
    (format!("Bearer {}", signed_in.credential()), format!("Bearer {refresh}"))
}

#[test]
fn the_stack_puts_out_what_its_functions_sign() {
    let settings = &TEMPLATE["Globals"]["Function"]["Environment"]["Variables"];
    assert_eq!(TEMPLATE["Outputs"]["Url"]["Value"], settings["LATCHKEY_PUBLIC_URL"]);
    assert_eq!(TEMPLATE["Outputs"]["Audience"]["Value"], settings["LATCHKEY_AUDIENCE"]);
    assert_eq!(properties("Api")["ProtocolType"], "HTTP");
}

#[test]
fn these_are_all_routes_that_issue_access_tokens() {
    let document = crate::openapi::document();
    let issuing = document["paths"].as_object().expect("paths").iter().filter(|(_, item)| {
        let answers = |status: &str| {
            let answer = &item["post"]["responses"][status];
            issues(&document, &answer["content"]["application/json"]["schema"])
        };
        answers("200") || answers("201")
    });
    let mut issuing: Vec<_> = issuing.map(|(path, _)| path.as_str()).collect();
    let mut known = [BY_PASSWORD, BY_REFRESH].concat();
    issuing.sort_unstable();
    known.sort_unstable();
    assert_eq!(issuing, known);
}

fn issues(document: &Value, schema: &Value) -> bool {
    match schema["$ref"].as_str() {
        Some(place) => issues(document, document.pointer(place.trim_start_matches('#')).expect("a schema")),
        None => {
            let options = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema[key].as_array());
            !schema["properties"]["access"].is_null()
                || options.flatten().any(|option| issues(document, option))
        }
    }
}

#[tokio::test]
async fn every_access_token_is_let_in_and_says_who_it_is() {
    let (_world, user, authorizer) = attached(&[]).await;
    let id = user.id.to_string();
    let form = json!({ "login": user.name, "username": user.name, "password": GOOD });
    let mut issued = Vec::new();
    for (path, refreshing) in BY_PASSWORD.into_iter().zip(BY_REFRESH) {
        let form = match path {
            "/v1/sessions" => json!({ "login": form["login"], "password": GOOD }),
            _ => form.clone(),
        };
        let reply = user.signed_out().post(path, form).await;
        issued.push((path, reply.text_of("access")));
        let refresh = json!({ "refresh": reply.text_of("refresh") });
        issued.push((refreshing, user.signed_out().post(refreshing, refresh).await.text_of("access")));
    }
    for (path, access) in issued {
        for header in [access.clone(), format!("Bearer {access}")] {
            let claims = authorizer.authorize(&header).unwrap_or_else(|why| panic!("{path}: {why}"));
            assert_eq!((&claims["user_id"], &claims["sub"]), (&json!(id), &json!(id)), "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_no_access_token_is_not_let_in() {
    let (_world, user, authorizer) = attached(&[]).await;
    let (access, refresh) = tokens(&user).await;
    assert_eq!(authorizer.authorize(&refresh), Err("algorithm"));
    assert_eq!(authorizer.authorize(&format!("Token {}", user.credential())), Err("no token"));
    let (signed, _) = access.rsplit_once('.').expect("a token");
    let (_, other_signature) = refresh.rsplit_once('.').expect("a token");
    assert_eq!(authorizer.authorize(&format!("{signed}.{other_signature}")), Err("signature"));
    let (_, claims) = signed.split_once('.').expect("claims");
    let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none" }).to_string());
    assert_eq!(authorizer.authorize(&format!("{none}.{claims}.")), Err("algorithm"));
}

#[tokio::test]
async fn a_token_is_let_in_for_five_minutes() {
    let (_world, user, mut authorizer) = attached(&[]).await;
    let (access, _) = tokens(&user).await;
    for (seconds, outcome) in [(-1, Some("iat")), (0, None), (299, None), (300, Some("exp"))] {
        authorizer.now = START + seconds;
        assert_eq!(authorizer.authorize(&access).err(), outcome, "after {seconds} s");
    }
}

#[tokio::test]
async fn a_token_of_another_issuer_or_for_another_audience_is_not_let_in() {
    let (_world, user, authorizer) = attached(&[]).await;
    let (access, _) = tokens(&user).await;
    for issuer in ["https://accounts.test".to_owned(), format!("{}/", authorizer.issuer)] {
        let other = Authorizer { issuer, ..authorizer.clone() };
        assert_eq!(other.authorize(&access), Err("iss"));
    }
    let (elsewhere, stranger, _) = attached(&[]).await;
    elsewhere.forget_key().await;
    tokens::keep_keys(elsewhere.app_of("tokens")).await.expect("the table answers");
    elsewhere.later(Duration::from_secs(61));
    assert_eq!(authorizer.authorize(&tokens(&stranger).await.0), Err("kid"));

    let (_shop, customer, for_all) = attached(&[("AUDIENCE", "shop")]).await;
    let (access, _) = tokens(&customer).await;
    assert_eq!(for_all.authorize(&access), Err("aud"));
    let shops = Authorizer { audience: vec!["other".to_owned(), "shop".to_owned()], ..for_all };
    assert_eq!(shops.authorize(&access).err(), None);
}

#[tokio::test]
async fn tokens_have_no_scopes_so_a_route_must_ask_for_none() {
    let (_world, user, authorizer) = attached(&[]).await;
    let (access, _) = tokens(&user).await;
    let asking = Authorizer { scopes: vec!["read".to_owned()], ..authorizer };
    assert_eq!(asking.authorize(&access), Err("scope"));
}

#[tokio::test]
async fn keys_that_were_read_two_hours_ago_will_do_and_those_no_longer_published_will_not() {
    let (world, user, mut authorizer) = attached(&[]).await;
    let passes = |authorizer: &mut Authorizer, by: Duration| {
        world.later(by);
        authorizer.now += i64::try_from(by.as_secs()).expect("hours");
    };
    let (old, _) = tokens(&user).await;
    let then = authorizer.now;

    // The worst moment: the keys are read just before the new one is published.
    let service = Permit::operator(to::Operate, Service);
    world.app.keyring.rotate(&world.app, &service).await.expect("the table answers");
    for _ in 0..4 {
        passes(&mut authorizer, KEYS_ARE_KEPT);
        let (access, _) = tokens(&user).await;
        assert_eq!(authorizer.authorize(&access).err(), None);
        authorizer.read_keys().await;
        assert_eq!(authorizer.authorize(&access).err(), None);
        world.app.keyring.keep(&world.app).await.expect("the table answers");
    }

    passes(&mut authorizer, KEYS_ARE_KEPT);
    authorizer.read_keys().await;
    let back_then = Authorizer { now: then, ..authorizer };
    assert_eq!(back_then.authorize(&old), Err("kid"));
}
