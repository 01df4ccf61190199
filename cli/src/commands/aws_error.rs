//! What AWS says when it refuses.

use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

/// What AWS says, or why it says nothing.
pub(super) fn told<E: std::error::Error + ProvideErrorMetadata + 'static>(error: SdkError<E>) -> String {
    error.message().map_or_else(|| DisplayErrorContext(&error).to_string(), str::to_owned)
}
