//! The pages behind the links of a change of address: the one to the new address confirms it, the one to the old address
//! calls it off.

use super::{Deed, Followed, Link, Words};
use shared::accounts;
use shared::dialects::html::{Answer, Sent};
use shared::store::Purpose;

/// The page behind the link to the new address.
pub(crate) struct ConfirmEmail;

impl Deed for ConfirmEmail {
    const LINK: Link = Link { purpose: Purpose::EmailChange, renewal: None, words: |_| &CONFIRM };

    async fn act(followed: &Followed<'_>, _: &Sent) -> Answer {
        let Followed { app, client, uid, token, .. } = *followed;
        followed.pressed::<Self, _>(accounts::confirm_email_change(app, Some(uid), token, client).await)
    }
}

const CONFIRM: Words = Words {
    title: "confirm-email-title",
    lead: "confirm-email-lead",
    button: "confirm-email-button",
    done: "confirm-email-done",
    done_text: "confirm-email-done-text",
    dead_text: "confirm-email-dead-text",
};

/// The page behind the link to the old address.
pub(crate) struct CancelEmail;

impl Deed for CancelEmail {
    const LINK: Link = Link { purpose: Purpose::EmailChangeCancellation, renewal: None, words: |_| &CANCEL };

    async fn act(followed: &Followed<'_>, _: &Sent) -> Answer {
        let Followed { app, client, uid, token, .. } = *followed;
        followed.pressed::<Self, _>(accounts::cancel_email_change(app, Some(uid), token, client).await)
    }
}

const CANCEL: Words = Words {
    title: "cancel-email-title",
    lead: "cancel-email-lead",
    button: "cancel-email-button",
    done: "cancel-email-done",
    done_text: "cancel-email-done-text",
    dead_text: "cancel-email-dead-text",
};
