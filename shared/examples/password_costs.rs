//! What a sign-in with the costliest hash of each kind that an import accepts takes, and with the costliest that is tried
//! twice: seconds of CPU and the peak of memory, a line each. `cargo run --release --package latchkey-shared --example password_costs`; Linux only.

use shared::auth::password::{Hasher, can_verify};
use shared::domain::password::Password;

/// Clock ticks a second, in which the kernel tells times (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), String> {
    let base64_of = |bytes: usize| "AAAA".repeat(bytes / 3) + ["", "AA==", "AAA="][bytes % 3];
    let phc = |kind: &str, costs: &str| {
        format!("argon2${kind}$v=19${costs}$MDEyMzQ1Njc4OWFiY2RlZg$fCgo+9NpvFdd9tk5MsuRag")
    };
    let bcrypt = |cost: u32| format!("$2b${cost}$3CsfKKXEcJSsf4NMRvAp0uKP3RyS.7VmiA3i9LuT4UwBCwBpCNSgK");
    let hashes = [
        ("argon2id, most memory", phc("argon2id", "m=131072,t=5,p=16")),
        ("argon2i, Django's memory", phc("argon2i", "m=102400,t=7,p=8")),
        ("argon2id, tried twice", phc("argon2id", "m=102400,t=3,p=8")),
        ("argon2d, most passes", phc("argon2d", "m=1024,t=700,p=16")),
        ("pbkdf2_sha256", format!("pbkdf2_sha256$4000000$salt${}", base64_of(32))),
        ("pbkdf2_sha256, tried twice", format!("pbkdf2_sha256$2000000$salt${}", base64_of(32))),
        ("pbkdf2_sha1", format!("pbkdf2_sha1$3000000$salt${}", base64_of(20))),
        ("keycloak, SHA-1, tried twice", format!("keycloak_pbkdf2_sha1$1500000$AAAA${}", base64_of(64))),
        ("keycloak, SHA-512", format!("keycloak_pbkdf2_sha512$1000000$AAAA${}", base64_of(64))),
        ("keycloak, SHA-512, tried twice", format!("keycloak_pbkdf2_sha512$500000$AAAA${}", base64_of(64))),
        ("bcrypt 13", bcrypt(13)),
        ("bcrypt 12, tried twice", bcrypt(12)),
        ("scrypt, most lanes", format!("scrypt$16384$salt$8$16${}", base64_of(64))),
        ("scrypt, tried twice", format!("scrypt$131072$salt$8$1${}", base64_of(64))),
        ("firebase_scrypt, tried twice", format!("firebase_scrypt$17$8$AAAA$Bw==${0}${0}", base64_of(64))),
    ];
    let hasher = Hasher::new(19_456, 2, 1)?;
    // With blanks around it there are two runs of the algorithm, where there is time for two.
    for (name, hash) in hashes {
        if !can_verify(&hash) {
            return Err(format!("{name} is not accepted: {hash}"));
        }
        let mut line = format!("{name:<32}");
        for typed in ["correct horse battery", " correct horse battery "] {
            let before = cpu()?;
            let _ = hasher.verify(&Password::new(typed), Some(&hash)).await;
            line += &format!("  {:.2} s", cpu()? - before);
        }
        println!("{line}  {} MiB", peak()? / 1024);
    }
    Ok(())
}

fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

/// Seconds of CPU that this process has used.
fn cpu() -> Result<f64, String> {
    let stat = read("/proc/self/stat")?;
    let behind_name = stat.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default();
    let ticks = behind_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    Ok(ticks.sum::<f64>() / TICKS)
}

/// The most memory that this process had at once, in KiB.
fn peak() -> Result<u64, String> {
    let status = read("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let words = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    words.ok_or_else(|| "the kernel does not tell".to_owned())
}
