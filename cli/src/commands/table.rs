//! Which table a command works on.

use crate::serve::{aws, data};
use clap::Args;
use shared::app::App;
use shared::clock::Clock;
use shared::config::Config;
use std::path::PathBuf;

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
        self.open_as(None).await
    }

    /// The service over this table of AWS, whatever the settings name.
    ///
    /// # Errors
    /// As above.
    pub(super) async fn named(name: &str) -> Result<App, String> {
        Self { local: false, data: PathBuf::new() }.open_as(Some(name)).await
    }

    async fn open_as(&self, name: Option<&str>) -> Result<App, String> {
        // Why a table does not answer, the log knows.
        tracing_subscriber::fmt().with_env_filter("error").with_writer(std::io::stderr).without_time().init();
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
            false => aws_config::load_from_env().await,
        };
        let app = App::new(config, Clock::System, &aws).map_err(|mistakes| mistakes.join("\nlatchkey: "))?;
        // A table that does not answer is told by what the command asks of it.
        app.keyring.warm_up(&app).await.unwrap_or(Ok(()))?;
        Ok(app)
    }
}
