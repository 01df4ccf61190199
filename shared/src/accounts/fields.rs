//! The fields that a user's shape declares: how much they may take, and what an account claims of those that are unique.

use super::hindrance::Hindrance;
use crate::app::App;
use crate::domain::{FieldFault, FieldValues, Shape, User, UserField};
use crate::error::{Field, Reason, Refusal};
use crate::store::items::Claim;
use crate::store::{Key, Transaction, keys};
use std::sync::Arc;

/// Insists that all values together are not too large.
///
/// # Errors
/// Blames the largest of those that were said.
pub(super) fn must_fit(app: &App, all: &FieldValues, said: &FieldValues) -> Result<(), Refusal> {
    let largest = said.iter().max_by_key(|(_, value)| value.size());
    let blamed = largest.and_then(|(name, _)| app.config.user_fields.get(name));
    match blamed.filter(|_| Shape::size(all) > Shape::MOST_BYTES) {
        Some(field) => {
            Err(Refusal::field(Field::Declared(field.clone()), Reason::Unfit(FieldFault::TooMuch)))
        }
        None => Ok(()),
    }
}

/// The values of a new user of whom this is said, in whichever way they are made, if they are not too large together.
///
/// # Errors
/// Blames the largest of those that were said.
pub(super) fn completed(app: &App, said: &FieldValues) -> Result<FieldValues, Refusal> {
    let all = app.config.user_fields.completed(said.clone());
    must_fit(app, &all, said)?;
    Ok(all)
}

/// The unique fields of these that have a value which nobody else may have, and the claim's sort key. That nothing was said,
/// and null, claim nothing.
pub(super) fn claims_in<'a>(
    app: &'a App,
    values: &'a FieldValues,
) -> impl Iterator<Item = (&'a Arc<UserField>, String)> {
    app.config.user_fields.unique().filter_map(|field| {
        let claim = field.claim(values.get(&field.name)?)?;
        Some((field, keys::value(&claim)))
    })
}

/// Notes in `after` what it claims of the fields whose values are no longer those of `before`. What was not touched stays as
/// it is, also of fields that are not unique any more.
pub(super) fn hold(app: &App, before: &FieldValues, after: &mut User) {
    let values = after.profile.fields.clone();
    let touched = |name: &String| before.get(name) != values.get(name);
    after.held.retain(|name, _| !touched(name));
    for (field, key) in claims_in(app, &values).filter(|(field, _)| touched(&field.name)) {
        after.held.insert(field.name.clone(), key);
    }
}

/// Gives up the claims that an account no longer holds, and takes those that it newly does.
pub(super) fn move_claims<'a>(
    app: &App,
    transaction: Transaction<'a, Hindrance>,
    before: &User,
    after: &User,
) -> Transaction<'a, Hindrance> {
    let given_up = before.held.iter().filter(|(name, key)| after.held.get(*name) != Some(*key));
    let moved = given_up.fold(transaction, |moved, (name, key)| moved.delete(Key::Field(name, key)));
    let claim = Claim { user: after.id };
    let taken = after.held.iter().filter(|(name, key)| before.held.get(*name) != Some(*key));
    taken.fold(moved, |claiming, (name, key)| {
        let place = app.config.user_fields.iter().position(|field| field.name == *name);
        claiming.create(Key::Field(name, key), &claim, Hindrance::ValueTaken(place.unwrap_or_default()))
    })
}
