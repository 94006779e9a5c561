//! The notice as a PDF, and by e-mail.

use contract::{IdempotencyKey, NewNoticeEmail, NoticeEmail, ProblemKind, TopUpId, TopUpState};
use pagopa::NoticeNumber;

use super::{
    Refusal, Replayable, Service, lease,
    top_ups::{Begun, begun, ended, to_json},
};
use crate::{
    clock::Moment,
    config::LetterSource,
    store::{accounts::Guardian, idempotency, letters, top_ups::TopUpRow},
};

/// A letter as a file.
pub struct PrintedLetter {
    pub notice_number: NoticeNumber,
    pub pdf: Vec<u8>,
}

impl Service {
    /// Only while the notice can be paid: a letter of a paid one would be paid again.
    pub async fn letter(&self, guardian: &Guardian, id: &TopUpId) -> Result<PrintedLetter, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        self.print(&row).await
    }

    /// The letter goes to the guardian's own address, and nowhere else. Asked again with the same key, it is sent once.
    pub async fn email_notice(
        &self,
        guardian: &Guardian,
        id: &TopUpId,
        key: &IdempotencyKey,
        new: &NewNoticeEmail,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let row = self.own(guardian, id).await?;
        let known = self.store().known(&guardian.id, key, body_hash, Moment::now()).await?;
        if let Begun::Done(answer) = begun(known)? {
            return Ok(answer);
        }
        payable(&self.refresh_for_a_reader(row).await?)?;
        let answer =
            Replayable { status: 202, body: to_json(&NoticeEmail { sent_to: guardian.email.clone() })? };
        let now = Moment::now();
        let mut write = self.store().write().await?;
        let known = idempotency::look_up(&mut write, &guardian.id, key, body_hash, now).await?;
        if let Begun::Done(answer) = begun(known)? {
            // Stored by a write whose commit may still be under way.
            write.commit().await?;
            return Ok(answer);
        }
        letters::add(&mut write, id, new.language, now).await?;
        let lease = lease::of_one_request(self.config().platform.timeout_ms);
        idempotency::begin(&mut write, &guardian.id, key, body_hash, id.as_str(), now, lease).await?;
        idempotency::answer(&mut write, &guardian.id, key, answer.status, &answer.body).await?;
        write.commit().await?;
        self.inner.mail_wake.notify_one();
        Ok(answer)
    }

    /// A few milliseconds of pure computing: not on the threads that answer requests.
    pub(crate) async fn print(&self, row: &TopUpRow) -> Result<PrintedLetter, Refusal> {
        payable(row)?;
        if let Some(pdf) = self.printed_by_the_platform(row).await {
            return Ok(PrintedLetter { notice_number: row.notice_number, pdf });
        }
        let notice = self.inner.letters.notice(row);
        let (notice_number, service) = (row.notice_number, self.clone());
        let work = tokio::task::spawn_blocking(move || service.inner.letters.print(&notice));
        match work.await {
            Ok(Ok(pdf)) => Ok(PrintedLetter { notice_number, pdf }),
            Ok(Err(error)) => {
                tracing::error!(%error, top_up = %row.id, "a letter cannot be printed");
                Err(Refusal::new(ProblemKind::InternalError, "The letter cannot be printed."))
            }
            Err(error) => {
                tracing::error!(%error, top_up = %row.id, "printing a letter broke down");
                Err(Refusal::new(ProblemKind::InternalError, "The letter cannot be printed."))
            }
        }
    }
}

impl Service {
    /// `None` where the platform is not asked, or does not print: then we do, and nobody sees a difference.
    async fn printed_by_the_platform(&self, row: &TopUpRow) -> Option<Vec<u8>> {
        if self.config().letter.source != LetterSource::Platform {
            return None;
        }
        let letter = self.inner.letters.for_the_platform(row);
        match self.platform().letter(&letter).await {
            Ok(pdf) => Some(pdf),
            Err(error) => {
                tracing::warn!(%error, top_up = %row.id, "the platform does not print a letter: ours is given");
                None
            }
        }
    }
}

fn payable(row: &TopUpRow) -> Result<(), Refusal> {
    match row.state {
        TopUpState::Unpaid | TopUpState::InProgress => Ok(()),
        state => Err(ended(state)),
    }
}
