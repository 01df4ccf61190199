//! Mails with a link are under way for a while, and may arrive in any order: whichever of them arrives last must have a
//! link that works. So they share a nonce while one of them flies, and a mail that is asked for after the last one was sent
//! replaces it.

use shared::app::App;
use shared::chance::random_id;
use shared::domain::{Timestamp, User};
use shared::log::{self, Event};
use shared::mail::links;
use shared::store::items::{Link, OwedMail, Recipient};
use shared::store::{Change, Key, Purpose, Refused, Unavailable, read};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a mail that was tried may still be on its way.
const FLIGHT: Duration = Duration::from_secs(15 * 60);

/// How long a mail that was tried stays counted once, however often it is tried again.
const REMEMBERED: Duration = Duration::from_secs(86_400);

const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

/// How often a link that others change meanwhile is tried again.
const TRIES: usize = 50;

/// What came of it.
pub(crate) enum Boarded {
    /// The mail goes, with a link from this nonce.
    With(String),
    /// The account has had enough mails of this kind; or this one was sent already, and its link was used.
    Enough,
    /// The user is not what was read any more.
    Outdated,
}

/// How many mails of a kind an account may ask for; none when limits are off.
type Budget = Option<(u64, u64)>;

/// Notes that the mail is about to go, and finds its nonce: by one write, under the revision that was read.
///
/// # Errors
/// [`Unavailable`]
pub(crate) async fn board(
    app: &App,
    mail: &OwedMail,
    user: &User,
    purpose: Purpose,
    mut link: Option<Link>,
) -> Result<Boarded, Unavailable> {
    let (now, key) = (app.now(), Key::Link(user.id, purpose));
    let lifetime = links::lifetime(&app.config, purpose);
    let (hourly, daily) = (app.config.limit_mails_hourly, app.config.limit_mails_daily);
    // What the service owes of its own, such as after an undo, is held back by nothing that others asked for.
    let is_asked_for = matches!(mail.to, Recipient::Address(_));
    let budget = (is_asked_for && app.config.throttles()).then(|| (u64::from(hourly), u64::from(daily)));
    for _ in 0..TRIES {
        if link.as_ref().is_some_and(|link| user.links_valid_from < link.links_valid_from) {
            return Ok(Boarded::Outdated);
        }
        let placed = match place(link.as_ref(), mail, user.links_valid_from, now, lifetime, budget) {
            Ok(placed) => placed,
            Err(NotPlaced::Served) => return Ok(Boarded::Enough),
            Err(NotPlaced::TooMany) => {
                log::security(Event::LimitExceeded, user.id, &format!("mail {}", mail.kind.name()));
                return Ok(Boarded::Enough);
            }
        };
        let written = match &link {
            None => app.store.create(key, &placed).await?.map(|()| placed.clone()),
            Some(link) => match app.store.update(difference(key, link, &placed, &mail.id.0)).await? {
                Ok(written) => Ok(read(written)?),
                Err(refused) => Err(refused),
            },
        };
        match written {
            Ok(link) => return Ok(Boarded::With(link.nonce)),
            Err(Refused(found)) => {
                let found: Option<Link> = found.map(read).transpose()?;
                // A reply that got lost: it is done.
                if let Some(link) = &found
                    && link.flying.get(&mail.id.0) == Some(&now)
                {
                    return Ok(Boarded::With(link.nonce.clone()));
                }
                link = found;
            }
        }
    }
    tracing::error!(mail = mail.id.0, "a link changes too fast");
    Err(Unavailable)
}

fn difference<'a>(key: Key<'a>, link: &Link, placed: &Link, mail: &str) -> Change<'a> {
    let mut change = Change::of(key).when("rev", link.rev).set("rev", placed.rev).set("ttl", placed.ttl);
    change = change.set("nonce", placed.nonce.as_str()).set("made_at", placed.made_at);
    change = change.set("links_valid_from", placed.links_valid_from).set("expires_at", placed.expires_at);
    change = change.set("hour", placed.hour).set("hourly", placed.hourly);
    change = change.set("day", placed.day).set("daily", placed.daily);
    if placed.used_at.is_none() {
        change = change.remove("used_at");
    }
    let gone = link.flying.keys().filter(|id| !placed.flying.contains_key(*id));
    change = gone.fold(change, |change, id| change.remove(&format!("flying.{id}")));
    match placed.flying.get(mail) {
        Some(at) => change.set(&format!("flying.{mail}"), *at),
        None => change,
    }
}

