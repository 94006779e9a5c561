//! Signing in and out.

use super::{Client, ClientError};
use contract::{NewChallenge, NewSession, Session, SignInChallenge, paths};
use gloo_net::http::Method;

impl Client {
    /// Asks for a code by e-mail. The answer is the same whether the address is known or not.
    pub async fn ask_for_code(self, email: String) -> Result<SignInChallenge, ClientError> {
        let challenge = NewChallenge { email, language: self.language() };
        self.call(Method::POST, paths::SIGN_IN_CODES).body(&challenge).answer().await
    }

    /// Signs in with the code.
    pub async fn sign_in(self, session: NewSession) -> Result<Session, ClientError> {
        self.call(Method::POST, paths::SESSION).body(&session).answer().await
    }

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
