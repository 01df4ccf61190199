//! Security notices: no change of password, address or user name goes untold.

use super::by::By;
use super::claimed::{email_key, username_key};
use crate::app::App;
use crate::chance::random_id;
use crate::domain::User;
use crate::mail;
use crate::store::items::{FormerAddress, Leftovers, MailKind, OwedMail, OwedWork, Recipient};
use crate::store::{Key, OwedId, Unavailable};

/// What changed that is to be told, what weighs most first.
fn told_of(before: &User, after: &User) -> Vec<MailKind> {
    let changes = [
        (MailKind::EmailChanged, email_key(before) != email_key(after)),
        (MailKind::PasswordChangedConfirmation, before.password != after.password),
        (MailKind::UsernameChangedConfirmation, username_key(before) != username_key(after)),
    ];
    changes.into_iter().filter(|(_, changed)| *changed).map(|(kind, _)| kind).collect()
}

/// The notices that an edit owes. What the owner's credentials or a link do is told to every address that can undo it, and
/// `after` gets the undo link of the address before. What an administrator does is told without one, and nothing before it
/// can be undone any more.
pub(super) fn owed(app: &App, before: &User, after: &mut User, by: By<'_>) -> Vec<OwedMail> {
    let changes = told_of(before, after);
    let Some((kind, also)) = changes.split_first() else { return Vec::new() };
    let (now, id) = (app.now(), before.id);
    let notice = |address: &str, is_proven: bool, nonce: String| {
        let former = FormerAddress { address: address.to_owned(), is_proven };
        OwedMail { nonce, also: also.to_vec(), ..mail::owe(app, *kind, Recipient::Former(id, former)) }
    };
    if let By::Administrator(_) | By::Operator = by {
        after.undo.clear();
        let (address, is_proven) = (&before.profile.email, before.proven_at.is_some());
        return match address.is_empty() {
            true => Vec::new(),
            false => vec![notice(address, is_proven, String::new())],
        };
    }
    after.guard(before, now, &random_id());
    let undos = after.living_undos(now);
    undos.map(|undo| notice(&undo.address, undo.proven_at.is_some(), undo.nonce.clone())).collect()
}

/// Tells the proven address that an undo took off the account; it can undo nothing any more. One that nobody proved was
/// never the owner's: a stranger's mailbox is told nothing.
pub(super) fn of_undo(app: &App, before: &User, after: &User) -> Option<OwedMail> {
    let address = &before.profile.email;
    let is_off = !address.is_empty() && email_key(before) != email_key(after);
    let former = || FormerAddress { address: address.clone(), is_proven: true };
    let owe = || mail::owe(app, MailKind::EmailChanged, Recipient::Former(before.id, former()));
    (is_off && before.proven_at.is_some()).then(|| OwedMail { nonce: String::new(), ..owe() })
}

/// Owes the cleaning of undo links, which hold addresses, for when they are over. One that waits already goes on by itself.
pub(super) async fn prune_later(app: &App, before: &User, after: &User) -> Result<(), Unavailable> {
    let Some(due) = after.undo.iter().map(|undo| undo.until).max().filter(|_| before.undo.is_empty()) else {
        return Ok(());
    };
    let (now, of) = (app.now(), Leftovers::Undo(before.id));
    let work = OwedWork { id: OwedId::generate(now, &random_id()), of, owed_at: now, due: Some(due) };
    app.store.create(Key::Work(&work.id), &work).await.map(|_| ())
}
