//! Puts a mail with a PDF into the outbox, for the guardian's own address and no other.

use contract::{IdempotencyKey, NewNoticeEmail, NoticeEmail, ProblemKind, TopUpId};

use super::{
    Refusal, Replayable, Service,
    audit::Act,
    print_letter::printable,
    print_receipt::credited,
    quotas::Taken,
    repeatable::{self, LEASE, Request, to_json},
};
use crate::store::{
    accounts::Guardian,
    idempotency, locks,
    outbox::{self, MailKind},
    top_ups::TopUpRow,
    wake::Work,
};

/// The PDF that a guardian wants to have sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailedPdf {
    /// The letter, while the notice can be paid.
    Letter,
    /// The receipt, once the top-up is credited.
    Receipt,
}

impl MailedPdf {
    fn check(self, row: &TopUpRow) -> Result<(), Refusal> {
        match self {
            Self::Letter => printable(row),
            Self::Receipt => credited(row).map(drop),
        }
    }

    const fn kind(self) -> MailKind {
        match self {
            Self::Letter => MailKind::Notice,
            Self::Receipt => MailKind::ReceiptPdf,
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::Letter => Act::MailedNotice,
            Self::Receipt => Act::MailedReceipt,
        }
    }
}

/// A request to have a PDF sent.
pub struct EmailRequest<'a> {
    pub pdf: MailedPdf,
    pub top_up_id: &'a TopUpId,
    pub key: &'a IdempotencyKey,
    pub new: &'a NewNoticeEmail,
    pub body_hash: &'a [u8],
}

impl Service {
    /// A repeated request with the same key sends one mail. A new one counts against the guardian's limit.
    pub async fn email_pdf(
        &self,
        guardian: &Guardian,
        request: EmailRequest<'_>,
    ) -> Result<Replayable, Refusal> {
        let EmailRequest { pdf, top_up_id: id, key, new, body_hash } = request;
        let row = self.own(guardian, id).await?;
        let now = self.store().now().await?;
        let known = self.store().known(&guardian.id, key, body_hash, now).await?;
        if let Request::Answered(answer) = repeatable::request(known)? {
            return Ok(answer);
        }
        if let Taken::Refused(pause) = self.take_notice_mail(&guardian.id).await? {
            let refusal = Refusal::new(ProblemKind::TooManyRequests, "Too many PDFs by e-mail.");
            return Err(refusal.retry_after(pause));
        }
        pdf.check(&self.refresh_for_a_reader(row).await?)?;
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
        outbox::add_pdf(&mut write, pdf.kind(), id, new.language, now).await?;
        idempotency::begin(&mut write, &guardian.id, key, body_hash, id.as_str(), now, LEASE).await?;
        idempotency::answer(&mut write, &guardian.id, key, answer.status, &answer.body).await?;
        write.commit().await?;
        self.audit(&guardian.id, pdf.act(), id.as_str());
        self.wake(Work::Mail);
        Ok(answer)
    }
}
