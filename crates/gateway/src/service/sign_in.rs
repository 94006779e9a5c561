//! Signing in by a code sent to the guardian's e-mail address.
//!
//! SPID and CIE by OpenID Connect will stand beside this file: they end in [`Service::begin_session`] too.

use contract::{NewChallenge, NewSession, ProblemKind, Session, SignInChallenge, SignInMethod};
use std::time::Duration;

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    mail, secrets,
    store::{
        accounts::{self, Guardian},
        sessions::{self, Challenge, SessionRow},
    },
};

const CODE_LIFE: Duration = Duration::from_secs(600);
const TRIES: i64 = 5;
/// The row is written at most so often: reading a page does not write.
const TOUCH_EVERY: Duration = Duration::from_secs(30);

/// How many digits a code has. Each code may be tried five times, so what bounds guessing is how many codes there are
/// and how long they are (docs/decisions/0010-codes-per-mailbox.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeLength {
    /// Easy to carry over from a phone's notice.
    Short,
    /// While more codes are asked for than a person needs.
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

/// A new session: the token goes into the cookie and nowhere else.
pub struct SignedIn {
    pub token: String,
    pub session: Session,
}

impl Service {
    /// Sends a code, if the address is somebody's. The answer, and the time it takes, are the same if not.
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
            mail::send_code(self, guardian.email, new.language, code);
        }
        Ok(SignInChallenge {
            challenge_id: id,
            expires_in: u32::try_from(CODE_LIFE.as_secs()).unwrap_or(u32::MAX),
            code_length: length.digits(),
        })
    }

    /// Wrong, used, expired, never sent: the answer is one.
    pub async fn sign_in(&self, new: &NewSession) -> Result<SignedIn, Refusal> {
        let refused = || Refusal::new(ProblemKind::CodeRefused, "The code is not valid.");
        let code: String = new.code.chars().filter(|c| !c.is_whitespace()).take(12).collect();
        let now = Moment::now();
        let mut write = self.store().write().await?;
        let challenge = sessions::take_try(&mut write, &new.challenge_id, now).await?;
        let Some(challenge) = challenge else { return Err(refused()) };
        let right = self.inner.secret.code_matches(&challenge.id, &code, &challenge.code_hash);
        let (true, Some(guardian_id)) = (right, &challenge.guardian_id) else {
            // The spent try is kept.
            write.commit().await?;
            return Err(refused());
        };
        sessions::use_challenge(&mut write, &challenge.id).await?;
        accounts::set_language(&mut write, guardian_id, challenge.language).await?;
        let guardian = sessions::guardian(&mut write, guardian_id).await?.ok_or_else(refused)?;
        self.begin_session(write, guardian, now).await
    }

    /// Every way of signing in ends here.
    async fn begin_session(
        &self,
        mut write: crate::store::Write,
        guardian: Guardian,
        now: Moment,
    ) -> Result<SignedIn, Refusal> {
        let token = secrets::new_token();
        let ends_at = now.plus(self.config().session.absolute());
        let hash = secrets::sha256(token.as_bytes());
        sessions::add_session(&mut write, &hash, &guardian.id, now, ends_at).await?;
        write.commit().await?;
        let row = SessionRow { guardian, seen_at: now, ends_at };
        Ok(SignedIn { token, session: self.session_view(&row, now) })
    }

    /// Who holds this token, if the session is good. It is not prolonged by this.
    pub async fn peek_session(&self, token: &str) -> Result<Option<SessionRow>, Refusal> {
        let hash = secrets::sha256(token.as_bytes());
        Ok(self.store().session(&hash, Moment::now(), self.config().session.idle()).await?)
    }

    /// The same, and the session goes on from now.
    pub async fn session(&self, token: &str) -> Result<Option<SessionRow>, Refusal> {
        let now = Moment::now();
        let hash = secrets::sha256(token.as_bytes());
        let row = self.peek_session(token).await?;
        if let Some(row) = &row
            && now > row.seen_at.plus(TOUCH_EVERY)
        {
            let mut write = self.store().write().await?;
            sessions::touch_session(&mut write, &hash, now).await?;
            write.commit().await?;
        }
        Ok(row)
    }

    pub async fn sign_out(&self, token: &str) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        sessions::end_session(&mut write, &secrets::sha256(token.as_bytes())).await?;
        write.commit().await?;
        Ok(())
    }

    pub fn session_view(&self, row: &SessionRow, now: Moment) -> Session {
        let ends_at = row.seen_at.plus(self.config().session.idle()).min(row.ends_at);
        Session {
            method: SignInMethod::Email,
            display_name: row.guardian.name.clone(),
            email: row.guardian.email.clone(),
            mark: self.inner.secret.guardian_mark(&row.guardian.id),
            expires_at: ends_at.to_wire(),
            expires_in: u32::try_from(now.until(ends_at).as_secs()).unwrap_or(u32::MAX),
        }
    }
}
