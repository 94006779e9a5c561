//! Signs a guardian in with a code from their mail.
//!
//! SPID and CIE by OpenID Connect will be files beside this one. They end in [`Service::begin_session`] too.

use contract::{ChallengeId, NewSession, ProblemKind, Session};
use pagopa::to_ascii_digit;

use super::{Refusal, Service, audit::Act, send_sign_in_code::CODE_LIFE};
use crate::{
    clock::Moment,
    metrics::mails::SignInStep,
    secrets,
    store::{
        Write,
        accounts::{self, Guardian},
        sessions::{self, Device, SessionRow},
    },
};

/// A new session, or one with a new token. The token is only in the cookie.
pub struct SignedIn {
    pub token: String,
    /// Seconds until the session ends at the latest.
    pub lasts: u64,
    pub session: Session,
}

/// The digits of a code as it was typed.
pub(super) fn typed_code(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).map(to_ascii_digit).take(12).collect()
}

impl Service {
    /// A wrong, a used, an expired and a never sent code have the same answer.
    pub async fn sign_in(&self, new: &NewSession, device: Device) -> Result<SignedIn, Refusal> {
        let refused = || {
            self.metrics().mails.sign_in(SignInStep::WrongCode);
            Refusal::new(ProblemKind::CodeRefused, "The code is not valid.")
        };
        let code = typed_code(&new.code);
        let now = Moment::now();
        let mut write = self.store().first_write().await?;
        let challenge = sessions::take_try(&mut write, &new.challenge_id, now, CODE_LIFE).await?;
        let Some(challenge) = challenge else { return Err(refused()) };
        let right = self.inner.secret.code_matches(&challenge.id, &code, &challenge.code_hash);
        let (true, Some(guardian_id)) = (right, &challenge.guardian_id) else {
            // The try counts.
            write.commit().await?;
            if let Some(guardian_id) = &challenge.guardian_id {
                self.audit(guardian_id, Act::EnteredWrongCode, challenge.id.as_str());
            }
            return Err(refused());
        };
        sessions::use_challenge(&mut write, &challenge.id).await?;
        accounts::set_language(&mut write, guardian_id, challenge.language).await?;
        let guardian = sessions::guardian(&mut write, guardian_id).await?.ok_or_else(refused)?;
        let (id, challenge_id) = (guardian.id.clone(), challenge.id);
        let signed_in = self.begin_session(write, guardian, device, now).await?;
        self.metrics().mails.sign_in(SignInStep::SignedIn);
        self.audit(&id, Act::SignedIn, challenge_id.as_str());
        Ok(signed_in)
    }

    /// Whether only another code helps: tried too often, used or expired. The same for an unknown address.
    pub async fn is_code_over(&self, id: &ChallengeId) -> Result<bool, Refusal> {
        Ok(!self.store().is_challenge_open(id, Moment::now(), CODE_LIFE).await?)
    }

    /// Every way of signing in ends here.
    async fn begin_session(
        &self,
        mut write: Write,
        guardian: Guardian,
        device: Device,
        now: Moment,
    ) -> Result<SignedIn, Refusal> {
        let token = secrets::new_token();
        let ends_at = now.plus(self.config().session.absolute());
        let hash = secrets::sha256(token.as_bytes());
        sessions::add_session(&mut write, &hash, &guardian.id, device, now, ends_at).await?;
        write.commit().await?;
        let row = SessionRow { token_hash: hash, guardian, seen_at: now, ends_at };
        Ok(SignedIn { token, lasts: now.until(ends_at).as_secs(), session: self.session_view(&row, now) })
    }
}
