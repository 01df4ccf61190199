//! The small ids of groups, permissions and content types; and of users, where they are numbered.

use super::items::Sequence;
use super::{Catalogue, Change, Key, Store, Unavailable};
use crate::domain::UserId;

impl Store {
    /// The next id of its kind. It may be somebody's who chose it themselves: then the next one is asked for. A lost
    /// reply leaves a gap.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn next_id(&self, of: Catalogue) -> Result<u64, Unavailable> {
        match self.update(Change::perhaps_new(Key::Sequence(of)).increment("last", 1)).await? {
            Ok(sequence) => Ok(super::read::<Sequence>(sequence)?.last),
            // Without a condition nothing is refused.
            Err(_) => Err(Unavailable),
        }
    }

    /// The next number of a user. It may be somebody's who was imported, or who was deleted: then the next one is asked for.
    /// Parallel sign-ups and lost replies leave gaps.
    ///
    /// # Errors
    /// [`Unavailable`], also when there is none left.
    pub async fn next_user_id(&self) -> Result<UserId, Unavailable> {
        let sequence = self.update(Change::perhaps_new(Key::UserSequence).increment("last", 1)).await?;
        // Without a condition nothing is refused.
        let Sequence { last } = super::read(sequence.map_err(|_| Unavailable)?)?;
        match last <= UserId::LAST_SMALL.get() {
            true => Ok(last.into()),
            false => {
                tracing::error!(last, "no small user id is left: LATCHKEY_USER_IDS=time has more");
                Err(Unavailable)
            }
        }
    }

    /// Lets the numbers of users go on after this one, which somebody brought with them.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn raise_user_sequence(&self, last: UserId) -> Result<(), Unavailable> {
        let last = last.get();
        let change = Change::perhaps_new(Key::UserSequence).set("last", last).when_below("last", last);
        // That it is beyond is as it should be.
        self.update(change).await.map(|_| ())
    }

    /// Lets ids of its kind go on after this one, which somebody chose.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn skip_to(&self, of: Catalogue, id: u64) -> Result<(), Unavailable> {
        let change = Change::perhaps_new(Key::Sequence(of)).set("last", id).when_below("last", id);
        // That it is beyond is as it should be.
        self.update(change).await.map(|_| ())
    }
}
