//! Mails as the people who get them see them.

use cli::serve::inbox::Message;
use serde_json::{Value, json};

/// A mail that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    /// The one recipient.
    pub(crate) to: String,
    /// The subject.
    pub(crate) subject: String,
    /// The plain text part.
    pub(crate) text: String,
    /// The HTML part.
    pub(crate) html: String,
    /// The links in the text that act.
    pub(crate) links: Vec<String>,
}

impl From<Message> for Mail {
    fn from(message: Message) -> Self {
        let Message { to, subject, text, html, links, .. } = message;
        Self { to: to.join(","), subject, text, html, links }
    }
}

impl Mail {
    /// The one link that acts.
    #[track_caller]
    pub(crate) fn link(&self) -> Link {
        let [url] = self.links.as_slice() else { panic!("wanted one link in {self:#?}") };
        let mut parts = url.rsplit(['/', '=']);
        let token = parts.next().expect("a text has a last part").to_owned();
        let uid = parts.next().map(|part| part.split('&').next().unwrap_or_default().to_owned());
        Link { url: url.clone(), uid: uid.expect("a link has a uid"), token }
    }
}

/// A link that does something for whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// As it stands in the mail.
    pub(crate) url: String,
    /// Whose it is.
    pub(crate) uid: String,
    /// What proves it.
    pub(crate) token: String,
}

impl Link {
    /// What a front end sends to confirm.
    pub(crate) fn proof(&self) -> Value {
        json!({ "uid": self.uid, "token": self.token })
    }

    /// The same with one field more.
    pub(crate) fn proof_with(&self, field: &str, value: &str) -> Value {
        json!({ "uid": self.uid, "token": self.token, field: value })
    }

    /// The part of the URL that our own service answers.
    pub(crate) fn path(&self) -> &str {
        self.url.strip_prefix("https://accounts.test").expect("the link leads to our own page")
    }
}
