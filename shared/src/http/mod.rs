//! HTTP, before any dialect: routes as data, one form of each path, the deadline, CORS, and API Gateway's
//! events.

pub mod cors;
pub mod event;
mod routes;
mod service;
mod when;

pub use routes::{Admits, Claims, Credentials, Dialect, Endpoint, Fields, Gate, Guard, Routes, Spec};
pub use service::{Service, json};
pub use when::When;

use crate::chance::random_id;
use std::net::IpAddr;

/// Where a request came from, by the word of the gateway (or of the socket, locally), never of a header.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The network that counts as one client: an IPv4 address, or the /64 that an IPv6 client has to itself.
    pub fn network(self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

/// Who signs in, as far as the request tells: an address, and a device that shows an id which it was given at an earlier
/// sign-in. The id opens nothing: it keeps strangers' failures from counting against the device.
#[derive(Clone, Debug)]
pub struct Client {
    /// Where the request came from.
    pub address: ClientAddress,
    /// The id that the device showed, or else a fresh one.
    device: String,
    /// Whether the device has yet to be given its id.
    is_new: bool,
    /// What the client calls itself (`User-Agent`), at most 200 characters.
    pub agent: String,
}

/// The cookie that holds a device's id.
pub const DEVICE_COOKIE: &str = "latchkey_device";

/// The longest `User-Agent` that is kept, in characters.
const LONGEST_AGENT: usize = 200;

impl Client {
    /// A client at this address, with the id that its device showed; what is no id of ours is as good as none.
    pub fn new(address: ClientAddress, device: Option<&str>, agent: &str) -> Self {
        let is_id =
            |id: &&str| id.len() == 32 && id.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        let shown = device.filter(is_id).map(str::to_owned);
        let agent = agent.chars().filter(|it| !it.is_control()).take(LONGEST_AGENT).collect();
        Self { address, is_new: shown.is_none(), device: shown.unwrap_or_else(random_id), agent }
    }

    /// The same, where the body shows the device's id: for clients that keep no cookies.
    #[must_use]
    pub fn with_device(self, device: Option<&str>) -> Self {
        match device {
            Some(device) => Self::new(self.address, Some(device), &self.agent),
            None => self,
        }
    }

    /// As [`ClientAddress::network`].
    pub fn network(&self) -> String {
        self.address.network()
    }

    /// The device's id.
    pub fn device(&self) -> &str {
        &self.device
    }

    /// Whether the device has yet to be given its id.
    pub fn is_new_device(&self) -> bool {
        self.is_new
    }
}

/// What a request is called in the log: by the gateway, which says it to the client too (`apigw-requestid`), or else at
/// random.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// A fresh one.
    pub fn random() -> Self {
        Self(random_id())
    }
}

/// The format that the path ended in, as in `/users.json`.
#[derive(Clone, Debug)]
pub struct FormatSuffix(pub String);

/// The largest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;
