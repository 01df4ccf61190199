//! The subcommands, a file each.

mod aws_error;
pub mod check;
mod contenttypes;
mod cost;
pub(crate) mod createsuperuser;
mod export;
mod grid;
mod group;
mod import;
mod openapi;
mod record;
mod restore;
mod rotate_keys;
mod rotate_secret;
#[cfg(test)]
mod scripted;
mod shell;
mod table;
mod user;

pub use openapi::openapi;

use crate::serve;
use clap::{CommandFactory, Parser, Subcommand};

/// Accounts for people who run on AWS without servers.
#[derive(Parser)]
#[command(name = "latchkey", about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do; `serve` if nothing is said.
#[derive(Subcommand)]
pub enum Command {
    /// Run the whole service here, with a DynamoDB engine and an inbox for its mails
    Serve(serve::Options),
    /// Check the table, or a deployment from outside, as its clients see it
    Check(Box<check::Options>),
    /// Print what a month on AWS costs
    Cost(cost::Options),
    /// Make a superuser
    Createsuperuser(createsuperuser::Options),
    /// Set somebody's password
    Changepassword(user::PasswordOptions),
    /// Show, list, disable, enable and delete accounts
    User(user::Options),
    /// Make and delete groups, and put users into them
    Group(group::Options),
    /// List permissions, and give them to users
    Permission(group::PermissionOptions),
    /// Add content types of one's own, for permissions to be about
    Contenttypes(contenttypes::Options),
    /// Take users along from Django, Cognito, Auth0, Firebase, Supabase, Keycloak or another Latchkey
    Import(Box<import::Options>),
    /// Write all users, groups and tokens to a file, for another Latchkey or for Django
    Export(export::Options),
    /// Print the OpenAPI document of everything that can be served
    Openapi(openapi::Options),
    /// Make the table as it was at a moment, as another that a stack can go on with
    Restore(Box<restore::Options>),
    /// Publish a new signing key, which signs three hours from now
    RotateKeys(rotate_keys::Options),
    /// Rotate the secret key in Secrets Manager, in two deployments
    RotateSecret(rotate_secret::Options),
    /// Print what completes this command in a shell
    Completions(shell::Completions),
    /// Write man pages
    Man(shell::Man),
    /// Print the version
    Version,
}

impl Command {
    /// What the command line says.
    pub fn from_arguments() -> Self {
        let said = Arguments::parse().command;
        said.or_else(|| Arguments::parse_from(["latchkey", "serve"]).command).expect("`serve` is a command")
    }

    /// Does it.
    ///
    /// # Errors
    /// One line for the person at the terminal.
    pub async fn run(self) -> Result<(), String> {
        match self {
            Self::Serve(options) => serve::run(options).await,
            Self::Check(options) => check::run(*options).await,
            Self::Cost(options) => {
                cost::print(options);
                Ok(())
            }
            Self::Createsuperuser(options) => createsuperuser::run(options).await,
            Self::Contenttypes(options) => contenttypes::run(options).await,
            Self::Import(options) => import::run(*options).await,
            Self::Export(options) => export::run(options).await,
            Self::Openapi(options) => openapi::print(&options),
            Self::Restore(options) => restore::run(*options).await,
            Self::RotateKeys(options) => rotate_keys::run(options).await,
            Self::RotateSecret(options) => rotate_secret::run(options).await,
            Self::Changepassword(options) => user::change_password(options).await,
            Self::User(options) => user::run(options).await,
            Self::Group(options) => group::run(options).await,
            Self::Permission(options) => group::run_permission(options).await,
            Self::Completions(options) => {
                shell::complete(&options, Arguments::command());
                Ok(())
            }
            Self::Man(options) => shell::man(&options, Arguments::command()),
            Self::Version => {
                shell::version();
                Ok(())
            }
        }
    }
}
