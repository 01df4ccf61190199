//! What rides in access tokens.

use super::values::{Value, parts};

/// A claim that may ride in access tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenClaim {
    /// The names of the user's groups.
    Groups,
    /// What the user may do: direct ∪ groups.
    Permissions,
    /// Whether the user is of the staff.
    IsStaff,
    /// The user name.
    Username,
    /// The address.
    Email,
    /// A declared field.
    Field(String),
}

/// The claims that ride in access tokens.
#[derive(Clone, Debug)]
pub struct TokenClaims(pub Vec<TokenClaim>);

/// The claims that a token has anyway, and those of RFC 7519 §4.1.
const OWN_CLAIMS: [&str; 11] =
    ["aud", "exp", "iat", "iss", "jti", "nbf", "omitted_claims", "sid", "sub", "token_type", "user_id"];

impl Value for TokenClaims {
    fn parse(text: &str) -> Result<Self, &'static str> {
        if parts(text).any(|name| OWN_CLAIMS.contains(&name)) {
            return Err(
                "without aud, exp, iat, iss, jti, nbf, omitted_claims, sid, sub, token_type and user_id: tokens \
                        have these for themselves",
            );
        }
        let claim = |name: &str| match name {
            "groups" => TokenClaim::Groups,
            "permissions" => TokenClaim::Permissions,
            "is_staff" => TokenClaim::IsStaff,
            "username" => TokenClaim::Username,
            "email" => TokenClaim::Email,
            name => TokenClaim::Field(name.to_owned()),
        };
        Ok(Self(parts(text).map(claim).collect()))
    }
}
