//! The one table of what a top-up may become.

use contract::TopUpState;

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The platform knows it and it can be paid. After `Expired`: the creditor has postponed the due date.
    Payable,
    /// The browser was sent to the payment page.
    PageOpened,
    /// The payer came back without paying, or the page's time is over and nothing is known of a payment.
    PageLeft,
    /// The platform has the money.
    Paid,
    /// The account was credited.
    Credited,
    /// The due date passed.
    Expired,
    /// It was cancelled.
    Cancelled,
    /// The platform has no such debt position any more.
    Absent,
    /// The platform's answer fits no rule.
    Anomalous,
}

impl Event {
    pub const ALL: [Self; 9] = [
        Self::Payable,
        Self::PageOpened,
        Self::PageLeft,
        Self::Paid,
        Self::Credited,
        Self::Expired,
        Self::Cancelled,
        Self::Absent,
        Self::Anomalous,
    ];
}

/// The state after `event`, or `None` where the event changes nothing.
///
/// Money that arrived is never ignored: `Paid` is taken from every state that is not past it.
pub const fn next(state: TopUpState, event: Event) -> Option<TopUpState> {
    use Event as E;
    use TopUpState as S;
    match (state, event) {
        (S::Opening | S::Expired | S::Anomalous, E::Payable) => Some(S::Unpaid),
        (S::Unpaid, E::PageOpened) => Some(S::InProgress),
        (S::InProgress, E::PageLeft) => Some(S::Unpaid),
        (S::Opening | S::Unpaid | S::InProgress | S::Anomalous, E::Expired) => Some(S::Expired),
        (S::Opening | S::Unpaid | S::InProgress | S::Expired | S::Anomalous, E::Cancelled) => {
            Some(S::Cancelled)
        }
        (S::Unpaid | S::InProgress | S::Expired, E::Absent) => Some(S::Anomalous),
        // Money may have arrived for a notice that was expired or cancelled.
        (S::Opening | S::Unpaid | S::InProgress | S::Expired | S::Cancelled, E::Anomalous) => {
            Some(S::Anomalous)
        }
        (S::Opening | S::Unpaid | S::InProgress | S::Expired | S::Cancelled | S::Anomalous, E::Paid) => {
            Some(S::Paid)
        }
        (S::Paid, E::Credited) => Some(S::Credited),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_that_arrived_is_never_ignored() {
        for state in TopUpState::ALL {
            let after = next(state, Event::Paid);
            let past = matches!(state, TopUpState::Paid | TopUpState::Credited);
            assert_eq!(after, (!past).then_some(TopUpState::Paid), "{state:?}");
        }
    }

    #[test]
    fn nothing_leaves_credited() {
        for event in Event::ALL {
            assert_eq!(next(TopUpState::Credited, event), None, "{event:?}");
        }
    }

    #[test]
    fn only_paid_becomes_credited() {
        for state in TopUpState::ALL {
            let credited = next(state, Event::Credited);
            assert_eq!(credited.is_some(), state == TopUpState::Paid, "{state:?}");
        }
    }

    #[test]
    fn only_an_expired_top_up_becomes_payable_again() {
        assert_eq!(next(TopUpState::Expired, Event::Payable), Some(TopUpState::Unpaid));
        for state in [TopUpState::Cancelled, TopUpState::Paid, TopUpState::Credited] {
            for event in Event::ALL {
                let after = next(state, event);
                assert!(!after.is_some_and(TopUpState::is_open), "{state:?} {event:?} {after:?}");
            }
        }
    }
}
