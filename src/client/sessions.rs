//! Who is signed in, and signing out.

use super::{Client, ClientError};
use contract::{Session, paths};
use gloo_net::http::Method;

impl Client {
    /// Who is signed in. The session is not prolonged by it.
    pub async fn session(self) -> Result<Session, ClientError> {
        self.call(Method::GET, paths::SESSION).answer().await
    }

    /// Asks something that only who is signed in may ask: the session goes on.
    pub async fn prolong_session(self) -> Result<(), ClientError> {
        self.call(Method::GET, paths::ACCOUNTS).done().await
    }

    /// Signs out.
    pub async fn sign_out(self) -> Result<(), ClientError> {
        self.call(Method::DELETE, paths::SESSION).done().await
    }
}
