//! Answers that `public/boot.js` requested while the app loaded.

use crate::{browser::boot, client::ClientError};
use serde::de::DeserializeOwned;

/// The early answer to a `GET` of `path`, or else the answer to `request`.
pub async fn early_or<T: DeserializeOwned>(
    path: &str,
    request: impl Future<Output = Result<T, ClientError>>,
) -> Result<T, ClientError> {
    let early = boot::take(path).await.and_then(|text| serde_json::from_str(&text).ok());
    match early {
        Some(answer) => Ok(answer),
        None => request.await,
    }
}
