//! djoser, both generations: what its functions share (docs/contracts/djoser.md).

mod actions;
mod fields;
pub mod metadata;
pub mod schemas;

pub use actions::{note_wrong_password, request_mail, request_mail_v1};
pub use fields::{Member, Order, listed_view, members, user_view};

use super::drf;
use crate::config::Dialect;
use crate::http::{Credentials, Endpoint, Spec};

/// An action of djoser's `UserViewSet`: a method that it does not have is refused to nobody before it is called
/// not allowed (contract §1.1).
pub fn viewset(path: &'static str) -> Endpoint {
    endpoint(path, Credentials::Required, "Token", true)
}

/// A plain view.
pub fn view(path: &'static str) -> Endpoint {
    endpoint(path, Credentials::Optional, "Token", false)
}

/// A view that only signed-in users may call, whatever the method.
pub fn private_view(path: &'static str) -> Endpoint {
    endpoint(path, Credentials::Required, "Token", false)
}

/// A view of simplejwt's, which looks at no credentials.
pub fn jwt_view(path: &'static str) -> Endpoint {
    endpoint(path, Credentials::Ignored, "JWT realm=\"api\"", false)
}

fn endpoint(path: &'static str, unmapped: Credentials, challenge: &'static str, suffixes: bool) -> Endpoint {
    let refusals = drf::refusals;
    let spec =
        Spec { unmapped, challenge, suffixes, refusals, slash: true, ..Spec::new(path, Dialect::Djoser) };
    Endpoint::new(spec, drf::guard)
}
