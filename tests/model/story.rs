//! One story: deed after deed in a world of its own, each answer held against what is true.

use super::deed::{Decision, Deed, Guess, Trouble};
use super::truth::{Account, Door, Link, Pending, SignIn, Told};
use crate::world::{Actor, Call, GOOD, Reply, Request, World};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Ten users and two thieves. Each has two mailboxes, and of the names they all want some are the same.
const PEOPLE: usize = 12;
const NAMES: usize = 9;

/// As many sign-ins as an account may have without losing any.
const SIGN_INS: usize = 18;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Must {
    Succeed,
    Fail,
    /// Either, and what comes is adopted.
    Either,
}

impl Must {
    fn succeed_if(is_so: bool) -> Self {
        if is_so { Self::Succeed } else { Self::Fail }
    }
}

/// Nothing, or what does not hold.
type Held = Result<(), String>;

pub(super) struct Story {
    world: World,
    root: Actor,
    accounts: Vec<Account>,
    sign_ins: Vec<SignIn>,
    links: Vec<Link>,
    /// The tokens of links that did what they are for.
    used: BTreeSet<String>,
    mails: usize,
    deeds: usize,
    now: i64,
    chosen: usize,
    /// Writes that land once more with the next deed.
    late: Vec<Call>,
    /// The users as they were before the last deed.
    users_before: Vec<Value>,
    /// What the present deed is called, and what came of it.
    called: String,
    answer: Cell<Option<bool>>,
    /// How often a deed of each kind succeeded, and was refused.
    pub(super) came: Came,
}

/// How often deeds of each kind succeeded, and were refused.
pub(super) type Came = BTreeMap<String, [u32; 2]>;

fn mailbox(number: usize) -> String {
    let number = number % (2 * PEOPLE);
    format!("person{}@{}.example", number / 2, if number.is_multiple_of(2) { "home" } else { "work" })
}

fn name(number: usize) -> String {
    format!("name{}", number % NAMES)
}

fn password(number: usize) -> String {
    format!("good battery number {number}")
}

impl Story {
    pub(super) async fn begin() -> Self {
        let world = World::of_stories().await;
        world.proxy().hurry();
        let root = world.superuser().await;
        Self {
            world,
            root,
            accounts: Vec::new(),
            sign_ins: Vec::new(),
            links: Vec::new(),
            used: BTreeSet::new(),
            mails: 0,
            deeds: 0,
            now: 0,
            chosen: 0,
            late: Vec::new(),
            users_before: Vec::new(),
            called: String::new(),
            answer: Cell::default(),
            came: Came::new(),
        }
    }

    /// Has somebody do something. What comes next may want to see the users as they are now.
    pub(super) async fn goes_on(&mut self, deed: &Deed, trouble: Trouble, next: Option<Trouble>) -> Held {
        self.deeds += 1;
        let let_in: Vec<_> = (0..self.sign_ins.len()).map(|number| self.lets_in(number)).collect();
        let users = if trouble == Trouble::HalfSeen { self.users_before.clone() } else { Vec::new() };
        let late = std::mem::take(&mut self.late);
        if matches!(deed, Deed::Sleep { .. }) {
            self.land(&late).await;
        }
        if next == Some(Trouble::HalfSeen) {
            self.users_before = self.world.proxy().items_of("U#").await;
        }
        let proxy = self.world.proxy();
        proxy.forget();
        match trouble {
            Trouble::Nothing | Trouble::LateCopies => {}
            Trouble::Conflicts => proxy.on_each().conflict(),
            Trouble::LostReplies => proxy.on_each().lose_reply(),
            Trouble::Both => {
                proxy.on_each().conflict();
                proxy.on_each().lose_reply();
            }
            // Only what reads: a write is judged by what is there.
            Trouble::HalfSeen if matches!(deed, Deed::Look { .. }) => {
                proxy.on("BatchGetItem", 0..1).show(users)
            }
            Trouble::HalfSeen => {}
        }
        self.called = format!("{deed:?}").split(' ').next().unwrap_or_default().to_owned();
        let told = self.does(deed, trouble == Trouble::HalfSeen).await;
        self.world.proxy().heal();
        if let Some(succeeded) = self.answer.take() {
            self.came.entry(self.called.clone()).or_default()[usize::from(!succeeded)] += 1;
        }
        told.map_err(|why| format!("deed {}, {deed:?} ({trouble:?}): {why}", self.deeds - 1))?;
        if trouble == Trouble::LateCopies {
            // Of what was refused a copy may still succeed once nothing stands in its way: nothing on the wire can tell it from a
            // second try. What was done is done once.
            let was_done = |call: &Call| call.writes() && call.units > 0.0;
            self.late = self.world.proxy().calls().into_iter().filter(was_done).collect();
        }
        self.land(&late).await;
        for (sign_in, let_in) in self.sign_ins.iter_mut().zip(let_in) {
            sign_in.let_in_before = let_in;
        }
        Ok(())
    }

