//! The profile: address, language of mails, sessions, the own data.

use super::{Client, ClientError};
use contract::{
    ErasureRequest, Language, MailLanguage, NewChallenge, NewSession, OpenSessions, Profile, Session,
    SessionId, SignInChallenge, paths,
};
use gloo_net::http::Method;
use web_sys::Blob;

impl Client {
    /// The profile, without what the session has.
    pub async fn profile(self) -> Result<Profile, ClientError> {
        self.call(Method::GET, paths::PROFILE).answer().await
    }

    /// Chooses the language of mails and letters.
    pub async fn choose_mail_language(self, language: Language) -> Result<(), ClientError> {
        self.call(Method::PUT, paths::MAIL_LANGUAGE).body(&MailLanguage { language }).done().await
    }

    /// Sends a code to a new address.
    pub async fn ask_for_email_change(self, email: String) -> Result<SignInChallenge, ClientError> {
        let new = NewChallenge { email, language: self.language() };
        self.call(Method::POST, paths::EMAIL_CHANGES).body(&new).answer().await
    }

    /// Takes the new address, with its code. The session goes on.
    pub async fn change_email(self, new: &NewSession) -> Result<Session, ClientError> {
        self.call(Method::PUT, paths::EMAIL).body(new).answer().await
    }

    /// The guardian's sessions, the last used first.
    pub async fn open_sessions(self) -> Result<OpenSessions, ClientError> {
        self.call(Method::GET, paths::OPEN_SESSIONS).answer().await
    }

    /// Ends one session.
    pub async fn end_session(self, id: &SessionId) -> Result<(), ClientError> {
        self.call(Method::DELETE, &paths::open_session(id)).done().await
    }

    /// Ends all sessions, this one too.
    pub async fn sign_out_everywhere(self) -> Result<(), ClientError> {
        self.call(Method::DELETE, paths::OPEN_SESSIONS).done().await
    }

    /// Everything that the gateway keeps of the guardian, as a JSON file.
    pub async fn my_data(self) -> Result<Blob, ClientError> {
        self.call(Method::GET, paths::MY_DATA).json_file().await
    }

    /// Asks the office for erasure. Repeated within a day it changes nothing.
    pub async fn ask_for_erasure(self) -> Result<ErasureRequest, ClientError> {
        self.call(Method::POST, paths::ERASURE_REQUESTS).answer().await
    }
}
