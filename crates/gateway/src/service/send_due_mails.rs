//! Sends the mails of the outbox that are due.

use contract::{Language, TopUpId};
use futures_util::{StreamExt as _, stream};
use std::time::Duration;

use super::{
    Service,
    print_letter::printable,
    repeatable::{LEASE, while_renewing},
};
use crate::{
    clock::Moment,
    masking,
    metrics::mails::{self, MailResult},
    notify::{
        self, Attachment, Mail, MailError, NoticeText, ReceiptPdfText, ReceiptText, ReceiptTopUp,
        RequestText,
        office::{self, ErasureText},
    },
    store::{
        StoreError,
        office_mails::Matter,
        outbox::{self, DueMail, DueRow, EmailChanged, ErasureMail, MailKind, OfficeRequest, TopUpMail},
        top_ups::TopUpRow,
        undelivered,
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
    #[error("the office has no e-mail address")]
    NoOffice,
}

impl SendError {
    /// Whether another try is useless.
    const fn is_final(&self) -> bool {
        match self {
            Self::Mail(error) => error.is_final(),
            Self::Store(_) | Self::Unprinted | Self::NoOffice => false,
        }
    }
}

/// How many one round takes.
const BATCH: u32 = 64;
/// How many are sent at the same time: one slow mail server of a recipient does not hold up the others.
const AT_ONCE: usize = 4;

/// After so many tries a mail is given up. With [`pause`] these are five days, as RFC 5321, section 4.5.4.1, asks for.
const MAX_TRIES: u32 = 90;

/// Rows of the outbox that leave as one mail.
struct Outgoing {
    ids: Vec<i64>,
    tries: u32,
    content: Result<Content, StoreError>,
}

/// What a mail is made from. A mail about a top-up has its row.
enum Content {
    /// The top-ups of one payment.
    Receipt(Vec<(TopUpMail, TopUpRow)>),
    Notice(TopUpMail, Box<TopUpRow>),
    ReceiptPdf(TopUpMail, Box<TopUpRow>),
    Request(OfficeRequest, Language),
    EmailChanged(EmailChanged, Language),
    Erasure(ErasureMail),
}

impl Content {
    /// For the log: a mail that is given up leaves nothing else behind.
    fn about(&self) -> (MailKind, Vec<TopUpId>) {
        match self {
            Self::Receipt(top_ups) => {
                (MailKind::Receipt, top_ups.iter().map(|(mail, _)| mail.top_up_id.clone()).collect())
            }
            Self::Notice(mail, _) => (MailKind::Notice, vec![mail.top_up_id.clone()]),
            Self::ReceiptPdf(mail, _) => (MailKind::ReceiptPdf, vec![mail.top_up_id.clone()]),
            Self::Request(..) => (MailKind::Request, Vec::new()),
            Self::EmailChanged(..) => (MailKind::EmailChanged, Vec::new()),
            Self::Erasure(_) => (MailKind::Erasure, Vec::new()),
        }
    }
}

impl Service {
    /// Each mail leaves the outbox after the mail server has taken it: a crash between the two sends it twice, with
    /// the same Message-ID. A mail that cannot be read, sent or stored waits and does not block the others.
    pub async fn send_due_mails(&self) -> Result<(), StoreError> {
        let mut all: Vec<Outgoing> = Vec::new();
        let now = self.store().now().await?;
        for DueRow { id, tries, mail } in self.store().mails_due(now, BATCH).await? {
            let content = match mail {
                Ok(mail) => self.content(mail).await,
                Err(error) => Err(error),
            };
            gather(&mut all, Outgoing { ids: vec![id], tries, content });
        }
        let mut work =
            stream::iter(all).map(|outgoing| self.send_or_postpone(outgoing)).buffer_unordered(AT_ONCE);
        while let Some(done) = work.next().await {
            if let Err(error) = done {
                tracing::error!(%error, "a mail could not be taken from the outbox or put back");
            }
        }
        Ok(())
    }

    async fn content(&self, mail: DueMail) -> Result<Content, StoreError> {
        Ok(match mail {
            DueMail::Receipt(mail) => {
                let row = self.row_of(&mail).await?;
                Content::Receipt(vec![(mail, row)])
            }
            DueMail::Notice(mail) => {
                let row = self.row_of(&mail).await?;
                Content::Notice(mail, Box::new(row))
            }
            DueMail::ReceiptPdf(mail) => {
                let row = self.row_of(&mail).await?;
                Content::ReceiptPdf(mail, Box::new(row))
            }
            DueMail::Request(request, language) => Content::Request(request, language),
            DueMail::EmailChanged(changed, language) => Content::EmailChanged(changed, language),
            DueMail::Erasure(mail) => Content::Erasure(mail),
        })
    }

    async fn row_of(&self, mail: &TopUpMail) -> Result<TopUpRow, StoreError> {
        let row = self.store().top_up(&mail.top_up_id).await?;
        row.ok_or(StoreError::Corrupt("a mail's top-up is missing"))
    }

    async fn send_or_postpone(&self, outgoing: Outgoing) -> Result<(), StoreError> {
        let Outgoing { ids, tries, content } = outgoing;
        if self.is_stopping() {
            return Ok(());
        }
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        if !outbox::claim(&mut write, &ids, now, now.plus(LEASE)).await? {
            return Ok(());
        }
        write.commit().await?;
        let about = content.as_ref().ok().map(Content::about);
        let renew = async || {
            let mut write = self.store().write().await?;
            let now = write.now().await?;
            outbox::renew(&mut write, &ids, now.plus(LEASE)).await?;
            write.commit().await
        };
        let sent = match content {
            Ok(content) => while_renewing(self.send_due(&ids, &content), renew).await,
            Err(error) => Err(error.into()),
        };
        let result = match &sent {
            Ok(()) => MailResult::Sent,
            Err(error) if error.is_final() || tries + 1 >= MAX_TRIES => MailResult::GivenUp,
            Err(_) => MailResult::Failed,
        };
        if let Some((kind, _)) = &about {
            self.metrics().mails.tried(counted_as(*kind), result);
        }
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        match &sent {
            Ok(()) => {
                for id in ids {
                    outbox::remove(&mut write, id).await?;
                }
            }
            Err(error) if result == MailResult::GivenUp => {
                tracing::error!(%error, mails = ?ids, ?about, "a mail was given up: gateway undelivered");
                let reason = masking::reason(&error.to_string());
                for id in ids {
                    undelivered::end(&mut write, id, &reason, now).await?;
                }
                self.tell_office(&mut write, Matter::Undelivered).await?;
            }
            Err(error) => {
                tracing::warn!(%error, mails = ?ids, ?about, tries, "a mail could not be sent");
                for id in ids {
                    outbox::postpone(&mut write, id, now.plus(pause(tries))).await?;
                }
            }
        }
        write.commit().await
    }

    async fn send_due(&self, ids: &[i64], content: &Content) -> Result<(), SendError> {
        let mail_id = ids.first().copied().unwrap_or_default();
        let (email, mail) = match content {
            Content::Receipt(top_ups) => match top_ups.first() {
                Some((first, _)) => (first.email.as_str(), self.receipt(first.language, top_ups)?),
                None => return Ok(()),
            },
            Content::Notice(due, row) => match self.notice_mail(mail_id, due, row).await? {
                Some(mail) => (due.email.as_str(), mail),
                None => return Ok(()),
            },
            Content::ReceiptPdf(due, row) => {
                (due.email.as_str(), self.receipt_pdf_mail(mail_id, due, row).await?)
            }
            Content::Request(request, language) => {
                let OfficeRequest { name, child, school, email, message } = request;
                let text = RequestText { mail_id, language: *language, name, child, school, email, message };
                let office = self.config().municipality.office.email.as_deref();
                (office.ok_or(SendError::NoOffice)?, notify::request(&text)?)
            }
            Content::EmailChanged(changed, language) => {
                let at = Moment::from_millis(changed.at);
                let mail = notify::email_changed(self.config(), *language, mail_id, at)?;
                (changed.email.as_str(), mail)
            }
            Content::Erasure(due) => {
                let office = self.config().municipality.office.email.as_deref();
                (office.ok_or(SendError::NoOffice)?, self.erasure_mail(mail_id, due).await?)
            }
        };
        Ok(self.inner.mailer.send(email, &mail).await?)
    }

    fn receipt(&self, language: Language, top_ups: &[(TopUpMail, TopUpRow)]) -> Result<Mail, SendError> {
        let name = top_ups.first().map_or("", |(_, row)| row.debtor_name.as_str());
        let top_ups = top_ups
            .iter()
            .map(|(due, row)| ReceiptTopUp {
                id: &row.id,
                children: &row.children,
                service: &row.service,
                amount: row.amount,
                notice_number: row.notice_number,
                paid_on: row.paid_at.map(Moment::italian_day),
                balance_cents: due.balance_cents,
            })
            .collect();
        Ok(notify::receipt(self.config(), &ReceiptText { language, name, top_ups })?)
    }

    /// `None` if the top-up can no longer be paid: there is nothing to send, and that is no error.
    async fn notice_mail(
        &self,
        mail_id: i64,
        due: &TopUpMail,
        row: &TopUpRow,
    ) -> Result<Option<Mail>, SendError> {
        if printable(row).is_err() {
            tracing::info!(top_up = %row.id, state = ?row.state, "a notice was not sent: it can no longer be paid");
            return Ok(None);
        }
        let letter = self.print(row, due.language).await.map_err(|_| SendError::Unprinted)?;
        let text = NoticeText {
            top_up_id: &row.id,
            mail_id,
            language: due.language,
            name: &row.debtor_name,
            amount: row.amount,
            notice_number: row.notice_number,
            due_on: &row.due_date,
        };
        Ok(Some(notify::notice(self.config(), &text, letter.pdf)?))
    }

    async fn erasure_mail(&self, mail_id: i64, due: &ErasureMail) -> Result<Mail, SendError> {
        let accounts = self.store().accounts_of(&due.guardian_id).await?;
        let accounts: Vec<String> = accounts.into_iter().map(|one| one.account.reference).collect();
        let text = ErasureText {
            reference: &due.asked.reference,
            name: &due.name,
            email: &due.email,
            accounts: &accounts,
            at: Moment::from_millis(due.asked.at),
        };
        Ok(office::erasure(self.config(), format!("erasure-{mail_id}"), &text)?)
    }

    async fn receipt_pdf_mail(
        &self,
        mail_id: i64,
        due: &TopUpMail,
        row: &TopUpRow,
    ) -> Result<Mail, SendError> {
        let receipt = self.receipt_of(row, due.language).await.map_err(|_| SendError::Unprinted)?;
        let text = ReceiptPdfText {
            top_up_id: &row.id,
            mail_id,
            language: due.language,
            name: &row.debtor_name,
            amount: row.amount,
            notice_number: row.notice_number,
            paid_on: row.paid_at.map(Moment::italian_day),
        };
        let attachment = Attachment { name: receipt.name, pdf: receipt.pdf };
        Ok(notify::receipt_pdf(self.config(), &text, attachment)?)
    }
}

const fn counted_as(kind: MailKind) -> mails::MailKind {
    match kind {
        MailKind::Receipt => mails::MailKind::Receipt,
        MailKind::Notice => mails::MailKind::Notice,
        MailKind::Request => mails::MailKind::Request,
        MailKind::ReceiptPdf => mails::MailKind::ReceiptPdf,
        MailKind::EmailChanged => mails::MailKind::EmailChanged,
        MailKind::Erasure => mails::MailKind::Erasure,
    }
}

/// Adds a mail; a receipt to the one of the same checkout, if there is one.
fn gather(all: &mut Vec<Outgoing>, mut new: Outgoing) {
    if let Ok(Content::Receipt(added)) = &mut new.content {
        let checkout = added.first().and_then(|(mail, _)| mail.checkout_id.clone());
        let same = all.iter_mut().find_map(|other| match &mut other.content {
            Ok(Content::Receipt(top_ups)) => {
                let of = top_ups.first().and_then(|(mail, _)| mail.checkout_id.as_deref());
                let is_same = of.is_some() && of == checkout.as_deref();
                is_same.then_some((&mut other.ids, &mut other.tries, top_ups))
            }
            _ => None,
        });
        if let Some((ids, tries, top_ups)) = same {
            ids.append(&mut new.ids);
            *tries = (*tries).min(new.tries);
            top_ups.append(added);
            return;
        }
    }
    all.push(new);
}

/// Ten seconds, and twice as long each time, up to an hour and a half.
pub(super) fn pause(tries: u32) -> Duration {
    Duration::from_secs(10u64.saturating_mul(1 << tries.min(9)))
}