/// Why a mail does not go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NotPlaced {
    /// The account has had enough of this kind.
    TooMany,
    /// It was tried before, and its link was used or killed since.
    Served,
}

/// The link as it is with this mail on its way. Every nonce is a fresh one, so that no mail that comes again revives what
/// was used.
fn place(
    present: Option<&Link>,
    mail: &OwedMail,
    links_valid_from: u64,
    now: Timestamp,
    lifetime: Duration,
    budget: Budget,
) -> Result<Link, NotPlaced> {
    let fresh = || Link {
        nonce: random_id(),
        made_at: now,
        links_valid_from,
        expires_at: now.after(lifetime),
        used_at: None,
        flying: BTreeMap::new(),
        sent_at: None,
        hour: 0,
        hourly: 0,
        day: 0,
        daily: 0,
        rev: 0,
        ttl: 0,
    };
    let mut link = present.cloned().unwrap_or_else(fresh);
    let (hour, day) = (now.seconds().div_euclid(HOUR), now.seconds().div_euclid(DAY));
    if link.hour != hour {
        (link.hour, link.hourly) = (hour, 0);
    }
    if link.day != day {
        (link.day, link.daily) = (day, 0);
    }
    if !link.flying.contains_key(&mail.id.0) {
        if budget.is_some_and(|(hourly, daily)| link.hourly >= hourly || link.daily >= daily) {
            return Err(NotPlaced::TooMany);
        }
        link.hourly += 1;
        link.daily += 1;
    }
    let lives = link.used_at.is_none() && now < link.expires_at && link.links_valid_from == links_valid_from;
    let flies = link.flying.values().any(|tried| now < tried.after(FLIGHT));
    let sent_since = link.sent_at.is_some_and(|sent| mail.owed_at < sent);
    let is_served = present.is_some() && !lives && link.flying.contains_key(&mail.id.0);
    if is_served {
        return Err(NotPlaced::Served);
    }
    if present.is_some() && !(lives && (flies || sent_since)) {
        link.nonce = random_id();
        link.made_at = now;
        link.links_valid_from = links_valid_from;
        link.used_at = None;
    }
    link.expires_at = now.after(lifetime);
    link.ttl = link.expires_at.seconds();
    link.flying.retain(|_, tried| now < tried.after(REMEMBERED));
    link.flying.insert(mail.id.0.clone(), now);
    link.rev += 1;
    Ok(link)
}

/// Notes that SES took the mail, which was asked to at this moment.
///
/// # Errors
/// [`Unavailable`]
pub(crate) async fn landed(
    app: &App,
    mail: &OwedMail,
    user: &User,
    purpose: Purpose,
    asked_at: Timestamp,
) -> Result<(), Unavailable> {
    let left = || Change::of(Key::Link(user.id, purpose)).remove(&format!("flying.{}", mail.id.0));
    let sent = left().set("sent_at", asked_at).when_below("sent_at", asked_at);
    if app.store.update(sent).await?.is_err() {
        // A later one was sent meanwhile; or the link is gone, with its user.
        let _ = app.store.update(left()).await?;
    }
    Ok(())
}

/// Gives back the count of a mail that never goes.
///
/// # Errors
/// [`Unavailable`]
pub(crate) async fn refused(
    app: &App,
    mail: &OwedMail,
    user: &User,
    purpose: Purpose,
) -> Result<(), Unavailable> {
    let key = Key::Link(user.id, purpose);
    for _ in 0..TRIES {
        let found: Option<Link> = app.store.fetch(&[key]).await?.take(key)?;
        let Some(link) = found.filter(|link| link.flying.contains_key(&mail.id.0)) else { return Ok(()) };
        let mut left = link.clone();
        left.flying.remove(&mail.id.0);
        // In another hour than that in which it was counted, there may be nothing to give back.
        left.hourly = left.hourly.saturating_sub(1);
        left.daily = left.daily.saturating_sub(1);
        left.rev += 1;
        if app.store.update(difference(key, &link, &left, &mail.id.0)).await?.is_ok() {
            return Ok(());
        }
    }
    tracing::error!(mail = mail.id.0, "a link changes too fast");
    Err(Unavailable)
}

