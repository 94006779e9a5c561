//! The audit trail: who signed in and acted, and what the office changed. Its lines are in the log, with the request's id and
//! a pseudonym that only the secret connects with a guardian: `gateway find` prints it.

use super::Service;
use crate::log::AUDIT;

/// What a guardian did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    AskedForCode,
    SignedIn,
    EnteredWrongCode,
    OpenedTopUp,
    CancelledTopUp,
    OpenedCheckout,
    MailedNotice,
    PrintedLetter,
    MailedReceipt,
    PrintedReceipt,
    PrintedStatement,
    SharedNotice,
    OpenedSharedCheckout,
    AskedForEmailChange,
    EnteredWrongEmailCode,
    ChangedEmail,
    EndedSession,
    EndedAllSessions,
    DownloadedData,
    AskedForErasure,
    DownloadedMovements,
}

impl Act {
    const fn word(self) -> &'static str {
        match self {
            Self::AskedForCode => "asked for a code",
            Self::SignedIn => "signed in",
            Self::EnteredWrongCode => "entered a wrong code",
            Self::OpenedTopUp => "opened a top-up",
            Self::CancelledTopUp => "cancelled a top-up",
            Self::OpenedCheckout => "opened the payment page",
            Self::MailedNotice => "had a notice mailed",
            Self::PrintedLetter => "printed a letter",
            Self::MailedReceipt => "had a receipt mailed",
            Self::PrintedReceipt => "printed a receipt",
            Self::PrintedStatement => "printed a statement",
            Self::SharedNotice => "made the link of a notice",
            Self::OpenedSharedCheckout => "a link opened the payment page",
            Self::AskedForEmailChange => "asked for a new address",
            Self::EnteredWrongEmailCode => "entered a wrong code for a new address",
            Self::ChangedEmail => "changed the address",
            Self::EndedSession => "ended a session",
            Self::EndedAllSessions => "ended all sessions",
            Self::DownloadedData => "downloaded their data",
            Self::AskedForErasure => "asked for erasure",
            Self::DownloadedMovements => "downloaded the movements",
        }
    }
}

impl Service {
    /// `about` is an id of this gateway.
    pub(super) fn audit(&self, guardian_id: &str, act: Act, about: &str) {
        let guardian = self.inner.secret.audit_name(guardian_id);
        tracing::info!(target: AUDIT, guardian = guardian.as_str(), about, "{}", act.word());
    }
}

/// What the office did by a command.
pub fn office(act: &'static str, detail: &str) {
    tracing::info!(target: AUDIT, detail, "the office {act}");
}
