//! The files of pages: the one stylesheet, a small script, the icon. Their names tell what is in them, so that browsers keep
//! them for a year.

use super::{Answer, Trouble, brand, page, undocumented};
use crate::app::App;
use crate::config::Config;
use crate::http::{Credentials, Endpoint};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};

/// The stylesheet.
pub const STYLES: Asset = Asset {
    own: brand::tokens,
    ..Asset::new("css", "text/css; charset=utf-8", include_bytes!("../../../assets/latchkey.css"))
};
/// Comfort; every page works without.
pub const SCRIPT: Asset =
    Asset::new("js", "text/javascript; charset=utf-8", include_bytes!("../../../assets/latchkey.js"));
/// The icon of a browser's tab.
pub const ICON: Asset = Asset::new("svg", "image/svg+xml", include_bytes!("../../../assets/icon.svg"));

/// One file.
#[derive(Clone, Copy)]
pub struct Asset {
    kind: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
    hash: u64,
    /// What a team's settings add to it.
    own: fn(&Config) -> String,
}

impl Asset {
    const fn new(kind: &'static str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        Self { kind, media_type, bytes, hash: hash(SEED, bytes), own: |_| String::new() }
    }

    /// Where it is: another path for every content.
    pub fn path(&self, config: &Config) -> String {
        format!("/assets/{}", self.file(config))
    }

    fn file(&self, config: &Config) -> String {
        format!("latchkey.{:016x}.{}", hash(self.hash, (self.own)(config).as_bytes()), self.kind)
    }
}

/// Where FNV-1a begins.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, of ours when the program is made: who only names a file does not contain it.
const fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let mut hash = seed;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// `GET /assets/{file}`, for the function that has pages.
pub fn assets(path: &'static str) -> Endpoint {
    page(path).get(Credentials::Ignored, asset, undocumented)
}

/// The file of this kind. While a deployment is under way a page of another version may ask for its own: it gets ours, to
/// be asked for again soon.
async fn asset(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let Some(asset) = [STYLES, SCRIPT, ICON].into_iter().find(|asset| is_of(&name, asset.kind)) else {
        return Err(Trouble::NOT_FOUND);
    };
    let keep = if name == asset.file(&app.config) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=60"
    };
    let own = (asset.own)(&app.config);
    let mut response = Response::new(Body::from([asset.bytes, own.as_bytes()].concat()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    Ok(response)
}

fn is_of(name: &str, kind: &str) -> bool {
    let version = name.strip_prefix("latchkey.").and_then(|rest| rest.strip_suffix(kind)?.strip_suffix('.'));
    version.is_some_and(|version| version.len() == 16 && version.bytes().all(|c| c.is_ascii_hexdigit()))
}
