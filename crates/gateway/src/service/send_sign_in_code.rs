//! Sends a sign-in code to the guardian's e-mail address.

use contract::{Language, NewChallenge, ProblemKind, SignInChallenge};
use std::time::{Duration, Instant};

use super::{Refusal, Service, audit::Act};
use crate::{
    clock::Moment,
    email::{LONGEST, normalised},
    masking,
    metrics::mails::{MailKind, MailResult},
    notify::{self, Lane, Mail, MailError},
    secrets,
    store::{
        StoreError,
        accounts::Guardian,
        office_mails::Matter,
        sessions::{self, Challenge},
        undelivered,
    },
};

pub(super) const CODE_LIFE: Duration = Duration::from_secs(600);
/// Number of tries for one code.
pub(super) const TRIES: i64 = 5;
/// Pauses between the tries of its mail: the first, and the longest. A server that greylists asks for some minutes.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

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

/// In its normal form.
pub(super) fn address(typed: &str) -> Result<String, Refusal> {
    let email = normalised(typed);
    if email.len() > LONGEST || email.parse::<lettre::Address>().is_err() {
        let detail = "This is not an e-mail address.";
        return Err(Refusal::field(ProblemKind::InvalidField, "/email", detail));
    }
    Ok(email)
}

impl Service {
    /// Sends a code, if the address is a guardian's. The answer, and the time it takes, are the same if not.
    pub async fn send_code(
        &self,
        new: &NewChallenge,
        length: CodeLength,
    ) -> Result<SignInChallenge, Refusal> {
        let email = address(&new.email)?;
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
            self.audit(&guardian.id, Act::AskedForCode, challenge.id.as_str());
            self.send_code_mail(guardian, new.language, code);
        }
        Ok(SignInChallenge {
            challenge_id: id,
            expires_in: u32::try_from(CODE_LIFE.as_secs()).unwrap_or(u32::MAX),
            code_length: length.digits(),
        })
    }

    /// Runs on its own: the time of the answer must not show whether a mail is sent. A code is never stored, so the
    /// tries end with this process; the guardian then requests another.
    fn send_code_mail(&self, guardian: Guardian, language: Language, code: String) {
        let service = self.clone();
        self.spawn(async move {
            let mail = match notify::code(service.config(), language, &code) {
                Ok(mail) => mail,
                Err(error) => return tracing::error!(%error, "a sign-in code could not be written"),
            };
            let sent = service.try_until_useless(&guardian.email, &mail).await;
            let result = if sent.is_ok() { MailResult::Sent } else { MailResult::GivenUp };
            service.metrics().mails.tried(MailKind::Code, result);
            if let Err(error) = &sent {
                tracing::error!(%error, "a sign-in code could not be sent");
            }
            if let Err(error) = service.record_code(&guardian.id, sent).await {
                tracing::error!(%error, "it could not be stored whether a sign-in code arrived");
            }
        });
    }

    /// Until the mail server takes it, refuses it for good, or the code is over.
    pub(super) async fn try_until_useless(&self, email: &str, mail: &Mail) -> Result<(), MailError> {
        let (began, mut pause) = (Instant::now(), FIRST_PAUSE);
        loop {
            let error = match self.inner.mailer.send_in(Lane::SignInCodes, email, mail).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            if error.is_final() || began.elapsed().saturating_add(pause) >= CODE_LIFE {
                return Err(error);
            }
            self.metrics().mails.tried(MailKind::Code, MailResult::Failed);
            tracing::warn!(%error, "a sign-in code could not be sent, trying again");
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.inner.stopping.cancelled() => return Err(error),
            }
            pause = pause.saturating_mul(4).min(LONGEST_PAUSE);
        }
    }

    /// The office sees whose mailbox refuses codes.
    async fn record_code(&self, guardian_id: &str, sent: Result<(), MailError>) -> Result<(), StoreError> {
        let error = match sent {
            Ok(()) if !self.store().has_undelivered_code(guardian_id).await? => return Ok(()),
            Ok(()) => None,
            Err(_) if self.is_stopping() => return Ok(()),
            Err(error) => Some(error),
        };
        let mut write = self.store().write().await?;
        match error {
            None => undelivered::forget_code(&mut write, guardian_id).await?,
            Some(error) => {
                let reason = masking::reason(&error.to_string());
                let now = write.now().await?;
                undelivered::add_code(&mut write, guardian_id, &reason, now).await?;
                self.tell_office(&mut write, Matter::Undelivered).await?;
            }
        }
        write.commit().await
    }
}
