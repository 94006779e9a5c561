//! The saved form of one notice.

use contract::{AttemptOutcome, GuardianMark, Notice, NoticeStatus, Timestamp, TopUp, TopUpId, TopUpState};
use serde::{Deserialize, Serialize};

/// What a counter and a request for the status need. It contains no e-mail address, no balance and no account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedNotice {
    pub top_up_id: TopUpId,
    /// The guardian's mark, which is not a name.
    pub owner: GuardianMark,
    pub notice: Notice,
    /// First names, so that a guardian with several notices shows the right one. Empty in entries of an older version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<String>,
    /// The state in the gateway's last answer.
    pub state: TopUpState,
    /// The outcome with which the payment page sent the guardian back, while the top-up is in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<AttemptOutcome>,
    /// When the platform last answered, by the gateway's clock, because the phone's may be wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
}

impl SavedNotice {
    /// `None` if the top-up has no notice or can no longer be paid.
    pub fn of(owner: &GuardianMark, top_up: &TopUp) -> Option<Self> {
        let notice = top_up.notice.clone().filter(|_| is_saved(top_up.state))?;
        Some(Self {
            top_up_id: top_up.id.clone(),
            owner: owner.clone(),
            // Home banking needs a network.
            notice: Notice { cbill_code: None, ..notice },
            children: top_up.children.clone(),
            state: top_up.state,
            returned: top_up.attempt.as_ref().and_then(|attempt| attempt.outcome),
            checked_at: top_up.checked_at.clone(),
        })
    }

    /// The notice with a newer status; `None` if it can no longer be paid.
    pub fn with_status(self, status: &NoticeStatus) -> Option<Self> {
        is_saved(status.state).then(|| Self {
            state: status.state,
            returned: status.returned,
            checked_at: status.checked_at.clone().or(self.checked_at),
            ..self
        })
    }

    /// Whether the due date is before `today`, which comes from a clock that may be wrong.
    pub fn is_overdue(&self, today: &str) -> bool {
        // RFC 3339 dates sort as text.
        self.notice.due_date.as_str() < today
    }
}

/// Whether a notice in this state can be paid, or may become payable again.
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
