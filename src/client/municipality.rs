//! Whose service this is.

use super::{Client, ClientError};
use contract::{Municipality, paths};
use gloo_net::http::Method;

impl Client {
    /// Name, office, links, ways into the payment page; and the text that said so, to be saved.
    pub async fn municipality(self) -> Result<(Municipality, String), ClientError> {
        let text = self.call(Method::GET, paths::MUNICIPALITY).text().await?;
        let municipality = serde_json::from_str(&text).map_err(|_| ClientError::BadAnswer)?;
        Ok((municipality, text))
    }
}
