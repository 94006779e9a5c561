//! The status of a checkout, and its texts and actions. It is derived from the states of the top-ups and from the
//! outcome with which the payment page sent the guardian back, which never proves a payment.

use crate::components::Shape;
use contract::{AttemptOutcome, TopUpState};
use messages::screens::{OutcomeText, OutcomeTexts};

/// The status of a checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutcomeStatus {
    /// All paid, all credited.
    Credited,
    /// All paid, not all credited yet.
    Paid,
    /// Some paid, the others not, and none in progress.
    Partly,
    /// The payment page is open and the guardian has not returned from it.
    PageOpen,
    /// A payment may be in progress.
    InProgress,
    /// The payment page refused the payment.
    Refused,
    /// The guardian cancelled at the payment page.
    TurnedBack,
    /// The payment page reported a payment, but none has arrived in the time that a payment takes.
    NotArrived,
    /// The guardian did not return, and the payment page has expired.
    NotPaid,
    Expired,
    Cancelled,
    Anomalous,
    /// No checkout has this id.
    Unknown,
}

/// What the state of a top-up means for its cart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CartStatus {
    Settled,
    Pending,
    Payable,
    Closed,
    Anomalous,
}

const fn cart_status(state: TopUpState) -> CartStatus {
    match state {
        TopUpState::Paid | TopUpState::Credited => CartStatus::Settled,
        TopUpState::Opening | TopUpState::InProgress => CartStatus::Pending,
        TopUpState::Unpaid => CartStatus::Payable,
        TopUpState::Expired | TopUpState::Cancelled => CartStatus::Closed,
        TopUpState::Anomalous => CartStatus::Anomalous,
    }
}

/// The look, texts and actions of a status.
#[derive(Clone, Copy)]
pub struct OutcomeDisplay {
    pub class: &'static str,
    pub shape: Shape,
    pub text: OutcomeText,
    /// "Pay again": never while a payment may be in progress.
    pub pay_again: bool,
    pub office: bool,
}

impl OutcomeStatus {
    /// The status of these top-ups. `returned` is `None` if the guardian has not returned from the payment page.
    pub fn of(states: &[TopUpState], returned: Option<AttemptOutcome>) -> Self {
        let any = |wanted: CartStatus| states.iter().any(|&state| cart_status(state) == wanted);
        let all = |wanted: CartStatus| states.iter().all(|&state| cart_status(state) == wanted);
        if states.is_empty() {
            Self::Unknown
        } else if any(CartStatus::Anomalous) {
            Self::Anomalous
        } else if any(CartStatus::Pending) {
            let page_open = returned.is_none() && all(CartStatus::Pending);
            if page_open { Self::PageOpen } else { Self::InProgress }
        } else if all(CartStatus::Settled) {
            if states.contains(&TopUpState::Paid) { Self::Paid } else { Self::Credited }
        } else if any(CartStatus::Settled) {
            Self::Partly
        } else if any(CartStatus::Payable) {
            match returned {
                Some(AttemptOutcome::Error) => Self::Refused,
                Some(AttemptOutcome::Cancel) => Self::TurnedBack,
                Some(AttemptOutcome::Ok | AttemptOutcome::Waiting) => Self::NotArrived,
                None => Self::NotPaid,
            }
        } else if states.contains(&TopUpState::Cancelled) {
            Self::Cancelled
        } else {
            Self::Expired
        }
    }

    /// The look, texts and actions of this status.
    pub const fn display(self, texts: &OutcomeTexts) -> OutcomeDisplay {
        let (class, shape, text, pay_again) = match self {
            Self::Credited => ("alert alert-success", Shape::CheckTwice, texts.credited, false),
            Self::Paid => ("alert alert-success", Shape::Check, texts.paid, false),
            Self::Partly => ("alert alert-warning", Shape::Alert, texts.partly, true),
            Self::PageOpen => ("alert alert-info", Shape::Turning, texts.page_open, false),
            Self::InProgress => ("alert alert-info", Shape::Turning, texts.in_progress, false),
            Self::Refused => ("alert alert-danger", Shape::Cross, texts.refused, true),
            Self::TurnedBack => ("alert alert-warning", Shape::Minus, texts.turned_back, true),
            Self::NotArrived => ("alert alert-warning", Shape::Alert, texts.not_arrived, true),
            Self::NotPaid => ("alert alert-warning", Shape::Euro, texts.not_paid, true),
            Self::Expired => ("alert", Shape::Clock, texts.expired, false),
            Self::Cancelled => ("alert", Shape::Cross, texts.cancelled, false),
            Self::Anomalous => ("alert alert-danger", Shape::Magnifier, texts.anomalous, false),
            Self::Unknown => ("alert alert-warning", Shape::Magnifier, texts.unknown, false),
        };
        OutcomeDisplay {
            class,
            shape,
            text,
            pay_again,
            office: matches!(self, Self::Anomalous | Self::NotArrived),
        }
    }

    /// Whether all is paid.
    pub const fn is_paid(self) -> bool {
        matches!(self, Self::Credited | Self::Paid)
    }

