//! Whose service this is.

use super::{Client, ClientError};
use contract::{Municipality, paths};
use gloo_net::http::Method;

impl Client {
    /// Name, office, ways into the payment page.
    pub async fn municipality(self) -> Result<Municipality, ClientError> {
        self.call(Method::GET, paths::MUNICIPALITY).answer().await
    }
}
