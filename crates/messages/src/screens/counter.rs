//! The counter screen, and the list of saved notices.

use crate::{With1, With2};

texts! {
    /// The texts of this screen.
    pub struct CounterTexts {
        pub title: &'static str,
        pub close: &'static str,
        /// Beside the arrow buttons.
        pub previous: &'static str,
        pub next: &'static str,
        /// With the position of this notice and the number of notices: `1 di 2`.
        pub place: With2,

        /// Name of the switch between the two codes.
        pub kind: &'static str,
        pub qr: &'static str,
        pub data_matrix: &'static str,

        /// The screen changes by itself after the payment.
        pub waiting: &'static str,
        /// The gateway does not answer.
        pub unreachable: &'static str,
        /// With the time of the platform's last answer.
        pub checked_at: With1,
        pub never_checked: &'static str,
        /// With the due date.
        pub overdue: With1,

        pub show_anyway: &'static str,
        pub paid_title: &'static str,
        pub paid: &'static str,
        /// After a payment at a counter.
        pub keep_slip: &'static str,
        pub other_notices: &'static str,

        pub nothing_title: &'static str,
        pub nothing: &'static str,
        pub not_here_title: &'static str,
        pub not_here: &'static str,

        pub saved_title: &'static str,
        pub saved_lead: &'static str,
        pub show: &'static str,
        pub dropped: &'static str,
        pub refused: &'static str,
    }
}
