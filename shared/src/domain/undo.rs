//! What an account can be taken back to by whoever held its mailbox before.

use super::{Email, Timestamp, User};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// For how long the link in a notice undoes the change that it tells.
pub const UNDO_FOR: Duration = Duration::from_secs(7 * 86_400);

/// How many addresses an account can be taken back to.
const MOST: usize = 8;

/// An address that the account had when its password, address or user name was changed, and what its mailbox can take the
/// account back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// As the account had it.
    pub address: String,
    /// The user name beside it.
    pub username: String,
    /// As [`User::proven_at`] then. One that was never proven takes the address from nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven_at: Option<Timestamp>,
    /// What the link's token is derived from.
    pub nonce: String,
    /// The end: seven days after the last notice that went there while it was the account's address.
    pub until: Timestamp,
}

impl Undo {
    fn is_at(&self, address: &str) -> bool {
        key(&self.address) == key(address)
    }
}

fn key(address: &str) -> Option<String> {
    Email::parse(address).map(|address| address.key())
}

impl User {
    /// The undo links that still work, oldest first.
    pub fn living_undos(&self, now: Timestamp) -> impl Iterator<Item = &Undo> {
        self.undo.iter().filter(move |undo| now < undo.until)
    }

    /// Makes sure that the mailbox which the account had `before` an owner's change can undo it, with a link from this
    /// nonce unless it has one. Of an account that never proved an address, the one before the change is as good.
    pub fn guard(&mut self, before: &User, now: Timestamp, nonce: &str) {
        self.undo.retain(|undo| now < undo.until);
        let address = &before.profile.email;
        if address.is_empty() {
            return;
        }
        if let Some(undo) = self.undo.iter_mut().find(|undo| undo.is_at(address)) {
            undo.until = now.after(UNDO_FOR);
            undo.proven_at = undo.proven_at.or(before.proven_at);
            return;
        }
        let is_proven = before.proven_at.is_some();
        let youngest_replaced = self.undo.iter().rposition(|undo| !undo.is_at(&self.profile.email));
        match (is_proven, self.undo.is_empty(), self.undo.len() < MOST, youngest_replaced) {
            // Who came later proves nothing by an address that nobody confirmed.
            (false, false, ..) => return,
            (_, _, true, _) => {}
            (true, _, false, Some(youngest)) => drop(self.undo.remove(youngest)),
            (_, _, false, _) => return,
        }
        self.undo.push(Undo {
            address: address.clone(),
            username: before.profile.username.clone(),
            proven_at: before.proven_at,
            nonce: nonce.to_owned(),
            until: now.after(UNDO_FOR),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, UNDO_FOR, Undo};
    use crate::domain::{Profile, Timestamp, User};
    use std::time::Duration;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn user(address: &str, proven: bool) -> User {
        let profile = Profile { email: address.to_owned(), username: "ada".to_owned(), ..Profile::default() };
        let user = User::new(7.into(), profile, at(0));
        User { proven_at: proven.then(|| at(0)), ..user }
    }

    /// The account with another address, that its owner's credentials gave it at this moment.
    fn moved(before: &User, address: &str, proven: bool, now: i64) -> User {
        let mut after = before.clone();
        after.profile.email = address.to_owned();
        after.proven_at = proven.then(|| at(now));
        after.guard(before, at(now), &format!("nonce {now}"));
        after
    }

    fn addresses(user: &User) -> Vec<&str> {
        user.undo.iter().map(|undo| undo.address.as_str()).collect()
    }

    #[test]
    fn the_address_before_gets_seven_days_and_a_replaced_one_no_more() {
        let owner = user("ada@example.org", true);
        let once = moved(&owner, "ada@example.org", true, 10);
        assert_eq!(once.undo[0].until, at(10).after(UNDO_FOR));
        let stolen = moved(&once, "thief@example.org", true, 20);
        assert_eq!(
            (addresses(&stolen), stolen.undo[0].until),
            (vec!["ada@example.org"], at(20).after(UNDO_FOR))
        );
        let again = moved(&stolen, "other@example.org", false, 30);
        assert_eq!(addresses(&again), ["ada@example.org", "thief@example.org"]);
        assert_eq!(again.undo[0].until, at(20).after(UNDO_FOR));
        let late = at(20).after(UNDO_FOR).after(Duration::from_secs(1));
        assert_eq!(
            again.living_undos(late).map(|undo: &Undo| undo.address.as_str()).collect::<Vec<_>>(),
            ["thief@example.org"]
        );
    }

    #[test]
    fn an_address_that_nobody_proved_counts_only_where_none_ever_was() {
        let never = moved(&user("ada@example.org", false), "thief@example.org", false, 10);
        assert_eq!(addresses(&never), ["ada@example.org"]);
        let further = moved(&never, "other@example.org", false, 20);
        assert_eq!(addresses(&further), ["ada@example.org"]);
    }

    #[test]
    fn whoever_fills_the_list_pushes_out_themselves() {
        let mut account = user("ada@example.org", true);
        for turn in 1..20 {
            account = moved(&account, &format!("thief{turn}@example.org"), true, turn);
        }
        assert_eq!(account.undo.len(), MOST);
        assert_eq!(account.undo[0].address, "ada@example.org");
        assert_eq!(account.undo[MOST - 1].address, "thief18@example.org");
        assert_eq!(account.undo[MOST - 2].address, "thief6@example.org");
    }

    #[test]
    fn another_spelling_is_the_same_mailbox() {
        let once = moved(&user("ada@example.org", true), "ADA@example.org", true, 10);
        let twice = moved(&once, "ada@EXAMPLE.org", true, 20);
        assert_eq!(twice.undo.len(), 1);
    }
}
