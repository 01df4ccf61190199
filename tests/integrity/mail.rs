//! Bad days of the mail: SES is down, words of owed mail come twice, and the `mailer` dies in the middle.

use crate::world::{Actor, GOOD, Link, Mail, World};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cli::serve::inbox::Inbox;
use cli::serve::{aws, ses_door};
use mailer::Mailer;
use serde_json::json;
use shared::app::App;
use shared::lambda::{Occasion, Record};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// What a mail ends with, once it was sent.
const DONE: &str = "DeleteItem";

/// An SES that can be down or refuse, and a `mailer` that sends through it.
struct Post {
    mailer: Mailer,
    mood: Arc<Mutex<Mood>>,
    inbox: Inbox,
    message_ids: Arc<Mutex<Vec<String>>>,
}

/// What SES does with a mail.
#[derive(Clone, Copy, Default)]
enum Mood {
    #[default]
    Takes,
    IsDown,
    Throttles,
    Rejects(&'static str),
}

impl Post {
    async fn of(world: &World) -> Self {
        Self::with(world, world.app_of("mailer")).await
    }

    /// The same with a `mailer` of its own.
    async fn with(world: &World, app: App) -> Self {
        let (mood, message_ids, inbox) = (Arc::<Mutex<Mood>>::default(), Arc::default(), Inbox::in_memory());
        let door = ses_door::routes(inbox.clone(), world.app.clock.clone());
        let address = serve(door, Arc::clone(&mood), Arc::clone(&message_ids)).await;
        let mailer = Mailer::new(app, &aws::local(&format!("{address}{}", ses_door::PATH)));
        Self { mailer: mailer.expect("the built-in templates are good"), mood, inbox, message_ids }
    }

    fn is_down(&self, down: bool) {
        self.is(if down { Mood::IsDown } else { Mood::Takes });
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().expect("nobody panics holding it") = mood;
    }

    /// Hands the `mailer` the word of every mail owed so far, as the stream does; what it wants to hear again.
    async fn word_of_all(&self, world: &World) -> Vec<String> {
        self.mailer.handle(Occasion::Stream(owed(world))).await
    }

    async fn schedule(&self) {
        self.mailer.handle(Occasion::Schedule).await;
    }

    fn mails(&self) -> Vec<Mail> {
        self.inbox.messages().expect("the inbox can be read").into_iter().map(Mail::from).collect()
    }

