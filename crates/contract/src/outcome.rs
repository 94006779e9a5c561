//! What anybody who holds a checkout's id may know: enough to say what is certain, and nothing personal.
//!
//! The way back from the payment page may end in a browser that has never seen the app (an installed iOS
//! app opens the payment page in a sheet with separate storage).

use crate::{AttemptOutcome, CheckoutId, Timestamp, TopUpId, TopUpState};
use serde::{Deserialize, Serialize};

/// The state of each top-up of one checkout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    pub checkout_id: CheckoutId,
    /// In the order in which they were put into the cart. Empty where no checkout has this id: nothing is certain then.
    pub items: Vec<OutcomeTopUp>,
    /// What the payment page said on the way back. Absent while nothing has come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<AttemptOutcome>,
    /// When the payment page closes. Absent where no checkout has this id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The platform did not answer when last asked: the states may be behind.
    #[serde(default)]
    pub platform_silent: bool,
}

impl Outcome {
    /// None of its top-ups can be paid any more. Never where nothing is known.
    pub fn is_concluded(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(|item| !item.state.is_open())
    }
}

/// One top-up of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeTopUp {
    pub state: TopUpState,
    /// Only for the signed-in guardian whose top-up it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_up_id: Option<TopUpId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(states: &[TopUpState]) -> Outcome {
        let items = states.iter().map(|&state| OutcomeTopUp { state, top_up_id: None });
        Outcome {
            checkout_id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            items: items.collect(),
            returned: None,
            expires_at: None,
            platform_silent: false,
        }
    }

    #[test]
    fn it_is_concluded_when_everything_is_and_never_when_nothing_is_known() {
        use TopUpState::{Cancelled, Credited, InProgress, Paid, Unpaid};
        assert!(outcome(&[Credited, Paid, Cancelled]).is_concluded());
        for open in [&[Credited, Unpaid][..], &[InProgress], &[]] {
            assert!(!outcome(open).is_concluded(), "{open:?}");
        }
    }
}
