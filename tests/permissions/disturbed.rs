//! Every call on bad days: conflicts, lost replies, copies that land late, crashes between any two writes, and somebody else
//! who decides about its user between any two calls to the table.

use super::costs::LIMITS;
use super::rows::Row;
use super::stage::Role::{self, Nobody, Owner, Superuser};
use super::stage::Stage;
use super::{NOBODY_SUCCEEDS, PARTS, Part};
use crate::world::{Actor, Call, Picture, Proxy, Request};
use shared::config::Dialect;
use std::collections::BTreeSet;
use tokio::sync::Semaphore;

/// How many parts are played at once.
static ROOM: Semaphore = Semaphore::const_new(2);

/// What a call comes to when nothing happens, and the same call again.
struct Calm {
    status: u16,
    once: Picture,
    status_again: u16,
    twice: Picture,
    calls: usize,
    is_about_somebody: bool,
}

/// The calls of a part, without those that come to the same handler: by djoser 1.x's other paths, or about a user of another
/// rank.
fn rows(part: &Part) -> impl Iterator<Item = (usize, &Row)> {
    let is_own =
        |path: &str| ["/auth/users", "/auth/jwt", "/auth/token"].iter().any(|it| path.starts_with(it));
    let of_another_rank =
        |call: &str| [", a superuser's", ", a staff member's"].iter().any(|it| call.ends_with(it));
    part.rows.iter().enumerate().filter(move |(_, row)| {
        !of_another_rank(row.0) && (part.dialect != Dialect::Djoser || is_own(row.route().1))
    })
}

/// One who plays the calls of a part, and what went wrong.
struct Player {
    part: &'static Part,
    stage: Stage,
    wrong: String,
}

impl Player {
    async fn new(part: &'static Part, role: &Role) -> Self {
        Self { part, stage: Self::stage(part, role).await, wrong: String::new() }
    }

    async fn stage(part: &Part, role: &Role) -> Stage {
        let settings: Vec<_> = part.settings.iter().chain(&LIMITS).copied().collect();
        let stage = Stage::measured(role.clone(), &settings).await;
        stage.world().proxy().hurry();
        stage
    }

    fn proxy(&self) -> &Proxy {
        self.stage.world().proxy()
    }

    fn tell(&mut self, row: &Row, what: &str, wrong: impl std::fmt::Display) {
        let told = format!("{}: {}: {what}: {wrong}{}\n", self.part.title, row.0, self.proxy().listing());
        eprintln!("{told}");
        self.wrong += &told;
    }

    async fn picture(&self) -> Picture {
        Picture::of(self.proxy()).await
    }

    /// A scene that no call has touched.
    async fn ready(&mut self, row: &Row) -> Option<(Actor, Request, Picture)> {
        let (caller, request) = self.stage.ready(self.part.dialect, row).await?;
        let before = self.picture().await;
        self.proxy().forget();
        Some((caller, request, before))
    }

    /// What the call comes to when nothing happens; none when it does not succeed.
    async fn calm(&mut self, row: &Row) -> Option<Calm> {
        let (caller, request, before) = self.ready(row).await?;
        let is_about_somebody = self.stage.about_whom().is_some();
        let status = caller.send(request.clone()).await.status();
        let calls = self.proxy().calls().len();
        let once = self.picture().await - &before;
        let status_again = caller.send(request).await.status();
        let twice = self.picture().await - &before;
        self.stage.strike(row);
        row.succeeds(status).then_some(Calm { status, once, status_again, twice, calls, is_about_somebody })
    }

    /// Each write meets a conflict and is sent again, each reply gets lost once, and when it is over every write lands once
    /// more: nobody notices.
    async fn disturb(&mut self, row: &Row, calm: &Calm) {
        let (caller, request, before) = self.ready(row).await.expect("it succeeded before");
        self.proxy().on_each().conflict();
        self.proxy().on_each().lose_reply();
        let reply = caller.send(request).await;
        self.proxy().heal();
        let after = self.picture().await - &before;
        if reply.status() != calm.status || after != calm.once {
            let told = format!("{} {after:#?} instead of {:#?}", reply.status(), calm.once);
            self.tell(row, "conflicts and lost replies", told);
        }
        self.land_late(&self.proxy().calls()).await;
        let late = self.picture().await - &before;
        if late != after {
            self.tell(row, "late copies", format!("{late:#?} instead of {after:#?}"));
        }
        self.stage.strike(row);
    }

    /// What these calls write, once more.
    async fn land_late(&self, calls: &[Call]) {
        for call in calls.iter().filter(|call| call.writes()) {
            self.proxy().ask_anyhow(&call.operation, &call.body).await;
        }
    }

