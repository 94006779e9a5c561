//! Puts the notice into the outbox, for the guardian's own address and no other.

use contract::{IdempotencyKey, NewNoticeEmail, NoticeEmail, TopUpId};

use super::{
    Refusal, Replayable, Service,
    audit::Act,
    print_letter::printable,
    repeatable::{self, LEASE, Request, to_json},
};
use crate::{
    clock::Moment,
    store::{accounts::Guardian, idempotency, outbox},
};

impl Service {
    /// A repeated request with the same key sends one mail. `count` counts a new request against the guardian's limit and
    /// may refuse it.
    pub async fn email_notice(
        &self,
        guardian: &Guardian,
        id: &TopUpId,
        key: &IdempotencyKey,
        new: &NewNoticeEmail,
        body_hash: &[u8],
        count: impl FnOnce() -> Result<(), Refusal> + Send,
    ) -> Result<Replayable, Refusal> {
        let row = self.own(guardian, id).await?;
        let known = self.store().known(&guardian.id, key, body_hash, Moment::now()).await?;
        if let Request::Answered(answer) = repeatable::request(known)? {
            return Ok(answer);
        }
        count()?;
        printable(&self.refresh_for_a_reader(row).await?)?;
        let answer =
            Replayable { status: 202, body: to_json(&NoticeEmail { sent_to: guardian.email.clone() })? };
        let now = Moment::now();
        let mut write = self.store().first_write().await?;
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
        self.inner.mail_added.notify_one();
        Ok(answer)
    }
}