    /// Everything is as the model has it.
    pub(super) async fn ends(&mut self) -> Held {
        self.deliver().await?;
        self.world.clean().await;
        self.world.holds_together().await;
        for number in 0..self.accounts.len() {
            self.is_as_told(number).await?;
        }
        for number in 0..self.sign_ins.len() {
            self.look(number, false).await?;
        }
        Ok(())
    }

    async fn land(&self, late: &[Call]) {
        for call in late {
            self.world.proxy().ask_anyhow(&call.operation, &call.body).await;
        }
    }

    async fn does(&mut self, deed: &Deed, half_seen: bool) -> Held {
        let of = |number: usize, there: usize| (there > 0).then(|| number % there);
        let (accounts, sign_ins, links) = (self.accounts.len(), self.sign_ins.len(), self.links.len());
        let newest = |number: usize| (number < links).then(|| links - 1 - number);
        match *deed {
            Deed::SignUp { name: wanted, mailbox: number } => {
                self.sign_up(name(wanted), mailbox(number)).await
            }
            Deed::SignIn { account, by_email, opaque, password } => match of(account, accounts) {
                Some(account) => self.sign_in(account, by_email, opaque, password).await,
                None => Ok(()),
            },
            Deed::AskForReset { mailbox: number } => self.asks("/v1/password_reset", &mailbox(number)).await,
            Deed::AskForActivation { mailbox: number } => {
                self.asks("/v1/activation/resend", &mailbox(number)).await
            }
            Deed::Follow { link } => match newest(link) {
                Some(link) => self.follow(link).await,
                None => Ok(()),
            },
            Deed::Forge { link, door, account } => match (newest(link), of(account, accounts)) {
                (Some(link), Some(account)) => self.forge(link, door, account).await,
                _ => Ok(()),
            },
            Deed::Decide { account, decision } => match of(account, accounts) {
                Some(account) => self.decide(account, decision).await,
                None => Ok(()),
            },
            Deed::Abdicate => {
                let reply = self.root.delete("/v1/me", json!({ "current_password": GOOD })).await;
                self.judge(&reply, Must::Fail).map(|_| ())
            }
            Deed::Sleep { seconds } => {
                self.world.later(Duration::from_secs(seconds));
                self.now += i64::try_from(seconds).expect("not so long");
                Ok(())
            }
            Deed::Deliver => self.deliver().await,
            Deed::Clean => {
                self.world.clean().await;
                self.world.holds_together().await;
                Ok(())
            }
            Deed::Night => self.night().await,
            Deed::Look { sign_in }
            | Deed::SignOut { sign_in }
            | Deed::Refresh { sign_in, .. }
            | Deed::SetPassword { sign_in, .. }
            | Deed::Rename { sign_in, .. }
            | Deed::AskToMove { sign_in, .. }
            | Deed::Withdraw { sign_in }
            | Deed::Seize { sign_in, .. }
            | Deed::Overwrite { sign_in }
            | Deed::Leave { sign_in, .. } => match of(sign_in, sign_ins) {
                Some(sign_in) => self.signed_in(deed, sign_in, half_seen).await,
                None => Ok(()),
            },
        }
    }

