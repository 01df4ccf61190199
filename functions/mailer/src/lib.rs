//! Sends the mails that are owed: word of a new one comes from the table's stream, and a schedule finds those that
//! could not be sent. An owed mail is an item until it was sent; a crash after SES took it may repeat it, under the
//! same Message-ID.

mod flight;
mod letter;
mod resolve;
mod templates;

pub use templates::mistakes_in_templates;

use aws_sdk_ses::Client;
use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::timeout::TimeoutConfig;
use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_raw_email::SendRawEmailError;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::RawMessage;
use letter::Letter;
use resolve::Resolved;
use shared::app::App;
use shared::chance::random_id;
use shared::lambda::{Occasion, Record};
use shared::log::carried;
use shared::store::items::OwedMail;
use shared::store::{Change, Key, OwedId, Refused, Unavailable, keys, read};
use std::sync::Arc;
use std::time::Duration;
use templates::Templates;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

/// How long a try may take undisturbed: longer than the function's own 60 s.
const LEASE: Duration = Duration::from_secs(90);

/// What is younger is left to the stream.
const OVERDUE: Duration = Duration::from_secs(120);

/// How long one call of the schedule sends mails: until its next turn is near.
const TURN: Duration = Duration::from_secs(50);

/// How many mails are sent at the same time, at most.
const AT_ONCE: usize = 10;

/// The longest pause between tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// How much of what SES sends in 24 hours may be used before somebody is told.
const NEARLY: f64 = 0.8;

/// How often SES refuses a mail for good before that is believed.
const HOPELESS_AFTER: u64 = 6;

/// Takes care of owed mails. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Parts>);

struct Parts {
    app: App,
    ses: Client,
    templates: Templates,
}

/// What became of a try.
enum Outcome {
    /// It is over with the mail: it was sent, or there is nobody to send it to, or no reason any more.
    Over,
    /// SES did not take it now, and why, without whom it was for.
    Later(String),
}

