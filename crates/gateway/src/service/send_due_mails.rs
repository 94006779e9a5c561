//! Sends the mails of the outbox that are due.

use std::time::Duration;

use super::{Service, print_letter::printable};
use crate::{
    clock::Moment,
    notify::{self, Mail, MailError, NoticeText, ReceiptText},
    store::{
        StoreError,
        outbox::{self, DueMail, DueRow, MailKind},
        top_ups::TopUpRow,
    },
};

/// Why a mail of the outbox was not sent.
#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("its letter cannot be printed")]
    Unprinted,
    #[error("its top-up is not paid")]
    Unpaid,
}

/// How many one round takes.
const BATCH: u32 = 64;

/// After so many tries a mail is given up. With [`pause`] these are five days, as RFC 5321, section 4.5.4.1, asks for.
const MAX_TRIES: u32 = 90;

impl Service {
    /// Each mail leaves the outbox after the mail server has taken it: a crash between the two sends it twice, with
    /// the same Message-ID. A mail that cannot be read or sent waits and does not block the others.
    pub async fn send_due_mails(&self) -> Result<(), StoreError> {
        for DueRow { id, tries, mail } in self.store().mails_due(Moment::now(), BATCH).await? {
            // For the log: a mail that is given up leaves nothing else behind.
            let about = mail.as_ref().ok().map(|due| (due.kind, due.top_up_id.clone()));
            let sent = match mail {
                Ok(due) => self.send_due(&due).await,
                Err(error) => Err(error.into()),
            };
            let mut write = self.store().write().await?;
            match sent {
                Ok(()) => outbox::remove(&mut write, id).await?,
                Err(error) if tries + 1 >= MAX_TRIES => {
                    tracing::error!(%error, mail = id, ?about, "a mail was given up after its last try");
                    outbox::remove(&mut write, id).await?;
                }
                Err(error) => {
                    tracing::warn!(%error, mail = id, ?about, tries, "a mail could not be sent");
                    outbox::postpone(&mut write, id, Moment::now().plus(pause(tries))).await?;
                }
            }
            write.commit().await?;
        }
        Ok(())
    }

    async fn send_due(&self, due: &DueMail) -> Result<(), SendError> {
        let row = self.store().top_up(&due.top_up_id).await?;
        let row = row.ok_or(StoreError::Corrupt("a mail's top-up is missing"))?;
        let mail = match due.kind {
            MailKind::Receipt => self.receipt(due, &row)?,
            MailKind::Notice => match self.notice_mail(due, &row).await? {
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

    /// `None` if the top-up can no longer be paid: there is nothing to send, and that is no error.
    async fn notice_mail(&self, due: &DueMail, row: &TopUpRow) -> Result<Option<Mail>, SendError> {
        if printable(row).is_err() {
            tracing::info!(top_up = %row.id, state = ?row.state, "a notice was not sent: it can no longer be paid");
            return Ok(None);
        }
        let letter = self.print(row).await.map_err(|_| SendError::Unprinted)?;
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
