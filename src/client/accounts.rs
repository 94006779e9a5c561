//! The guardian's accounts.

use super::{Client, ClientError};
use contract::{Accounts, paths};
use gloo_net::http::Method;

impl Client {
    /// All accounts of the guardian, and the JSON text of the answer to be kept.
    pub async fn accounts(self) -> Result<(Accounts, String), ClientError> {
        let text = self.call(Method::GET, paths::ACCOUNTS).text().await?;
        let accounts =
            serde_json::from_str(&text).map_err(|_| ClientError::BadAnswer { retry_after_s: 0 })?;
        Ok((accounts, text))
    }
}
