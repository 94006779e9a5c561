//! `gateway report`: what was credited in some days, for the office's accounts. It reads and changes nothing.
//!
//! The days are those of the credit, in Italy: what is credited later has a later day, so two reports of different days have
//! no payment in common.

mod csv;

use clap::{Args, ValueEnum};
use contract::{Anomaly, Date, PaymentMeans, RatingAspect, Stars};
use pagopa::{Amount, NoticeNumber};
use serde::Serialize;
use std::collections::BTreeMap;

use super::day;
use crate::{
    clock::{Moment, end_of_italian_day, start_of_italian_day},
    config::{Config, ConfigError},
    installation::{self, InstallationError},
    store::{
        Store, StoreError,
        ratings::RatingCount,
        report::{CreditedRow, PendingRow},
    },
};

#[derive(Args)]
pub struct ReportCommand {
    /// The first day of the credits, YYYY-MM-DD.
    #[arg(long, value_parser = day)]
    from: Date,
    /// The last day, YYYY-MM-DD.
    #[arg(long, value_parser = day)]
    to: Date,
    /// `csv` is as a spreadsheet with Italian settings writes it.
    #[arg(long, value_enum, default_value_t = ReportFormat::Csv)]
    format: ReportFormat,
    #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
    config: std::path::PathBuf,
}

/// How the report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Csv,
    Json,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Installation(#[from] InstallationError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("--from is after --to")]
    Backwards,
    #[error("the report cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the report cannot be written: {0}")]
    Csv(#[from] ::csv::Error),
}

impl ReportCommand {
    pub async fn run(&self) -> Result<String, ReportError> {
        report(&Config::read(&self.config)?, &self.from, &self.to, self.format).await
    }
}

/// Of the credits from the first day to the last one.
pub async fn report(
    config: &Config,
    from: &Date,
    to: &Date,
    format: ReportFormat,
) -> Result<String, ReportError> {
    if from.as_str() > to.as_str() {
        return Err(ReportError::Backwards);
    }
    let (store, _) = installation::open(config).await?;
    let report = Report::read(&store, from, to).await;
    store.close().await;
    let report = report?;
    Ok(match format {
        ReportFormat::Csv => csv::write(&report)?,
        ReportFormat::Json => serde_json::to_string_pretty(&report)? + "\n",
    })
}

/// All that the report says.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    from: Date,
    to: Date,
    credited: Vec<Credited>,
    sums: Vec<Sum>,
    /// Open or paid but not credited, now.
    open: Vec<Pending>,
    anomalous: Vec<Pending>,
    /// Of the months that have one of the days.
    ratings: Vec<Rating>,
}

/// How many gave these stars in a month, or named what was good or hard with them.
#[derive(Debug, Serialize)]
struct Rating {
    /// `2026-11`.
    month: String,
    stars: Stars,
    /// `None`: all that gave these stars.
    aspect: Option<RatingAspect>,
    count: u64,
}

/// A credited top-up.
#[derive(Debug, Serialize)]
struct Credited {
    notice_number: NoticeNumber,
    receipt_id: String,
    account: String,
    service: String,
    amount: Amount,
    /// `None` if the platform does not name it.
    paid_on: Option<Date>,
    credited_on: Date,
    means: Option<PaymentMeans>,
    provider: Option<String>,
}

/// What was credited to accounts of one service on one day.
#[derive(Debug, Serialize)]
struct Sum {
    service: String,
    credited_on: Date,
    count: u64,
    /// Whole cents.
    cents: u64,
}

#[derive(Debug, Serialize)]
struct Pending {
    notice_number: NoticeNumber,
    account: String,
    service: String,
    amount: Amount,
    state: &'static str,
    reason: Option<Anomaly>,
    made_on: Date,
    due_on: Date,
}

impl Report {
    async fn read(store: &Store, from: &Date, to: &Date) -> Result<Self, StoreError> {
        let start = start_of_italian_day(from);
        let end = Moment::from_millis(end_of_italian_day(to).millis().saturating_add(1000));
        let credited: Vec<Credited> =
            store.credited_between(start, end).await?.into_iter().map(Credited::from).collect();
        let (anomalous, open): (Vec<_>, Vec<_>) =
            store.pending_before(end).await?.into_iter().partition(|row| row.anomaly.is_some());
        let month = |day: &Date| day.as_str().get(..7).unwrap_or_default().to_owned();
        let ratings = store.ratings(&month(from), &month(to)).await?;
        Ok(Self {
            from: from.clone(),
            to: to.clone(),
            sums: sums(&credited),
            credited,
            open: open.into_iter().map(Pending::from).collect(),
            anomalous: anomalous.into_iter().map(Pending::from).collect(),
            ratings: ratings.into_iter().map(Rating::from).collect(),
        })
    }
}

impl From<CreditedRow> for Credited {
    fn from(row: CreditedRow) -> Self {
        Self {
            notice_number: row.notice_number,
            receipt_id: row.receipt_id,
            account: row.account,
            service: row.service,
            amount: row.amount,
            paid_on: row.paid_at.map(Moment::italian_day),
            credited_on: row.credited_at.italian_day(),
            means: row.means,
            provider: row.provider,
        }
    }
}

impl From<RatingCount> for Rating {
    fn from(RatingCount { month, stars, aspect, count }: RatingCount) -> Self {
        Self { month, stars, aspect, count }
    }
}

impl From<PendingRow> for Pending {
    fn from(row: PendingRow) -> Self {
        Self {
            notice_number: row.notice_number,
            state: row.state_word(),
            account: row.account,
            service: row.service,
            amount: row.amount,
            reason: row.anomaly,
            made_on: row.created_at.italian_day(),
            due_on: row.due_date,
        }
    }
}

/// By day, then by service.
fn sums(credited: &[Credited]) -> Vec<Sum> {
    let mut sums: BTreeMap<(&str, &str), Sum> = BTreeMap::new();
    for one in credited {
        let key = (one.credited_on.as_str(), one.service.as_str());
        let sum = sums.entry(key).or_insert_with(|| Sum {
            service: one.service.clone(),
            credited_on: one.credited_on.clone(),
            count: 0,
            cents: 0,
        });
        sum.count += 1;
        sum.cents = sum.cents.saturating_add(one.amount.cents());
    }
    sums.into_values().collect()
}
