//! The small ids of groups, permissions and content types.

use super::items::Sequence;
use super::{Catalogue, Key, Store, Unavailable, key_of, number};
use aws_sdk_dynamodb::types::ReturnValue;

impl Store {
    /// The next id of its kind. It may be somebody's who chose it himself: then the next one is asked for. A lost
    /// reply leaves a gap.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn next_id(&self, of: Catalogue) -> Result<u64, Unavailable> {
        let request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_of(Key::Sequence(of))))
            .update_expression("ADD #last :one")
            .expression_attribute_names("#last", "last")
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew);
        let reply = Box::pin(request.send()).await.map_err(|error| Unavailable::new(&error))?;
        Ok(super::read::<Sequence>(reply.attributes.unwrap_or_default())?.last)
    }

    /// Lets ids of its kind go on after this one, which somebody chose.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn skip_to(&self, of: Catalogue, id: u64) -> Result<(), Unavailable> {
        let request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_of(Key::Sequence(of))))
            .update_expression("SET #last = :id")
            .condition_expression("attribute_not_exists(#last) OR #last < :id")
            .expression_attribute_names("#last", "last")
            .expression_attribute_values(":id", number(id));
        match Box::pin(request.send()).await {
            Err(error)
                if error.as_service_error().is_some_and(|e| e.is_conditional_check_failed_exception()) =>
            {
                Ok(())
            }
            Err(error) => Err(Unavailable::new(&error)),
            Ok(_) => Ok(()),
        }
    }
}