#[cfg(test)]
mod tests {
    use super::{FLIGHT, NotPlaced, place};
    use shared::domain::Timestamp;
    use shared::store::OwedId;
    use shared::store::items::{Link, MailKind, OwedMail, Recipient};
    use std::time::Duration;

    const LIFETIME: Duration = Duration::from_secs(48 * 3600);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(1_000_000_000 + seconds)
    }

    fn owed(name: &str, seconds: i64) -> OwedMail {
        OwedMail {
            id: OwedId(name.to_owned()),
            kind: MailKind::PasswordReset,
            to: Recipient::Address("ada@example.org".to_owned()),
            nonce: format!("of {name}"),
            also: Vec::new(),
            owed_at: at(seconds),
            due: at(seconds),
            leased_until: at(seconds),
            attempts: 0,
            holder: None,
            last_error: None,
        }
    }

    fn placed(link: Option<&Link>, mail: &OwedMail, seconds: i64) -> Link {
        place(link, mail, 3, at(seconds), LIFETIME, Some((5, 10))).expect("not too many")
    }

    /// The mail left, and SES took it.
    fn landed(mut link: Link, mail: &OwedMail, asked: i64) -> Link {
        link.flying.remove(&mail.id.0);
        link.sent_at = link.sent_at.max(Some(at(asked)));
        link
    }

    #[test]
    fn mails_that_fly_together_share_their_link() {
        let (one, two) = (owed("one", 0), owed("two", 1));
        let link = placed(None, &one, 2);
        let nonce = link.nonce.clone();
        let link = placed(Some(&link), &two, 3);
        assert_eq!(link.nonce, nonce);
        // Also one that was owed before the other was sent, and is tried only later.
        let late = placed(Some(&landed(landed(link, &one, 4), &two, 5)), &owed("late", 4), 6);
        assert_eq!(late.nonce, nonce);
    }

    #[test]
    fn a_link_that_is_asked_for_after_the_last_was_sent_kills_that() {
        let one = owed("one", 0);
        let link = landed(placed(None, &one, 1), &one, 2);
        assert_ne!(placed(Some(&link), &owed("two", 3), 4).nonce, link.nonce);
    }

    #[test]
    fn a_mail_that_nobody_heard_of_again_holds_nothing_up() {
        let link = placed(None, &owed("lost", 0), 1);
        let later = i64::try_from(FLIGHT.as_secs()).unwrap() + 2;
        assert_ne!(placed(Some(&link), &owed("two", later), later).nonce, link.nonce);
    }

    #[test]
    fn what_is_used_expired_or_of_an_older_counter_is_replaced() {
        let link = placed(None, &owed("one", 0), 1);
        let two = owed("two", 2);
        let used = Link { used_at: Some(at(1)), ..link.clone() };
        assert_ne!(placed(Some(&used), &two, 3).nonce, link.nonce);
        assert_eq!(placed(Some(&used), &two, 3).used_at, None);
        let expired = Link { expires_at: at(2), ..link.clone() };
        assert_ne!(placed(Some(&expired), &two, 3).nonce, link.nonce);
        let outdated = place(Some(&link), &two, 4, at(3), LIFETIME, None).unwrap();
        assert_ne!(outdated.nonce, link.nonce);
        assert_eq!(outdated.links_valid_from, 4);
        // The mail whose link that was does not come again.
        let again = place(Some(&link), &owed("one", 0), 4, at(3), LIFETIME, None);
        assert_eq!(again, Err(NotPlaced::Served));
    }

    #[test]
    fn a_mail_is_counted_once_and_the_first_always_goes() {
        let mut link = None;
        for turn in 0..5 {
            let mail = owed(&format!("mail {turn}"), turn);
            let again = placed(link.as_ref(), &mail, turn);
            let again = placed(Some(&again), &mail, turn);
            assert_eq!((again.hourly, again.daily), (turn as u64 + 1, turn as u64 + 1));
            link = Some(again);
        }
        let sixth = owed("sixth", 9);
        assert_eq!(place(link.as_ref(), &sixth, 3, at(9), LIFETIME, Some((5, 10))), Err(NotPlaced::TooMany));
        assert!(place(link.as_ref(), &sixth, 3, at(3600), LIFETIME, Some((5, 10))).is_ok());
        assert!(place(None, &sixth, 3, at(9), LIFETIME, Some((1, 1))).is_ok());
    }
}