    /// What somebody does who is signed in, or was.
    async fn signed_in(&mut self, deed: &Deed, sign_in: usize, half_seen: bool) -> Held {
        match *deed {
            Deed::Look { .. } => return self.look(sign_in, half_seen).await,
            Deed::Refresh { back, .. } => return self.refresh(sign_in, back).await,
            _ => {}
        }
        let (actor, number) = (self.sign_ins[sign_in].actor.clone(), self.sign_ins[sign_in].account);
        let lets_in = self.lets_in(sign_in);
        let before = self.accounts[number].clone();
        let current = |knows: bool| match before.password {
            Some(right) if knows => password(right),
            _ => "a wrong guess".to_owned(),
        };
        let proves = |knows: bool| knows && before.password.is_some();
        match *deed {
            Deed::SignOut { .. } => {
                let opaque = self.sign_ins[sign_in].is_opaque();
                let reply = match opaque {
                    true => actor.post("/auth/token/logout/", json!({})).await,
                    false => {
                        let all = actor.get("/v1/sessions").await;
                        let all = if all.status() == 200 { all.json() } else { json!({}) };
                        let own =
                            all["results"].as_array().into_iter().flatten().find(|it| it["current"] == true);
                        let id = own.and_then(|own| own["id"].as_str()).unwrap_or("none").to_owned();
                        actor.delete(&format!("/v1/sessions/{id}"), json!({})).await
                    }
                };
                if self.judge(&reply, Must::succeed_if(lets_in))? {
                    self.sign_ins[sign_in].is_over = true;
                }
            }
            Deed::SetPassword { knows, .. } => {
                let new = self.choose();
                let body = json!({ "current_password": current(knows), "new_password": password(new) });
                let reply = actor.post("/v1/me/password", body).await;
                if self.judge(&reply, Must::succeed_if(lets_in && proves(knows)))? {
                    self.accounts[number].has_password(new);
                    self.changed(number, &before, Some(sign_in));
                }
            }
            Deed::Overwrite { .. } => {
                let (new, path) = (self.choose(), format!("/api/accounts/{}/", before.id));
                let reply = actor.patch(&path, json!({ "password": password(new) })).await;
                if self.judge(&reply, Must::succeed_if(lets_in))? {
                    self.accounts[number].has_password(new);
                    self.changed(number, &before, Some(sign_in));
                }
            }
            Deed::Rename { name: wanted, knows, .. } => {
                let new = name(wanted);
                if new == before.name {
                    return Ok(());
                }
                let body = json!({ "username": new, "current_password": current(knows) });
                let reply = actor.post("/v1/me/username", body).await;
                let must = lets_in && proves(knows) && self.named(&new).is_none();
                if self.judge(&reply, Must::succeed_if(must))? {
                    self.accounts[number].names.push(new.clone());
                    self.accounts[number].name = new;
                    self.told(number, &before);
                }
            }
            Deed::AskToMove { mailbox: wanted, knows, .. } => {
                let email = mailbox(wanted);
                let body = json!({ "email": email, "current_password": current(knows) });
                let reply = actor.post("/v1/me/email", body).await;
                let must = lets_in && proves(knows) && self.reached(&email).is_none();
                if self.judge(&reply, Must::succeed_if(must))? {
                    let since = before.waits(self.now).map_or(self.deeds, |waits| waits.since);
                    let (deed, asked) = (self.deeds, self.now);
                    self.accounts[number].pending = Some(Pending { email, deed, since, asked });
                }
            }
            Deed::Withdraw { .. } => {
                let reply = actor.delete("/v1/me/email", json!({})).await;
                if self.judge(&reply, Must::succeed_if(lets_in))? {
                    self.accounts[number].pending = None;
                }
            }
            Deed::Seize { mailbox: wanted, djoser, .. } => {
                let email = mailbox(wanted);
                let path = if djoser {
                    "/auth/users/me/".to_owned()
                } else {
                    format!("/api/accounts/{}/", before.id)
                };
                let reply = actor.patch(&path, json!({ "email": email })).await;
                let must = lets_in && self.reached(&email).is_none_or(|holder| holder == number);
                if self.judge(&reply, Must::succeed_if(must))? && email != before.email {
                    let account = &mut self.accounts[number];
                    account.email = email;
                    account.proven = false;
                    account.verified = false;
                    account.end_links(self.deeds);
                    self.told(number, &before);
                }
            }
            Deed::Leave { knows, .. } => {
                let reply = actor.delete("/v1/me", json!({ "current_password": current(knows) })).await;
                if self.judge(&reply, Must::succeed_if(lets_in && proves(knows)))? {
                    self.accounts[number].deleted = true;
                }
            }
            _ => {}
        }
        self.is_as_told(number).await
    }