    /// Whether the status may change within seconds, so that it is read often.
    pub const fn is_moving(self) -> bool {
        match self {
            Self::Paid | Self::PageOpen | Self::InProgress => true,
            Self::Credited
            | Self::Partly
            | Self::Refused
            | Self::TurnedBack
            | Self::NotArrived
            | Self::NotPaid
            | Self::Expired
            | Self::Cancelled
            | Self::Anomalous
            | Self::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AttemptOutcome as R;
    use TopUpState as S;
    use contract::Language;

    const RETURNS: [Option<R>; 5] = [None, Some(R::Ok), Some(R::Cancel), Some(R::Error), Some(R::Waiting)];

    /// Every cart of one or two top-ups, and the empty cart of an unknown checkout.
    fn carts() -> Vec<Vec<S>> {
        let none = [Vec::new()];
        let ones = S::ALL.into_iter().map(|state| vec![state]);
        let twos = S::ALL.into_iter().flat_map(|one| S::ALL.into_iter().map(move |two| vec![one, two]));
        none.into_iter().chain(ones).chain(twos).collect()
    }

    fn pays_again(cart: &[S], returned: Option<R>) -> bool {
        OutcomeStatus::of(cart, returned).display(&messages::of(Language::It).outcome).pay_again
    }

    #[test]
    fn the_return_from_the_payment_page_is_never_a_payment() {
        for cart in carts() {
            for returned in RETURNS {
                let all_settled =
                    !cart.is_empty() && cart.iter().all(|state| matches!(state, S::Paid | S::Credited));
                let said_paid = matches!(
                    OutcomeStatus::of(&cart, returned),
                    OutcomeStatus::Paid | OutcomeStatus::Credited
                );
                assert_eq!(said_paid, all_settled, "{cart:?} {returned:?}");
            }
        }
    }

    #[test]
    fn payment_is_not_offered_again_while_one_may_be_in_progress() {
        for cart in carts() {
            let moving = cart.iter().any(|state| matches!(state, S::Opening | S::InProgress | S::Anomalous));
            for returned in RETURNS.into_iter().filter(|_| moving) {
                assert!(!pays_again(&cart, returned), "{cart:?} {returned:?}");
            }
        }
    }

    #[test]
    fn an_unpaid_top_up_can_be_paid_again_when_no_payment_is_in_progress() {
        for cart in carts() {
            let moving = cart.iter().any(|state| matches!(state, S::Opening | S::InProgress | S::Anomalous));
            let unpaid = cart.contains(&S::Unpaid);
            for returned in RETURNS.into_iter().filter(|_| unpaid && !moving) {
                assert!(pays_again(&cart, returned), "{cart:?} {returned:?}");
            }
        }
    }

    #[test]
    fn each_return_without_a_payment_has_its_own_status() {
        let unpaid = |returned| OutcomeStatus::of(&[S::Unpaid], returned);
        assert_eq!(unpaid(Some(R::Error)), OutcomeStatus::Refused);
        assert_eq!(unpaid(Some(R::Cancel)), OutcomeStatus::TurnedBack);
        assert_eq!(unpaid(Some(R::Ok)), OutcomeStatus::NotArrived);
        assert_eq!(unpaid(Some(R::Waiting)), OutcomeStatus::NotArrived);
        assert_eq!(unpaid(None), OutcomeStatus::NotPaid);
    }

    #[test]
    fn a_payment_page_without_a_return_is_open() {
        assert_eq!(OutcomeStatus::of(&[S::InProgress], None), OutcomeStatus::PageOpen);
        assert_eq!(OutcomeStatus::of(&[S::InProgress, S::InProgress], None), OutcomeStatus::PageOpen);
        assert_eq!(OutcomeStatus::of(&[S::InProgress], Some(R::Waiting)), OutcomeStatus::InProgress);
        assert_eq!(OutcomeStatus::of(&[S::Credited, S::InProgress], None), OutcomeStatus::InProgress);
    }

    #[test]
    fn a_cart_with_paid_and_unpaid_top_ups_is_partly_paid() {
        assert_eq!(OutcomeStatus::of(&[S::Credited, S::Unpaid], Some(R::Error)), OutcomeStatus::Partly);
        assert_eq!(OutcomeStatus::of(&[S::Paid, S::Expired], None), OutcomeStatus::Partly);
        assert_eq!(OutcomeStatus::of(&[S::Paid, S::Credited], Some(R::Ok)), OutcomeStatus::Paid);
    }

    #[test]
    fn a_closed_cart_is_expired_or_cancelled() {
        assert_eq!(OutcomeStatus::of(&[S::Expired], None), OutcomeStatus::Expired);
        assert_eq!(OutcomeStatus::of(&[S::Cancelled], None), OutcomeStatus::Cancelled);
        assert_eq!(OutcomeStatus::of(&[S::Cancelled, S::Expired], None), OutcomeStatus::Cancelled);
    }

    #[test]
    fn a_checkout_without_top_ups_is_unknown() {
        for returned in RETURNS {
            assert_eq!(OutcomeStatus::of(&[], returned), OutcomeStatus::Unknown);
        }
    }

    #[test]
    fn no_two_statuses_have_the_same_title_except_paid_and_credited() {
        let mut statuses: Vec<OutcomeStatus> = Vec::new();
        for status in
            carts().iter().flat_map(|cart| RETURNS.map(|returned| OutcomeStatus::of(cart, returned)))
        {
            if !statuses.contains(&status) {
                statuses.push(status);
            }
        }
        assert_eq!(statuses.len(), 13, "every status can happen");
        // Whether a paid top-up is credited yet is not the guardian's concern: one title for both.
        statuses.retain(|status| *status != OutcomeStatus::Credited);
        for language in Language::ALL {
            let texts = &messages::of(language).outcome;
            let titles: std::collections::BTreeSet<_> =
                statuses.iter().map(|status| status.display(texts).text.title).collect();
            assert_eq!(titles.len(), statuses.len(), "{language:?}");
        }
    }
}
