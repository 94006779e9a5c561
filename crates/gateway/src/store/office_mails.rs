//! What the office is to be told by mail. It is stored in the same transaction as its reason.

use contract::Anomaly;
use pagopa::{Amount, NoticeNumber};
use std::time::Duration;

use super::{
    Result, Store, StoreError, Write,
    columns::{Cents, Readable, TextColumn, anomaly_word},
};
use crate::{clock::Moment, health::PlatformService};

/// What it is about. Each has one mail a day at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Top-ups have become anomalous for this reason.
    Anomalous(Anomaly),
    /// The platform refuses the key, or something else answers at its address.
    Misconfigured(PlatformService),
    /// Positions found at the platform whose account is not known.
    Unassigned,
    /// Mails that did not arrive.
    Undelivered,
}

impl Matter {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Anomalous(anomaly) => ("anomalous", anomaly_word(anomaly)),
            Self::Misconfigured(service) => ("misconfigured", service.word()),
            Self::Unassigned => ("unassigned", ""),
            Self::Undelivered => ("undelivered", ""),
        }
    }

    fn read(kind: &str, cause: String) -> Option<Self> {
        match kind {
            "anomalous" => Anomaly::try_from(TextColumn(cause)).ok().map(Self::Anomalous),
            "misconfigured" => PlatformService::from_word(&cause).map(Self::Misconfigured),
            "unassigned" => Some(Self::Unassigned),
            "undelivered" => Some(Self::Undelivered),
            _ => None,
        }
    }
}

/// A mail to the office that is due.
#[derive(Debug)]
pub struct DueOfficeMail {
    pub matter: Matter,
    pub detail: String,
    /// Events that it reports.
    pub wanted: i64,
    pub tries: u32,
    pub since: Moment,
}

/// A top-up that the office must look at.
#[derive(sqlx::FromRow)]
pub struct AnomalousTopUp {
    #[sqlx(try_from = "TextColumn")]
    pub notice_number: NoticeNumber,
    pub reference: String,
    #[sqlx(rename = "amount_cents", try_from = "Cents")]
    pub amount: Amount,
}

/// The office gets a mail at this moment, or a day after the last mail about the same matter.
pub async fn want(write: &mut Write, matter: Matter, detail: &str, at: Moment) -> Result<()> {
    let (kind, cause) = matter.words();
    execute!(write, sqlx::query(
        "INSERT INTO office_mails (kind, cause, detail, wanted, next_try_at) VALUES ($1, $2, $3, 1, $4)
         ON CONFLICT (kind, cause) DO UPDATE SET detail = excluded.detail, wanted = office_mails.wanted + 1,
             next_try_at = CASE WHEN office_mails.wanted = 0 AND office_mails.next_try_at < excluded.next_try_at
                 THEN excluded.next_try_at ELSE office_mails.next_try_at END",
    )
    .bind(kind)
    .bind(cause)
    .bind(detail)
    .bind(at)
    )?;
    Ok(())
}

/// Takes a mail that is due for as long as sending it may last. False if another has taken it.
pub async fn claim(write: &mut Write, mail: &DueOfficeMail, until: Moment) -> Result<bool> {
    let (kind, cause) = mail.matter.words();
    let claimed = execute!(write, sqlx::query(
        "UPDATE office_mails SET next_try_at = $1 WHERE kind = $2 AND cause = $3 AND next_try_at = $4 AND wanted > 0",
    )
    .bind(until)
    .bind(kind)
    .bind(cause)
    .bind(mail.since)
    )?;
    Ok(claimed > 0)
}

/// The mail was sent, or is no longer needed: those events are done. Later ones wait until `next`.
pub async fn done(write: &mut Write, mail: &DueOfficeMail, next: Moment) -> Result<()> {
    let (kind, cause) = mail.matter.words();
    execute!(write, sqlx::query(
        "UPDATE office_mails SET wanted = wanted - $1, tries = 0, next_try_at = $2 WHERE kind = $3 AND cause = $4",
    )
    .bind(mail.wanted)
    .bind(next)
    .bind(kind)
    .bind(cause)
    )?;
    Ok(())
}

pub async fn postpone(write: &mut Write, matter: Matter, until: Moment) -> Result<()> {
    let (kind, cause) = matter.words();
    execute!(
        write,
        sqlx::query(
            "UPDATE office_mails SET tries = tries + 1, next_try_at = $1 WHERE kind = $2 AND cause = $3"
        )
        .bind(until)
        .bind(kind)
        .bind(cause)
    )?;
    Ok(())
}

impl Store {
    /// One whose matter this version does not know waits for a version that does.
    pub async fn office_mails_due(&self, now: Moment) -> Result<Vec<DueOfficeMail>> {
        // A moment more than a day ahead is of a clock that has been set back.
        let rows: Vec<(String, String, String, i64, i64, Moment)> = fetch_all!(
            self,
            sqlx::query_as(
                "SELECT kind, cause, detail, wanted, tries, next_try_at FROM office_mails
             WHERE wanted > 0 AND (next_try_at <= $1 OR next_try_at > $2)",
            )
            .bind(now)
            .bind(now.plus(Duration::from_secs(25 * 3600)))
        )?;
        let mails = rows.into_iter().filter_map(|(kind, cause, detail, wanted, tries, since)| {
            let tries = u32::try_from(tries).unwrap_or(u32::MAX);
            Matter::read(&kind, cause).map(|matter| DueOfficeMail { matter, detail, wanted, tries, since })
        });
        Ok(mails.collect())
    }

    /// Whether a mail about this matter waits to be sent.
    pub async fn is_office_mail_wanted(&self, matter: Matter) -> Result<bool> {
        let (kind, cause) = matter.words();
        Ok(fetch_optional!(
            self,
            sqlx::query_scalar("SELECT wanted > 0 FROM office_mails WHERE kind = $1 AND cause = $2")
                .bind(kind)
                .bind(cause)
        )?
        .unwrap_or(false))
    }

    /// The newest of them, and how many there are.
    pub async fn anomalous(&self, anomaly: Anomaly, limit: u32) -> Result<(Vec<AnomalousTopUp>, usize)> {
        let word = anomaly_word(anomaly);
        let newest = fetch_all!(self, sqlx::query_as(
            "SELECT t.notice_number, a.reference, t.amount_cents FROM top_ups t JOIN accounts a ON a.id = t.account_id
             WHERE t.state = 'anomalous' AND t.anomaly = $1 ORDER BY t.id DESC LIMIT $2",
        ).bind(word).bind(i64::from(limit)))?;
        // One that cannot be read is counted all the same.
        let newest = Readable::all(newest, "an anomalous top-up");
        let count: i64 = fetch_one!(
            self,
            sqlx::query_scalar("SELECT count(*) FROM top_ups WHERE state = 'anomalous' AND anomaly = $1")
                .bind(word)
        )?;
        Ok((newest, usize::try_from(count).map_err(|_| StoreError::Corrupt("a count"))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matter_is_read_as_it_was_written() {
        let anomalous = Anomaly::ALL.into_iter().map(Matter::Anomalous);
        let misconfigured = PlatformService::ALL.into_iter().map(Matter::Misconfigured);
        for matter in anomalous.chain(misconfigured).chain([Matter::Unassigned, Matter::Undelivered]) {
            let (kind, cause) = matter.words();
            assert_eq!(Matter::read(kind, cause.to_owned()), Some(matter));
        }
    }
}