    async fn sign_up(&mut self, name: String, email: String) -> Held {
        let new = self.choose();
        let form = json!({ "username": name, "email": email, "password": password(new) });
        let reply = self.world.anyone().post("/v1/users", form).await;
        let must = self.named(&name).is_none() && self.reached(&email).is_none();
        if self.judge(&reply, Must::succeed_if(must))? {
            let found = self.root.get(&format!("/v1/users/{name}")).await;
            let id = found.json()["pk"].as_u64().ok_or_else(|| format!("nobody has signed up: {found}"))?;
            self.accounts.push(Account {
                id,
                names: vec![name.clone()],
                name,
                email,
                password: Some(new),
                passwords: vec![new],
                verified: false,
                was_active: false,
                proven: false,
                disabled: false,
                deleted: false,
                joined: self.now,
                links_from: 0,
                pending: None,
                told: None,
                no_undo_before: 0,
            });
        }
        Ok(())
    }

    async fn sign_in(&mut self, number: usize, by_email: bool, opaque: bool, guess: Guess) -> Held {
        let account = self.accounts[number].clone();
        let former = account.passwords.iter().find(|former| Some(**former) != account.password);
        let (tried, is_right) = match (guess, account.password, former) {
            (Guess::Right, Some(right), _) => (password(right), true),
            (Guess::Former | Guess::Right, _, Some(former)) => (password(*former), false),
            _ => ("a wrong guess".to_owned(), false),
        };
        let open = self.sign_ins.iter().filter(|it| it.account == number && !it.is_over).count();
        if open >= SIGN_INS {
            return Ok(());
        }
        let anyone = self.world.anyone();
        let reply = match opaque {
            true => {
                anyone
                    .post("/auth/token/login/", json!({ "username": account.name, "password": tried }))
                    .await
            }
            false => {
                let login = if by_email { &account.email } else { &account.name };
                anyone.post("/v1/sessions", json!({ "login": login, "password": tried })).await
            }
        };
        // Whoever has the name or the address by now is meant; none of their passwords is this one.
        let is_meant = match by_email && !opaque {
            true => self.reached(&account.email) == Some(number),
            false => self.named(&account.name) == Some(number),
        };
        if self.judge(&reply, Must::succeed_if(is_right && is_meant && account.lets_in()))? {
            let (bearer, refresh) = match opaque {
                true => (format!("Token {}", reply.text_of("auth_token")), Vec::new()),
                false => (format!("Bearer {}", reply.text_of("access")), vec![reply.text_of("refresh")]),
            };
            self.sign_ins.push(SignIn {
                account: number,
                actor: anyone.with("authorization", &bearer),
                refresh,
                is_over: false,
                issued: self.now,
                rotated: self.now,
                let_in_before: false,
            });
        }
        Ok(())
    }

    async fn look(&self, number: usize, half_seen: bool) -> Held {
        let sign_in = &self.sign_ins[number];
        let reply = sign_in.actor.get("/v1/me").await;
        let (now, before) = (self.lets_in(number), sign_in.let_in_before);
        let must = if half_seen && now != before { Must::Either } else { Must::succeed_if(now) };
        if self.judge(&reply, must)? && reply.json()["pk"] != self.accounts[sign_in.account].id {
            return Err(format!("somebody else is seen: {reply}"));
        }
        Ok(())
    }

