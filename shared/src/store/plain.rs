//! Plain writes: one item, no transaction, half the price.
//!
//! Only for what may be applied again, seconds late, without changing anything that counts: a put of a random id that must
//! not be there yet, a compare-and-set, a counter that errs upwards, a deletion of a random id. A refusal comes with the
//! item as it is, so that whoever marked it with a `try` of their own recognises a reply that got lost.

use super::keys::Key;
use super::transaction::Patience;
use super::{Change, Item, Store, Unavailable, item_of, key_of};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use serde::Serialize;

/// A plain write did not happen: its condition failed. The item as it is, if there is one.
#[derive(Debug)]
pub struct Refused(pub Option<Item>);

impl Store {
    /// Changes some attributes of one item, and gives the item as it is then.
    ///
    /// # Errors
    /// The inner one when the condition failed; [`Unavailable`].
    pub async fn update(&self, change: Change<'_>) -> Result<Result<Item, Refused>, Unavailable> {
        let update = change.update(&self.table);
        let mut patience = Patience::default();
        loop {
            let update = update.clone();
            let request = self
                .client
                .update_item()
                .table_name(&self.table)
                .set_key(Some(update.key))
                .update_expression(update.update_expression)
                .set_condition_expression(update.condition_expression)
                .set_expression_attribute_names(update.expression_attribute_names)
                .set_expression_attribute_values(update.expression_attribute_values)
                .return_values(ReturnValue::AllNew)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            // Boxed, or the futures of everything that writes grow beyond what the compiler follows.
            let error = match Box::pin(request.send()).await {
                Ok(reply) => return Ok(Ok(reply.attributes.unwrap_or_default())),
                Err(error) => error,
            };
            match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    return Ok(Err(Refused(failed.item.clone())));
                }
                // The SDK does not retry these.
                Some(UpdateItemError::TransactionConflictException(_)) if patience.wait().await => {}
                _ => return Err(Unavailable::new(&error)),
            }
        }
    }

    /// Writes an item that must not be there yet.
    ///
    /// # Errors
    /// The inner one when it is there; [`Unavailable`].
    #[expect(clippy::disallowed_methods, reason = "this is the one place for it")]
    pub async fn create(
        &self,
        key: Key<'_>,
        value: &impl Serialize,
    ) -> Result<Result<(), Refused>, Unavailable> {
        let mut item = item_of(value);
        item.extend(key_of(key));
        let mut patience = Patience::default();
        loop {
            let request = self
                .client
                .put_item()
                .table_name(&self.table)
                .set_item(Some(item.clone()))
                .condition_expression("attribute_not_exists(pk)")
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let error: SdkError<PutItemError> = match Box::pin(request.send()).await {
                Ok(_) => return Ok(Ok(())),
                Err(error) => error,
            };
            match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(failed)) => {
                    return Ok(Err(Refused(failed.item.clone())));
                }
                Some(PutItemError::TransactionConflictException(_)) if patience.wait().await => {}
                _ => return Err(Unavailable::new(&error)),
            }
        }
    }

    /// Removes an item, if it is there.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn erase(&self, key: Key<'_>) -> Result<(), Unavailable> {
        self.erase_at(key_of(key), None).await
    }

    /// The same; but where there is a condition, only while a number is as it was seen. That it is not is no error.
    #[expect(clippy::disallowed_methods, reason = "this is the one place for it")]
    pub(super) async fn erase_at(&self, key: Item, seen: Option<(&str, u64)>) -> Result<(), Unavailable> {
        let mut patience = Patience::default();
        loop {
            let mut request = self.client.delete_item().table_name(&self.table).set_key(Some(key.clone()));
            if let Some((name, value)) = seen {
                request = request
                    .condition_expression("#n = :v")
                    .expression_attribute_names("#n", name)
                    .expression_attribute_values(":v", super::number(value));
            }
            let error = match Box::pin(request.send()).await {
                Ok(_) => return Ok(()),
                Err(error) => error,
            };
            match error.as_service_error() {
                Some(service) if service.is_conditional_check_failed_exception() => return Ok(()),
                Some(service) if service.is_transaction_conflict_exception() && patience.wait().await => {}
                _ => return Err(Unavailable::new(&error)),
            }
        }
    }
}
