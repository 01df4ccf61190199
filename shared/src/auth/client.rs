//! Where a request comes from: what the gateway saw, or, behind a CDN or a back end of one's own, what that saw.

use crate::chance::random_id;
use crate::config::Config;
use http::header::HeaderName;
use http::{HeaderMap, Request};
use std::net::IpAddr;

/// Where a request came from, by the word of the gateway (or of the socket, locally); or of a proxy that shows the secret
/// that it shares with us.
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
    /// The ids that the device showed, or else a fresh one. A cookie of a parent domain may stand beside ours.
    devices: Vec<String>,
    /// Whether the device has yet to be given its id.
    is_new: bool,
    /// What the client calls itself (`User-Agent`), at most 200 characters.
    pub agent: String,
}

/// The longest `User-Agent` that is kept, in characters.
const LONGEST_AGENT: usize = 200;

/// The most ids of a device that are looked at.
const MOST_DEVICES: usize = 16;

impl Client {
    /// A client at this address, with the ids that its device showed; what is no id of ours is as good as none.
    pub fn new<'a>(address: ClientAddress, devices: impl IntoIterator<Item = &'a str>, agent: &str) -> Self {
        let is_id =
            |id: &&str| id.len() == 32 && id.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        let shown = devices.into_iter().filter(is_id).take(MOST_DEVICES).map(str::to_owned);
        let mut devices: Vec<_> = shown.collect();
        let is_new = devices.is_empty();
        if is_new {
            devices.push(random_id());
        }
        let agent = agent.chars().filter(|it| !it.is_control()).take(LONGEST_AGENT).collect();
        Self { address, devices, is_new, agent }
    }

    /// The same, where the body shows the device's id: for clients that keep no cookies.
    #[must_use]
    pub fn with_device(self, device: Option<&str>) -> Self {
        let shown = self.devices.iter().map(String::as_str).filter(|_| !self.is_new);
        Self::new(self.address, device.into_iter().chain(shown), &self.agent)
    }

    /// As [`ClientAddress::network`].
    pub fn network(&self) -> String {
        self.address.network()
    }

    /// The device's id; of several, the first that it showed.
    pub fn device(&self) -> &str {
        &self.devices[0]
    }

    /// Every id that it may have, at least one.
    pub fn devices(&self) -> &[String] {
        &self.devices
    }

    /// Whether the device has yet to be given its id.
    pub fn is_new_device(&self) -> bool {
        self.is_new
    }
}

const PROXY_SECRET: HeaderName = HeaderName::from_static("x-latchkey-proxy-secret");
/// Set by CloudFront, which lets no client set it
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html>).
const VIEWER_ADDRESS: HeaderName = HeaderName::from_static("cloudfront-viewer-address");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Puts the client's address in the place of the proxy's, if the proxy shows the secret that we share with it. The
/// secret goes no further than here.
pub(crate) fn settle<B>(config: &Config, request: &mut Request<B>) {
    let shown = request.headers_mut().remove(PROXY_SECRET);
    let secret = config.trusted_proxy_secret.0.as_bytes();
    let is_shown = |shown: &[u8]| aws_lc_rs::constant_time::verify_slices_are_equal(shown, secret).is_ok();
    if !secret.is_empty()
        && shown.is_some_and(|shown| is_shown(shown.as_bytes()))
        && let Some(address) = told(request.headers())
    {
        request.extensions_mut().insert(ClientAddress(address));
    }
}

/// The client by the proxy's word: what comes before the last address, anybody may have written.
fn told(headers: &HeaderMap) -> Option<IpAddr> {
    let viewer = headers.get(VIEWER_ADDRESS).and_then(|value| with_port(value.to_str().ok()?));
    let forwarded = || {
        let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
        let last = last.rsplit(',').next()?.trim();
        unbracketed(last).parse().ok().or_else(|| with_port(last))
    };
    viewer.or_else(forwarded)
}

/// The address in `192.0.2.1:443`, `[2001:db8::1]:443`, and, as CloudFront writes it, `2001:db8::1:443`.
fn with_port(text: &str) -> Option<IpAddr> {
    let (address, port) = text.trim().rsplit_once(':')?;
    port.parse::<u16>().ok()?;
    unbracketed(address).parse().ok()
}

fn unbracketed(address: &str) -> &str {
    address.strip_prefix('[').and_then(|address| address.strip_suffix(']')).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::{IpAddr, with_port};

    #[test]
    fn an_address_stands_before_its_port() {
        let read = |text| with_port(text).map(|address| address.to_string());
        for (text, address) in [
            ("198.51.100.10:46532", "198.51.100.10"),
            ("2001:db8::1:46532", "2001:db8::1"),
            ("2001:0db8:85a3:0:0:8a2e:370:7334:443", "2001:db8:85a3::8a2e:370:7334"),
            ("[2001:db8::1]:46532", "2001:db8::1"),
            (" 198.51.100.10:1 ", "198.51.100.10"),
        ] {
            assert_eq!(read(text).as_deref(), Some(address));
        }
        for text in
            ["", "198.51.100.10", "198.51.100.10:", "198.51.100.10:70000", "unknown:1", "a, 192.0.2.1:1"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert!("::1".parse::<IpAddr>().is_ok());
    }
}