    async fn refresh(&mut self, number: usize, back: u64) -> Held {
        let sign_in = self.sign_ins[number].clone();
        let Some(at) = sign_in.refresh.len().checked_sub(1 + usize::try_from(back).expect("a few")) else {
            return Ok(());
        };
        let body = json!({ "refresh": sign_in.refresh[at] });
        let reply = self.world.anyone().post("/v1/sessions/refresh", body).await;
        let lasts =
            !sign_in.is_over && self.accounts[sign_in.account].lets_in() && self.now < sign_in.rotated + DAY;
        // A token that is past opens nothing, and ends nothing.
        let must = match back {
            0 => Must::succeed_if(lasts),
            // It is past before its successor is.
            1 if lasts => Must::Either,
            _ => Must::Fail,
        };
        let succeeds = self.judge(&reply, must)?;
        let (issued, rotated) = (self.now, self.now);
        let sign_in = &mut self.sign_ins[number];
        if succeeds {
            let (access, refresh) = (reply.text_of("access"), reply.text_of("refresh"));
            sign_in.actor = self.world.anyone().with("authorization", &format!("Bearer {access}"));
            match back {
                0 => {
                    sign_in.refresh.push(refresh);
                    (sign_in.issued, sign_in.rotated) = (issued, rotated);
                }
                _ if sign_in.refresh.last() == Some(&refresh) => {
                    // The same bytes again, or a fresh access token.
                    if rotated > sign_in.rotated + 10 {
                        sign_in.issued = issued;
                    }
                }
                _ => return Err("the token before got a new generation".to_owned()),
            }
        } else if back >= 2 && lasts {
            // One of two is a thief; unless the old token was past anyhow.
            let verify = json!({ "token": sign_in.refresh.last() });
            sign_in.is_over = self.world.anyone().post("/v1/auth/verify", verify).await.status() != 200;
        }
        Ok(())
    }

    async fn asks(&self, path: &str, email: &str) -> Held {
        let reply = self.world.anyone().post(path, json!({ "email": email })).await;
        self.judge(&reply, Must::Succeed).map(|_| ())
    }

    async fn decide(&mut self, number: usize, decision: Decision) -> Held {
        let (new, path) = (self.choose(), format!("/v1/users/{}", self.accounts[number].id));
        let reply = match decision {
            Decision::Disable => self.root.post(&format!("{path}/disable"), json!({})).await,
            Decision::Enable => self.root.post(&format!("{path}/enable"), json!({})).await,
            Decision::SetPassword => self.root.patch(&path, json!({ "password": password(new) })).await,
            Decision::EndSignIns => self.root.delete(&format!("{path}/sessions"), json!({})).await,
            // In `/v1` an account that is deleted is only switched off.
            Decision::Delete => {
                let path = format!("/auth/users/{}/", self.accounts[number].id);
                self.root.delete(&path, json!({ "current_password": GOOD })).await
            }
        };
        if !self.judge(&reply, Must::succeed_if(!self.accounts[number].deleted))? {
            return Ok(());
        }
        let deed = self.deeds;
        let account = &mut self.accounts[number];
        match decision {
            Decision::Disable => {
                account.disabled = true;
                account.end_links(deed);
            }
            Decision::Enable => {
                account.disabled = false;
                if !account.verified {
                    account.prove();
                }
            }
            Decision::SetPassword => {
                account.has_password(new);
                account.end_links(deed);
                (account.told, account.no_undo_before) = (None, deed);
                self.end_sign_ins(number, None);
            }
            Decision::EndSignIns => self.end_sign_ins(number, None),
            Decision::Delete => account.deleted = true,
        }
        self.is_as_told(number).await
    }

    /// Mails go out, to the account's mailbox and no other.
    async fn deliver(&mut self) -> Held {
        let mails = self.world.mails().await;
        for mail in mails.iter().skip(self.mails) {
            for url in &mail.links {
                let door =
                    Door::ALL.into_iter().find(|door| url.contains(door.page())).expect("a page of ours");
                let mut parts = url.rsplit('/');
                let (token, uid) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let is_theirs = |account: &Account| shared::mail::links::uid(account.id.into()) == uid;
                // The superuser gets none.
                let account =
                    self.accounts.iter().position(is_theirs).ok_or_else(|| format!("whose is {mail:?}"))?;
                let is_right = match door {
                    Door::Activate | Door::Reset | Door::Cancel => self.accounts[account].email == mail.to,
                    Door::Confirm => {
                        self.accounts[account].waits(self.now).is_some_and(|it| it.email == mail.to)
                    }
                    Door::Undo => true,
                };
                if !is_right || self.accounts[account].deleted {
                    return Err(format!("a link goes to a mailbox that has no say: {mail:?}"));
                }
                self.links.push(Link {
                    account,
                    door,
                    to: mail.to.clone(),
                    uid: uid.to_owned(),
                    token: token.to_owned(),
                    deed: self.deeds,
                    at: self.now,
                });
            }
        }
        self.mails = mails.len();
        Ok(())
    }

