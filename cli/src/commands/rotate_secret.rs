//! `latchkey rotate-secret`: another secret key, without a moment at which some function meets what it does not know.
//!
//! Whatever deploys changes one function after the other. So the new key is first made known to all of them, and used only
//! then; the old one is believed until what was made with it has expired. How far this is stands in the secret itself.

use super::aws_error::told;
use aws_sdk_secretsmanager::Client;
use clap::Args;
use serde::{Deserialize, Serialize};
use shared::chance::random_id;
use shared::clock::Clock;
use shared::config::Config;
use shared::domain::{Timestamp, UNDO_FOR};
use std::process::Command;
use std::time::Duration;

/// What stands for the version in the command that deploys.
const VERSION: &str = "{version}";
/// How long a request may still be answered by a function as it was: longer than its timeout.
const STILL_ANSWERS: Duration = Duration::from_secs(15);

/// Which secret, and how it is deployed.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  latchkey rotate-secret --secret ARN -- sam deploy --parameter-overrides SecretKeyVersion={version}\n  latchkey rotate-secret --secret ARN --forget -- sam deploy --parameter-overrides SecretKeyVersion={version}\n\nDone twice, it goes on where it was broken off when it is called again. docs/operations.md has what it is for."
)]
pub struct Options {
    /// The secret with `key` and `fallbacks`: the output SecretKeyArn
    #[arg(long, value_name = "ARN")]
    secret: String,
    /// The key was stolen: believe it no more, at once
    #[arg(long, conflicts_with = "forget")]
    stolen: bool,
    /// Believe the keys before the present one no more: what was made with them has expired
    #[arg(long)]
    forget: bool,
    /// What deploys the secret's version that is put for `{version}`, and waits until it is done
    #[arg(last = true, required = true, value_name = "COMMAND")]
    deploy: Vec<String>,
}

/// The secret's fields.
#[derive(Serialize, Deserialize)]
struct Secret {
    key: String,
    /// Separated by commas; a lone comma is none.
    fallbacks: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
}

/// How far a rotation is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    /// The new key is the first fallback.
    Known,
    /// The new key is the key, and the old one is the first fallback.
    Used,
}

/// The secret as it is in Secrets Manager.
struct Found {
    secret: Secret,
    version: String,
    since: Timestamp,
}

impl Secret {
    fn fallbacks(&self) -> Vec<String> {
        self.fallbacks.split(',').map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned).collect()
    }

    /// The same with these keys, the first of which is the key.
    fn of(keys: &[String], step: Option<Step>) -> Self {
        let fallbacks = if keys.len() > 1 { keys[1..].join(",") } else { ",".to_owned() };
        Self { key: keys[0].clone(), fallbacks, step }
    }

    /// All keys, with the first fallback as the key.
    fn swapped(&self) -> Option<Vec<String>> {
        let mut keys = vec![self.key.clone()];
        keys.extend(self.fallbacks());
        (keys.len() > 1).then(|| {
            keys.swap(0, 1);
            keys
        })
    }
}

/// Rotates the secret key.
///
/// # Errors
/// What Secrets Manager refuses; a deployment that fails; that it is too early to forget.
pub(super) async fn run(options: Options) -> Result<(), String> {
    if !options.deploy.iter().any(|word| word.contains(VERSION)) {
        return Err(format!("the command that deploys must have {VERSION}, where the secret's version goes"));
    }
    let client = Client::new(&aws_config::load_from_env().await);
    rotate(&client, &options, Clock::System.now()).await
}

async fn rotate(client: &Client, options: &Options, now: Timestamp) -> Result<(), String> {
    let found = read(client, &options.secret).await?;
    let new = || random_id() + &random_id();
    if options.stolen {
        let version = put(client, options, &Secret::of(&[new()], None)).await?;
        deploy(options, &version)?;
        println!(
            "The old key is believed no more: links and refresh tokens of it have ended. The new signing key signs."
        );
        return remember(&version);
    }
    if options.forget {
        may_forget(&found, now)?;
        let version = put(client, options, &Secret::of(&[found.secret.key], None)).await?;
        deploy(options, &version)?;
        println!("The old key is forgotten.");
        return remember(&version);
    }
    let mut version = found.version;
    let mut secret = found.secret;
    if secret.step.is_none() {
        let mut keys = vec![secret.key.clone(), new()];
        keys.extend(secret.fallbacks());
        secret = Secret::of(&keys, Some(Step::Known));
        version = put(client, options, &secret).await?;
    }
    if secret.step == Some(Step::Known) {
        println!("Making the new key known.");
        deploy(options, &version)?;
        tokio::time::sleep(STILL_ANSWERS).await;
        let keys = secret.swapped().ok_or("the secret has lost its new key: take `step` out of it")?;
        version = put(client, options, &Secret::of(&keys, Some(Step::Used))).await?;
    }
    println!("Using the new key.");
    deploy(options, &version)?;
    println!(
        "The new key is used, and the old one still believed. What is left to do: in {} days, the same with --forget.",
        longest()?.as_secs().div_ceil(86_400)
    );
    remember(&version)
}

