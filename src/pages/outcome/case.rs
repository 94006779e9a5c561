//! The one table of what the outcome screen says: from the states of a cart's top-ups, and from what the payment
//! page said on the way back, which is a courtesy and never the proof of a payment.

use crate::{
    components::Shape,
    messages::screens::{CaseText, OutcomeTexts},
};
use contract::{AttemptOutcome, TopUpState};

/// Every way a visit to the payment page can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// All paid, all credited.
    Credited,
    /// All paid, not all credited yet.
    Paid,
    /// Some paid, the others not, and nothing under way.
    Partly,
    /// The payment page is open and nobody has come back from it.
    PageOpen,
    /// Money may be on its way.
    InProgress,
    /// The payment page said no.
    Refused,
    /// The guardian turned back at the payment page.
    TurnedBack,
    /// The payment page said yes, and for longer than any payment takes nothing has arrived.
    NotArrived,
    /// Nobody came back, and the page's time is over.
    NotPaid,
    Expired,
    Cancelled,
    Anomalous,
    /// No checkout has this id.
    Unknown,
}

/// What a state means for the cart it is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Settled,
    Pending,
    Payable,
    Over,
    Odd,
}

/// A state without a standing does not compile.
const fn standing(state: TopUpState) -> Standing {
    match state {
        TopUpState::Paid | TopUpState::Credited => Standing::Settled,
        TopUpState::Opening | TopUpState::InProgress => Standing::Pending,
        TopUpState::Unpaid => Standing::Payable,
        TopUpState::Expired | TopUpState::Cancelled => Standing::Over,
        TopUpState::Anomalous => Standing::Odd,
    }
}

/// How a case looks and what it offers.
#[derive(Clone, Copy)]
pub struct Shows {
    pub class: &'static str,
    pub shape: Shape,
    pub text: CaseText,
    /// "Pay again": never while money may be on its way.
    pub pay_again: bool,
    pub office: bool,
}

