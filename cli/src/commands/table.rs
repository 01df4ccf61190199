//! Which table a command works on.

use crate::serve::{aws, data};
use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use clap::Args;
use shared::app::App;
use shared::clock::Clock;
use shared::config::Config;
use std::env;
use std::error::Error;
use std::fmt;
use std::iter::successors;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Which table: the one that the `AWS_*` variables name, or a local one.
#[derive(Args)]
pub(super) struct Table {
    /// Work on the table that a running `latchkey serve` serves at 127.0.0.1:8001
    #[arg(long)]
    local: bool,
    /// The data folder of that `latchkey serve`, where its secret key is
    #[arg(long, value_name = "DIR", default_value = ".latchkey", requires = "local")]
    data: PathBuf,
}

impl Table {
    /// The service over that table.
    ///
    /// # Errors
    /// What is wrong with the settings, all of it.
    pub(super) async fn open(&self) -> Result<App, String> {
        Ok(self.open_with_aws().await?.0)
    }

    /// The same, and the AWS that it is of; none for a local one.
    ///
    /// # Errors
    /// As above.
    pub(super) async fn open_with_aws(&self) -> Result<(App, Option<SdkConfig>), String> {
        self.open_as(None).await
    }

    /// The service over this table of AWS, whatever the settings name.
    ///
    /// # Errors
    /// As above.
    pub(super) async fn named(name: &str) -> Result<App, String> {
        Ok(Self { local: false, data: PathBuf::new() }.open_as(Some(name)).await?.0)
    }

    async fn open_as(&self, name: Option<&str>) -> Result<(App, Option<SdkConfig>), String> {
        // Why a table does not answer, the log knows. Whether that was the end, the command says.
        tracing_subscriber::fmt()
            .with_env_filter("error")
            .with_writer(std::io::stderr)
            .event_format(Warning)
            .init();
        let (defaults, missing) = match self.local.then(|| data::secret_key(&self.data)) {
            Some(Ok(key)) => (vec![("LATCHKEY_SECRET_KEY", key)], None),
            // The variable may have it.
            Some(Err(why)) => (Vec::new(), Some(why)),
            None => (Vec::new(), None),
        };
        let config = Config::from_env_or(&defaults, mailer::mistakes_in_templates);
        let mut config =
            config.map_err(|mistakes| missing.unwrap_or_else(|| mistakes.join("\nlatchkey: ")))?;
        if let Some(name) = name {
            name.clone_into(&mut config.table);
        }
        let aws = match self.local {
            true => aws::local("http://127.0.0.1:8001"),
            false => deployed().await?,
        };
        let app = App::new(config, Clock::System, &aws).map_err(|mistakes| mistakes.join("\nlatchkey: "))?;
        // A table that does not answer is told by what the command asks of it.
        app.keyring.warm_up(&app).await.unwrap_or(Ok(()))?;
        Ok((app, (!self.local).then_some(aws)))
    }
}

/// What the log has for whoever is at the terminal, a line each.
struct Warning;

impl<S, N> FormatEvent<S, N> for Warning
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, ctx: &FmtContext<'_, S, N>, mut to: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        to.write_str("latchkey: warning: ")?;
        ctx.field_format().format_fields(to.by_ref(), event)?;
        writeln!(to)
    }
}

/// AWS as the AWS CLI reaches it: by variables, profiles, single sign-on, `credential_process` and roles.
///
/// # Errors
/// Why there are no credentials, and what gives them.
pub(super) async fn deployed() -> Result<SdkConfig, String> {
    let aws = aws_config::load_from_env().await;
    let Some(rest) = aws.credentials_provider() else { return Ok(aws) };
    let first = rest.provide_credentials().await;
    let first =
        first.map_err(|error| format!("no credentials of AWS: {}. {}", causes(&error), what_to_do()))?;
    let provider = AskedOnce { first, rest };
    Ok(aws.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build())
}

/// Credentials that were got to see whether there are any, as long as they last: whoever is asked for a code is asked once.
#[derive(Debug)]
struct AskedOnce {
    first: Credentials,
    rest: SharedCredentialsProvider,
}

/// How long before their end credentials are used no more.
const BEFORE_THE_END: Duration = Duration::from_secs(300);

impl ProvideCredentials for AskedOnce {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let end = Clock::System.now().after(BEFORE_THE_END);
        let lasts = |until: SystemTime| {
            until.duration_since(UNIX_EPOCH).is_ok_and(|until| until.as_secs() > end.seconds().unsigned_abs())
        };
        match self.first.expiry().is_none_or(lasts) {
            true => future::ProvideCredentials::ready(Ok(self.first.clone())),
            false => self.rest.provide_credentials(),
        }
    }
}

/// The words of an error and of all that led to it, each once: only the last says which file or profile it is about.
fn causes(error: &dyn Error) -> String {
    let mut words: Vec<_> =
        successors(Some(error), |error: &&dyn Error| (*error).source()).map(ToString::to_string).collect();
    words.dedup();
    words.join(": ")
}

#[expect(clippy::disallowed_methods, reason = "a variable of AWS's, which no setting repeats")]
fn what_to_do() -> String {
    match env::var("AWS_PROFILE") {
        Ok(profile) => format!("If that profile has single sign-on: aws sso login --profile {profile}"),
        Err(_) => {
            "Name a profile in AWS_PROFILE (with single sign-on: aws sso login --profile … first), or set \
                   AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                .to_owned()
        }
    }
}
