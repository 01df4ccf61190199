//! The subcommands, a file each.

pub mod check;
mod contenttypes;
pub(crate) mod createsuperuser;
mod export;
mod import;
mod openapi;
mod record;
mod rotate_keys;
mod table;

pub use openapi::openapi;

use crate::serve;
use clap::{Parser, Subcommand};

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
    /// Make a superuser
    Createsuperuser(createsuperuser::Options),
    /// Add content types of one's own, for permissions to be about
    Contenttypes(contenttypes::Options),
    /// Take users along from Django, Cognito, Auth0, Firebase, Supabase, Keycloak or another Latchkey
    Import(Box<import::Options>),
    /// Write all users, groups and tokens to a file, for another Latchkey or for Django
    Export(export::Options),
    /// Print the OpenAPI document of everything that can be served
    Openapi(openapi::Options),
    /// Publish a new signing key, which signs three hours from now
    RotateKeys(rotate_keys::Options),
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
            Self::Createsuperuser(options) => createsuperuser::run(options).await,
            Self::Contenttypes(options) => contenttypes::run(options).await,
            Self::Import(options) => import::run(*options).await,
            Self::Export(options) => export::run(options).await,
            Self::Openapi(options) => openapi::print(&options),
            Self::RotateKeys(options) => rotate_keys::run(options).await,
        }
    }
}