    fn message_ids(&self) -> Vec<String> {
        self.message_ids.lock().expect("nobody panics holding it").clone()
    }
}

async fn serve(door: Router, mood: Arc<Mutex<Mood>>, message_ids: Arc<Mutex<Vec<String>>>) -> String {
    let watched = from_fn(move |request: Request, next: Next| {
        let (mood, message_ids) = (*mood.lock().expect("nobody panics holding it"), message_ids.clone());
        async move {
            match mood {
                Mood::Takes => {}
                Mood::IsDown => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
                Mood::Throttles => return error("Throttling", "Maximum sending rate exceeded."),
                Mood::Rejects(why) => return error("MessageRejected", why),
            }
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("the SDK sends it whole");
            if let Some(id) = message_id(&body) {
                message_ids.lock().expect("nobody panics holding it").push(id);
            }
            let reply: Response = next.run(Request::from_parts(parts, body.into())).await;
            reply
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    tokio::spawn(axum::serve(listener, door.layer(watched)).into_future());
    format!("http://{address}")
}

/// How SES says that it does not take a mail.
/// <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html>
fn error(code: &str, why: &str) -> Response {
    let body = format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{why}</Message></Error><RequestId>1</RequestId></ErrorResponse>"
    );
    (StatusCode::BAD_REQUEST, [("content-type", "text/xml")], body).into_response()
}

/// The Message-ID of the raw mail in a `SendRawEmail`; other actions have none.
fn message_id(form: &Bytes) -> Option<String> {
    let data = form_urlencoded::parse(form).find(|(name, _)| name == "RawMessage.Data")?;
    let raw = STANDARD.decode(data.1.as_bytes()).expect("base64");
    let raw = String::from_utf8(raw).expect("text");
    let line = raw.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:"));
    Some(line.expect("every mail has one").to_owned())
}

fn owed(world: &World) -> Vec<Record> {
    let records = world.engine.stream_after(None).expect("the stream can be read").into_iter();
    let owed = records.filter(|record| record.event_name == "INSERT" && record.pk.starts_with("MAIL#"));
    owed.map(|record| Record { sequence_number: record.sequence_number, pk: record.pk, sk: record.sk })
        .collect()
}

async fn still_owed(world: &World) -> usize {
    let items = world.proxy().items().await;
    items.iter().filter(|item| item["pk"]["S"].as_str().is_some_and(|pk| pk.starts_with("MAIL#"))).count()
}

async fn newcomer() -> (World, Post, Actor) {
    let world = World::behind_proxy(&[]).await;
    let post = Post::of(&world).await;
    let ada = world.newcomer("ada").await;
    (world, post, ada)
}

async fn activates(ada: &Actor, link: &Link, status: u16) {
    ada.post("/auth/users/activation/", link.proof()).await.has(status);
}

#[tokio::test]
async fn a_mail_goes_out_when_ses_is_back() {
    let (world, post, ada) = newcomer().await;
    post.is_down(true);
    assert!(post.word_of_all(&world).await.is_empty(), "the stream goes on");
    for _ in 0..4 {
        world.later(Duration::from_secs(121));
        post.schedule().await;
    }
    assert!(post.mails().is_empty());
    assert_eq!(still_owed(&world).await, 1);

    post.is_down(false);
    world.later(Duration::from_secs(3600));
    post.schedule().await;
    let [mail] = &post.mails()[..] else { panic!("one mail, not {:?}", post.mails()) };
    assert_eq!(still_owed(&world).await, 0);
    activates(&ada, &mail.link(), 204).await;
}

#[tokio::test]
async fn who_is_not_verified_yet_has_his_mails_when_he_is() {
    let (world, post, ada) = newcomer().await;
    let unverified = "Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: a@b.c";
    post.is(Mood::Rejects(unverified));
    for _ in 0..30 {
        world.later(Duration::from_secs(3600));
        post.schedule().await;
    }
    assert_eq!(still_owed(&world).await, 1);

    post.is(Mood::Takes);
    world.later(Duration::from_secs(3600));
    post.schedule().await;
    let [mail] = &post.mails()[..] else { panic!("one mail, not {:?}", post.mails()) };
    activates(&ada, &mail.link(), 204).await;
}

#[tokio::test]
async fn a_mail_that_ses_never_takes_is_given_up() {
    let (world, post, ada) = newcomer().await;
    post.is(Mood::Rejects("Address blacklisted."));
    for left in [1, 1, 1, 1, 1, 0] {
        world.later(Duration::from_secs(3600));
        post.schedule().await;
        assert_eq!(still_owed(&world).await, left);
    }
    // That it was counted in another hour spoils nothing.
    post.is(Mood::Takes);
    let ask = json!({ "email": ada.email });
    world.anyone().post("/auth/users/resend_activation/", ask).await.is_empty(204);
    world.later(Duration::from_secs(180));
    post.schedule().await;
    let [mail] = &post.mails()[..] else { panic!("one mail, not {:?}", post.mails()) };
    activates(&ada, &mail.link(), 204).await;
}

#[tokio::test]
async fn a_long_outage_of_ses_uses_up_no_mailbox() {
    let world = World::behind_proxy(&[("THROTTLE", "on")]).await;
    let post = Post::of(&world).await;
    let ada = world.newcomer("ada").await;
    post.is_down(true);
    post.word_of_all(&world).await;
    for _ in 0..30 {
        world.later(Duration::from_secs(120));
        post.schedule().await;
    }
    assert_eq!(still_owed(&world).await, 1);
    post.is_down(false);
    world.later(Duration::from_secs(3600));
    post.schedule().await;
    assert_eq!(post.mails().len(), 1);
    activates(&ada, &post.mails()[0].link(), 204).await;
}

#[tokio::test]
async fn changing_an_address_to_and_fro_bombs_nobody() {
    let settings = [("THROTTLE", "on"), ("SEND_ACTIVATION_EMAIL", "false")];
    let world = World::with(&settings).await;
    let ada = world.user("ada").await;
    for _ in 0..10 {
        ada.patch("/auth/users/me/", json!({ "email": "other@example.org" })).await.has(200);
        ada.patch("/auth/users/me/", json!({ "email": "ada@example.org" })).await.has(200);
    }
    // Nobody ever proved an address here: the one that the account began with is told, and no other.
    assert!(world.subjects_to("other@example.org").await.is_empty());
}

#[tokio::test]
async fn requests_do_not_notice_that_ses_is_down() {
    let world = World::behind_proxy(&[]).await;
    let post = Post::of(&world).await;
    post.is_down(true);
    world.newcomer("ada").await;
    let ask = json!({ "email": "ada@example.org" });
    world.anyone().post("/auth/users/reset_password/", ask.clone()).await.is_empty(204);
    world.anyone().post("/auth/users/resend_activation/", ask).await.is_empty(204);
    post.word_of_all(&world).await;
    post.is_down(false);
    world.later(Duration::from_secs(121));
    post.schedule().await;
    let mut subjects: Vec<_> = post.mails().into_iter().map(|mail| mail.subject).collect();
    subjects.sort();
    subjects.dedup();
    assert_eq!(subjects, ["Account activation on accounts.test", "Password reset on accounts.test"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn word_that_comes_five_times_at_once_sends_one_mail() {
    let (world, post, ada) = newcomer().await;
    let tries: Vec<_> = (0..5)
        .map(|_| {
            let (mailer, records) = (post.mailer.clone(), owed(&world));
            tokio::spawn(async move { mailer.handle(Occasion::Stream(records)).await })
        })
        .collect();
    for tried in tries {
        tried.await.expect("the mailer does not panic");
    }
    assert!(post.word_of_all(&world).await.is_empty(), "and once more");
    post.schedule().await;
    let [mail] = &post.mails()[..] else { panic!("one mail, not {:?}", post.mails()) };
    activates(&ada, &mail.link(), 204).await;
}

#[tokio::test]
async fn a_mailer_that_dies_after_ses_took_the_mail_repeats_it_under_the_same_id() {
    let (world, post, ada) = newcomer().await;
    // That it was sent is never noted.
    world.proxy().on(DONE, ..).at("MAIL#").break_before();
    assert_eq!(post.word_of_all(&world).await.len(), 1, "the stream is to tell it again");
    world.proxy().heal();
    assert_eq!((post.mails().len(), still_owed(&world).await), (1, 1));

    post.word_of_all(&world).await;
    assert_eq!(post.mails().len(), 1, "while the lease lasts, nobody else tries");
    world.later(Duration::from_secs(121));
    post.schedule().await;
    let [first, second] = &post.mails()[..] else { panic!("two mails, not {:?}", post.mails()) };
    let ids = post.message_ids();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(first.link(), second.link(), "the same link, which works");
    activates(&ada, &first.link(), 204).await;
    assert_eq!(still_owed(&world).await, 0);
}

#[tokio::test]
async fn a_repeated_mail_does_not_make_a_used_link_new() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await.signed_out();
    let post = Post::of(&world).await;
    world.later(Duration::from_secs(1));
    ada.post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    world.proxy().on(DONE, ..).at("MAIL#").break_before();
    post.word_of_all(&world).await;
    world.proxy().heal();

    let link = post.mails()[0].link();
    let reset = |password: &str| link.proof_with("new_password", password);
    ada.post("/auth/users/reset_password_confirm/", reset("another good battery")).await.is_empty(204);
    world.later(Duration::from_secs(121));
    post.schedule().await;
    assert_eq!(still_owed(&world).await, 0, "there is no reason for it any more");
    ada.post("/auth/users/reset_password_confirm/", reset("a third good battery")).await.has(400);
    ada.by_token_with("another good battery").await;
}

#[tokio::test]
async fn a_mailer_whose_replies_get_lost_sends_one_mail() {
    let (world, post, ada) = newcomer().await;
    (0..100).filter(|nth| nth % 2 == 0).for_each(|nth| world.proxy().on_any(nth..=nth).lose_reply());
    assert!(post.word_of_all(&world).await.is_empty());
    world.proxy().heal();
    let [mail] = &post.mails()[..] else { panic!("one mail, not {:?}", post.mails()) };
    assert_eq!(still_owed(&world).await, 0);
    activates(&ada, &mail.link(), 204).await;
}

#[tokio::test]
async fn what_the_table_does_not_answer_is_told_again_by_the_stream() {
    let (world, post, _) = newcomer().await;
    world.proxy().on_any(..).refuse("ValidationException");
    let failed = post.word_of_all(&world).await;
    assert_eq!(failed, owed(&world).into_iter().map(|record| record.sequence_number).collect::<Vec<_>>());
    world.proxy().heal();
    assert!(post.word_of_all(&world).await.is_empty());
    assert_eq!(post.mails().len(), 1);
}

/// A user of a world whose SES is down, who asks for these addresses, a second apart.
async fn moving(addresses: &[&str]) -> (World, Post, Actor) {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    let post = Post::of(&world).await;
    post.is_down(true);
    for email in addresses {
        world.later(Duration::from_secs(1));
        let form = json!({ "email": email, "current_password": crate::world::GOOD });
        ada.post("/v1/me/email", form).await.has(202);
        post.word_of_all(&world).await;
    }
    (world, post, ada)
}

#[tokio::test]
async fn an_address_that_no_longer_waits_gets_no_link_when_ses_is_back() {
    let (world, post, ada) = moving(&["first@example.com", "second@example.com"]).await;
    post.is_down(false);
    world.later(Duration::from_secs(3600));
    post.schedule().await;
    assert_eq!(still_owed(&world).await, 0);
    let mails = post.mails();
    let (notices, links): (Vec<_>, Vec<_>) = mails.iter().partition(|mail| mail.to == ada.email);
    assert!((1..=2).contains(&notices.len()), "{mails:#?}");
    let [link] = &links[..] else { panic!("one link, not {links:#?}") };
    assert_eq!(link.to, "second@example.com");
    let link = link.link();
    ada.post("/v1/email/confirm", json!({ "token": link.token })).await.is_empty(204);

    let (world, post, ada) = moving(&["first@example.com"]).await;
    ada.delete("/v1/me/email", json!(null)).await.is_empty(204);
    post.is_down(false);
    world.later(Duration::from_secs(3600));
    post.schedule().await;
    assert!(post.mails().is_empty(), "{:?}", post.mails());
    assert_eq!(still_owed(&world).await, 0);
}

#[tokio::test]
async fn an_address_that_waited_in_vain_is_mailed_nothing() {
    let (world, post, _) = moving(&["first@example.com"]).await;
    post.is_down(false);
    world.later(Duration::from_secs(72 * 3600));
    post.schedule().await;
    assert!(post.mails().is_empty(), "{:?}", post.mails());
    assert_eq!(still_owed(&world).await, 0);
}

#[tokio::test]
async fn a_repeated_notice_does_not_make_a_used_link_new() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    let post = Post::of(&world).await;
    world.later(Duration::from_secs(1));
    let ask = json!({ "email": "ada@example.com", "current_password": crate::world::GOOD });
    ada.post("/v1/me/email", ask.clone()).await.has(202);
    for word in owed(&world) {
        world.proxy().on(DONE, ..).at("MAIL#").break_before();
        post.mailer.handle(Occasion::Stream(vec![word])).await;
        world.proxy().heal();
    }
    assert_eq!(still_owed(&world).await, 2, "sent, but nobody noted it");
    let mails = post.mails();
    let cancel = mails.iter().find(|mail| mail.to == ada.email).expect("a notice").link();
    ada.post("/v1/email/cancel", json!({ "token": cancel.token })).await.is_empty(204);
    // Somebody asks again; the older notice that is still owed revives nothing, and stands in nobody's way.
    world.later(Duration::from_secs(121));
    ada.post("/v1/me/email", ask).await.has(202);
    world.later(Duration::from_secs(121));
    post.schedule().await;
    ada.post("/v1/email/cancel", json!({ "token": cancel.token })).await.has(400);
    let newest = post.mails().into_iter().rfind(|mail| mail.to == ada.email).expect("a notice").link();
    assert_ne!(newest, cancel);
    ada.post("/v1/email/cancel", json!({ "token": newest.token })).await.is_empty(204);
    assert_eq!(still_owed(&world).await, 0);
}

/// Asks for so many password resets within a second, and gives the mails that are owed.
async fn burst(world: &World, ada: &Actor, mails: usize) -> Vec<Record> {
    let before = owed(world).len();
    for number in 0..mails {
        let from = ada.signed_out().from(&format!("198.51.{}.{}", number / 200, number % 200 + 1));
        from.post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    }
    owed(world).split_off(before)
}

/// Whether the link in a mail opens the account.
async fn opens(world: &World, mail: &Mail) -> bool {
    let token = mail.link().token;
    let uid = mail.link().uid;
    let purpose = shared::store::Purpose::PasswordReset;
    shared::mail::links::open(&world.app, purpose, Some(&uid), &token).await.is_ok()
}

#[tokio::test]
async fn whichever_mail_of_a_burst_arrives_last_has_a_link_that_works() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let world = World::behind_proxy(&[]).await;
        let ada = world.user("ada").await;
        let post = Post::of(&world).await;
        let words = burst(&world, &ada, 3).await;
        for turn in order {
            post.mailer.handle(Occasion::Stream(vec![words[turn].clone()])).await;
            // Also when the word of it comes again.
            post.mailer.handle(Occasion::Stream(vec![words[turn].clone()])).await;
        }
        let mails = post.mails();
        assert_eq!(mails.len(), 3);
        for mail in &mails {
            assert!(opens(&world, mail).await, "{order:?}");
        }
        // What is asked for after the last one was sent kills them all.
        world.later(Duration::from_secs(1));
        let word = burst(&world, &ada, 1).await;
        post.mailer.handle(Occasion::Stream(word)).await;
        let newest = post.mails().pop().expect("one more");
        assert!(opens(&world, &newest).await && !opens(&world, &mails[2]).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_five_hundred_mails_at_once_none_has_a_dead_link() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    let post = Post::of(&world).await;
    let words = burst(&world, &ada, 500).await;
    let mut failed = words.len();
    // What is in each other's way is told again by the stream, or by the schedule.
    for chunk in words.chunks(10) {
        failed -= chunk.len() - post.mailer.handle(Occasion::Stream(chunk.to_vec())).await.len();
    }
    assert_eq!(failed, 0);
    let mails = post.mails();
    assert_eq!(mails.len(), 500);
    for mail in [&mails[0], &mails[250], &mails[499]] {
        assert!(opens(&world, mail).await);
    }
}

/// What makes mails owed, and how many.
type Cause = (&'static str, &'static str, serde_json::Value, usize);

#[tokio::test]
async fn a_mailer_that_dies_anywhere_leaves_mails_that_go_and_whose_links_work() {
    let good = crate::world::GOOD;
    let causes: [Cause; 3] = [
        ("a reset", "/auth/users/reset_password/", json!({ "email": "ada@example.org" }), 1),
        ("a move", "/v1/me/email", json!({ "email": "ada@example.com", "current_password": good }), 2),
        (
            "a notice",
            "/v1/me/password",
            json!({ "current_password": good, "new_password": "another good battery" }),
            1,
        ),
    ];
    for (what, path, body, mails) in causes {
        for writes in 0.. {
            let world = World::behind_proxy(&[("THROTTLE", "on")]).await;
            let ada = world.user("ada").await;
            world.deliver().await;
            let post = Post::of(&world).await;
            let before = owed(&world).len();
            let status = ada.post(path, body.clone()).await.status();
            assert!((200..300).contains(&status), "{what}: {status}");
            world.proxy().crash_after(writes);
            post.mailer.handle(Occasion::Stream(owed(&world).split_off(before))).await;
            let crashed = world.proxy().crashed();
            world.proxy().heal();
            world.later(Duration::from_secs(121));
            post.schedule().await;
            assert_eq!(still_owed(&world).await, 0, "{what} after {writes} writes");
            let (sent, mut ids) = (post.mails(), post.message_ids());
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), mails, "{what} after {writes} writes");
            assert!(sent.len() <= mails + usize::from(crashed), "{what} after {writes} writes: {sent:#?}");
            let link = |page: &str| {
                let links = sent.iter().flat_map(|mail| &mail.links).rfind(|link| link.contains(page));
                links.and_then(|link| link.rsplit('/').next()).expect("a link").to_owned()
            };
            let anyone = world.anyone();
            match what {
                "a reset" => assert!(opens(&world, sent.last().expect("it went")).await, "after {writes}"),
                "a move" => {
                    let token = json!({ "token": link("/confirm_email/") });
                    anyone.post("/v1/email/confirm", token).await.is_empty(204);
                }
                _ => {
                    anyone.post("/v1/undo", json!({ "token": link("/undo/") })).await.is_empty(204);
                }
            }
            if !crashed {
                break;
            }
        }
    }
}

#[tokio::test]
async fn mailers_whose_clocks_differ_send_links_that_work() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    let post = Post::of(&world).await;
    let ahead = Post::with(&world, world.app_ahead("mailer", Duration::from_secs(30))).await;
    let words = burst(&world, &ada, 4).await;
    for (number, word) in words.into_iter().enumerate() {
        let mailer = if number % 2 == 0 { &ahead.mailer } else { &post.mailer };
        mailer.handle(Occasion::Stream(vec![word])).await;
    }
    let mails = [ahead.mails(), post.mails()].concat();
    assert_eq!(mails.len(), 4);
    for mail in &mails {
        assert!(opens(&world, mail).await);
    }
    // An instance that is behind ends them all the same.
    let change = json!({ "current_password": crate::world::GOOD, "new_password": "another good battery" });
    ada.post("/v1/me/password", change).await.is_empty(204);
    for mail in &mails {
        assert!(!opens(&world, mail).await);
    }
}

#[tokio::test]
async fn throttling_is_no_error_and_the_mail_goes_a_moment_later() {
    let (world, post, ada) = newcomer().await;
    post.is(Mood::Throttles);
    assert!(post.word_of_all(&world).await.is_empty());
    post.is(Mood::Takes);
    world.later(Duration::from_secs(121));
    post.schedule().await;
    activates(&ada, &post.mails()[0].link(), 204).await;
}

/// What it costs to send the mails that are owed, in write units.
async fn postage(world: &World) -> f64 {
    world.proxy().forget();
    world.deliver().await;
    world.proxy().calls().iter().filter(|call| call.writes()).map(|call| call.units).sum()
}

#[tokio::test]
async fn a_mail_costs_four_writes_with_a_link_and_two_without() {
    let world = World::behind_proxy(&[("THROTTLE", "on")]).await;
    let ada = world.newcomer("ada").await;
    // The fifth counts it: nobody has proven the address.
    assert_eq!(postage(&world).await, 5.0, "{}", world.proxy().listing());
    let link = world.mail_to(&ada.email).await.link();
    ada.post("/auth/users/activation/", link.proof()).await.is_empty(204);
    world.anyone().post("/v1/password_reset", json!({ "email": ada.email })).await.is_empty(204);
    assert_eq!(postage(&world).await, 4.0, "{}", world.proxy().listing());
    let ada = ada.by_token().await;
    let body = json!({ "current_password": GOOD, "new_password": "another good battery" });
    ada.post("/v1/me/password", body).await.is_empty(204);
    assert_eq!(postage(&world).await, 2.0, "{}", world.proxy().listing());
}

#[tokio::test]
async fn a_superuser_sees_why_a_mail_is_stuck_and_has_it_tried_again() {
    let (world, post, ada) = newcomer().await;
    let root = world.superuser().await;
    post.is(Mood::Rejects("Email address is not verified: ada@example.org"));
    for _ in 0..8 {
        world.later(Duration::from_secs(3601));
        post.schedule().await;
    }
    let list = root.get("/v1/owed?kind=mail").await;
    let results = list.has(200).json()["results"].clone();
    let all = results.as_array().expect("a list");
    let mail = all.iter().find(|mail| mail["user"] == ada.id).expect("hers").clone();
    let told = [&mail["what"], &mail["attempts"], &mail["last_error"], &mail["late"], &mail["address"]];
    assert_eq!(json!(told), json!(["activation", 8, "MessageRejected", true, null]));
    assert!(!list.text().contains("ada@"), "what SES says names the recipient");

    post.is(Mood::Takes);
    world.later(Duration::from_secs(61));
    post.schedule().await;
    assert!(post.mails().is_empty(), "it was put off for an hour");
    let path = format!("/v1/owed/{}/retry", mail["id"].as_str().expect("an id"));
    let tried = root.post(&path, json!({})).await.has(202).json();
    assert!(tried["due"].as_str() < mail["due"].as_str(), "{tried}");
    root.post(&path, json!({})).await.is(202, tried);
    post.schedule().await;
    assert_eq!(post.mails().len(), 1);
    activates(&ada, &post.mails()[0].link(), 204).await;
    root.post(&path, json!({})).await.has(404);
}
