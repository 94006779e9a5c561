//! What the notice page and the counter page show in each state of a top-up.

use contract::{Anomaly, AttemptOutcome, TopUp, TopUpState};

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeView {
    /// The platform does not know the notice yet.
    Preparing,
    Payable,
    /// The payment page is open and the guardian has not returned from it.
    PageOpen,
    /// The guardian has returned without paying; the platform has not confirmed it yet.
    PageLeft,
    /// The payment page said that the payment is made or in charge.
    InCharge,
    Paid,
    Credited,
    Expired,
    Cancelled,
    Anomalous,
    /// Anomalous because the platform no longer has the notice: it cannot be paid, and it may be cancelled.
    Missing,
}

/// Whether the code is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    InFront,
    /// In a closed `<details>`, because a payment page is open.
    OnRequest,
    Absent,
}

/// The link to the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Nothing,
    NewTopUp,
    Balance,
    Office,
}

/// The parts of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeActions {
    pub code: Code,
    /// "Pay online": never while a payment may be in progress.
    pub pay: bool,
    pub cancel: bool,
    pub next: Next,
}

impl NoticeView {
    /// The view of a state. `returned` is the outcome with which the payment page sent the guardian back.
    pub const fn of(state: TopUpState, returned: Option<AttemptOutcome>) -> Self {
        match (state, returned) {
            (TopUpState::Opening, _) => Self::Preparing,
            (TopUpState::Unpaid, _) => Self::Payable,
            (TopUpState::InProgress, None) => Self::PageOpen,
            (TopUpState::InProgress, Some(AttemptOutcome::Cancel | AttemptOutcome::Error)) => Self::PageLeft,
            (TopUpState::InProgress, Some(AttemptOutcome::Ok | AttemptOutcome::Waiting)) => Self::InCharge,
            (TopUpState::Paid, _) => Self::Paid,
            (TopUpState::Credited, _) => Self::Credited,
            (TopUpState::Expired, _) => Self::Expired,
            (TopUpState::Cancelled, _) => Self::Cancelled,
            (TopUpState::Anomalous, _) => Self::Anomalous,
        }
    }

    /// The view of a top-up, which says why it is anomalous.
    pub fn of_top_up(top_up: &TopUp) -> Self {
        match (Self::of(top_up.state, returned(top_up)), top_up.anomaly) {
            (Self::Anomalous, Some(Anomaly::Absent)) => Self::Missing,
            (notice_view, _) => notice_view,
        }
    }

    /// The parts of this view.
    pub const fn actions(self) -> NoticeActions {
        let (code, pay, cancel, next) = match self {
            Self::Preparing => (Code::Absent, false, false, Next::Nothing),
            Self::Payable => (Code::InFront, true, true, Next::Nothing),
            Self::PageOpen => (Code::OnRequest, false, false, Next::Nothing),
            Self::PageLeft => (Code::OnRequest, true, false, Next::Nothing),
            Self::InCharge => (Code::Absent, false, false, Next::Nothing),
            Self::Paid | Self::Credited => (Code::Absent, false, false, Next::Balance),
            Self::Expired | Self::Cancelled => (Code::Absent, false, false, Next::NewTopUp),
            Self::Anomalous => (Code::Absent, false, false, Next::Office),
            Self::Missing => (Code::Absent, false, true, Next::Office),
        };
        NoticeActions { code, pay, cancel, next }
    }
}

/// The outcome with which the payment page sent the guardian back.
pub fn returned(top_up: &TopUp) -> Option<AttemptOutcome> {
    top_up.attempt.as_ref()?.outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETURNS: [Option<AttemptOutcome>; 5] = [
        None,
        Some(AttemptOutcome::Ok),
        Some(AttemptOutcome::Waiting),
        Some(AttemptOutcome::Cancel),
        Some(AttemptOutcome::Error),
    ];

    fn shown(state: TopUpState) -> impl Iterator<Item = NoticeActions> {
        RETURNS.into_iter().map(move |returned| NoticeView::of(state, returned).actions())
    }

    #[test]
    fn a_notice_that_may_be_paid_cannot_be_paid_again() {
        for state in [TopUpState::Paid, TopUpState::Credited, TopUpState::Anomalous] {
            assert!(shown(state).all(|actions| !actions.pay && actions.code == Code::Absent), "{state:?}");
        }
        for returned in [AttemptOutcome::Ok, AttemptOutcome::Waiting] {
            let actions = NoticeView::of(TopUpState::InProgress, Some(returned)).actions();
            assert!(!actions.pay && actions.code == Code::Absent && !actions.cancel, "{returned:?}");
        }
    }

    #[test]
    fn a_code_that_no_longer_pays_is_not_shown() {
        for state in [TopUpState::Opening, TopUpState::Expired, TopUpState::Cancelled] {
            assert!(shown(state).all(|actions| actions.code == Code::Absent), "{state:?}");
        }
    }

    #[test]
    fn only_an_unpaid_notice_shows_its_code_at_once_and_can_be_cancelled() {
        for state in TopUpState::ALL {
            let unpaid = state == TopUpState::Unpaid;
            assert!(shown(state).all(|actions| (actions.code == Code::InFront) == unpaid), "{state:?}");
            assert!(shown(state).all(|actions| actions.cancel == unpaid), "{state:?}");
        }
    }

    #[test]
    fn a_notice_that_the_platform_no_longer_has_can_only_be_cancelled() {
        let actions = NoticeView::Missing.actions();
        assert!(actions.cancel && !actions.pay && actions.code == Code::Absent);
    }

    #[test]
    fn an_open_payment_page_is_not_opened_a_second_time() {
        let actions = NoticeView::of(TopUpState::InProgress, None).actions();
        assert!(!actions.pay);
        assert_eq!(actions.code, Code::OnRequest);
    }

    #[test]
    fn every_closed_top_up_has_a_next_step() {
        for state in TopUpState::ALL.into_iter().filter(|state| !state.is_open()) {
            assert!(shown(state).all(|actions| actions.next != Next::Nothing), "{state:?}");
        }
    }
}
