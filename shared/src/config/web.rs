//! What browsers go by: addresses, origins and cookies.

use super::values::{Value, parts};

/// An `http` or `https` origin.
#[derive(Clone, Debug)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The origin, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        self.0.split("://").next().unwrap_or_default()
    }

    /// Host, and port where it is not the scheme's own.
    pub fn host(&self) -> &str {
        self.0.split("://").nth(1).unwrap_or_default()
    }

    /// The host without its port.
    pub(super) fn host_name(&self) -> &str {
        match self.host().rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
            _ => self.host(),
        }
    }

    /// Whether cookies may leave out `Secure`: plain HTTP to one's own machine.
    pub fn is_local_http(&self) -> bool {
        let host = self.host();
        let local =
            |name: &str| host == name || host.strip_prefix(name).is_some_and(|rest| rest.starts_with(':'));
        self.scheme() == "http" && ["localhost", "127.0.0.1", "[::1]"].into_iter().any(local)
    }
}

impl Value for PublicUrl {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let url = text.trim_end_matches('/');
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(host) => Ok(Self(url.to_owned())),
            _ => Err("an origin such as https://accounts.example.org"),
        }
    }
}

/// Origins separated by commas, in the form in which browsers send them: lower case, without a scheme's own port
/// (<https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>).
#[derive(Clone, Debug, Default)]
pub struct Origins(pub Vec<String>);

impl Value for Origins {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let origins: Option<_> = parts(text).map(origin).collect();
        origins.map(Self).ok_or("origins, such as https://app.example.org, separated by commas")
    }
}

/// Schemes whose pages have no origin of their own, or that have no pages.
const WITHOUT_ORIGIN: [&str; 8] = ["about", "blob", "data", "file", "ftp", "javascript", "ws", "wss"];

/// An origin of the web, or of an app or a browser's extension, whose host is what it calls itself.
fn origin(text: &str) -> Option<String> {
    let (scheme, authority) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, own_port) = match scheme.as_str() {
        "https" => (authority.to_ascii_lowercase(), ":443"),
        "http" => (authority.to_ascii_lowercase(), ":80"),
        _ => (authority.to_owned(), ""),
    };
    let of_scheme = |it: char| it.is_ascii_alphanumeric() || "+.-".contains(it);
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(of_scheme)
        && !WITHOUT_ORIGIN.contains(&scheme.as_str());
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => &authority,
    };
    let of_name = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
    let of_address = |it: char| it.is_ascii_hexdigit() || it == ':' || it == '.';
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.chars().all(of_address),
        None => host.chars().all(of_name),
    };
    let is_good = is_scheme && is_host && !host.is_empty();
    is_good.then(|| format!("{scheme}://{}", authority.strip_suffix(own_port).unwrap_or(&authority)))
}

/// A cookie's name.
#[derive(Clone, Debug)]
pub struct CookieName(String);

impl CookieName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers take it only with `Secure`, over https: `__Secure-` and `__Host-` say so, in any case.
    pub(super) fn is_secure(&self) -> bool {
        self.begins_with("__Secure-") || self.is_of_one_host()
    }

    /// Whether browsers take it only without a domain.
    pub(super) fn is_of_one_host(&self) -> bool {
        self.begins_with("__Host-")
    }

    /// Whether other cookies of ours have such names.
    pub(super) fn is_taken(&self) -> bool {
        self.begins_with("latchkey_")
    }

    fn begins_with(&self, prefix: &str) -> bool {
        self.0.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }
}

impl Value for CookieName {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let of_name = |it: char| it.is_ascii_alphanumeric() || "_.-".contains(it);
        match !text.is_empty() && text.chars().all(of_name) {
            true => Ok(Self(text.to_owned())),
            false => Err("a name of letters, digits, _, . and -"),
        }
    }
}

/// The domain whose hosts get our cookies, in lower case; or none.
#[derive(Clone, Debug)]
pub struct CookieDomain(String);

impl CookieDomain {
    /// The domain; empty for none.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a host is in the domain, as browsers see it. An address is in no domain.
    pub(super) fn contains(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let is_address = host.parse::<std::net::Ipv4Addr>().is_ok() || host.starts_with('[');
        // No browser takes a cookie for all of `org`.
        let parent =
            host.strip_suffix(&self.0).is_some_and(|rest| rest.ends_with('.') && self.0.contains('.'));
        let is_within = host == self.0 || parent;
        self.0.is_empty() || is_within && !is_address
    }
}

impl Value for CookieDomain {
    fn parse(text: &str) -> Result<Self, &'static str> {
        // Django's documentation has it with a dot before it, which browsers overlook.
        let domain = text.strip_prefix('.').unwrap_or(text);
        let of_name = |it: char| it.is_ascii_alphanumeric() || it == '.' || it == '-';
        match domain.chars().all(of_name) && !domain.starts_with('.') {
            true => Ok(Self(domain.to_ascii_lowercase())),
            false => Err("a domain such as example.org"),
        }
    }
}

/// With which requests of other sites' pages browsers send our cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// When somebody follows a link.
    Lax,
    /// With none.
    Strict,
    /// With all.
    None,
}

impl SameSite {
    /// As it stands in a cookie.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lax => "Lax",
            Self::Strict => "Strict",
            Self::None => "None",
        }
    }
}

impl Value for SameSite {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match text.to_ascii_lowercase().as_str() {
            "lax" => Ok(Self::Lax),
            "strict" => Ok(Self::Strict),
            "none" => Ok(Self::None),
            _ => Err("Lax, Strict or None"),
        }
    }
}
