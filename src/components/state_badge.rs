//! The state of a top-up as a word, an icon and a colour.

use super::{Icon, Shape, use_texts};
use contract::{AttemptOutcome, TopUpState};
use leptos::prelude::*;

/// Each state has its own shape; the colour groups them (waiting, due, good, over, anomalous).
const fn shape_and_class(state: TopUpState, returned: Option<AttemptOutcome>) -> (Shape, &'static str) {
    if matches!(
        (state, returned),
        (TopUpState::InProgress, Some(AttemptOutcome::Cancel | AttemptOutcome::Error))
    ) {
        return (Shape::Alert, "badge state state-due");
    }
    match state {
        TopUpState::Opening => (Shape::Dots, "badge state state-waiting"),
        TopUpState::Unpaid => (Shape::Euro, "badge state state-due"),
        TopUpState::InProgress => (Shape::Turning, "badge state state-waiting"),
        TopUpState::Paid => (Shape::Check, "badge state state-good"),
        TopUpState::Credited => (Shape::CheckTwice, "badge state state-good"),
        TopUpState::Expired => (Shape::Clock, "badge state state-over"),
        TopUpState::Cancelled => (Shape::Cross, "badge state state-over"),
        TopUpState::Anomalous => (Shape::Magnifier, "badge state state-odd"),
    }
}

/// The badge.
#[component]
pub fn StateBadge(
    state: TopUpState,
    /// The outcome with which the payment page sent the guardian back, while the top-up is in progress.
    #[prop(optional_no_strip)]
    returned: Option<AttemptOutcome>,
) -> impl IntoView {
    let (shape, class) = shape_and_class(state, returned);
    view! { <span class=class><Icon shape=shape />{use_texts().states.of_attempt(state, returned).label}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_own_shape() {
        let shapes: std::collections::HashSet<_> =
            TopUpState::ALL.into_iter().map(|state| shape_and_class(state, None).0).collect();
        assert_eq!(shapes.len(), TopUpState::ALL.len());
    }
}
