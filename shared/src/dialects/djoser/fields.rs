//! djoser's user object (docs/contracts/djoser.md §2, §6; docs/contracts/custom-fields.md §2).

use crate::config::{Config, LoginField, UserIdField};
use crate::domain::{Reader, User, UserField};
use crate::json::{Json, Text};
use crate::store::items::ListedUser;
use std::sync::Arc;

/// A key of djoser's user object.
#[derive(Clone, Copy)]
pub enum Member<'a> {
    /// What stands for the user.
    Id,
    /// What they sign in with.
    Login,
    /// The address, where they do not sign in by it.
    Email,
    /// One of the user's fields.
    Field(&'a Arc<UserField>),
}

/// Which order the object has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The object of a user: what is required, the id, what they sign in with, and the other declared fields.
    User,
    /// The same of one who is registered, with the id behind what they sign in with.
    Registration,
}

/// The object's keys that this reader sees.
pub fn members(config: &Config, order: Order, reader: Reader) -> impl Iterator<Item = Member<'_>> {
    let signs_in_by_email = config.login_field() == LoginField::Email;
    let required = config.required_fields.0.iter().filter_map(move |name| match name.as_str() {
        "email" => (!signs_in_by_email).then_some(Member::Email),
        name => config.user_fields.get(name).map(Member::Field),
    });
    let own = match order {
        Order::User => [Member::Id, Member::Login],
        Order::Registration => [Member::Login, Member::Id],
    };
    let is_required = |field: &Arc<UserField>| config.required_fields.0.contains(&field.name);
    let others = config.user_fields.declared().filter(move |field| !is_required(field)).map(Member::Field);
    required.chain(own).chain(others).filter(move |member| match member {
        Member::Field(field) => field.is_seen_by(reader),
        Member::Id | Member::Login | Member::Email => true,
    })
}

/// A user as djoser shows them to themselves.
pub fn user_view(config: &Config, user: &User) -> Json {
    listed_view(config, &ListedUser::of(user, None), Order::User, Reader::Owner)
}

/// A user as djoser shows them to this reader.
pub fn listed_view(config: &Config, user: &ListedUser, order: Order, reader: Reader) -> Json {
    let mut object: Vec<(Text, Json)> = Vec::new();
    for member in members(config, order, reader) {
        let (key, value) = match (member, config.user_id_field) {
            (Member::Id, UserIdField::Id) => ("id", user.id.get().into()),
            (Member::Id, UserIdField::Username) => ("username", user.profile.username.as_str().into()),
            (Member::Login, _) => match config.login_field() {
                LoginField::Username => ("username", user.profile.username.as_str().into()),
                LoginField::Email => ("email", user.profile.email.as_str().into()),
            },
            (Member::Email, _) => ("email", user.profile.email.as_str().into()),
            (Member::Field(field), _) => {
                (field.name.as_str(), field.print(user.profile.fields.get(&field.name)))
            }
        };
        if !object.iter().any(|(known, _)| known.is(key)) {
            object.push((key.into(), value));
        }
    }
    Json::Object(object)
}
