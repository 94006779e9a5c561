//! One notice as it is saved.

use contract::{AttemptOutcome, GuardianMark, Notice, NoticeStatus, Timestamp, TopUp, TopUpId, TopUpState};
use serde::{Deserialize, Serialize};

/// The least that a counter needs, and what is needed to ask for its status. No child, no e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedNotice {
    pub top_up_id: TopUpId,
    /// The guardian's mark, not a name.
    pub owner: GuardianMark,
    pub notice: Notice,
    /// As the gateway last said.
    pub state: TopUpState,
    /// What the payment page said on the way back, while the top-up is in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<AttemptOutcome>,
    /// By the gateway's clock, since the phone's may be wrong: when the platform last answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
}

impl SavedNotice {
    /// Nothing where there is nothing to pay, or no longer.
    pub fn of(owner: &GuardianMark, top_up: &TopUp) -> Option<Self> {
        let notice = top_up.notice.clone().filter(|_| is_saved(top_up.state))?;
        Some(Self {
            top_up_id: top_up.id.clone(),
            owner: owner.clone(),
            // Home banking needs a network.
            notice: Notice { cbill_code: None, ..notice },
            state: top_up.state,
            returned: top_up.attempt.as_ref().and_then(|attempt| attempt.outcome),
            checked_at: top_up.checked_at.clone(),
        })
    }

    /// The same notice with its newer status; `None` once it has come to its end.
    pub fn with_status(self, status: &NoticeStatus) -> Option<Self> {
        is_saved(status.state).then(|| Self {
            state: status.state,
            returned: status.returned,
            checked_at: status.checked_at.clone().or(self.checked_at),
            ..self
        })
    }

    /// Whether the day up to which it may be paid has passed, by a clock that may be wrong.
    pub fn is_overdue(&self, today: &str) -> bool {
        // Days are written so that the later is the greater.
        self.notice.due_date.as_str() < today
    }
}

/// While it waits to be paid, or may wait again.
const fn is_saved(state: TopUpState) -> bool {
    match state {
        TopUpState::Unpaid | TopUpState::InProgress => true,
        TopUpState::Opening
        | TopUpState::Paid
        | TopUpState::Credited
        | TopUpState::Expired
        | TopUpState::Cancelled
        | TopUpState::Anomalous => false,
    }
}
