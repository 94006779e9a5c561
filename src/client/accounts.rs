//! The guardian's accounts.

use super::{Client, ClientError};
use contract::{Accounts, paths};
use gloo_net::http::Method;

impl Client {
    /// All accounts of the guardian.
    pub async fn accounts(self) -> Result<Accounts, ClientError> {
        self.call(Method::GET, paths::ACCOUNTS).answer().await
    }
}
