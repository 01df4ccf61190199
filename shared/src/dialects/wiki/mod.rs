//! The users wiki: what the functions that serve it share (docs/contracts/seeds.md §3).

mod answer;
mod body;
pub mod schemas;

pub use answer::{Entrance, Error, refused};
pub use body::{Document, Unread};

use super::drf;
use crate::config::Dialect;
use crate::domain::User;
use crate::http::{Credentials, Endpoint, Gate, Spec};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::ALLOW;
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;

/// An endpoint for users: who is asking is looked at before the method.
pub fn view(path: &'static str) -> Endpoint {
    endpoint(path, Credentials::Required)
}

/// An endpoint for everybody.
pub fn open_view(path: &'static str) -> Endpoint {
    endpoint(path, Credentials::Optional)
}

fn endpoint(path: &'static str, unmapped: Credentials) -> Endpoint {
    let refusals = schemas::refusals;
    let spec = Spec { unmapped, challenge: "Token", refusals, ..Spec::new(path, Dialect::Wiki) };
    Endpoint::new(spec, drf::guard)
}

/// A view of Django's own, which looks at no credentials and says little of methods that it does not have.
pub fn plain_view(path: &'static str) -> Endpoint {
    let refusals = schemas::plain_refusals;
    let spec = Spec { unmapped: Credentials::Ignored, refusals, ..Spec::new(path, Dialect::Wiki) };
    Endpoint::new(spec, plain_guard)
}

fn plain_guard(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    Box::pin(async move {
        match gate.spec.credentials(request.method()) {
            Some(_) => next.run(request).await,
            None => {
                let served: Vec<_> =
                    gate.spec.operations.iter().map(|served| served.method.as_str()).collect();
                (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, served.join(", "))]).into_response()
            }
        }
    })
}

/// A user as this dialect shows them: six keys.
pub fn user_view(user: &User) -> Value {
    json!({
        "id": user.id.get(),
        "is_superuser": user.is_superuser,
        "first_name": user.profile.text("first_name"),
        "last_name": user.profile.text("last_name"),
        "username": user.profile.username,
        "email": user.profile.email,
    })
}
