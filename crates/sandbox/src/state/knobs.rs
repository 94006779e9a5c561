//! The knobs: how the platform misbehaves.

use serde::{Deserialize, Serialize};

use super::platform_faults::{InvalidFault, PlatformFaults};
use super::read_override::ReadOverride;
use crate::digits::is_digits;

/// Longest delay, in seconds: one day.
const SECONDS_MAX: u64 = 86_400;

/// The position of every knob. A knob left out of the JSON has its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// Every response of the platform's interfaces comes this many milliseconds later.
    pub slow_ms: u64,
    /// Every request to the platform's interfaces is answered 503 and has no effect.
    pub down: bool,
    /// Every connection to the platform's interfaces closes without a response; the request has no effect.
    pub cut: bool,
    /// Requests to the platform's interfaces are answered 500 and have no effect.
    pub error: bool,
    /// How many requests in a hundred meet `error`.
    pub error_rate: u8,
    /// Requests that change something take effect, then the connection closes without a response.
    pub lose_answers: bool,
    /// How many requests in a hundred meet `lose_answers`.
    pub lose_rate: u8,
    /// A debt position is created, and the answer is 409 as if an earlier request had created it.
    pub duplicate: bool,
    /// The platform's receipt is mailed twice.
    pub duplicate_receipts: bool,
    /// A payment is visible at the debt position interface only this many seconds later.
    pub late_seconds: u64,
    /// A paid notice is reported this many seconds after the payment; `None` is never.
    pub report_seconds: Option<u64>,
    /// Every cart is refused with 422, as when a notice cannot be paid.
    pub reject_carts: bool,
    /// The creditor (eleven digits) whose unknown notices can be paid in a cart.
    pub payable_unknown_of: Option<String>,
    /// How long new carts live, in seconds; `None` leaves the command line's value.
    pub cart_seconds: Option<u64>,
    /// How long a notice stays locked after a refused payment, in seconds.
    pub refused_lock_seconds: u64,
    /// The mail server greets with 421 and closes the connection.
    pub smtp_down: bool,
    /// A mailbox is refused with 451 until so many seconds after the first mail to it, as by a server that greylists.
    pub smtp_greylist_seconds: u64,
    /// The mailbox that the mail server refuses with 550.
    pub smtp_refused: Option<String>,
    /// Wrong answers of the platform's interfaces, by moment.
    pub faults: PlatformFaults,
    /// What a read debt position shows instead of its own fields.
    pub read_override: ReadOverride,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            slow_ms: 0,
            down: false,
            cut: false,
            error: false,
            error_rate: 100,
            lose_answers: false,
            lose_rate: 100,
            duplicate: false,
            duplicate_receipts: false,
            late_seconds: 0,
            report_seconds: None,
            reject_carts: false,
            payable_unknown_of: None,
            cart_seconds: None,
            refused_lock_seconds: 0,
            smtp_down: false,
            smtp_greylist_seconds: 0,
            smtp_refused: None,
            faults: PlatformFaults::default(),
            read_override: ReadOverride::default(),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum InvalidKnobs {
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    #[error("payable_unknown_of: must be eleven digits")]
    Creditor,
    #[error("{0}: at most 100")]
    Rate(&'static str),
    #[error("{0}: at most a day")]
    TooLong(&'static str),
    #[error("faults: {0}")]
    Fault(#[from] InvalidFault),
}

impl Knobs {
    pub fn from_json(raw: &[u8]) -> Result<Self, InvalidKnobs> {
        serde_json::from_slice::<Self>(raw)?.validated()
    }

    pub fn validated(self) -> Result<Self, InvalidKnobs> {
        for (name, rate) in [("error_rate", self.error_rate), ("lose_rate", self.lose_rate)] {
            if rate > 100 {
                return Err(InvalidKnobs::Rate(name));
            }
        }
        self.faults.check()?;
        if self.payable_unknown_of.as_ref().is_some_and(|creditor| !is_digits(creditor, 11)) {
            return Err(InvalidKnobs::Creditor);
        }
        let delays = [
            ("slow_ms", self.slow_ms / 1000),
            ("late_seconds", self.late_seconds),
            ("report_seconds", self.report_seconds.unwrap_or(0)),
            ("cart_seconds", self.cart_seconds.unwrap_or(0)),
            ("refused_lock_seconds", self.refused_lock_seconds),
            ("smtp_greylist_seconds", self.smtp_greylist_seconds),
        ];
        match delays.into_iter().find(|(_, seconds)| *seconds > SECONDS_MAX) {
            Some((name, _)) => Err(InvalidKnobs::TooLong(name)),
            None => Ok(self),
        }
    }
}

/// A knob's seconds as a duration, at most one day.
pub fn duration(seconds: u64) -> time::Duration {
    time::Duration::seconds(i64::try_from(seconds.min(SECONDS_MAX)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knob_left_out_has_its_default() {
        let knobs = Knobs::from_json(br#"{"slow_ms":5}"#).unwrap();
        assert_eq!(knobs, Knobs { slow_ms: 5, ..Knobs::default() });
    }

    #[test]
    fn unknown_and_impossible_knobs_are_refused() {
        for raw in [
            r#"{"slow":5}"#,
            r#"{"error_rate":101}"#,
            r#"{"late_seconds":86401}"#,
            r#"{"slow_ms":-1}"#,
            r#"{"faults":{"pay":{"answer":"cut"}}}"#,
            r#"{"faults":{"read":{"answer":"html_500"}}}"#,
            r#"{"faults":{"read":{"answer":"cut","for":1}}}"#,
            r#"{"faults":{"read":{"answer":"cut","times":0}}}"#,
            r#"{"faults":{"read":{"answer":"too_many","retry_after":86401}}}"#,
            r#"{"payable_unknown_of":"1"}"#,
            r#"{"read_override":{"state":"PAID"}}"#,
        ] {
            assert!(Knobs::from_json(raw.as_bytes()).is_err(), "{raw}");
        }
    }
}
