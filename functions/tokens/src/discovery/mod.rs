//! What others need to believe our access tokens: API Gateway's JWT authorizers read both documents.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use shared::app::App;
use shared::dialects::drf::Answer;
use shared::http::json;

/// `GET /.well-known/openid-configuration` (OpenID Connect Discovery 1.0 §4): the parts that hold for us.
pub(crate) async fn openid_configuration(State(app): State<App>) -> Response {
    let issuer = app.config.public_url.as_str();
    cacheable(&json!({
        "issuer": issuer,
        "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["iss", "aud", "sub", "exp", "iat", "jti", "sid", "token_type", "user_id"],
    }))
}

/// `GET /.well-known/jwks.json` (RFC 7517): 200 also before the first key is made.
pub(crate) async fn jwks(State(app): State<App>) -> Answer {
    Ok(cacheable(&app.keyring.published(&app).await?))
}

fn cacheable(document: &Value) -> Response {
    let mut response = json(StatusCode::OK, document);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
