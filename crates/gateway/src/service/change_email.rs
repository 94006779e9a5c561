//! Changes the guardian's address: a code goes to the new one, and with it the address is changed.
//!
//! The answer to who asks is the same whether another guardian has the address or not: its mailbox alone gets to know.

use contract::{NewChallenge, NewSession, ProblemKind, SignInChallenge};

use super::{
    Refusal, Service,
    audit::Act,
    quotas::Taken,
    send_sign_in_code::{CODE_LIFE, CodeLength, TRIES, address},
    sign_in::{SignedIn, typed_code},
};
use crate::{
    clock::Moment,
    email::normalised,
    metrics::mails::{MailKind, MailResult},
    notify::{self, Mail},
    secrets,
    store::{
        accounts::{self, Guardian},
        email_changes::{self, EmailChange},
        locks,
        outbox::{self, EmailChanged},
        sessions::{self, SessionRow},
        undelivered,
        wake::Work,
    },
};

impl Service {
    /// Sends a code to the new address.
    pub async fn ask_for_email_change(
        &self,
        guardian: &Guardian,
        new: &NewChallenge,
    ) -> Result<SignInChallenge, Refusal> {
        let email = address(&new.email)?;
        if email == normalised(&guardian.email) {
            let detail = "This is the guardian's address already.";
            return Err(Refusal::field(ProblemKind::InvalidField, "/email", detail));
        }
        if let Taken::Refused(pause) = self.take_email_change(&guardian.id, &email).await? {
            let refusal = Refusal::new(ProblemKind::TooManyRequests, "Too many codes for a new address.");
            return Err(refusal.retry_after(pause));
        }
        let holder = self.store().guardian_by_email(&email).await?;
        let length = CodeLength::Short.digits();
        let (id, code) = (secrets::new_challenge_id(), secrets::new_code(length));
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        let change = EmailChange {
            id: &id,
            guardian_id: &guardian.id,
            email: &email,
            code_hash: &self.inner.secret.code_hash(&id, &code),
            expires_at: now.plus(CODE_LIFE),
            tries_left: TRIES,
        };
        email_changes::add(&mut write, &change).await?;
        write.commit().await?;
        self.audit(&guardian.id, Act::AskedForEmailChange, id.as_str());
        let mail = match holder {
            Some(_) => notify::email_taken(self.config(), new.language),
            None => notify::email_code(self.config(), new.language, &code),
        };
        match mail {
            Ok(mail) => self.send_to_new_address(email, mail),
            Err(error) => tracing::error!(%error, "a mail to a new address could not be written"),
        }
        Ok(SignInChallenge {
            challenge_id: id,
            expires_in: u32::try_from(CODE_LIFE.as_secs()).unwrap_or(u32::MAX),
            code_length: length,
        })
    }

    /// Runs on its own, as the mail of a sign-in code does.
    fn send_to_new_address(&self, email: String, mail: Mail) {
        let service = self.clone();
        self.spawn(async move {
            let sent = service.try_until_useless(&email, &mail).await;
            let result = if sent.is_ok() { MailResult::Sent } else { MailResult::GivenUp };
            service.metrics().mails.tried(MailKind::Code, result);
            if let Err(error) = sent {
                // The guardian sees that nothing comes; the office cannot mend somebody's typing mistake.
                tracing::warn!(%error, "a mail to a new address could not be sent");
            }
        });
    }

    /// The address is the guardian's from now on: other sessions end, this one goes on with another token, and the address
    /// before gets a mail. A wrong, a used, an expired and a never sent code have the same answer, as has an address that
    /// another guardian has.
    pub async fn confirm_email_change(
        &self,
        session: &SessionRow,
        new: &NewSession,
    ) -> Result<SignedIn, Refusal> {
        let guardian_id = session.guardian.id.as_str();
        let refused = || Refusal::new(ProblemKind::CodeRefused, "The code is not valid.");
        let mut write = self.store().first_write().await?;
        let now = write.now().await?;
        let hash =
            email_changes::take_try(&mut write, guardian_id, &new.challenge_id, now, CODE_LIFE).await?;
        // The try counts, whatever follows.
        write.commit().await?;
        let code = typed_code(&new.code);
        let is_right =
            hash.is_some_and(|hash| self.inner.secret.code_matches(&new.challenge_id, &code, &hash));
        if !is_right {
            self.audit(guardian_id, Act::EnteredWrongEmailCode, new.challenge_id.as_str());
            return Err(refused());
        }

        let mut write = self.store().write().await?;
        locks::guardians(&mut write).await?;
        let now = write.now().await?;
        let email = email_changes::take(&mut write, guardian_id, &new.challenge_id).await?;
        let (Some(email), Some(before)) = (email, sessions::guardian(&mut write, guardian_id).await?) else {
            return Err(refused());
        };
        if !accounts::change_email(&mut write, guardian_id, &email).await? {
            return Err(refused());
        }
        let token = secrets::new_token();
        let token_hash = secrets::sha256(token.as_bytes());
        if !sessions::renew_session(&mut write, guardian_id, &session.token_hash, &token_hash).await? {
            return Err(Refusal::new(ProblemKind::NotSignedIn, "The session has ended."));
        }
        // Those went to the address before.
        sessions::void_codes_of(&mut write, guardian_id).await?;
        undelivered::forget_code(&mut write, guardian_id).await?;
        let changed = EmailChanged { email: before.email.clone(), at: now.millis() };
        outbox::add_email_changed(&mut write, guardian_id, &changed, now).await?;
        write.commit().await?;
        self.wake(Work::Mail);
        self.audit(guardian_id, Act::ChangedEmail, new.challenge_id.as_str());

        let now = Moment::now();
        let guardian = Guardian { email, ..before };
        let row = SessionRow { token_hash, guardian, seen_at: session.seen_at, ends_at: session.ends_at };
        Ok(SignedIn { token, lasts: now.until(row.ends_at).as_secs(), session: self.session_view(&row, now) })
    }
}