impl Case {
    /// The case of these top-ups. `returned` is what the payment page said, if anybody came back.
    pub fn of(states: &[TopUpState], returned: Option<AttemptOutcome>) -> Self {
        let any = |wanted: Standing| states.iter().any(|&state| standing(state) == wanted);
        let all = |wanted: Standing| states.iter().all(|&state| standing(state) == wanted);
        if states.is_empty() {
            Self::Unknown
        } else if any(Standing::Odd) {
            Self::Anomalous
        } else if any(Standing::Pending) {
            let nobody_came_back = returned.is_none() && all(Standing::Pending);
            if nobody_came_back { Self::PageOpen } else { Self::InProgress }
        } else if all(Standing::Settled) {
            if states.contains(&TopUpState::Paid) { Self::Paid } else { Self::Credited }
        } else if any(Standing::Settled) {
            Self::Partly
        } else if any(Standing::Payable) {
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

    /// A case without its looks and words does not compile.
    pub const fn shows(self, texts: &OutcomeTexts) -> Shows {
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
        Shows { class, shape, text, pay_again, office: matches!(self, Self::Anomalous | Self::NotArrived) }
    }

    /// It may change within moments: worth asking often.
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
    use crate::messages;
    use AttemptOutcome as R;
    use TopUpState as S;
    use contract::Language;

    const RETURNS: [Option<R>; 5] = [None, Some(R::Ok), Some(R::Cancel), Some(R::Error), Some(R::Waiting)];

    /// Every cart of one or two top-ups, and that of an id which no checkout has.
    fn carts() -> Vec<Vec<S>> {
        let none = [Vec::new()];
        let ones = S::ALL.into_iter().map(|state| vec![state]);
        let twos = S::ALL.into_iter().flat_map(|one| S::ALL.into_iter().map(move |two| vec![one, two]));
        none.into_iter().chain(ones).chain(twos).collect()
    }

    fn pays_again(cart: &[S], returned: Option<R>) -> bool {
        Case::of(cart, returned).shows(&messages::of(Language::It).outcome).pay_again
    }

    #[test]
    fn what_the_payment_page_said_never_makes_a_payment() {
        for cart in carts() {
            for returned in RETURNS {
                let all_settled =
                    !cart.is_empty() && cart.iter().all(|state| matches!(state, S::Paid | S::Credited));
                let said_paid = matches!(Case::of(&cart, returned), Case::Paid | Case::Credited);
                assert_eq!(said_paid, all_settled, "{cart:?} {returned:?}");
            }
        }
    }

    #[test]
    fn nobody_is_asked_to_pay_again_while_money_may_be_on_its_way() {
        for cart in carts() {
            let moving = cart.iter().any(|state| matches!(state, S::Opening | S::InProgress | S::Anomalous));
            for returned in RETURNS.into_iter().filter(|_| moving) {
                assert!(!pays_again(&cart, returned), "{cart:?} {returned:?}");
            }
        }
    }

    #[test]
    fn whatever_is_unpaid_and_still_can_be_paid_again() {
        for cart in carts() {
            let moving = cart.iter().any(|state| matches!(state, S::Opening | S::InProgress | S::Anomalous));
            let unpaid = cart.contains(&S::Unpaid);
            for returned in RETURNS.into_iter().filter(|_| unpaid && !moving) {
                assert!(pays_again(&cart, returned), "{cart:?} {returned:?}");
            }
        }
    }

    #[test]
    fn each_way_back_has_words_of_its_own() {
        let unpaid = |returned| Case::of(&[S::Unpaid], returned);
        assert_eq!(unpaid(Some(R::Error)), Case::Refused);
        assert_eq!(unpaid(Some(R::Cancel)), Case::TurnedBack);
        assert_eq!(unpaid(Some(R::Ok)), Case::NotArrived);
        assert_eq!(unpaid(Some(R::Waiting)), Case::NotArrived);
        assert_eq!(unpaid(None), Case::NotPaid);
    }

    #[test]
    fn a_page_that_nobody_came_back_from_is_open_and_not_in_charge() {
        assert_eq!(Case::of(&[S::InProgress], None), Case::PageOpen);
        assert_eq!(Case::of(&[S::InProgress, S::InProgress], None), Case::PageOpen);
        assert_eq!(Case::of(&[S::InProgress], Some(R::Waiting)), Case::InProgress);
        assert_eq!(Case::of(&[S::Credited, S::InProgress], None), Case::InProgress);
    }

    #[test]
    fn a_half_paid_cart_says_so() {
        assert_eq!(Case::of(&[S::Credited, S::Unpaid], Some(R::Error)), Case::Partly);
        assert_eq!(Case::of(&[S::Paid, S::Expired], None), Case::Partly);
        assert_eq!(Case::of(&[S::Paid, S::Credited], Some(R::Ok)), Case::Paid);
    }

    #[test]
    fn what_is_over_says_why() {
        assert_eq!(Case::of(&[S::Expired], None), Case::Expired);
        assert_eq!(Case::of(&[S::Cancelled], None), Case::Cancelled);
        assert_eq!(Case::of(&[S::Cancelled, S::Expired], None), Case::Cancelled);
    }

    #[test]
    fn of_what_nobody_knows_nothing_is_said() {
        for returned in RETURNS {
            assert_eq!(Case::of(&[], returned), Case::Unknown);
        }
    }

    #[test]
    fn no_two_cases_read_the_same() {
        let mut cases: Vec<Case> = Vec::new();
        for case in carts().iter().flat_map(|cart| RETURNS.map(|returned| Case::of(cart, returned))) {
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
        assert_eq!(cases.len(), 13, "every case can happen");
        for language in Language::ALL {
            let texts = &messages::of(language).outcome;
            let titles: std::collections::BTreeSet<_> =
                cases.iter().map(|case| case.shows(texts).text.title).collect();
            assert_eq!(titles.len(), cases.len(), "{language:?}");
        }
    }
}
