//! `gateway find`: everything that is known of one top-up, or of the newest ones of an account or a guardian, in plain words.

use clap::Args;
use contract::{Anomaly, TopUpState};
use pagopa::NoticeNumber;
use std::{fmt::Write as _, path::PathBuf};

use crate::{
    clock::Moment,
    config::{Config, ConfigError},
    email::normalised,
    installation::{self, InstallationError},
    store::{
        StoreError,
        found::{CreditFound, Sought, TopUpFound},
        outbox::MailKind,
        undelivered::Undelivered,
    },
};

/// Why nothing can be told.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error(transparent)]
    Installation(#[from] InstallationError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("no top-up has the notice number {0}")]
    NotFound(NoticeNumber),
    #[error("no top-up has this receipt")]
    NoReceipt,
    #[error("no guardian with this address has a top-up")]
    NoneOfGuardian,
    #[error("no account with this number has a top-up")]
    NoneOfAccount,
}

/// So many top-ups of an account or a guardian are printed.
const MOST: u32 = 20;

/// What is looked for: one of the four.
#[derive(Args)]
pub struct FindCommand {
    #[command(flatten)]
    what: What,
    #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
    config: PathBuf,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct What {
    /// 18 digits; blanks are allowed.
    #[arg(value_parser = super::notice_number)]
    notice_number: Option<NoticeNumber>,
    /// The receipt's number, as the platform and the guardian's receipt name it.
    #[arg(long)]
    receipt: Option<String>,
    /// The newest top-ups of the guardian with this address.
    #[arg(long)]
    email: Option<String>,
    /// The newest top-ups of the account with this number at the office.
    #[arg(long)]
    account: Option<String>,
}

impl FindCommand {
    pub async fn run(&self) -> Result<String, FindError> {
        find(&Config::read(&self.config)?, &self.what.sought()).await
    }
}

impl What {
    fn sought(&self) -> Sought {
        let Self { notice_number, receipt, email, account } = self;
        match (notice_number, receipt, email) {
            (Some(number), _, _) => Sought::NoticeNumber(*number),
            (_, Some(receipt), _) => Sought::Receipt(receipt.trim().to_owned()),
            (_, _, Some(email)) => Sought::Email(normalised(email)),
            _ => Sought::Account(account.as_deref().unwrap_or_default().trim().to_owned()),
        }
    }
}

/// A report about each top-up, the newest first. The platform is not asked, and nothing is changed.
pub async fn find(config: &Config, sought: &Sought) -> Result<String, FindError> {
    let (store, secret) = installation::open(config).await?;
    let found = store.find(sought, MOST).await;
    store.close().await;
    let found = found?;
    if found.is_empty() {
        return Err(match sought {
            Sought::NoticeNumber(number) => FindError::NotFound(*number),
            Sought::Receipt(_) => FindError::NoReceipt,
            Sought::Email(_) => FindError::NoneOfGuardian,
            Sought::Account(_) => FindError::NoneOfAccount,
        });
    }
    let reports = found.iter().map(|found| {
        let guardian = secret.audit_name(&found.top_up.guardian_id);
        report(found, guardian.as_str())
    });
    Ok(reports.collect::<Vec<_>>().join("\n"))
}

fn report(found: &TopUpFound, guardian: &str) -> String {
    let row = &found.top_up;
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:<16} {value}");
    };
    line("Notice", &row.notice_number.to_string());
    line("Amount", &format!("{} EUR", row.amount));
    line("Account", &format!("{} ({})", found.account_reference, row.service));
    line("In the log", &format!("guardian={guardian}"));
    line("State", &format!("{}: {}", found.state_word(), meaning(row.state)));
    if let Some(anomaly) = row.anomaly {
        line("Reason", reason(anomaly));
    }
    line("Made", &moment(row.created_at));
    if let Some(found_at) = found.found_at {
        line("Found", &format!("at the platform, {}", moment(found_at)));
    }
    line("Due", row.due_date.as_str());
    line("At the platform", &format!("position {}", row.iupd));
    line("Last answer", &row.checked_at.map_or("none yet".into(), moment));
    if row.failures > 0 {
        line("Without answer", &format!("the last {} questions", row.failures));
    }
    line("Next question", &found.next_check_at.map_or("none: nothing can change".into(), moment));
    match &found.credit {
        Some(CreditFound { receipt_id, paid_at, credited_at }) => {
            line("Paid", &paid_at.map_or("the platform named no moment".into(), moment));
            line("Receipt", receipt_id);
            line("Credited", &moment(*credited_at));
        }
        None => line("Credited", "no"),
    }
    for mail in &found.undelivered {
        line("Undelivered", &undelivered(mail));
    }
    text
}

fn moment(at: Moment) -> String {
    format!("{} (UTC; {} in Italy)", at.to_wire().as_str(), at.italian_day().as_str())
}

/// What it was, when, and why it did not arrive.
pub(super) fn undelivered(mail: &Undelivered) -> String {
    let what = match mail.kind {
        None => "sign-in code",
        Some(MailKind::Receipt) => "receipt",
        Some(MailKind::Notice) => "notice",
        Some(MailKind::Request) => "message to the office",
        Some(MailKind::ReceiptPdf) => "receipt as PDF",
        Some(MailKind::EmailChanged) => "note to the address before a change",
        Some(MailKind::Erasure) => "request for erasure",
    };
    format!("{what}, {}: {}", moment(mail.at), mail.reason)
}

const fn meaning(state: TopUpState) -> &'static str {
    match state {
        TopUpState::Opening => {
            "the platform does not have it yet, it cannot be paid; the gateway goes on trying"
        }
        TopUpState::Unpaid => "it can be paid",
        TopUpState::InProgress => "a payment page is open, or a payment was taken in charge",
        TopUpState::Paid => "the platform has the money, the account has not been credited yet",
        TopUpState::Credited => "the account has been credited",
        TopUpState::Expired => "the due date passed; if it is paid or postponed nevertheless, it is noticed",
        TopUpState::Cancelled => "it was cancelled; if it is paid nevertheless, it is noticed",
        TopUpState::Anomalous => "the office must look at it",
    }
}

const fn reason(anomaly: Anomaly) -> &'static str {
    match anomaly {
        Anomaly::Refused => {
            "the platform refused to make it; the log of that moment has the reason. It cannot be paid"
        }
        Anomaly::Absent => "the platform does not have it any more: deleted there. It cannot be paid",
        Anomaly::Differs => {
            "the platform has another amount or number than the gateway. If it is paid, the money is at the platform \
             and not on the account"
        }
        Anomaly::PartlyPaid => "it is paid in part. The money is at the platform and not on the account",
        Anomaly::UnknownStatus => {
            "the platform has a status that this version does not know, or has it as a draft again: it cannot be paid"
        }
        Anomaly::ReceiptOfAnother => {
            "the platform names a receipt that has credited another top-up. Compare both at the platform"
        }
    }
}
