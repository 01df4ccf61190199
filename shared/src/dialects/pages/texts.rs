//! What the pages say, by action and state. Plain text: the template escapes it.

use super::{Action, Page, State};

impl Page<'_> {
    pub(super) fn heading(&self) -> String {
        let heading = match (self.state, self.action) {
            (State::Invalid, _) => "This link no longer works",
            (State::Sent, _) => "A new link is on its way",
            (State::Done, Action::Activate) => "Your account is active",
            (State::Done, Action::ResetPassword) if self.invited => "The account is yours",
            (State::Done, Action::ResetPassword) => "Your password is changed",
            (State::Done, Action::ResetUsername) => return format!("Your {} is changed", self.thing()),
            (State::Done, Action::ConfirmEmail) => "Your email address is changed",
            (State::Done, Action::CancelEmail) => "Your email address stays",
            (State::Done, Action::Undo) => "The change is undone",
            (State::Ask | State::Error, Action::Activate) => "Activate your account",
            (State::Ask | State::Error, Action::ResetPassword) if self.invited => "Welcome",
            (State::Ask | State::Error, Action::ResetPassword) => "Choose a new password",
            (State::Ask | State::Error, Action::ResetUsername) => {
                return format!("Choose a new {}", self.thing());
            }
            (State::Ask | State::Error, Action::ConfirmEmail) => "Confirm your new email address",
            (State::Ask | State::Error, Action::CancelEmail) => "Keep your email address",
            (State::Ask | State::Error, Action::Undo) => "Undo the change",
        };
        heading.to_owned()
    }

    /// What pressing the button does.
    pub(super) fn lead(&self) -> String {
        let site = self.site_name;
        match self.action {
            Action::Activate => format!("One press, and your account on {site} is ready."),
            Action::ResetPassword if self.invited => {
                format!("Somebody made an account for you on {site}. Choose a password, and it is yours.")
            }
            Action::ResetPassword => {
                format!("It replaces your old password on {site} and signs you out on every device.")
            }
            Action::ResetUsername => {
                format!("From now on you sign in to {site} with it. Your password stays the same.")
            }
            Action::ConfirmEmail => {
                format!("One press, and your account on {site} uses this address instead of the old one.")
            }
            Action::CancelEmail => {
                format!("One press, and the new address that was asked for does not replace yours on {site}.")
            }
            Action::Undo => format!(
                "One press, and your account on {site} has this email address again. Everybody who is signed in \
                 is signed out, and we send you a link to choose a new password."
            ),
        }
    }

    pub(super) fn button(&self) -> String {
        let button = match self.action {
            Action::Activate => "Activate my account",
            Action::ResetPassword if self.invited => "Save password",
            Action::ResetPassword => "Save new password",
            Action::ResetUsername => return format!("Save new {}", self.thing()),
            Action::ConfirmEmail => "Confirm this address",
            Action::CancelEmail => "Stop the change",
            Action::Undo => "Undo the change",
        };
        button.to_owned()
    }

    /// What has happened, and what is next.
    pub(super) fn result(&self) -> String {
        let site = self.site_name;
        match self.action {
            Action::Activate => format!("Welcome to {site}. You can close this page and sign in."),
            Action::ResetPassword if self.invited => {
                "You can close this page and sign in with your new password.".to_owned()
            }
            Action::ResetPassword => {
                "You can close this page and sign in with your new password. Everything that \
                                      was signed in before has been signed out."
                    .to_owned()
            }
            Action::ResetUsername => format!(
                "You can close this page. Next time, sign in with your new {} and the password you already have.",
                self.thing()
            ),
            Action::ConfirmEmail => {
                format!("You can close this page. From now on, messages from {site} go to your new address.")
            }
            Action::CancelEmail => format!(
                "Nothing was changed. If you did not ask for another address, somebody knows your password: choose \
                 a new one on {site} right away."
            ),
            Action::Undo => {
                "Your account has its old email address again, and nobody is signed in. Look into your \
                             mailbox for the link to choose a new password: until then, no password works."
                    .to_owned()
            }
        }
    }

    /// What to do when the link is dead.
    pub(super) fn advice(&self) -> String {
        let site = self.site_name;
        match self.action {
            Action::Activate => {
                "If you can sign in, your account is active and there is nothing left to do. If not, \
                                 where shall a new activation link go?"
                    .to_owned()
            }
            Action::ResetPassword => {
                "Where shall a new link to reset your password go? If you were invited, ask \
                                      whoever invited you for another."
                    .to_owned()
            }
            Action::ResetUsername => {
                format!("Where shall a new link to change your {} go?", self.thing())
            }
            Action::ConfirmEmail => format!(
                "If your account shows the new address, there is nothing left to do. If not, ask {site} for the \
                 change again."
            ),
            Action::CancelEmail => format!(
                "If your account shows another address than yours, contact the people who run {site}. If it shows \
                 yours, and no other that waits, there is nothing left to do."
            ),
            Action::Undo => format!(
                "A change can be undone for seven days. If your account is not yours any more, contact the people \
                 who run {site}."
            ),
        }
    }

    /// What a user signs in with.
    pub(super) fn thing(&self) -> &'static str {
        if self.field == "email" { "email address" } else { "user name" }
    }

    /// The keyboard that a phone shows for it (`inputmode`).
    pub(super) fn keyboard(&self) -> &'static str {
        if self.field == "email" { "email" } else { "text" }
    }
}
