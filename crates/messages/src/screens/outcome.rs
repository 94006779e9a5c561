//! The outcome of a checkout, after the payment page's redirect.

use super::{EmailText, PdfText};
use crate::{Count, With1, With2};

texts! {
    /// The status of a payment, as text.
    #[derive(Clone, Copy)]
    pub struct OutcomeText {
        pub title: &'static str,
        pub text: &'static str,
    }
}

texts! {
    /// The texts of this screen.
    pub struct OutcomeTexts {
        pub title: &'static str,

        pub credited: OutcomeText,
        pub paid: OutcomeText,
        pub partly: OutcomeText,
        pub page_open: OutcomeText,
        pub in_progress: OutcomeText,
        pub refused: OutcomeText,
        pub turned_back: OutcomeText,
        pub not_arrived: OutcomeText,
        pub not_paid: OutcomeText,
        pub expired: OutcomeText,
        pub cancelled: OutcomeText,
        pub anomalous: OutcomeText,
        pub unknown: OutcomeText,

        pub silent: &'static str,
        /// Shown after a while: the app keeps asking, and the page may be closed.
        pub patience: &'static str,
        /// "Top-up 2", for a guest or another guardian.
        pub number: With1,
        /// With the new balance.
        pub new_balance: With1,
        /// Labels of the receipt.
        pub balance: &'static str,
        /// Balance before and after, for screen readers.
        pub balance_from_to: With2,
        pub paid_on: &'static str,
        pub receipt_id: &'static str,
        /// With the address that the receipt is mailed to.
        pub receipt_to: With1,
        pub receipt_by_mail: &'static str,
        /// The receipt of a credited top-up as PDF.
        pub receipt: PdfText,
        pub receipt_email: EmailText,
        /// A link to the top-up, which has its receipt.
        pub receipt_link: &'static str,
        pub share: &'static str,

        pub again_title: &'static str,
        pub again: &'static str,
        /// On the button, with the number of unpaid top-ups.
        pub pay_again: Count,
        /// A link to the counter, with the number of unpaid notices.
        pub pay_in_person: Count,
        /// With the time until which the notice is locked.
        pub locked_title: With1,
        pub locked: &'static str,
        pub sign_in_to_pay: &'static str,
        pub sign_in_for_more: &'static str,
        pub sign_in: &'static str,
        pub may_be_closed: &'static str,
    }
}
