//! Puts the notice into the outbox, for the guardian's own address and no other.

use contract::{IdempotencyKey, NewNoticeEmail, NoticeEmail, ProblemKind, TopUpId};

use super::{
    Refusal, Replayable, Service,
    audit::Act,
    print_letter::printable,
    quotas::Taken,
    repeatable::{self, LEASE, Request, to_json},
};
use crate::store::{accounts::Guardian, idempotency, locks, outbox, wake::Work};

impl Service {
    /// A repeated request with the same key sends one mail. A new one counts against the guardian's limit.
    pub async fn email_notice(
        &self,
        guardian: &Guardian,
        id: &TopUpId,
        key: &IdempotencyKey,
        new: &NewNoticeEmail,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let row = self.own(guardian, id).await?;
        let now = self.store().now().await?;
        let known = self.store().known(&guardian.id, key, body_hash, now).await?;
        if let Request::Answered(answer) = repeatable::request(known)? {
            return Ok(answer);
        }
        if let Taken::Refused(pause) = self.take_notice_mail(&guardian.id).await? {
            let refusal = Refusal::new(ProblemKind::TooManyRequests, "Too many notices by e-mail.");
            return Err(refusal.retry_after(pause));
        }
        printable(&self.refresh_for_a_reader(row).await?)?;
        let answer =
            Replayable { status: 202, body: to_json(&NoticeEmail { sent_to: guardian.email.clone() })? };
        let mut write = self.store().write().await?;
        locks::guardian(&mut write, &guardian.id).await?;
        let now = write.now().await?;
        let known = idempotency::look_up(&mut write, &guardian.id, key, body_hash, now).await?;
        if let Request::Answered(answer) = repeatable::request(known)? {
            // Stored by a write whose commit may still be under way.
            write.commit().await?;
            return Ok(answer);
        }
        outbox::add_notice(&mut write, id, new.language, now).await?;
        idempotency::begin(&mut write, &guardian.id, key, body_hash, id.as_str(), now, LEASE).await?;
        idempotency::answer(&mut write, &guardian.id, key, answer.status, &answer.body).await?;
        write.commit().await?;
        self.audit(&guardian.id, Act::MailedNotice, id.as_str());
        self.wake(Work::Mail);
        Ok(answer)
    }
}
