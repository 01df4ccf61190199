//! Sends the mails that are owed: word of a new one comes from the table's stream, and a schedule finds those that
//! could not be sent. An owed mail is an item until it was sent; a crash after SES took it may repeat it, under the
//! same Message-ID.

mod letter;
mod resolve;
mod templates;

use aws_sdk_ses::Client;
use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::timeout::TimeoutConfig;
use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata};
use aws_sdk_ses::operation::send_raw_email::SendRawEmailError;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::RawMessage;
use letter::Letter;
use resolve::Resolved;
use shared::app::App;
use shared::lambda::{Occasion, Record};
use shared::log::carried;
use shared::store::items::OwedMail;
use shared::store::{Change, Key, OwedId, Unavailable, keys, read};
use std::sync::Arc;
use std::time::Duration;
use templates::Templates;
use tokio::task::JoinSet;

/// How long a try may take undisturbed: longer than the function's own 60 s.
const LEASE: Duration = Duration::from_secs(90);

/// How many overdue mails are tried at once.
const AT_ONCE: usize = 10;

/// The longest pause between tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

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
    Sent,
    /// There is nobody to send it to, or no reason any more.
    Needless,
    /// SES did not take it now.
    Later,
}

impl Mailer {
    /// A mailer that sends through the SES that `aws` leads to.
    ///
    /// # Errors
    /// A template of the deployer's that cannot be read.
    pub fn new(app: App, aws: &aws_config::SdkConfig) -> Result<Self, String> {
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

    async fn send_overdue(&self) -> Result<(), Unavailable> {
        let owed = self.0.app.store.query_shards(keys::owed_mail).await?;
        // One that cannot be read is in the log, and holds up no other.
        let owed: Vec<OwedMail> = owed.into_iter().filter_map(|item| read(item).ok()).collect();
        for batch in owed.chunks(AT_ONCE) {
            let mut tries = JoinSet::new();
            for mail in batch {
                let (mailer, id) = (self.clone(), mail.id.clone());
                tries.spawn(carried(Box::pin(async move { mailer.deliver(&id).await })));
            }
            let failed = tries.join_all().await.iter().filter(|sent| sent.is_err()).count();
            if failed > 0 {
                tracing::error!(failed, "mails could not be taken care of; the next call tries again");
            }
        }
        Ok(())
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
                let _ = store.transaction().change(change, ()).commit().await?;
            }
        }
        Ok(())
    }

    /// Sends one owed mail, if it is still owed, due, and nobody else is at it.
    async fn deliver(&self, id: &OwedId) -> Result<(), Unavailable> {
        let Some(mail) = self.lease(id).await? else { return Ok(()) };
        match self.send(&mail).await? {
            Outcome::Sent | Outcome::Needless => {
                let done = self.0.app.store.transaction::<()>().delete(Key::Mail(id));
                done.commit().await.map(|_| ())
            }
            Outcome::Later => self.postpone(&mail).await,
        }
    }

    async fn lease(&self, id: &OwedId) -> Result<Option<OwedMail>, Unavailable> {
        let store = &self.0.app.store;
        let now = self.0.app.now();
        let mail: Option<OwedMail> = store.fetch(&[Key::Mail(id)]).await?.take(Key::Mail(id))?;
        let Some(mail) = mail.filter(|mail| mail.due <= now && mail.leased_until <= now) else {
            return Ok(None);
        };
        let change = Change::of(Key::Mail(id))
            .set("leased_until", now.after(LEASE))
            .set("attempts", mail.attempts + 1)
            .when("attempts", mail.attempts);
        let leased = store.transaction().change(change, ()).commit().await?;
        Ok(leased.is_ok().then_some(mail))
    }

    async fn postpone(&self, mail: &OwedMail) -> Result<(), Unavailable> {
        let now = self.0.app.now();
        let doublings = u32::try_from(mail.attempts).unwrap_or(u32::MAX).min(7);
        let pause = Duration::from_secs(30 << doublings).min(LONGEST_PAUSE);
        let change = Change::of(Key::Mail(&mail.id)).set("due", now.after(pause)).set("leased_until", now);
        self.0.app.store.transaction().change(change, ()).commit().await.map(|_| ())
    }

    async fn send(&self, mail: &OwedMail) -> Result<Outcome, Unavailable> {
        let Parts { app, ses, templates } = &*self.0;
        let Some(Resolved { user, address, url }) = resolve::resolve(app, mail).await? else {
            return Ok(Outcome::Needless);
        };
        let letter = Letter { app, mail, user: &user, address: &address, url: url.as_deref() };
        let raw = letter.write(templates);
        let message = RawMessage::builder().data(Blob::new(raw)).build().expect("the data is given");
        let request = ses.send_raw_email().raw_message(message).destinations(address.deliverable());
        match Box::pin(request.send()).await {
            Ok(_) => {
                tracing::info!(user = user.id.get(), mail = mail.id.0, kind = ?mail.kind, "mail sent");
                Ok(Outcome::Sent)
            }
            Err(error) => {
                // What SES says names the recipient, which no log may.
                let why = match (error.code(), error.raw_response()) {
                    (Some(code), _) => code.to_owned(),
                    (None, Some(said)) => said.status().to_string(),
                    (None, None) => DisplayErrorContext(&error).to_string(),
                };
                let hopeless = error.as_service_error().is_some_and(is_hopeless);
                tracing::error!(mail = mail.id.0, why, hopeless, "mail not sent");
                Ok(if hopeless && mail.attempts >= 5 { Outcome::Needless } else { Outcome::Later })
            }
        }
    }
}

/// Whether SES will never take this mail. It rejects one for now, too: while the sender, or in its sandbox the recipient, is
/// not verified yet.
fn is_hopeless(error: &SendRawEmailError) -> bool {
    error.is_message_rejected() && !error.message().is_some_and(|why| why.contains("not verified"))
}