    async fn night(&mut self) -> Held {
        self.world.walk().await;
        for number in 0..self.accounts.len() {
            let account = &mut self.accounts[number];
            if !account.was_active && !account.disabled && account.joined + 7 * DAY < self.now {
                account.deleted = true;
            }
            self.is_as_told(number).await?;
        }
        Ok(())
    }

    /// A link is followed by whoever reads the mailbox.
    async fn follow(&mut self, number: usize) -> Held {
        let link = self.links[number].clone();
        self.called = format!("{:?}", link.door);
        let (must, new) = (self.must_open(number, &link), self.choose());
        let body = json!({ "token": link.token, "new_password": password(new) });
        let reply = self.world.anyone().post(link.door.path(), body).await;
        if self.judge(&reply, must)? {
            self.used.insert(link.token.clone());
            self.opened(&link, new).await?;
        }
        self.is_as_told(link.account).await
    }

    fn must_open(&self, number: usize, link: &Link) -> Must {
        let account = &self.accounts[link.account];
        // Mails that are under way together share their link, which lasts as long as that in the last of them.
        let of_its_kind = |it: &&Link| (it.account, it.door) == (link.account, link.door);
        let is_newest = self.links[number..].iter().filter(of_its_kind).all(|it| it.token == link.token);
        let same = self.links.iter().filter(of_its_kind).filter(|it| it.token == link.token);
        let last = same.map(|it| it.at).max().unwrap_or(link.at);
        let lives = !account.deleted && !account.disabled && !self.used.contains(&link.token);
        let unless_ended = link.deed > account.links_from;
        let age = self.now - last;
        let newest_of = |lasts: bool| match lives && unless_ended && lasts {
            false => Must::Fail,
            true if is_newest => Must::Succeed,
            true => Must::Either,
        };
        match link.door {
            Door::Reset => newest_of(age < 48 * HOUR),
            Door::Activate => newest_of(age < 72 * HOUR && !account.verified),
            Door::Confirm => {
                let waits =
                    account.waits(self.now).is_some_and(|it| it.deed < link.deed && it.email == link.to);
                Must::succeed_if(lives && waits && self.reached(&link.to).is_none())
            }
            Door::Cancel => {
                let waits = account.waits(self.now).is_some_and(|it| it.since < link.deed);
                Must::succeed_if(lives && waits)
            }
            Door::Undo => {
                let last =
                    account.told.as_ref().filter(|told| told.email == link.to && told.deed < link.deed);
                match last {
                    _ if !lives || link.deed < account.no_undo_before || age > 7 * DAY => Must::Fail,
                    Some(told) if self.now < told.at + 7 * DAY => Must::Succeed,
                    _ => Must::Either,
                }
            }
        }
    }

    /// What becomes of the account.
    async fn opened(&mut self, link: &Link, new: usize) -> Held {
        let (number, deed) = (link.account, self.deeds);
        let before = self.accounts[number].clone();
        match link.door {
            Door::Activate => self.accounts[number].prove(),
            Door::Reset => {
                self.accounts[number].has_password(new);
                self.changed(number, &before, None);
                self.accounts[number].prove();
            }
            Door::Confirm => {
                let account = &mut self.accounts[number];
                account.email.clone_from(&link.to);
                account.end_links(deed);
                account.prove();
                self.told(number, &before);
            }
            Door::Cancel => self.accounts[number].pending = None,
            Door::Undo => self.undone(link).await?,
        }
        Ok(())
    }

    async fn undone(&mut self, link: &Link) -> Held {
        let (number, deed) = (link.account, self.deeds);
        let holder = self.reached(&link.to).filter(|holder| *holder != number);
        let shown = self.root.get(&format!("/v1/users/{}", self.accounts[number].id)).await.json();
        let is_back = shown["email"] == link.to;
        match holder {
            None if !is_back => return Err(format!("the address is free and does not come back: {shown}")),
            Some(holder) if is_back && self.accounts[holder].proven => {
                return Err(format!("an address that was proven is taken away: {shown}"));
            }
            Some(holder) if is_back => {
                let evicted = &mut self.accounts[holder];
                evicted.email.clear();
                evicted.proven = false;
                evicted.end_links(deed);
            }
            _ => {}
        }
        let back = shown["username"].as_str().unwrap_or_default().to_owned();
        let account = &mut self.accounts[number];
        if !account.names.contains(&back) {
            return Err(format!("a name that it never had: {shown}"));
        }
        account.name = back;
        account.email = if is_back { link.to.clone() } else { String::new() };
        account.proven = false;
        if is_back {
            account.prove();
        }
        account.password = None;
        account.end_links(deed);
        account.told = None;
        self.end_sign_ins(number, None);
        Ok(())
    }

