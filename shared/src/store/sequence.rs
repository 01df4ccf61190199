//! The small ids of groups, permissions and content types.

use super::items::Sequence;
use super::{Catalogue, Change, Key, Store, Unavailable};

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
