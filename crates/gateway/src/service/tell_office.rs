//! Tells the office by mail what needs it: once a day at most for each matter, and only what has not mended itself.

use contract::TopUpId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{Service, send_due_mails::pause};
use crate::{
    metrics::mails::{MailKind, MailResult},
    notify::{
        Mail, MailError,
        office::{self, OfficeLine, UndeliveredKind, UndeliveredLine},
    },
    platform::Listed,
    store::{
        StoreError, Write,
        office_mails::{self, DueOfficeMail, Matter},
        outbox,
        undelivered::{self, Undelivered},
    },
};

/// What mends itself in this time is not told.
const GRACE: Duration = Duration::from_secs(5 * 60);
/// Between two mails about one matter.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Longer than sending one mail.
const SENDING: Duration = Duration::from_secs(120);
/// Lines of one mail.
const LINES: u32 = 20;

/// Why a mail to the office was not sent.
#[derive(Debug, thiserror::Error)]
enum TellError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
}

impl TellError {
    const fn is_final(&self) -> bool {
        matches!(self, Self::Mail(error) if error.is_final())
    }
}

/// A position whose account is not known, as it is stored with the mail.
#[derive(Serialize, Deserialize)]
struct Found {
    iupd: String,
    id: TopUpId,
    notice_number: String,
    cents: u64,
    subject: String,
}

impl Service {
    fn office_email(&self) -> Option<&str> {
        self.config().municipality.office.email.as_deref()
    }

    /// Stores that a mail to the office is due.
    pub(super) async fn tell_office(&self, write: &mut Write, matter: Matter) -> Result<(), StoreError> {
        if self.office_email().is_none() {
            return Ok(());
        }
        let now = write.now().await?;
        office_mails::want(write, matter, "", now.plus(GRACE)).await
    }

    pub(super) async fn tell_office_of_found(&self, found: &[(TopUpId, Listed)]) -> Result<(), StoreError> {
        if self.office_email().is_none() || found.is_empty() {
            return Ok(());
        }
        let found: Vec<Found> = found
            .iter()
            .map(|(id, listed)| Found {
                iupd: listed.iupd.clone(),
                id: id.clone(),
                notice_number: listed.position.notice_number.to_string(),
                cents: listed.position.amount.cents(),
                subject: listed.subject.clone(),
            })
            .collect();
        let detail = serde_json::to_string(&found).map_err(|_| StoreError::Corrupt("found positions"))?;
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        office_mails::want(&mut write, Matter::Unassigned, &detail, now.plus(GRACE)).await?;
        write.commit().await
    }

    /// Notices a platform that cannot be used with this configuration, and sends the mails that are due. A mail that
    /// cannot be sent waits and does not block the others.
    pub async fn send_office_mails(&self) -> Result<(), StoreError> {
        let Some(email) = self.office_email() else { return Ok(()) };
        for (service, _) in self.platform().misconfigured() {
            let matter = Matter::Misconfigured(service);
            if !self.store().is_office_mail_wanted(matter).await? {
                let mut write = self.store().write().await?;
                self.tell_office(&mut write, matter).await?;
                write.commit().await?;
            }
        }
        let now = self.store().now().await?;
        for due in self.store().office_mails_due(now).await? {
            if let Err(error) = self.send_office_mail(email, &due).await {
                tracing::error!(%error, matter = ?due.matter, "a mail to the office could not be read or stored");
            }
        }
        Ok(())
    }

