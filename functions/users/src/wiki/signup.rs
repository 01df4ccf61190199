//! `POST /auth/signup`: sign-up, with a token when the account needs no activation.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use shared::accounts::{self, Asker, Login, NewPassword, Registration};
use shared::app::App;
use shared::auth::Client;
use shared::auth::policy;
use shared::config::{Config, LoginField};
use shared::dialects::drf::{Text, text as in_words};
use shared::dialects::session::remember_device;
use shared::dialects::wiki::{Document, Entrance, Error, Unread};
use shared::domain::password::{MAX_CHARS, Password};
use shared::domain::{Email, FieldFault, FieldValue, Username};
use shared::error::{Field, Reason, Refusal};

/// The longest first or last name here, in characters.
const LONGEST_NAME: usize = 20;

pub(crate) async fn signup(State(app): State<App>, client: Client, body: Unread) -> Result<Response, Error> {
    policy::must_register(&app.config)?;
    let sent = body.read().await?;
    let (registration, mut faults) = read(&app.config, &sent);
    if !faults.is_empty() {
        let (username, email) = (registration.username.as_ref(), registration.email.as_ref());
        for (field, reason) in
            accounts::tell_taken(&app, Asker::Stranger(client.address), username, email, &registration.fields)
                .await?
        {
            note(&mut faults, field, reason);
        }
        return Ok(Entrance::Failure(faults).into_response());
    }
    let user = match accounts::register(&app, registration, client.address).await {
        Ok(user) if !user.is_active() => return Ok(Entrance::success(&user, None).into_response()),
        Ok(user) => user,
        Err(Refusal::Invalid(reasons)) => {
            reasons.into_iter().for_each(|(field, reason)| note(&mut faults, field, reason));
            return Ok(Entrance::Failure(faults).into_response());
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let login = Login::by(LoginField::Username, &user.profile.username);
    let password = Password::new(&sent.text("password1").unwrap_or_default());
    let sign_in = accounts::sign_in(&app, &login, &password, &client).await?;
    let (user, token) = accounts::issue_opaque_token(&app, sign_in).await?;
    let mut response = Entrance::success(&user, Some(token)).into_response();
    remember_device(&app, &client, &mut response);
    Ok(response)
}

type Faults = Vec<(&'static str, Vec<String>)>;

fn read(config: &Config, sent: &Document) -> (Registration, Faults) {
    let mut faults = Faults::new();
    let mut text = |name: &'static str, text: Text, most: usize| -> Option<String> {
        let Some(typed) = sent.text(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        else {
            faults.push((name, vec![FieldFault::Required.to_string()]));
            return None;
        };
        let mut wrong = text.faults(&typed, None);
        let chars = typed.chars().count();
        if chars > most {
            wrong.push(format!("Ensure this value has at most {most} characters (it has {chars})."));
        }
        if wrong.is_empty() {
            return Some(typed);
        }
        faults.push((name, wrong));
        None
    };
    let first_name = text("first_name", Text::new(), LONGEST_NAME);
    let last_name = text("last_name", Text::new(), LONGEST_NAME);
    let username = text("username", Text::username(config), usize::MAX);
    let email = text("email", Text::email(), usize::MAX);
    let password = text("password1", Text::new(), MAX_CHARS);
    let retyped = text("password2", Text::new(), MAX_CHARS);
    let differs = password.is_some() && retyped.is_some() && password != retyped;
    if differs {
        faults.push(("password2", vec![in_words(&Field::Password, &Reason::Mismatch)]));
    }
    let registration = Registration {
        username: username.as_deref().and_then(Username::new),
        email: email.as_deref().and_then(Email::new),
        fields: [("first_name", first_name), ("last_name", last_name)]
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), FieldValue::Text(text?))))
            .collect(),
        locale: None,
        password: NewPassword { password: Password::new(&password.unwrap_or_default()), retyped: None },
    };
    (registration, faults)
}

fn note(faults: &mut Faults, field: Field, reason: Reason) {
    let name = match &field {
        Field::Username => "username",
        Field::Email => "email",
        _ => "password2",
    };
    let text = in_words(&field, &reason);
    match faults.iter_mut().find(|(known, _)| *known == name) {
        Some((_, texts)) => texts.push(text),
        None => faults.push((name, vec![text])),
    }
}
