//! How the service itself runs, for whoever administers it: what it still owes, its settings, its health, and how many there
//! are of everything.

mod native;

use native::operations;
use shared::dialects::native::resource;
use shared::http::Credentials::Required;
use shared::http::Routes;

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(resource("/v1/owed").get(Required, native::owed::list, operations::owed))
        .with(resource("/v1/owed/{id}/retry").post(Required, native::owed::retry, operations::retry))
        .with(resource("/v1/settings").get(Required, native::settings::list, operations::settings))
        .with(resource("/v1/health").get(Required, native::health::read, operations::health))
        .with(resource("/v1/counts").get(Required, native::counts::read, operations::counts))
}
