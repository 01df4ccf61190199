//! A mail as SES takes it: MIME, with the headers that keep it out of loops.

use crate::resolve::Resolved;
use crate::templates::{Templates, Variables, language};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;
use serde_json::{Map, Value};
use shared::app::App;
use shared::config::Color;
use shared::domain::{Locale, Mailbox, Reader};
use shared::mail::links;
use shared::store::items::{MailKind, OwedMail, Recipient};
use shared::texts::{FluentArgs, Language, MAILS};
use std::time::Duration;

/// A mail that is ready to be written.
pub(crate) struct Letter<'a> {
    pub(crate) app: &'a App,
    pub(crate) mail: &'a OwedMail,
    pub(crate) resolved: &'a Resolved,
}

impl Letter<'_> {
    /// The raw message. Its Message-ID is that of the owed mail, so that a repeated one is recognised. A deployer's
    /// template that fails gives way to the built-in one.
    pub(crate) fn write(&self, templates: &Templates) -> Vec<u8> {
        let config = &self.app.config;
        let locale = self.resolved.user.locale.as_ref();
        let language = language(locale);
        let lifetime = self.mail.kind.purpose().map(|purpose| links::lifetime(config, purpose));
        let [accent, accent_dark] = accents(config.brand_color.0);
        let variables = Variables {
            site_name: links::site_name(config),
            username: self.name(),
            user: self.user(),
            url: self.resolved.url.as_deref(),
            lifetime: lifetime.map(|lifetime| in_words(language, lifetime)),
            also: self.also(language),
            // The tag itself is the account's own text: at an address that nobody has proven it might be a stranger's.
            locale: locale.filter(|_| self.resolved.is_proven).map_or(language.tag(), Locale::as_str),
            language,
            logo: &config.brand_logo,
            accent,
            accent_dark,
        };
        let texts = templates.render(self.mail.kind, &variables).or_else(|error| {
            tracing::error!(%error, "a mail template fails; the built-in one is used");
            Templates::load("").map_err(|_| error)?.render(self.mail.kind, &variables)
        });
        let texts = texts.expect("the tests render every built-in template");
        let Mailbox { name, address } =
            Mailbox::parse(&config.default_from_email).expect("the settings have one");
        let from = address.deliverable();
        let host = from.rsplit('@').next().unwrap_or("localhost");
        MessageBuilder::new()
            .from(Address::new_address(Some(name).filter(|name| !name.is_empty()), from.as_str()))
            .to(self.resolved.address.deliverable())
            .subject(texts.subject)
            .date(self.mail.owed_at.seconds())
            .message_id(format!("{}@{host}", self.mail.id.0))
            .header("Auto-Submitted", Raw::new("auto-generated"))
            .header("List-Unsubscribe", Raw::new(format!("<mailto:{from}?subject=unsubscribe>")))
            .text_body(texts.text)
            .html_body(texts.html)
            .write_to_vec()
            .expect("memory takes it")
    }

    /// What the user signs in with; of who has no name, to a former address, what they signed in with. Nothing to an address
    /// that nobody proved: a stranger may have chosen it.
    fn name(&self) -> Option<&str> {
        let Resolved { user, address, is_proven, .. } = self.resolved;
        let name = match (&self.mail.to, user.profile.username.as_str()) {
            (Recipient::Former(..), "") => address.as_str(),
            (_, "") => &user.profile.email,
            (_, name) => name,
        };
        is_proven.then_some(name)
    }

    /// What else changed with what a notice is about.
    fn also(&self, language: Language) -> Option<String> {
        let words = self.mail.also.iter().map(|kind| match kind {
            MailKind::PasswordChangedConfirmation => "mail-changed-password",
            MailKind::UsernameChangedConfirmation => "mail-changed-username",
            _ => "mail-changed-email",
        });
        let words = words.map(|name| MAILS.say(language, name, FluentArgs::new()));
        words.reduce(|one, other| {
            let both = [("one", one), ("other", other)];
            MAILS.say(language, "mail-changed-and", both.into_iter().collect())
        })
    }

    /// What else templates may say of the user: to nobody but who can read it in the account. Whoever holds a former address
    /// may be another by now.
    fn user(&self) -> Option<Map<String, Value>> {
        let Resolved { user, is_proven, .. } = self.resolved;
        if !is_proven || matches!(self.mail.to, Recipient::Former(..)) {
            return None;
        }
        let profile = &user.profile;
        let names = [("username", &profile.username), ("email", &profile.email)];
        let names = names.map(|(name, text)| (name.to_owned(), text.as_str().into()));
        let fields = self.app.config.user_fields.iter().filter(|field| field.is_seen_by(Reader::Owner));
        let fields =
            fields.map(|field| (field.name.clone(), field.print(profile.fields.get(&field.name)).into()));
        Some(names.into_iter().chain(fields).collect())
    }
}

/// The colour of buttons and links by day and by night, each in a shade that can be read.
fn accents(brand: Option<Color>) -> [Color; 2] {
    const DAY: [Color; 2] = [Color::WHITE, Color::new(0xf5, 0xf4, 0xf0)];
    const NIGHT: Color = Color::new(0x1b, 0x1d, 0x1a);
    match brand {
        None => Color::OURS,
        Some(color) => [color.readable_on(&DAY, Color::BLACK), color.readable_on(&[NIGHT], Color::WHITE)],
    }
}

fn in_words(language: Language, duration: Duration) -> String {
    let (name, count) = match duration.as_secs() {
        seconds if seconds % 86_400 == 0 && seconds > 3 * 86_400 => ("mail-days", seconds / 86_400),
        seconds if seconds % 3600 == 0 => ("mail-hours", seconds / 3600),
        seconds if seconds % 60 == 0 => ("mail-minutes", seconds / 60),
        seconds => ("mail-seconds", seconds),
    };
    MAILS.say(language, name, [("count", count)].into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::{Duration, Language, in_words};

    #[test]
    fn lifetimes_read_as_people_say_them() {
        let words = |seconds| in_words(Language::ENGLISH, Duration::from_secs(seconds));
        assert_eq!(
            [345_600, 172_800, 3600, 1800, 90].map(words),
            ["4 days", "48 hours", "1 hour", "30 minutes", "90 seconds"]
        );
    }
}