/// What the next deployment has to know.
fn remember(version: &str) -> Result<(), String> {
    println!("Write it down for later deployments (samconfig.toml): SecretKeyVersion={version}");
    Ok(())
}

/// Whether nothing that was made with the old keys can still be good.
fn may_forget(found: &Found, now: Timestamp) -> Result<(), String> {
    if found.secret.step == Some(Step::Known) {
        return Err("the new key is not used yet: call this without --forget".to_owned());
    }
    if found.secret.fallbacks().is_empty() {
        return Err("there is no other key to forget".to_owned());
    }
    let until = found.since.after(longest()?);
    match until <= now {
        true => Ok(()),
        false => {
            Err(format!("what was made with the old key is good until {until}; --stolen ends it at once"))
        }
    }
}

/// How long anything is good that the secret key makes, by the settings in the environment.
fn longest() -> Result<Duration, String> {
    let any = [("LATCHKEY_SECRET_KEY", random_id() + &random_id())];
    let config =
        Config::from_env_or(&any, |_| Vec::new()).map_err(|mistakes| mistakes.join("\nlatchkey: "))?;
    let lives = [config.refresh_token_lifetime, config.password_reset_timeout, config.activation_timeout];
    Ok(lives.into_iter().fold(UNDO_FOR, Duration::max))
}

async fn read(client: &Client, secret: &str) -> Result<Found, String> {
    let answer = client.get_secret_value().secret_id(secret).send().await.map_err(told)?;
    let fields = answer.secret_string().and_then(|text| serde_json::from_str(text).ok());
    let since = answer.created_date().map_or(0, |at| at.secs());
    Ok(Found {
        secret: fields.ok_or_else(|| format!("{secret} has no fields `key` and `fallbacks`"))?,
        version: answer.version_id().unwrap_or_default().to_owned(),
        since: Timestamp::from_seconds(since),
    })
}

/// Gives the secret these fields, and answers their version.
async fn put(client: &Client, options: &Options, secret: &Secret) -> Result<String, String> {
    let text = serde_json::to_string(secret).map_err(|error| error.to_string())?;
    let answer = client.put_secret_value().secret_id(&options.secret).secret_string(text).send().await;
    Ok(answer.map_err(told)?.version_id().unwrap_or_default().to_owned())
}

