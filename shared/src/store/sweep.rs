//! Cleaning away: idempotent, so that it goes on where it stopped.

use super::{Holding, Item, Key, Store, Unavailable, key_of, text};
use crate::domain::UserId;
use aws_sdk_dynamodb::types::AttributeValue;

impl Store {
    /// Removes every item of a user's partition but what is left of the profile.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn sweep_user(&self, pk: &str) -> Result<(), Unavailable> {
        for item in self.query(pk, "").await? {
            if text(&item, "sk") != "P" {
                self.erase(["pk", "sk"].map(|name| (name.to_owned(), item[name].clone())).into()).await?;
            }
        }
        Ok(())
    }

    /// Removes the way back from a group or permission to a user.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn forget_holder(&self, holding: Holding, user: UserId) -> Result<(), Unavailable> {
        self.erase(key_of(Key::Holder(holding, user))).await
    }

    /// Takes a group or permission away from whoever has it, if he still does.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn take_away(&self, holding: Holding, user: UserId) -> Result<(), Unavailable> {
        let (attribute, id) = holding.attribute();
        self.take_from_set(Key::Rights(user), attribute, id).await
    }

    /// Takes a number out of a set of an item's, if both are there.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn take_from_set(&self, key: Key<'_>, attribute: &str, member: u64) -> Result<(), Unavailable> {
        let request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_of(key)))
            .update_expression("DELETE #set :members")
            .condition_expression("contains(#set, :member)")
            .expression_attribute_names("#set", attribute)
            .expression_attribute_values(":members", AttributeValue::Ns(vec![member.to_string()]))
            .expression_attribute_values(":member", AttributeValue::N(member.to_string()));
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

    #[expect(
        clippy::disallowed_methods,
        reason = "nobody sees a refusal here, and a transaction costs twice as much"
    )]
    async fn erase(&self, key: Item) -> Result<(), Unavailable> {
        let request = self.client.delete_item().table_name(&self.table).set_key(Some(key));
        Box::pin(request.send()).await.map(|_| ()).map_err(|error| Unavailable::new(&error))
    }
}
