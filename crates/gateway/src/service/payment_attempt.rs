//! Whether a visit to the payment page can still end in a payment.

use contract::AttemptOutcome;
use std::time::Duration;

use crate::{clock::Moment, store::top_ups::AttemptRow};

/// A failed attempt locks a notice for about this time (pagopa/pagopa-api issues 255 and 336).
const LOCKED: Duration = Duration::from_secs(1800);
/// A payment that was taken in charge counts as failed after this time.
const TAKEN_IN_CHARGE: Duration = Duration::from_secs(3600);
/// After the payment page reported "paid" the money almost always arrives: wait a day.
const SAID_PAID: Duration = Duration::from_secs(24 * 3600);
/// A payment that began in the cart's last second may take this long.
const AFTER_THE_CART: Duration = Duration::from_secs(60);

/// The checkout can no longer end in a payment, as far as the gateway can know.
pub(super) fn is_over(attempt: &AttemptRow, now: Moment) -> bool {
    let (from, lasts) = match (attempt.outcome, attempt.returned_at) {
        (Some(AttemptOutcome::Cancel | AttemptOutcome::Error), _) => return true,
        (Some(AttemptOutcome::Waiting), Some(returned)) => (returned, TAKEN_IN_CHARGE),
        (Some(AttemptOutcome::Ok), Some(returned)) => (returned, SAID_PAID),
        _ => {
            let opened = attempt.opened_at;
            (opened, opened.until(attempt.expires_at).saturating_add(AFTER_THE_CART))
        }
    };
    // It begins in a future that did not come if the clock has been set back.
    now > from.plus(lasts) || from > now.plus(lasts)
}

impl AttemptRow {
    /// When the notice can be paid again if this attempt does not end in a payment, as far as the gateway can know.
    pub(super) fn unlocks_at(&self) -> Moment {
        self.returned_at.map_or(self.expires_at, |returned| returned.plus(LOCKED))
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

    #[test]
    fn a_refused_attempt_locks_the_notice_for_half_an_hour_and_an_open_page_until_it_closes() {
        let refused = attempt(Some(AttemptOutcome::Error), Some(5000));
        assert_eq!(refused.unlocks_at().millis(), 1_805_000);
        assert_eq!(attempt(None, None).unlocks_at().millis(), 600_000);
    }

    #[test]
    fn a_visit_in_a_future_that_did_not_come_is_over() {
        let year = 365 * 24 * 3600;
        assert!(over(&attempt(None, None), -year));
        assert!(over(&attempt(Some(AttemptOutcome::Ok), Some(0)), -year));
        // A clock that was a little fast.
        assert!(!over(&attempt(None, None), -5));
        assert!(!over(&attempt(Some(AttemptOutcome::Ok), Some(0)), -5));
    }
}
