//! The page behind the link of a notice: takes the account back to the address that it had.

use super::{Deed, Followed, Link, Words};
use shared::accounts;
use shared::dialects::html::{Answer, Sent};
use shared::store::Purpose;

/// It.
pub(crate) struct Undo;

impl Deed for Undo {
    const LINK: Link = Link { purpose: Purpose::Undo, renewal: None, words: |_| &WORDS };

    async fn act(followed: &Followed<'_>, _: &Sent) -> Answer {
        let Followed { app, client, uid, token, .. } = *followed;
        followed.pressed::<Self, _>(accounts::undo(app, Some(uid), token, client).await)
    }
}

const WORDS: Words = Words {
    title: "undo-title",
    lead: "undo-lead",
    button: "undo-button",
    done: "undo-done",
    done_text: "undo-done-text",
    dead_text: "undo-dead-text",
};