impl Mailer {
    /// A mailer that sends through the SES that `aws` leads to.
    ///
    /// # Errors
    /// A template of the deployer's that cannot be read.
    pub fn new(app: App, aws: &aws_types::SdkConfig) -> Result<Self, String> {
        let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(10)).build();
        let config = aws_sdk_ses::config::Builder::from(aws)
            .retry_config(RetryConfig::disabled())
            .timeout_config(timeouts)
            .build();
        let templates = Templates::load(&app.config.email_templates)?;
        Ok(Self(Arc::new(Parts { app, ses: Client::from_conf(config), templates })))
    }

    /// Sends what the occasion is about, and gives the sequence numbers of the records that could not be handled. A
    /// mail that SES refuses for now is no such record: the schedule tries it again.
    pub async fn handle(&self, occasion: Occasion) -> Vec<String> {
        match occasion {
            Occasion::Stream(records) => self.handle_records(records).await,
            Occasion::Schedule | Occasion::Nightly => {
                if Box::pin(self.send_overdue()).await.is_err() {
                    tracing::error!("the overdue mails could not be read; the next call tries again");
                }
                Vec::new()
            }
        }
    }

    async fn handle_records(&self, records: Vec<Record>) -> Vec<String> {
        let mut tries = JoinSet::new();
        for record in records {
            let mailer = self.clone();
            let delivery = async move { (mailer.deliver(&OwedId(record.sk)).await, record.sequence_number) };
            tries.spawn(carried(Box::pin(delivery)));
        }
        let tried = tries.join_all().await;
        tried
            .into_iter()
            .filter(|(sent, _)| sent.is_err())
            .map(|(_, sequence_number)| sequence_number)
            .collect()
    }

    /// Sends what is owed for some time, oldest first, and no more than SES takes until the next turn.
    async fn send_overdue(&self) -> Result<(), Unavailable> {
        let rate = self.rate().await;
        let most = usize::try_from(TURN.as_secs()).unwrap_or(1).saturating_mul(rate);
        let now = self.0.app.now();
        let owed = self.0.app.store.overdue_mails(now.before(OVERDUE), now, most).await?;
        let mut second = tokio::time::interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for batch in owed.chunks(rate) {
            second.tick().await;
            let failed = self.deliver_all(batch).await;
            if failed > 0 {
                tracing::error!(failed, "mails could not be taken care of; the next call tries again");
            }
        }
        Ok(())
    }

    /// Sends these, a few at a time, and tells how many could not be taken care of.
    async fn deliver_all(&self, owed: &[OwedId]) -> usize {
        let mut failed = 0;
        for batch in owed.chunks(AT_ONCE) {
            let mut tries = JoinSet::new();
            for id in batch {
                let (mailer, id) = (self.clone(), id.clone());
                tries.spawn(carried(Box::pin(async move { mailer.deliver(&id).await })));
            }
            failed += tries.join_all().await.iter().filter(|sent| sent.is_err()).count();
        }
        failed
    }

    /// How many mails a second SES takes from this account; one, as in its sandbox, when it does not say. An alarm reads from
    /// the log what keeps mails back, or soon will.
    async fn rate(&self) -> usize {
        let ses = &self.0.ses;
        let asked = (ses.get_account_sending_enabled().send(), ses.get_send_quota().send());
        let (sending, quota) = tokio::join!(Box::pin(asked.0), Box::pin(asked.1));
        match sending {
            Ok(sending) if !sending.enabled() => {
                tracing::warn!(sending = "paused", "SES sends no mail of the account")
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(why = class(&error), "SES does not tell whether it sends"),
        }
        match quota {
            Ok(quota) => {
                let (sent, most) = (quota.sent_last24_hours(), quota.max24_hour_send());
                // An account without a limit has -1.
                if most >= 0.0 && sent > most * NEARLY {
                    tracing::warn!(
                        sending = "nearly_used_up",
                        sent,
                        most,
                        "SES soon takes no more mails for a day"
                    );
                }
                (quota.max_send_rate().floor() as usize).max(1)
            }
            Err(error) => {
                tracing::warn!(why = class(&error), "SES does not tell its rate");
                1
            }
        }
    }

    /// Ends all leases: for a process that starts and knows that it is the only one. Whoever held them is dead.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn take_over(&self) -> Result<(), Unavailable> {
        let (store, now) = (&self.0.app.store, self.0.app.now());
        for item in store.query_shards(keys::owed_mail).await? {
            let Ok(mail) = read::<OwedMail>(item) else { continue };
            if now < mail.leased_until {
                let change = Change::of(Key::Mail(&mail.id)).set("leased_until", now);
                // That it was sent meanwhile is as it should be.
                let _ = store.update(change).await?;
            }
        }
        Ok(())
    }

    /// Sends one owed mail, if it is still owed, due, and nobody else is at it.
    async fn deliver(&self, id: &OwedId) -> Result<(), Unavailable> {
        let Some(mail) = self.lease(id).await? else { return Ok(()) };
        match self.send(&mail).await? {
            Outcome::Over => Ok(()),
            Outcome::Later(why) => self.postpone(&mail, &why).await,
        }
    }

    /// Takes the mail for a while, and reads it: one write.
    async fn lease(&self, id: &OwedId) -> Result<Option<OwedMail>, Unavailable> {
        let (now, holder) = (self.0.app.now(), random_id());
        let change = Change::of(Key::Mail(id))
            .set("leased_until", now.after(LEASE))
            .set("holder", holder.as_str())
            .increment("attempts", 1)
            .when_at_most("due", now)
            .when_at_most("leased_until", now);
        match self.0.app.store.update(change).await? {
            Ok(mail) => Ok(Some(read(mail)?)),
            Err(Refused(found)) => {
                let found: Option<OwedMail> = found.map(read).transpose()?;
                // A reply that got lost: the lease is one's own.
                Ok(found.filter(|mail| mail.holder.as_ref() == Some(&holder)))
            }
        }
    }

    async fn postpone(&self, mail: &OwedMail, why: &str) -> Result<(), Unavailable> {
        let now = self.0.app.now();
        let doublings = u32::try_from(mail.attempts.saturating_sub(1)).unwrap_or(u32::MAX).min(7);
        let pause = Duration::from_secs(30 << doublings).min(LONGEST_PAUSE);
        let change = Change::of(Key::Mail(&mail.id))
            .set("due", now.after(pause))
            .set("leased_until", now)
            .set("last_error", why);
        // A copy that comes late ends nobody else's lease.
        let change = change.when("holder", mail.holder.as_deref().unwrap_or_default());
        self.0.app.store.update(change).await.map(|_| ())
    }

    async fn send(&self, mail: &OwedMail) -> Result<Outcome, Unavailable> {
        let Parts { app, ses, templates } = &*self.0;
        let Some(resolved) = resolve::resolve(app, mail).await? else {
            app.store.erase(Key::Mail(&mail.id)).await?;
            return Ok(Outcome::Over);
        };
        let raw = Letter { app, mail, resolved: &resolved }.write(templates);
        let message = RawMessage::builder().data(Blob::new(raw)).build().expect("the data is given");
        let to = resolved.address.deliverable();
        let asked_at = app.now();
        let request = ses.send_raw_email().raw_message(message).destinations(to);
        match Box::pin(request.send()).await {
            Ok(_) => {
                tracing::info!(user = resolved.user.id.get(), mail = mail.id.0, kind = ?mail.kind, "mail sent");
                let landed = async {
                    match resolved.boarded {
                        Some(purpose) => flight::landed(app, mail, &resolved.user, purpose, asked_at).await,
                        None => Ok(()),
                    }
                };
                tokio::try_join!(landed, app.store.erase(Key::Mail(&mail.id)))?;
                Ok(Outcome::Over)
            }
            Err(error) => {
                // What SES says names the recipient, which neither a log may nor an administrator is told.
                let class = class(&error);
                let why = match error.raw_response() {
                    None => DisplayErrorContext(&error).to_string(),
                    Some(_) => class.clone(),
                };
                if error.code().is_some_and(|code| code.starts_with("Throttling")) {
                    tracing::info!(mail = mail.id.0, "SES takes no more mails this second");
                    return Ok(Outcome::Later(class));
                }
                let hopeless = error.as_service_error().is_some_and(is_hopeless);
                tracing::error!(mail = mail.id.0, why, hopeless, "mail not sent");
                if !hopeless || mail.attempts < HOPELESS_AFTER {
                    return Ok(Outcome::Later(class));
                }
                self.give_up(mail, &resolved).await?;
                Ok(Outcome::Over)
            }
        }
    }

    /// Drops a mail that never goes. It does not count as one that the account asked for.
    async fn give_up(&self, mail: &OwedMail, resolved: &Resolved) -> Result<(), Unavailable> {
        let app = &self.0.app;
        if let Some(purpose) = resolved.boarded {
            flight::refused(app, mail, &resolved.user, purpose).await?;
        }
        app.store.erase(Key::Mail(&mail.id)).await
    }
}

/// What kind of failure it is, without words of SES's.
fn class<E: ProvideErrorMetadata>(error: &SdkError<E>) -> String {
    match (error.code(), error.raw_response()) {
        (Some(code), _) => code.to_owned(),
        (None, Some(said)) => said.status().to_string(),
        (None, None) => "no answer".to_owned(),
    }
}

/// Whether SES will never take this mail. It rejects one for now, too: while the sender, or in its sandbox the recipient, is
/// not verified yet.
fn is_hopeless(error: &SendRawEmailError) -> bool {
    error.is_message_rejected() && !error.message().is_some_and(|why| why.contains("not verified"))
}