/// Runs the command that deploys this version.
fn deploy(options: &Options, version: &str) -> Result<(), String> {
    let words: Vec<_> = options.deploy.iter().map(|word| word.replace(VERSION, version)).collect();
    let (program, arguments) = words.split_first().ok_or("there is no command that deploys")?;
    let ended = Command::new(program).args(arguments).status();
    match ended.map_err(|error| format!("cannot run {program}: {error}"))? {
        status if status.success() => Ok(()),
        status => Err(format!(
            "{program}: {status}. Everything works as before; when the deployment works again, call this again"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::scripted::scripted;
    use serde_json::{Value, json};
    use std::fs;
    use std::path::PathBuf;
    use std::sync::{Arc, Mutex};

    /// A secret with its versions, and a file in which each deployment notes what it deployed.
    struct Stage {
        client: Client,
        versions: Arc<Mutex<Vec<String>>>,
        notes: PathBuf,
    }

    impl Stage {
        fn new(name: &str, first: Value) -> Self {
            let versions = Arc::new(Mutex::new(vec![first.to_string()]));
            let kept = versions.clone();
            let (config, _) = scripted(move |operation, body| {
                let mut kept = kept.lock().expect("nobody panics holding it");
                if operation == "PutSecretValue" {
                    kept.push(body["SecretString"].as_str().expect("text").to_owned());
                }
                let version = format!("v{}", kept.len());
                // Put into use at the beginning of 1970.
                (200, json!({ "SecretString": kept.last(), "VersionId": version, "CreatedDate": 1.0 }))
            });
            let notes = std::env::temp_dir().join(format!("latchkey-rotate-{name}-{}", std::process::id()));
            drop(fs::remove_file(&notes));
            Self { client: Client::new(&config), versions, notes }
        }

        /// Options whose deployment notes its version, and then ends like this.
        fn options(&self, stolen: bool, forget: bool, end: &str) -> Options {
            let script = format!("echo {VERSION} >> {}; {end}", self.notes.display());
            let deploy = ["sh", "-c", &script].map(str::to_owned).to_vec();
            Options { secret: "arn".to_owned(), stolen, forget, deploy }
        }

        /// The secret's versions, as key and fallbacks.
        fn secrets(&self) -> Vec<(String, Vec<String>)> {
            let versions = self.versions.lock().expect("nobody panics holding it");
            let read = |text: &String| serde_json::from_str::<Secret>(text).expect("the fields");
            versions.iter().map(read).map(|it| (it.key.clone(), it.fallbacks())).collect()
        }

        fn deployed(&self) -> Vec<String> {
            let notes = fs::read_to_string(&self.notes).unwrap_or_default();
            notes.lines().map(str::to_owned).collect()
        }
    }

    impl Drop for Stage {
        fn drop(&mut self) {
            drop(fs::remove_file(&self.notes));
        }
    }

    /// `seconds` after the secret was put into use.
    fn after(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(1 + seconds)
    }

    fn old() -> Value {
        json!({ "key": "old", "fallbacks": "," })
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_key_is_known_to_all_before_it_is_used_and_the_old_one_is_forgotten_late() {
        let stage = Stage::new("whole", old());
        let options = stage.options(false, false, "true");
        assert_eq!(rotate(&stage.client, &options, after(0)).await, Ok(()));
        let secrets = stage.secrets();
        let new = secrets[2].0.clone();
        assert_eq!(new.len(), 64);
        assert_eq!(
            secrets[1..],
            [("old".to_owned(), vec![new.clone()]), (new.clone(), vec!["old".to_owned()])]
        );
        assert_eq!(stage.deployed(), ["v2", "v3"]);

        let forget = stage.options(false, true, "true");
        let early = rotate(&stage.client, &forget, after(6 * 86_400)).await;
        assert!(early.expect_err("links to undo are good").contains("good until 1970-01-08"));
        assert_eq!(rotate(&stage.client, &forget, after(7 * 86_400)).await, Ok(()));
        assert_eq!(stage.secrets()[3], (new, vec![]));
        assert_eq!(stage.deployed(), ["v2", "v3", "v4"]);
        let again = rotate(&stage.client, &forget, after(7 * 86_400)).await;
        assert_eq!(again, Err("there is no other key to forget".to_owned()));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_broken_off_is_gone_on_with_and_no_further_key_is_made() {
        let stage = Stage::new("broken", old());
        let (fails, works) = (stage.options(false, false, "exit 3"), stage.options(false, false, "true"));
        let why = rotate(&stage.client, &fails, after(0)).await.expect_err("the deployment fails");
        assert!(why.contains("exit status: 3"), "{why}");
        let too_early = rotate(&stage.client, &stage.options(false, true, "true"), after(99 * 86_400)).await;
        assert!(too_early.expect_err("it is not used").contains("without --forget"));
        assert_eq!(rotate(&stage.client, &works, after(0)).await, Ok(()));
        assert_eq!(
            (stage.secrets().len(), stage.deployed()),
            (3, vec!["v2".into(), "v2".into(), "v3".into()])
        );
        // The last deployment again, and nothing else.
        assert_eq!(rotate(&stage.client, &works, after(0)).await, Ok(()));
        assert_eq!((stage.secrets().len(), stage.deployed().len()), (3, 4));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stolen_key_is_believed_no_more_nor_are_those_before_it() {
        let stage = Stage::new("stolen", json!({ "key": "old", "fallbacks": "older" }));
        assert_eq!(rotate(&stage.client, &stage.options(true, false, "true"), after(0)).await, Ok(()));
        let secrets = stage.secrets();
        assert!(secrets[1].0 != "old" && secrets[1].1.is_empty(), "{secrets:?}");
        assert_eq!(stage.deployed(), ["v2"]);
    }

    #[tokio::test]
    async fn a_secret_of_another_form_is_told_and_left() {
        let stage = Stage::new("form", json!({ "password": "x" }));
        let why = rotate(&stage.client, &stage.options(false, false, "true"), after(0)).await;
        assert_eq!(why, Err("arn has no fields `key` and `fallbacks`".to_owned()));
        assert_eq!((stage.versions.lock().expect("nobody panics").len(), stage.deployed().len()), (1, 0));
    }
}
