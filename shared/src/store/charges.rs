//! Counts what each request asks of the table, and what the table charges for it.

use crate::log::{Units, called, charged};
use aws_sdk_dynamodb::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItemInput, BatchGetItemOutput};
use aws_sdk_dynamodb::operation::delete_item::{DeleteItemInput, DeleteItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItemInput, PutItemOutput};
use aws_sdk_dynamodb::operation::query::{QueryInput, QueryOutput};
use aws_sdk_dynamodb::operation::transact_write_items::{TransactWriteItemsInput, TransactWriteItemsOutput};
use aws_sdk_dynamodb::operation::update_item::{UpdateItemInput, UpdateItemOutput};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

/// Asks DynamoDB with every call what it costs, and writes it down with the request that makes the call. A write that is
/// refused costs too, which DynamoDB does not tell.
#[derive(Debug)]
pub(super) struct Charges;

impl Intercept for Charges {
    fn name(&self) -> &'static str {
        "Charges"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input_mut();
        let total = Some(ReturnConsumedCapacity::Total);
        if let Some(query) = input.downcast_mut::<QueryInput>() {
            query.return_consumed_capacity = total;
        } else if let Some(batch) = input.downcast_mut::<BatchGetItemInput>() {
            batch.return_consumed_capacity = total;
        } else if let Some(transaction) = input.downcast_mut::<TransactWriteItemsInput>() {
            transaction.return_consumed_capacity = total;
        } else if let Some(update) = input.downcast_mut::<UpdateItemInput>() {
            update.return_consumed_capacity = total;
        } else if let Some(put) = input.downcast_mut::<PutItemInput>() {
            put.return_consumed_capacity = total;
        } else if let Some(delete) = input.downcast_mut::<DeleteItemInput>() {
            delete.return_consumed_capacity = total;
        }
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        called();
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Ok(output) = context.output_or_error() else { return Ok(()) };
        if let Some(query) = output.downcast_ref::<QueryOutput>() {
            charged(Units::Read(units(query.consumed_capacity())));
        } else if let Some(batch) = output.downcast_ref::<BatchGetItemOutput>() {
            charged(Units::Read(units(batch.consumed_capacity())));
        } else if let Some(transaction) = output.downcast_ref::<TransactWriteItemsOutput>() {
            charged(Units::Write(units(transaction.consumed_capacity())));
        } else if let Some(update) = output.downcast_ref::<UpdateItemOutput>() {
            charged(Units::Write(units(update.consumed_capacity())));
        } else if let Some(put) = output.downcast_ref::<PutItemOutput>() {
            charged(Units::Write(units(put.consumed_capacity())));
        } else if let Some(delete) = output.downcast_ref::<DeleteItemOutput>() {
            charged(Units::Write(units(delete.consumed_capacity())));
        }
        Ok(())
    }
}

/// In total, over all tables.
fn units<'a>(consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) -> f64 {
    consumed.into_iter().filter_map(|table| table.capacity_units).sum()
}
