//! Whether a visit to the payment page can still end in a payment.

use contract::AttemptOutcome;
use std::time::Duration;

use crate::{clock::Moment, store::top_ups::AttemptRow};

/// A payment that was taken in charge counts as failed after this time. A failed
/// attempt locks a notice for about half an hour (pagopa/pagopa-api issues 255 and 336).
const TAKEN_IN_CHARGE: Duration = Duration::from_secs(3600);
/// After the payment page reported "paid" the money almost always arrives: wait a day.
const SAID_PAID: Duration = Duration::from_secs(24 * 3600);
/// A payment that began in the cart's last second may take this long.
const AFTER_THE_CART: Duration = Duration::from_secs(60);

/// The checkout can no longer end in a payment, as far as the gateway can know.
pub(super) fn is_over(attempt: &AttemptRow, now: Moment) -> bool {
    match (attempt.outcome, attempt.returned_at) {
        (Some(AttemptOutcome::Cancel | AttemptOutcome::Error), _) => true,
        (Some(AttemptOutcome::Waiting), Some(returned)) => now > returned.plus(TAKEN_IN_CHARGE),
        (Some(AttemptOutcome::Ok), Some(returned)) => now > returned.plus(SAID_PAID),
        _ => now > attempt.expires_at.plus(AFTER_THE_CART),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets;

    fn attempt(outcome: Option<AttemptOutcome>, returned: Option<i64>) -> AttemptRow {
        AttemptRow {
            checkout_id: secrets::new_checkout_id(),
            redirect_url: String::new(),
            opened_at: Moment::from_millis(0),
            expires_at: Moment::from_millis(600_000),
            outcome,
            returned_at: returned.map(Moment::from_millis),
        }
    }

    fn over(attempt: &AttemptRow, seconds: i64) -> bool {
        is_over(attempt, Moment::from_millis(seconds * 1000))
    }

    #[test]
    fn a_visit_without_return_is_over_a_minute_after_the_cart() {
        let visit = attempt(None, None);
        assert!(!over(&visit, 0));
        assert!(!over(&visit, 660));
        assert!(over(&visit, 661));
    }

    #[test]
    fn a_refused_visit_is_over_at_once_and_one_in_charge_is_not() {
        assert!(over(&attempt(Some(AttemptOutcome::Error), Some(5000)), 6));
        assert!(over(&attempt(Some(AttemptOutcome::Cancel), Some(5000)), 6));
        let waiting = attempt(Some(AttemptOutcome::Waiting), Some(0));
        assert!(!over(&waiting, 3600));
        assert!(over(&waiting, 3601));
        let paid = attempt(Some(AttemptOutcome::Ok), Some(0));
        assert!(!over(&paid, 24 * 3600));
    }
}
