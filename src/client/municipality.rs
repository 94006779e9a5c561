//! The municipality.

use super::{Client, ClientError};
use contract::{Municipality, paths};
use gloo_net::http::Method;

impl Client {
    /// The municipality, and its JSON text to be saved.
    pub async fn municipality(self) -> Result<(Municipality, String), ClientError> {
        let text = self.call(Method::GET, paths::MUNICIPALITY).text().await?;
        let municipality =
            serde_json::from_str(&text).map_err(|_| ClientError::BadAnswer { retry_after_s: 0 })?;
        Ok((municipality, text))
    }
}
