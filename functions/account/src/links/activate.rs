//! The page behind the link of an activation mail.

use super::{Deed, Followed, Link, Words};
use shared::accounts;
use shared::dialects::html::{Answer, Sent};
use shared::store::Purpose;
use shared::store::items::MailKind;

/// It.
pub(crate) struct Activate;

impl Deed for Activate {
    const LINK: Link =
        Link { purpose: Purpose::Activation, renewal: Some(MailKind::Activation), words: |_| &WORDS };

    async fn act(followed: &Followed<'_>, _: &Sent) -> Answer {
        let Followed { app, client, uid, token, .. } = *followed;
        followed.pressed::<Self, _>(accounts::activate(app, Some(uid), token, client).await)
    }
}

const WORDS: Words = Words {
    title: "activate-title",
    lead: "activate-lead",
    button: "activate-button",
    done: "activate-done",
    done_text: "activate-done-text",
    dead_text: "activate-dead-text",
};
