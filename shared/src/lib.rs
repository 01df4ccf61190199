//! Latchkey's library: everything that its functions share.
//!
//! Layers point one way, each knows only those after it: `dialects`, `http` and `accounts`, `mail`, `auth`, `store`,
//! `domain`. A test below holds them to it.

pub mod accounts;
pub mod app;
pub mod auth;
pub mod chance;
pub mod clock;
pub mod config;
pub mod dialects;
pub mod domain;
pub mod error;
pub mod http;
pub mod json;
pub mod lambda;
pub mod log;
pub mod mail;
pub mod openapi;
pub mod store;
pub mod texts;

#[cfg(test)]
mod tests {
    use std::fs::{read_dir, read_to_string};
    use std::path::Path;

    /// From the wire down to plain values. Modules of one line may know each other.
    const LAYERS: [&[&str]; 9] = [
        &["lambda"],
        &["dialects"],
        &["http", "accounts"],
        &["mail", "openapi"],
        &["app", "auth"],
        &["error"],
        &["store"],
        &["log", "config", "clock", "chance", "texts"],
        &["domain", "json"],
    ];

    /// What is in the file, or in all files of the folder, without their unit tests.
    fn sources(path: &Path) -> String {
        if path.is_file() {
            let text = read_to_string(path).expect("it is there");
            return text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        }
        let inside = read_dir(path).expect("it is there").map(|entry| entry.expect("it is there").path());
        inside.filter(|path| !path.ends_with("tests.rs")).map(|path| sources(&path)).collect()
    }

    #[test]
    fn no_module_knows_one_above_it() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let declared = read_to_string(source.join("lib.rs")).expect("it is there");
        let declared = declared.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        for module in declared {
            let level = LAYERS.iter().position(|layer| layer.contains(&module));
            let level = level.unwrap_or_else(|| panic!("{module} has no layer"));
            let file = source.join(format!("{module}.rs"));
            let place = if file.is_file() { file } else { source.join(module) };
            let text = sources(&place);
            for above in LAYERS[..level].iter().copied().flatten() {
                assert!(
                    !text.contains(&format!("crate::{above}::")),
                    "{module} knows {above}, which is above it"
                );
            }
        }
    }
    #[test]
    fn only_the_command_acts_without_an_account_and_only_policy_looks_at_a_callers_rank() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ranks = ["caller", "actor", "caller.user", "actor.user"];
        let ranks = ranks.map(|who| [format!("{who}.is_staff"), format!("{who}.is_superuser")]);
        let policy = sources(&root.join("src/auth/policy"));
        for place in [root.join("src"), root.join("../functions")] {
            let text = sources(&place).replace(&policy, "");
            assert!(!text.contains("::operator("), "{place:?} acts as the command does");
            for rank in ranks.iter().flatten() {
                assert!(!text.contains(rank.as_str()), "{place:?} decides by {rank}, as only `policy` may");
            }
        }
    }
}
