//! `latchkey createsuperuser`, as `manage.py createsuperuser`.

use super::table::Table;
use clap::Args;
use shared::accounts::{self, NewPassword, NewUser, Registration};
use shared::app::App;
use shared::auth::policy::{Permit, all, to};
use shared::config::{LoginField, UserIdField};
use shared::dialects::drf::Error;
use shared::domain::password::{MAX_CHARS, Password};
use shared::domain::{Email, FieldValues, Username};

/// Who.
#[derive(Args)]
pub struct Options {
    /// The user name
    #[arg(long, default_value = "")]
    username: String,
    /// The e-mail address
    #[arg(long, default_value = "")]
    email: String,
    /// Take the password from LATCHKEY_SUPERUSER_PASSWORD, and ask nothing
    #[arg(long)]
    noinput: bool,
    #[arg(long, env = "LATCHKEY_SUPERUSER_PASSWORD", hide = true, hide_env_values = true)]
    password: Option<String>,
    #[command(flatten)]
    table: Table,
}

/// Makes the superuser.
///
/// # Errors
/// What is wrong with name, address or password; that the table does not answer.
pub(super) async fn run(options: Options) -> Result<(), String> {
    let app = options.table.open().await?;
    let password = match options.password {
        Some(password) => password,
        None if options.noinput => {
            return Err("with --noinput the password comes from LATCHKEY_SUPERUSER_PASSWORD".to_owned());
        }
        None => ask("there is nobody to ask: set LATCHKEY_SUPERUSER_PASSWORD, and say --noinput")?,
    };
    accounts::install_stock(&app).await.map_err(|error| error.to_string())?;
    let name = create(&app, &options.username, &options.email, &password).await?;
    println!("Superuser {name} created.");
    Ok(())
}

/// Asks for a new password, twice.
///
/// # Errors
/// That they differ; `nowhere`, if there is nobody to ask.
pub(super) fn ask(nowhere: &str) -> Result<String, String> {
    let prompt = |text| rpassword::prompt_password(text).map_err(|error| format!("{nowhere} ({error})"));
    let password = prompt("Password: ")?;
    match prompt("Password (again): ")? == password {
        true => Ok(password),
        false => Err("the passwords differ".to_owned()),
    }
}

/// Makes a superuser, and gives what they sign in with.
///
/// # Errors
/// What is wrong with name, address or password; that the table does not answer.
pub(crate) async fn create(app: &App, username: &str, email: &str, password: &str) -> Result<String, String> {
    let address = match email {
        "" => None,
        _ => Some(Email::new(email).ok_or_else(|| format!("`{email}` is not an e-mail address"))?),
    };
    let name = match (app.config.username_field, username) {
        (LoginField::Email, "") => None,
        _ => Some(Username::new(username).ok_or_else(|| format!("`{username}` is not a user name"))?),
    };
    if Username::is_reserved(username, app.config.user_id_field == UserIdField::Username) {
        return Err(format!("`{username}` is a word in paths of the API, so it can be nobody's name"));
    }
    if app.config.username_field == LoginField::Email && address.is_none() {
        return Err("an e-mail address is needed: it is what users sign in with".to_owned());
    }
    let password = Password::new(password);
    if password.chars() > MAX_CHARS {
        return Err(format!("the password has more than {MAX_CHARS} characters"));
    }
    let registration = Registration {
        username: name,
        email: address,
        fields: FieldValues::new(),
        locale: None,
        password: NewPassword { password, retyped: None },
    };
    let users = Permit::operator(to::Add, all());
    let user = accounts::create_user(app, &users, NewUser::superuser(registration)).await;
    let user = user.map_err(|refusal| Error::from(refusal).texts().join(" "))?;
    Ok(if user.profile.username.is_empty() { user.profile.email } else { user.profile.username })
}
