//! Sends the mails of the outbox whose turn has come.

use std::time::Duration;

use super::Service;
use crate::{
    clock::Moment,
    notify::{self, Mail, MailError, NoticeText, ReceiptText},
    store::{
        StoreError,
        outbox::{self, DueMail, MailKind},
        top_ups::TopUpRow,
    },
};

/// Why a mail of the outbox was not sent.
#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("its letter cannot be printed")]
    Unprinted,
    #[error("its top-up is not paid")]
    Unpaid,
}

/// How many one round takes.
const BATCH: u32 = 64;

impl Service {
    /// Each mail leaves the outbox after the mail server has taken it: a crash between the two sends it twice, with
    /// the same Message-ID.
    pub async fn send_due_mails(&self) -> Result<(), StoreError> {
        for due in self.store().mails_due(Moment::now(), BATCH).await? {
            let row = self.store().top_up(&due.top_up_id).await?;
            let row = row.ok_or(StoreError::Corrupt("a mail's top-up is missing"))?;
            let sent = self.send_due(&due, &row).await;
            let mut write = self.store().write().await?;
            match sent {
                Ok(()) => outbox::remove(&mut write, due.id).await?,
                Err(error) => {
                    tracing::warn!(%error, kind = ?due.kind, tries = due.tries, "a mail could not be sent");
                    outbox::postpone(&mut write, due.id, Moment::now().plus(pause(due.tries))).await?;
                }
            }
            write.commit().await?;
        }
        Ok(())
    }

    async fn send_due(&self, due: &DueMail, row: &TopUpRow) -> Result<(), SendError> {
        let mail = match due.kind {
            MailKind::Receipt => self.receipt(due, row)?,
            MailKind::Notice => match self.notice_mail(due, row).await? {
                Some(mail) => mail,
                None => return Ok(()),
            },
        };
        Ok(self.inner.mailer.send(&due.email, &mail).await?)
    }

    fn receipt(&self, due: &DueMail, row: &TopUpRow) -> Result<Mail, SendError> {
        let text = ReceiptText {
            top_up_id: &row.id,
            language: due.language,
            name: &row.debtor_name,
            children: &row.children,
            service: &row.service,
            amount: row.amount,
            notice_number: row.notice_number,
            paid_on: row.paid_at.ok_or(SendError::Unpaid)?.italian_day(),
            balance_cents: due.balance_cents,
        };
        Ok(notify::receipt(self.config(), &text)?)
    }

    /// `None` when the notice was paid or cancelled meanwhile: there is nothing to send, and that is no error.
    async fn notice_mail(&self, due: &DueMail, row: &TopUpRow) -> Result<Option<Mail>, SendError> {
        let letter = match self.print(row).await {
            Ok(letter) => letter,
            Err(refusal) if refusal.kind.status() == 409 => {
                tracing::info!(top_up = %row.id, "a notice was not sent: it can no longer be paid");
                return Ok(None);
            }
            Err(_) => return Err(SendError::Unprinted),
        };
        let text = NoticeText {
            top_up_id: &row.id,
            mail_id: due.id,
            language: due.language,
            name: &row.debtor_name,
            amount: row.amount,
            notice_number: row.notice_number,
            due_on: &row.due_date,
        };
        Ok(Some(notify::notice(self.config(), &text, letter.pdf)?))
    }
}

/// Ten seconds, and twice as long each time, up to an hour and a half.
fn pause(tries: u32) -> Duration {
    Duration::from_secs(10u64.saturating_mul(1 << tries.min(9)))
}
