//! Mail templates of the deployer's: read at start, so that one that cannot be parsed is told with all other mistakes.

use minijinja::Environment;
use std::path::Path;

/// The variable that names their folder.
pub(super) const VARIABLE: &str = "LATCHKEY_EMAIL_TEMPLATES";

/// A line for each template in the folder that cannot be read or parsed; none where there is no such folder.
pub(super) fn mistakes(folder: &str) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> =
        files.flatten().map(|file| file.path()).filter(|file| is_template(file)).collect();
    files.sort();
    files.iter().filter_map(|file| mistake(file)).collect()
}

/// Files of any other kind are nobody's concern.
fn is_template(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "txt" || end == "html")
}

fn mistake(file: &Path) -> Option<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let why = match std::fs::read_to_string(file) {
        Ok(source) => Environment::new().add_template(&name, &source).err()?.to_string(),
        Err(error) => format!("{error} (in {name})"),
    };
    Some(format!("{VARIABLE} has a template that cannot be used: {why}"))
}
