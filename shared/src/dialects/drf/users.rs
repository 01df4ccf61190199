//! Making and changing users by what a form said: first everything that is wrong with it is told, and what is taken with it.

use super::{Error, Form, Keys, Text, cannot_create};
use crate::accounts::{self, Asker, Changes, NewUser, Registration};
use crate::app::App;
use crate::auth::policy::{Actor, All, Permit, to};
use crate::auth::{Caller, ClientAddress};
use crate::domain::password::{MAX_CHARS, Password};
use crate::domain::{Email, FieldValues, User, Username};
use crate::error::{Field, Reason, Refusal};

/// Signs somebody up.
///
/// # Errors
/// Everything that is wrong with the form, or else what [`accounts::register`] refuses.
pub async fn register(
    app: &App,
    mut form: Form<'_>,
    registration: Registration,
    from: ClientAddress,
) -> Result<User, Error> {
    tell_what_is_taken(app, &mut form, Asker::Stranger(from), &registration).await?;
    form.check()?;
    let said = registration.fields.clone();
    let registered = accounts::register(app, registration, from).await;
    registered.map_err(|refusal| match nothing_is_taken(&refusal, &said) {
        true => cannot_create(),
        false => form.refusal(refusal, Keys::default()),
    })
}

/// Makes a user as an administrator.
///
/// # Errors
/// Everything that is wrong with the form, or else what [`accounts::create_user`] refuses.
pub async fn create(
    app: &App,
    caller: &Caller,
    users: &Permit<'_, to::Add, All<User>>,
    mut form: Form<'_>,
    new: NewUser,
) -> Result<User, Error> {
    tell_what_is_taken(app, &mut form, Asker::User(&caller.user), &new.registration).await?;
    form.check()?;
    let created = accounts::create_user(app, users, new).await;
    created.map_err(|refusal| form.refusal(refusal, Keys::default()))
}

/// Changes a user, oneself or as staff. A `current_password` that is sent must be right, though no contract asks for it.
///
/// # Errors
/// Everything that is wrong with the form, or else that the caller may not, or what [`accounts::change`] refuses.
pub async fn change(
    app: &App,
    caller: &Caller,
    user: &User,
    mut form: Form<'_>,
    mut changes: Changes,
) -> Result<User, Error> {
    let current_password = form.optional("current_password", Text::new().max(MAX_CHARS));
    if let Some(current_password) = current_password.filter(|_| user.id == caller.user.id) {
        changes.current_password = Some(Password::new(&current_password));
    }
    if !form.is_good() {
        let username = changes.username.as_ref().filter(|name| name.as_str() != user.profile.username);
        let email = changes.email.as_ref().and_then(Option::as_ref);
        let email = email.filter(|email| email.as_str() != user.profile.email);
        let mut fields = changes.fields.clone();
        fields.retain(|name, value| user.profile.fields.get(name) != Some(value));
        tell(app, &mut form, Asker::User(&caller.user), (username, email, &fields)).await?;
    }
    form.check()?;
    let user = Actor::by_rank(caller).must(to::Change, user.clone())?;
    let changed = accounts::change(app, &user, &changes).await;
    changed.map_err(|refusal| form.refusal(refusal, Keys::default()))
}

async fn tell_what_is_taken(
    app: &App,
    form: &mut Form<'_>,
    asker: Asker<'_>,
    new: &Registration,
) -> Result<(), Error> {
    if form.is_good() {
        return Ok(());
    }
    tell(app, form, asker, (new.username.as_ref(), new.email.as_ref(), &new.fields)).await
}

async fn tell(
    app: &App,
    form: &mut Form<'_>,
    asker: Asker<'_>,
    (username, email, fields): (Option<&Username>, Option<&Email>, &FieldValues),
) -> Result<(), Error> {
    let taken = accounts::tell_taken(app, asker, username, email, fields).await?;
    form.refused(taken, Keys::default());
    Ok(())
}

/// Whether somebody else has said nothing, too, in a field where that is a value: Django does not look, and its database
/// refuses (docs/contracts/custom-fields.md §5).
fn nothing_is_taken(refusal: &Refusal, said: &FieldValues) -> bool {
    let Refusal::Invalid(reasons) = refusal else { return false };
    let is_nothing = |(field, reason): &(Field, Reason)| match field {
        Field::Declared(field) => {
            *reason == Reason::Taken && said.get(&field.name).is_some_and(|value| value.text().is_empty())
        }
        _ => false,
    };
    !reasons.is_empty() && reasons.iter().all(is_nothing)
}