    /// Whoever answers dies after any number of writes; the client asks again; and then the writes of the first time land.
    async fn crash(&mut self, row: &Row, calm: &Calm) {
        for writes in 0.. {
            let (caller, request, before) = self.ready(row).await.expect("it succeeded before");
            self.proxy().crash_after(writes);
            let status = caller.send(request.clone()).await.status();
            let crashed = self.proxy().crashed();
            self.proxy().heal();
            let what = format!("a crash after {writes} writes");
            if !crashed {
                self.stage.strike(row);
                return;
            }
            let [once, twice] = [&calm.once, &calm.twice].map(|picture| picture.clone().essentials());
            let after = (self.picture().await - &before).essentials();
            if ![503, calm.status].contains(&status) || status == calm.status && after != once {
                self.tell(row, &what, format!("{status} {after:#?} instead of {once:#?}"));
            }
            self.stage.world().holds_together().await;
            let first = self.proxy().calls();
            let status = caller.send(request).await.status();
            let again = (self.picture().await - &before).essentials();
            if ![calm.status, calm.status_again].contains(&status) || ![&once, &twice].contains(&&again) {
                self.tell(row, &what, format!("asked again {status} {again:#?} instead of {once:#?}"));
            }
            self.land_late(&first).await;
            let late = (self.picture().await - &before).essentials();
            if ![&once, &twice].contains(&&late) {
                self.tell(row, &what, format!("late {late:#?} instead of {once:#?}"));
            }
            self.stage.world().holds_together().await;
            self.stage.strike(row);
        }
    }

    /// Between any two of its calls to the table somebody else decides about the user.
    async fn overtake(&mut self, row: &Row, calls: usize) {
        let root = self.stage.world().superuser().await;
        for (what, method, path) in [
            ("disabled", "POST", "/v1/users/{id}/disable"),
            ("signed out", "DELETE", "/v1/users/{id}/sessions"),
        ] {
            for call in 0..calls {
                let (caller, request, _) = self.ready(row).await.expect("it succeeded before");
                let subject = self.stage.about_whom().expect("the call is about somebody").clone();
                let hold = self.proxy().on_any(call..=call).hold();
                let mut asked = tokio::spawn({
                    let (caller, request) = (caller.clone(), request);
                    async move { caller.send(request).await }
                });
                let early = tokio::select! {
                    () = hold.arrived() => None,
                    reply = &mut asked => Some(reply),
                };
                self.proxy().heal();
                let path = path.replace("{id}", &subject.id.to_string());
                let decided = root.send(Request::new(method, &path)).await.status();
                hold.release();
                let is_held = early.is_none();
                let reply = match early {
                    Some(reply) => reply,
                    None => asked.await,
                };
                let reply = reply.expect("an answer");
                let stays = match (decided, what) {
                    (200, "disabled") => {
                        let now = root.get(&format!("/v1/users/{}", subject.id)).await;
                        now.status() == 200 && now.json()["is_active"] == false
                    }
                    (204, _) => subject.get("/auth/users/me/").await.status() == 401,
                    // The user was gone by then.
                    (404, _) => true,
                    _ => false,
                };
                if !stays || ![200, 201, 202, 204, 303, 400, 401, 403, 404, 503].contains(&reply.status()) {
                    let told = format!("{what} ({decided}) at call {call}, held: {is_held}");
                    self.tell(row, &told, reply);
                }
                self.stage.world().holds_together().await;
                self.stage.strike(row);
            }
        }
    }
}

/// Has whoever succeeds with a call of the part go through it. Says what went wrong, and with which calls nobody succeeded.
async fn played(
    part: &'static Part,
    roles: &[Role],
    go: impl AsyncFn(&mut Player, &Row, Calm),
) -> (String, Vec<&'static str>) {
    let _place = ROOM.acquire().await.expect("nobody closes it");
    let (mut succeeded, mut wrong) = (BTreeSet::new(), String::new());
    for role in roles {
        let mut player = Player::new(part, role).await;
        for (number, row) in rows(part) {
            if succeeded.contains(&number) {
                continue;
            }
            if let Some(calm) = player.calm(row).await {
                // A small table is soon compared.
                if succeeded.len() % 10 == 9 {
                    player.stage = Player::stage(part, role).await;
                }
                succeeded.insert(number);
                go(&mut player, row, calm).await;
            }
        }
        wrong += &player.wrong;
    }
    let skipped = rows(part).filter(|(number, _)| !succeeded.contains(number)).map(|(_, row)| row.0);
    (wrong, skipped.collect())
}

async fn disturbed(part: &'static Part) -> String {
    let go = async |player: &mut Player, row: &Row, calm: Calm| {
        player.disturb(row, &calm).await;
        if row.acts() {
            player.crash(row, &calm).await;
        }
    };
    let (mut wrong, mut skipped) = played(part, &[Owner, Superuser, Nobody], go).await;
    skipped.retain(|call| !NOBODY_SUCCEEDS.contains(call));
    if !skipped.is_empty() {
        wrong += &format!("{}: nobody succeeds with {skipped:?}\n", part.title);
    }
    wrong
}

async fn overtaken(part: &'static Part) -> String {
    let go = async |player: &mut Player, row: &Row, calm: Calm| {
        if row.acts() && calm.is_about_somebody {
            player.overtake(row, calm.calls).await;
        }
    };
    played(part, &[Owner], go).await.0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_does_more_or_less_on_bad_days() {
    let parts = PARTS.each_ref().map(|part| tokio::spawn(disturbed(part)));
    let mut wrong = String::new();
    for part in parts {
        wrong += &part.await.expect("the calls can be made");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_undoes_what_is_decided_about_its_user_meanwhile() {
    // Elsewhere there is nobody who could.
    let parts = PARTS.iter().filter(|part| part.settings.is_empty());
    let parts: Vec<_> = parts.map(|part| tokio::spawn(overtaken(part))).collect();
    let mut wrong = String::new();
    for part in parts {
        wrong += &part.await.expect("the calls can be made");
    }
    assert!(wrong.is_empty(), "{wrong}");
}
