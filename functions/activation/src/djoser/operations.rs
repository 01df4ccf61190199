//! djoser's endpoints for activation in the API's document.

use axum::http::StatusCode;
use shared::dialects::djoser::schemas::{mail, proof};
use shared::openapi::{Answer, DRF_BODIES, Operation, detail};

pub(crate) fn activation() -> Operation {
    Operation::new("Activate an account by a link")
        .says("`uid` and `token` are those of the link in the mail.")
        .takes(&DRF_BODIES, proof())
        .answers_nothing(StatusCode::NO_CONTENT, "Active.")
        .answers(StatusCode::FORBIDDEN, "The account was active already.", detail())
        .throttled()
}

pub(crate) fn resend_activation() -> Operation {
    mail("Ask for the activation mail again")
        .gives(Answer::new(StatusCode::BAD_REQUEST, "Empty while `LATCHKEY_SEND_ACTIVATION_EMAIL=false`."))
}
