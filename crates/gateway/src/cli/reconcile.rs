//! `gateway reconcile`: after a backup was restored, brings in what the platform has and the database does not.

use contract::{Date, TopUpState};
use std::fmt::Write as _;

use crate::{
    clock::start_of_italian_day,
    config::Config,
    server::{self, ServerError},
    service::bring_in::{BringInError, BroughtIn, Report},
};

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error(transparent)]
    BringIn(#[from] BringInError),
}

/// Everything that was made on this day or later.
pub async fn since(config: Config, day: &Date) -> Result<String, ReconcileError> {
    let service = server::open(config).await?;
    let report = service.bring_in_since(start_of_italian_day(day)).await;
    service.store().close().await;
    Ok(text(&report?))
}

/// One position, for the account with this number.
pub async fn assign(config: Config, iupd: &str, account: &str) -> Result<String, ReconcileError> {
    let service = server::open(config).await?;
    let done = service.assign(iupd, account).await;
    service.store().close().await;
    Ok(line(&done?))
}

fn line(one: &BroughtIn) -> String {
    format!("{}  account {}  {}\n", one.iupd, one.account_reference, word(one.state))
}

fn word(state: TopUpState) -> String {
    serde_json::to_value(state).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn text(report: &Report) -> String {
    let mut text = format!(
        "{} debt positions of this gateway at the platform, {} of them new here.\n",
        report.ours,
        report.brought_in.len() + report.unassigned.len()
    );
    for one in &report.brought_in {
        text.push_str(&line(one));
    }
    if report.caught_up > 0 {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{} that were here have been read again.", report.caught_up);
    }
    if !report.unassigned.is_empty() {
        text.push_str("\nTheir account is not known. For each: gateway assign POSITION ACCOUNT\n");
        for one in &report.unassigned {
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "{}  notice {}  {} EUR  {}",
                one.iupd, one.position.notice_number, one.position.amount, one.subject
            );
        }
    }
    text
}
