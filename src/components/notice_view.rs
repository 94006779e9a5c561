//! The one table of what the screens of a notice, its own and the counter, show in each state.

use contract::{AttemptOutcome, TopUpState};

/// Every way such a screen can look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeView {
    /// The platform does not know it yet.
    Preparing,
    Payable,
    /// The payment page is open and the guardian has not come back from it.
    PageOpen,
    /// The guardian came back without paying; the platform has yet to say so.
    PageLeft,
    /// The payment page says that the payment is made or taken in charge.
    InCharge,
    Paid,
    Credited,
    Expired,
    Cancelled,
    Anomalous,
}

/// Whether the code can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    InFront,
    /// Folded away: a payment is open elsewhere.
    OnRequest,
    Absent,
}

/// The button or link that leads on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Nothing,
    NewTopUp,
    Balance,
    Office,
}

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeActions {
    pub code: Code,
    /// "Pay online": never while money may be on its way.
    pub pay: bool,
    pub cancel: bool,
    pub next: Next,
}

impl NoticeView {
    /// A top-up state without a view does not compile. `came_back` is what the payment page said on the way back.
    pub const fn of(state: TopUpState, came_back: Option<AttemptOutcome>) -> Self {
        match (state, came_back) {
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

    /// A view without its parts does not compile.
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
        };
        NoticeActions { code, pay, cancel, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAME_BACK: [Option<AttemptOutcome>; 5] = [
        None,
        Some(AttemptOutcome::Ok),
        Some(AttemptOutcome::Waiting),
        Some(AttemptOutcome::Cancel),
        Some(AttemptOutcome::Error),
    ];

    fn shown(state: TopUpState) -> impl Iterator<Item = NoticeActions> {
        CAME_BACK.into_iter().map(move |came_back| NoticeView::of(state, came_back).actions())
    }

    #[test]
    fn nothing_can_be_paid_where_money_may_have_moved() {
        for state in [TopUpState::Paid, TopUpState::Credited, TopUpState::Anomalous] {
            assert!(shown(state).all(|actions| !actions.pay && actions.code == Code::Absent), "{state:?}");
        }
        for came_back in [AttemptOutcome::Ok, AttemptOutcome::Waiting] {
            let actions = NoticeView::of(TopUpState::InProgress, Some(came_back)).actions();
            assert!(!actions.pay && actions.code == Code::Absent && !actions.cancel, "{came_back:?}");
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
    fn an_open_payment_page_is_not_opened_a_second_time() {
        let actions = NoticeView::of(TopUpState::InProgress, None).actions();
        assert!(!actions.pay);
        assert_eq!(actions.code, Code::OnRequest);
    }

    #[test]
    fn every_ended_top_up_has_a_way_on() {
        for state in TopUpState::ALL.into_iter().filter(|state| !state.is_open()) {
            assert!(shown(state).all(|actions| actions.next != Next::Nothing), "{state:?}");
        }
    }
}
