//! What is true: accounts, sign-ins and links as anybody would write them down.

use crate::world::Actor;

/// An account.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) id: u64,
    pub(super) name: String,
    /// Empty for none.
    pub(super) email: String,
    /// None where no password lets in.
    pub(super) password: Option<usize>,
    /// All that it had.
    pub(super) passwords: Vec<usize>,
    pub(super) names: Vec<String>,
    pub(super) verified: bool,
    pub(super) was_active: bool,
    pub(super) proven: bool,
    pub(super) disabled: bool,
    pub(super) deleted: bool,
    pub(super) joined: i64,
    /// The deed that ended all links, but for those that undo.
    pub(super) links_from: usize,
    /// The address that waits.
    pub(super) pending: Option<Pending>,
    /// The last change that was told to a mailbox which can undo it.
    pub(super) told: Option<Told>,
    /// The deed since which no link undoes anything any more.
    pub(super) no_undo_before: usize,
}

/// An address that waits for its link.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) email: String,
    /// When this one was asked for.
    pub(super) deed: usize,
    /// Since when one waits.
    pub(super) since: usize,
    pub(super) asked: i64,
}

/// A change that its owner's credentials or a link made.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) email: String,
    pub(super) deed: usize,
    pub(super) at: i64,
}

impl Account {
    /// Whether who signed in is let in.
    pub(super) fn lets_in(&self) -> bool {
        self.verified && !self.disabled && !self.deleted
    }

    /// Its mailbox said yes.
    pub(super) fn prove(&mut self) {
        self.proven = true;
        self.activate();
    }

    pub(super) fn activate(&mut self) {
        self.verified = true;
        self.was_active = true;
    }

    pub(super) fn end_links(&mut self, deed: usize) {
        self.links_from = deed;
        self.pending = None;
    }

    pub(super) fn has_password(&mut self, password: usize) {
        self.password = Some(password);
        self.passwords.push(password);
    }

    /// What waits at this moment.
    pub(super) fn waits(&self, now: i64) -> Option<&Pending> {
        self.pending.as_ref().filter(|pending| now < pending.asked + 72 * 3600)
    }
}

/// A sign-in.
#[derive(Clone)]
pub(super) struct SignIn {
    pub(super) account: usize,
    pub(super) actor: Actor,
    /// The refresh tokens, the newest last; none of an opaque token.
    pub(super) refresh: Vec<String>,
    pub(super) is_over: bool,
    /// When its access token was issued.
    pub(super) issued: i64,
    /// When its newest refresh token was.
    pub(super) rotated: i64,
    /// Whether it let in before the last deed.
    pub(super) let_in_before: bool,
}

impl SignIn {
    pub(super) fn is_opaque(&self) -> bool {
        self.refresh.is_empty()
    }
}

/// A link that somebody got by mail.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) account: usize,
    pub(super) door: Door,
    pub(super) to: String,
    pub(super) uid: String,
    pub(super) token: String,
    /// When it was delivered.
    pub(super) deed: usize,
    pub(super) at: i64,
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    Activate,
    Reset,
    Confirm,
    Cancel,
    Undo,
}

impl Door {
    pub(super) const ALL: [Self; 5] = [Self::Activate, Self::Reset, Self::Confirm, Self::Cancel, Self::Undo];

    /// The page in its link.
    pub(super) const fn page(self) -> &'static str {
        match self {
            Self::Activate => "/pages/activate/",
            Self::Reset => "/pages/reset_password/",
            Self::Confirm => "/pages/confirm_email/",
            Self::Cancel => "/pages/cancel_email/",
            Self::Undo => "/pages/undo/",
        }
    }

    /// Where it is shown.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Activate => "/v1/activation",
            Self::Reset => "/v1/password_reset/confirm",
            Self::Confirm => "/v1/email/confirm",
            Self::Cancel => "/v1/email/cancel",
            Self::Undo => "/v1/undo",
        }
    }
}
