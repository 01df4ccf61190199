//! Where a request comes from: what the gateway saw, or, behind a CDN or a back end of one's own, what that saw.

use super::ClientAddress;
use crate::config::Config;
use http::header::HeaderName;
use http::{HeaderMap, Request};
use std::net::IpAddr;

const PROXY_SECRET: HeaderName = HeaderName::from_static("x-latchkey-proxy-secret");
/// Set by CloudFront, which lets no client set it
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html>).
const VIEWER_ADDRESS: HeaderName = HeaderName::from_static("cloudfront-viewer-address");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Puts the client's address in the place of the proxy's, if the proxy shows the secret that we share with it. The
/// secret goes no further than here.
pub(super) fn settle<B>(config: &Config, request: &mut Request<B>) {
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
        last.parse().ok().or_else(|| with_port(last))
    };
    viewer.or_else(forwarded)
}

/// The address in `192.0.2.1:443`, `[2001:db8::1]:443`, and, as CloudFront writes it, `2001:db8::1:443`.
fn with_port(text: &str) -> Option<IpAddr> {
    let (address, port) = text.trim().rsplit_once(':')?;
    port.parse::<u16>().ok()?;
    address.strip_prefix('[').and_then(|address| address.strip_suffix(']')).unwrap_or(address).parse().ok()
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
