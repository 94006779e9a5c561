//! The session.

use super::{Client, ClientError};
use contract::{Session, paths};
use gloo_net::http::Method;

impl Client {
    /// The session of the signed-in guardian. This request does not prolong it.
    pub async fn session(self) -> Result<Session, ClientError> {
        self.call(Method::GET, paths::SESSION).answer().await
    }

    /// Prolongs the session, as every request that needs one does.
    pub async fn prolong_session(self) -> Result<(), ClientError> {
        self.accounts().await.map(drop)
    }

    /// Signs out.
    pub async fn sign_out(self) -> Result<(), ClientError> {
        self.call(Method::DELETE, paths::SESSION).done().await
    }
}
