//! `gateway erase`: a guardian who asks for it (art. 17 GDPR).

use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _},
};

use crate::{
    config::Config,
    server::{self, ServerError},
    service::erase_guardian::{EraseError, EraseOptions, Report, Whom},
};

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum EraseCommandError {
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error(transparent)]
    Erase(#[from] EraseError),
}

/// Who is meant: by the argument, or where that is `-`, by the first line of standard input.
///
/// # Errors
/// It is neither an address nor a fiscal code. The text is not repeated.
pub fn whom(argument: &str) -> Result<Whom, String> {
    if argument != "-" {
        return argument.parse();
    }
    let mut line = String::new();
    if io::stdin().is_terminal() {
        eprint!("Fiscal code or e-mail address: ");
    }
    io::stdin().read_line(&mut line).map_err(|error| format!("standard input: {error}"))?;
    line.trim().parse()
}

/// Returns what was done, or would be done.
pub async fn erase(config: Config, whom: &Whom, options: EraseOptions) -> Result<String, EraseCommandError> {
    let service = server::open(config).await?;
    let report = service.erase(whom, options).await;
    service.store().close().await;
    Ok(in_words(&report?, options.dry_run))
}

fn in_words(report: &Report, dry_run: bool) -> String {
    let erased = &report.erased;
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{words}");
    };
    if dry_run {
        line("Nothing was changed (--dry-run). It would be so:".into());
    }
    for notice in &report.cancelled {
        line(format!("Cancelled at the platform: notice {notice}."));
    }
    line(format!(
        "Deleted: {} accounts, {} movements of the office, {} top-ups without a payment, {} visits to the payment page, {} mails, {} sessions, {} \
         sign-in codes, {} repeatable requests.",
        erased.accounts,
        erased.movements,
        erased.top_ups,
        erased.checkouts,
        erased.mails,
        erased.sessions,
        erased.codes,
        erased.keys
    ));
    if erased.kept_top_ups == 0 && erased.kept_accounts == 0 {
        line("Nothing of the guardian is left in the database.".into());
    } else {
        line(format!(
            "Kept without name, address and children: {} accounts and {} top-ups, with the fiscal code of the debtor. The law \
             wants payments kept (keep.payments_years); the clean-up deletes them, and then the fiscal code.",
            erased.kept_accounts, erased.kept_top_ups
        ));
    }
    line(format!(
        "In the log the guardian is only {}. Remove the lines of the guardian from the office's files too, or the next \
         import brings them back. Backups made before contain everything until they are deleted.",
        report.audit_name
    ));
    text
}
