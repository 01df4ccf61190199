//! The small ids of groups, permissions and content types; and of users, where they are numbered.

use super::items::Sequence;
use super::{Catalogue, Change, Key, Store, Unavailable};
use crate::domain::UserId;

/// The last id of 32 bits with a sign, which is what clients have that want small ones.
const LAST_SMALL: u64 = (1 << 31) - 1;

impl Store {
    /// The next id of its kind. It may be somebody's who chose it himself: then the next one is asked for. A lost
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
        match last <= LAST_SMALL {
            true => Ok(last.into()),
            false => {
                tracing::error!(last, "no small user id is left: LATCHKEY_USER_IDS=time has more");
                Err(Unavailable)
            }
        }
    }

    /// Lets the numbers of users go on after these, which somebody brought with them. Ids that no sequence reaches, those
    /// of the moment among them, do not count.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn raise_user_sequence(&self, ids: impl Iterator<Item = UserId>) -> Result<(), Unavailable> {
        let Some(last) = ids.map(UserId::get).filter(|id| *id <= LAST_SMALL).max() else { return Ok(()) };
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