    async fn send_office_mail(&self, email: &str, due: &DueOfficeMail) -> Result<(), StoreError> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        let claimed = office_mails::claim(&mut write, due, now.plus(SENDING)).await?;
        write.commit().await?;
        if !claimed {
            return Ok(());
        }
        let sent = match self.office_mail(due).await {
            Ok(Some((mail, last))) => {
                self.mailer().send(email, &mail).await.map(|()| Some(last)).map_err(TellError::from)
            }
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        match &sent {
            Ok(Some(_)) => self.metrics().mails.tried(MailKind::Office, MailResult::Sent),
            Ok(None) => {}
            Err(_) => self.metrics().mails.tried(MailKind::Office, MailResult::Failed),
        }
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        match sent {
            Ok(Some(last)) => {
                undelivered::set_told(&mut write, last).await?;
                office_mails::done(&mut write, due, now.plus(DAY)).await?;
            }
            // What mended itself has had no mail, so the next one need not wait.
            Ok(None) => office_mails::done(&mut write, due, now).await?,
            Err(error) => {
                tracing::warn!(%error, matter = ?due.matter, tries = due.tries, "the office could not be told");
                // The office has one address: after a refusal it is tried once a day.
                let pause = if error.is_final() { DAY } else { pause(due.tries) };
                office_mails::postpone(&mut write, due.matter, now.plus(pause)).await?;
            }
        }
        write.commit().await
    }

    /// With the last undelivered mail that it names, or 0. `None` if the matter has mended itself.
    async fn office_mail(&self, due: &DueOfficeMail) -> Result<Option<(Mail, i64)>, TellError> {
        // A mail sent twice after a crash has the same id.
        let id = format!("office-{}", due.since.millis());
        let config = self.config();
        match due.matter {
            Matter::Anomalous(anomaly) => {
                let (newest, count) = self.store().anomalous(anomaly, LINES).await?;
                let lines: Vec<OfficeLine> = newest
                    .into_iter()
                    .map(|one| OfficeLine {
                        notice_number: one.notice_number,
                        amount: one.amount,
                        what: format!("conto {}", one.reference),
                    })
                    .collect();
                if lines.is_empty() {
                    return Ok(None);
                }
                Ok(Some((office::anomalous(config, id, anomaly, &lines, count)?, 0)))
            }
            Matter::Misconfigured(service) => {
                let reason = self.platform().misconfigured().into_iter().find(|(one, _)| *one == service);
                let Some((_, reason)) = reason else { return Ok(None) };
                Ok(Some((office::misconfigured(config, id, service, &reason)?, 0)))
            }
            Matter::Unassigned => {
                let lines = self.still_unassigned(&due.detail).await?;
                if lines.is_empty() {
                    return Ok(None);
                }
                Ok(Some((office::unassigned(config, id, &lines)?, 0)))
            }
            Matter::Undelivered => {
                let mails = self.store().undelivered(true, LINES).await?;
                let Some(last) = mails.iter().map(|mail| mail.id).max() else { return Ok(None) };
                let lines: Vec<UndeliveredLine> = mails.into_iter().map(undelivered_line).collect();
                Ok(Some((office::undelivered(config, id, &lines)?, last)))
            }
        }
    }

    async fn still_unassigned(&self, detail: &str) -> Result<Vec<OfficeLine>, StoreError> {
        let corrupt = || StoreError::Corrupt("found positions");
        let found: Vec<Found> = serde_json::from_str(detail).map_err(|_| corrupt())?;
        let mut lines = Vec::new();
        for one in found {
            if self.store().top_up(&one.id).await?.is_some() {
                continue;
            }
            let (Ok(notice_number), Ok(amount)) =
                (one.notice_number.parse(), pagopa::Amount::from_cents(one.cents))
            else {
                tracing::error!(position = one.iupd, "a found position cannot be read");
                continue;
            };
            lines.push(OfficeLine {
                notice_number,
                amount,
                what: format!("posizione {} («{}»)", one.iupd, one.subject),
            });
        }
        Ok(lines)
    }
}

fn undelivered_line(mail: Undelivered) -> UndeliveredLine {
    let what = match mail.kind {
        None => UndeliveredKind::Code,
        Some(outbox::MailKind::Receipt | outbox::MailKind::ReceiptPdf) => UndeliveredKind::Receipt,
        Some(outbox::MailKind::Notice) => UndeliveredKind::Notice,
        Some(outbox::MailKind::Request) => UndeliveredKind::Request,
        Some(outbox::MailKind::EmailChanged) => UndeliveredKind::EmailChanged,
        Some(outbox::MailKind::Erasure) => UndeliveredKind::Erasure,
    };
    UndeliveredLine { what, account: mail.account, on: mail.at.italian_day(), reason: mail.reason }
}
