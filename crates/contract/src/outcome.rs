//! The outcome of a checkout, available with its id alone: the certain states, and no personal data.
//!
//! The payment page's redirect may end in a browser without a session (an installed iOS app opens the payment page in a
//! sheet with separate storage).

use crate::{AttemptOutcome, CheckoutId, Timestamp, TopUpId, TopUpState};
use serde::{Deserialize, Serialize};

/// The state of each top-up of one checkout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    pub checkout_id: CheckoutId,
    /// In the order of the cart. Empty if no checkout has this id.
    pub items: Vec<OutcomeTopUp>,
    /// The result in the payment page's redirect. Absent before a redirect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<AttemptOutcome>,
    /// When the payment page closes. Absent if no checkout has this id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The platform did not answer the last request, so the states may be out of date.
    #[serde(default)]
    pub platform_silent: bool,
}

impl Outcome {
    /// Whether no top-up can be paid any more. False if the outcome is empty.
    pub fn is_concluded(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(|item| !item.state.is_open())
    }
}

/// One top-up of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeTopUp {
    pub state: TopUpState,
    /// Present only for the signed-in guardian who owns the top-up.
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
    fn an_outcome_is_concluded_if_no_top_up_is_open_and_never_if_it_is_empty() {
        use TopUpState::{Cancelled, Credited, InProgress, Paid, Unpaid};
        assert!(outcome(&[Credited, Paid, Cancelled]).is_concluded());
        for open in [&[Credited, Unpaid][..], &[InProgress], &[]] {
            assert!(!outcome(open).is_concluded(), "{open:?}");
        }
    }
}
