//! The notice: the QR code, the numbers, where to pay.

use super::{EmailText, PdfText};
use crate::{Count, With1, With2};

texts! {
    /// A place to pay a notice, and what is needed there.
    #[derive(Clone, Copy)]
    pub struct PlaceText {
        pub place: &'static str,
        pub needs: &'static str,
    }
}

texts! {
    /// The texts of this screen.
    pub struct NoticeTexts {
        pub title: &'static str,
        /// Name of the switch between the ways to pay, and its labels beside `counter.title` and `letter_title`.
        pub ways: &'static str,
        pub with_app: &'static str,
        /// Wide screens: a code with the page's address, to open it on a phone.
        pub on_phone_title: &'static str,
        pub on_phone: &'static str,
        pub on_phone_label: &'static str,

        /// Text alternative of the code, with notice number and amount.
        pub qr_label: With2,
        pub qr_failed: &'static str,
        /// The same for Poste's Data Matrix.
        pub data_matrix_label: With2,
        pub brightness: &'static str,
        pub letter: PdfText,
        pub letter_email: EmailText,
        pub letter_title: &'static str,
        /// Printing of this page.
        pub print: &'static str,

        pub copy_all: &'static str,
        pub notice_number: &'static str,
        pub creditor_code: &'static str,
        pub cbill: &'static str,
        pub due_date: &'static str,
        /// With the due date, followed by one of the three after it.
        pub pay_by: With1,
        pub days_left: Count,
        pub last_day: &'static str,
        pub creditor: &'static str,
        pub subject: &'static str,

        pub places_lead: &'static str,
        /// Poste, banks, ATMs, tobacconists, SISAL, Lottomatica: all need the same.
        pub counters: PlaceText,
        pub home_banking: PlaceText,
        /// What home banking needs if the creditor has no CBILL code.
        pub home_banking_without_cbill: &'static str,
        pub payment_app: PlaceText,

        pub pay_title: &'static str,
        pub pay_lead: &'static str,

        pub cancel: &'static str,
        pub cancel_title: &'static str,
        pub cancel_what: &'static str,
        pub cancel_yes: &'static str,
        pub cancel_busy: &'static str,
        pub cancel_no: &'static str,
        pub cancel_refused_title: &'static str,
        pub cancel_refused: &'static str,
        /// With the time when the payment page closes.
        pub cancel_after: With1,
        pub cancel_later: &'static str,

        pub preparing: &'static str,
        pub preparing_silent: &'static str,
        pub page_open_title: &'static str,
        /// With the time when it closes.
        pub page_open: With1,
        pub page_open_continue: &'static str,
        pub page_closed_title: &'static str,
        pub page_closed: &'static str,
        pub code_after_all: &'static str,
        pub paid_title: &'static str,
        pub see_balance: &'static str,
        pub new_top_up: &'static str,
        pub silent: &'static str,
        pub stale: &'static str,
    }
}
