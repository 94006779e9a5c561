//! Sends a sign-in code to the guardian's e-mail address.

use contract::{Language, NewChallenge, ProblemKind, SignInChallenge};
use std::time::Duration;

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    notify, secrets,
    store::sessions::{self, Challenge},
};

const CODE_LIFE: Duration = Duration::from_secs(600);
/// Number of tries for one code.
const TRIES: i64 = 5;

/// How many digits a code has. Each code may be tried five times, so what bounds guessing is how many codes there are
/// and how long they are (docs/decisions/0010-codes-per-mailbox.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeLength {
    /// Easy to copy from a phone's notification.
    Short,
    /// After more requests than a person needs.
    Long,
}

impl CodeLength {
    pub const fn digits(self) -> u32 {
        match self {
            Self::Short => 6,
            Self::Long => 8,
        }
    }
}

impl Service {
    /// Sends a code, if the address is a guardian's. The answer, and the time it takes, are the same if not.
    pub async fn send_code(
        &self,
        new: &NewChallenge,
        length: CodeLength,
    ) -> Result<SignInChallenge, Refusal> {
        let email = new.email.trim().to_lowercase();
        if email.len() > 254 || email.parse::<lettre::Address>().is_err() {
            let detail = "This is not an e-mail address.";
            return Err(Refusal::field(ProblemKind::InvalidField, "/email", detail));
        }
        let guardian = self.store().guardian_by_email(&email).await?;
        let (id, code) = (secrets::new_challenge_id(), secrets::new_code(length.digits()));
        let challenge = Challenge {
            code_hash: self.inner.secret.code_hash(&id, &code),
            id: id.clone(),
            guardian_id: guardian.as_ref().map(|guardian| guardian.id.clone()),
            language: new.language,
            expires_at: Moment::now().plus(CODE_LIFE),
            tries_left: TRIES,
        };
        let mut write = self.store().write().await?;
        sessions::add_challenge(&mut write, &challenge).await?;
        write.commit().await?;
        if let Some(guardian) = guardian {
            self.send_code_mail(guardian.email, new.language, code);
        }
        Ok(SignInChallenge {
            challenge_id: id,
            expires_in: u32::try_from(CODE_LIFE.as_secs()).unwrap_or(u32::MAX),
            code_length: length.digits(),
        })
    }

    /// Runs on its own: the time of the answer must not show whether a mail is sent. A code is never stored, so it
    /// is tried a few times and then given up: the guardian requests another.
    fn send_code_mail(&self, email: String, language: Language, code: String) {
        let service = self.clone();
        tokio::spawn(async move {
            let mail = match notify::code(service.config(), language, &code) {
                Ok(mail) => mail,
                Err(error) => return tracing::error!(%error, "a sign-in code could not be written"),
            };
            let mut pause = Duration::from_millis(500);
            for last in [false, false, true] {
                match service.inner.mailer.send(&email, &mail).await {
                    Ok(()) => return,
                    Err(error) if last => tracing::error!(%error, "a sign-in code could not be sent"),
                    Err(error) => tracing::warn!(%error, "a sign-in code could not be sent, trying again"),
                }
                tokio::time::sleep(pause).await;
                pause *= 4;
            }
        });
    }
}
