//! The environment, read into the settings.

use super::agreement::{SUPERUSER_EMAIL, SUPERUSER_PASSWORD, SUPERUSER_USERNAME};
use super::values::Value;
use super::{Config, SETTINGS, Said, Setting, variable};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ffi::OsString;

impl Config {
    /// The settings in a function's environment. Unknown `LATCHKEY_*` names are lines in the log: a function must
    /// start beside a newer template.
    ///
    /// # Errors
    /// Every mistake, a line each.
    pub fn from_env() -> Result<Self, Vec<String>> {
        let (config, unknown) = Self::parse(environment())?;
        unknown.iter().for_each(|mistake| tracing::warn!("{mistake}"));
        Ok(config)
    }

    /// The settings in the command's environment, with other defaults for some; unknown names are mistakes, and so is what
    /// `templates` finds in the folder of mail templates. Only who renders them can judge them.
    ///
    /// # Errors
    /// Every mistake, a line each.
    pub fn from_env_or(
        defaults: &[(&str, String)],
        templates: impl Fn(&str) -> Vec<String>,
    ) -> Result<Self, Vec<String>> {
        let defaults = defaults.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let pairs: BTreeMap<_, _> = defaults.chain(environment()).collect();
        let unfit = pairs.get(EMAIL_TEMPLATES).map(|folder| templates(folder)).unwrap_or_default();
        match Self::parse(pairs) {
            Ok((config, unknown)) if unknown.is_empty() && unfit.is_empty() => Ok(config),
            Ok((_, mistakes)) | Err(mistakes) => Err(mistakes.into_iter().chain(unfit).collect()),
        }
    }

    /// The settings among these pairs, and a line for each `LATCHKEY_*` name that is none.
    ///
    /// # Errors
    /// Every value that cannot be, a line each, and then those names.
    pub fn parse(
        pairs: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(Self, Vec<String>), Vec<String>> {
        let values: BTreeMap<_, _> =
            pairs.into_iter().filter(|(name, _)| name.starts_with("LATCHKEY_")).collect();
        let unknown: Vec<_> = values.keys().filter_map(|name| unknown(name)).collect();
        let is_no_text = |value: &str| value.contains(char::REPLACEMENT_CHARACTER);
        let no_text = values.iter().filter(|(_, value)| is_no_text(value));
        let mut mistakes: Vec<_> = no_text.map(|(name, _)| format!("{name} must be text in UTF-8")).collect();
        let config = Self::read(&values, &mut mistakes);
        config.first_superuser(&values, &mut mistakes);
        config.disagreements(&mut mistakes);
        match mistakes.is_empty() {
            true => Ok((config, unknown)),
            false => Err(mistakes.into_iter().chain(unknown).collect()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn environment() -> impl Iterator<Item = (String, String)> {
    // What is no text stands for itself in a value, and is refused where a setting has it.
    let text = |text: OsString| text.to_string_lossy().into_owned();
    std::env::vars_os().map(move |(name, value)| (text(name), text(value)))
}

/// What Lambda calls the function that this process is; empty elsewhere.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn function_name() -> String {
    std::env::var("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_default()
}

/// The folder of the deployer's mail templates.
const EMAIL_TEMPLATES: &str = "LATCHKEY_EMAIL_TEMPLATES";

/// Names that the command or the deployment reads, beside the settings.
const NEIGHBOURS: [&str; 4] =
    [SUPERUSER_USERNAME, SUPERUSER_EMAIL, SUPERUSER_PASSWORD, "LATCHKEY_CHECK_PASSWORD"];

/// How many letters may be wrong in a name that is meant.
const FARTHEST_SLIP: usize = 4;

fn unknown(name: &str) -> Option<String> {
    let known: Vec<String> =
        SETTINGS.iter().map(Setting::variable).chain(NEIGHBOURS.map(str::to_owned)).collect();
    if known.iter().any(|known| known == name) {
        return None;
    }
    let distance = |known: &String| strsim::damerau_levenshtein(known, name);
    let nearest =
        known.iter().min_by_key(|known| distance(known)).filter(|known| distance(known) <= FARTHEST_SLIP);
    let hint = nearest.map(|nearest| format!("; did you mean {nearest}?")).unwrap_or_default();
    Some(format!("{name} is not a setting{hint}"))
}

fn text_of<'a>(values: &'a BTreeMap<String, String>, field: &str, default: &'a str) -> &'a str {
    values.get(&variable(field)).map_or(default, |value| value.trim())
}

pub(super) fn said<T: Value>(values: &BTreeMap<String, String>, field: &str, default: &str) -> Said {
    let text = text_of(values, field, default);
    if T::IS_SECRET { Said::Secret(!text.is_empty()) } else { Said::Text(text.to_owned()) }
}

pub(super) fn read<T: Value>(
    values: &BTreeMap<String, String>,
    field: &str,
    default: &str,
    mistakes: &mut Vec<String>,
) -> T {
    let text = text_of(values, field, default);
    T::read(text).unwrap_or_else(|told| {
        mistakes.extend(told.iter().map(|why| format!("{} {why}", variable(field))));
        T::read(default).unwrap_or_else(|_| panic!("the default of {field} can be read"))
    })
}

/// Whether a value is also what its setting wants of it.
pub(super) fn obey<T: Borrow<R>, R: ?Sized>(
    value: &T,
    field: &str,
    rule: impl Fn(&R) -> Result<(), &'static str>,
    mistakes: &mut Vec<String>,
) {
    if let Err(expected) = rule(value.borrow()) {
        mistakes.push(format!("{} must be {expected}", variable(field)));
    }
}
