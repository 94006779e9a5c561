//! The reason for refusing a request, before it becomes a problem document.

use contract::{FieldError, ProblemKind, TopUpId, TopUpState};
use std::time::Duration;

use crate::{
    clock::Moment,
    platform::PlatformError,
    store::{StoreError, top_ups::TopUpRow},
};

/// A refusal with its reasons. `detail` is for developers and never holds personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub kind: ProblemKind,
    pub detail: String,
    pub errors: Vec<FieldError>,
    pub retry_after: Option<Duration>,
    pub top_up_id: Option<TopUpId>,
    pub upstream_code: Option<String>,
}

impl Refusal {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { kind, detail, errors: Vec::new(), retry_after: None, top_up_id: None, upstream_code: None }
    }

    /// The field at this JSON pointer is wrong.
    pub fn field(kind: ProblemKind, pointer: &str, detail: &str) -> Self {
        let mut refusal = Self::new(kind, detail);
        refusal.errors.push(FieldError { pointer: pointer.into(), detail: detail.into() });
        refusal
    }

    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, "There is nothing here for this guardian.")
    }

    /// Too many requests wait. By the time of the next try they have been answered or refused.
    pub fn full() -> Self {
        Self::new(ProblemKind::Unavailable, "Too many requests wait.").retry_after(Duration::from_secs(2))
    }

    #[must_use]
    pub fn retry_after(mut self, pause: Duration) -> Self {
        self.retry_after = Some(pause);
        self
    }

    #[must_use]
    pub fn about(mut self, top_up_id: TopUpId) -> Self {
        self.top_up_id = Some(top_up_id);
        self
    }

    /// A payment page is open, a payment was taken in charge, or a refused one still locks the notice. `retry_after` is
    /// the time until another try is possible.
    pub(super) fn in_progress(row: &TopUpRow) -> Self {
        let now = Moment::now();
        let wait =
            row.attempt.as_ref().map_or(Duration::from_secs(60), |attempt| now.until(attempt.unlocks_at()));
        let detail = "The payment page is open, or a payment was taken in charge.";
        Self::new(ProblemKind::PaymentInProgress, detail)
            .retry_after(wait.max(Duration::from_secs(30)))
            .about(row.id.clone())
    }

    /// A top-up in this state cannot be paid.
    pub(super) fn not_payable(state: TopUpState) -> Self {
        match state {
            TopUpState::Paid | TopUpState::Credited => Self::new(ProblemKind::AlreadyPaid, "It is paid."),
            TopUpState::Expired => Self::new(ProblemKind::Expired, "The due date has passed."),
            TopUpState::Cancelled => Self::new(ProblemKind::Cancelled, "It was cancelled."),
            TopUpState::Opening => {
                Self::new(ProblemKind::StillOpening, "The payment platform does not know it yet.")
                    .retry_after(Duration::from_secs(2))
            }
            TopUpState::Anomalous => {
                Self::new(ProblemKind::PlatformError, "The payment platform's answer fits no rule.")
            }
            TopUpState::Unpaid | TopUpState::InProgress => {
                Self::new(ProblemKind::PaymentInProgress, "A payment is in progress.")
            }
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Full(_)) {
            // The queue has logged it, once a minute.
            return Self::full();
        }
        if error.is_passing() {
            tracing::warn!(%error, "the database did not answer in time");
            let detail = "The database did not answer in time.";
            return Self::new(ProblemKind::Unavailable, detail).retry_after(Duration::from_secs(1));
        }
        tracing::error!(%error, "the database did not answer");
        Self::new(ProblemKind::InternalError, "The database did not answer.")
    }
}

impl From<PlatformError> for Refusal {
    fn from(error: PlatformError) -> Self {
        match error {
            PlatformError::Down { cause, retry_after } => {
                tracing::warn!(cause, "the payment platform does not answer");
                Self::new(ProblemKind::PlatformDown, "The payment platform does not answer.")
                    .retry_after(retry_after.unwrap_or_default().max(Duration::from_secs(10)))
            }
            // For a guardian the platform is out of reach; the office reads the reason in the log and at /status.
            error @ (PlatformError::KeyRefused(_) | PlatformError::NotThePlatform { .. }) => {
                tracing::error!(%error, "the payment platform cannot be used");
                Self::new(ProblemKind::PlatformDown, "The payment platform cannot be reached.")
                    .retry_after(Duration::from_secs(60))
            }
            PlatformError::Refused { status, detail } => {
                tracing::warn!(status, detail, "the payment platform refused");
                let mut refusal = Self::new(ProblemKind::PlatformError, "The payment platform refused.");
                refusal.upstream_code = Some(format!("HTTP {status}"));
                refusal
            }
            error @ (PlatformError::Malformed(_) | PlatformError::ForeignHost(_)) => {
                tracing::error!(%error, "the payment platform's answer cannot be used");
                Self::new(ProblemKind::PlatformError, "The payment platform's answer cannot be used.")
            }
        }
    }
}