    /// A link at the door of another, or in the hands of another account's thief.
    async fn forge(&self, number: usize, door: usize, account: usize) -> Held {
        let link = &self.links[number];
        let other = Door::ALL[door % Door::ALL.len()];
        let anyone = self.world.anyone();
        let reply = match other == link.door {
            false => {
                let body = json!({ "token": link.token, "new_password": "a forged battery" });
                anyone.post(other.path(), body).await
            }
            true if account == link.account => return Ok(()),
            true => {
                let uid = shared::mail::links::uid(self.accounts[account].id.into());
                debug_assert_ne!(uid, link.uid);
                let body = json!({ "uid": uid, "token": link.token, "new_password": "a forged battery" });
                anyone.send(Request::post("/auth/users/reset_password_confirm/").json(&body)).await
            }
        };
        self.judge(&reply, Must::Fail).map(|_| ())
    }

    /// The account as its administrators see it.
    async fn is_as_told(&self, number: usize) -> Held {
        let account = &self.accounts[number];
        let reply = self.root.get(&format!("/v1/users/{}", account.id)).await;
        let wanted = match account.deleted {
            true => (404, Value::Null),
            false => {
                let active = account.verified && !account.disabled;
                (200, json!([account.name, account.email, active]))
            }
        };
        let shown = match reply.status() {
            200 => {
                let user = reply.json();
                (200, json!([user["username"], user["email"], user["is_active"]]))
            }
            status => (status, Value::Null),
        };
        match shown == wanted {
            true => Ok(()),
            false => Err(format!("{shown:?} instead of {wanted:?}")),
        }
    }

    /// Whether the answer is one that may come, and whether it is a success.
    fn judge(&self, reply: &Reply, must: Must) -> Result<bool, String> {
        let succeeds = (200..300).contains(&reply.status());
        let refuses = [400, 401, 403, 404].contains(&reply.status());
        self.answer.set(Some(succeeds));
        match must {
            Must::Succeed if succeeds => Ok(true),
            Must::Fail if refuses => Ok(false),
            Must::Either if succeeds || refuses => Ok(succeeds),
            _ => Err(format!("must {must:?}\n{reply}{}", self.world.proxy().listing())),
        }
    }

    fn lets_in(&self, number: usize) -> bool {
        let sign_in = &self.sign_ins[number];
        // An access token lasts five minutes.
        let lasts = sign_in.is_opaque() || self.now < sign_in.issued + 300;
        !sign_in.is_over && lasts && self.accounts[sign_in.account].lets_in()
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.accounts.iter().position(|account| !account.deleted && account.name == name)
    }

    fn reached(&self, email: &str) -> Option<usize> {
        let has = |account: &Account| !account.deleted && !email.is_empty() && account.email == email;
        self.accounts.iter().position(has)
    }

    fn choose(&mut self) -> usize {
        self.chosen += 1;
        self.chosen
    }

    /// A new password ends links and sign-ins, but the one that it came by.
    fn changed(&mut self, number: usize, before: &Account, kept: Option<usize>) {
        self.accounts[number].end_links(self.deeds);
        self.end_sign_ins(number, kept);
        self.told(number, before);
    }

    fn end_sign_ins(&mut self, number: usize, kept: Option<usize>) {
        let all = self.sign_ins.iter_mut().enumerate();
        for (_, sign_in) in all.filter(|(at, sign_in)| sign_in.account == number && Some(*at) != kept) {
            sign_in.is_over = true;
        }
    }

    /// The mailbox before a change can undo it.
    fn told(&mut self, number: usize, before: &Account) {
        let told = Told { email: before.email.clone(), deed: self.deeds, at: self.now };
        self.accounts[number].told = Some(told);
    }
}
