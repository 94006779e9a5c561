//! Signing in with an e-mail address and a code.

use crate::{Count, With1};

texts! {
    /// The texts of this screen.
    pub struct SignInTexts {
        pub title: &'static str,
        /// The page's title when a field was refused, with the title of the page.
        pub error_title: With1,
        pub cookies_blocked: &'static str,
        pub lead: &'static str,
        /// Shown instead of the lead if the session ended while the guardian used the app.
        pub session_over: &'static str,
        /// Shown after signing out.
        pub signed_out: &'static str,
        // The warning some minutes before the session ends.
        pub ends_soon: &'static str,
        pub stay: &'static str,
        /// The explanation for a first visit, in three lines.
        pub first_enter: &'static str,
        pub first_choose: &'static str,
        pub first_pay: &'static str,
        pub email: &'static str,
        pub email_hint: &'static str,
        pub email_empty: &'static str,
        pub email_wrong: &'static str,
        pub send_code: &'static str,
        pub code_title: &'static str,
        /// With the address: "If … is known to the municipality, a code is on its way."
        pub code_sent: With1,
        pub code_new_sent: &'static str,
        pub code: &'static str,
        /// With the number of minutes.
        pub code_hint: With1,
        /// With the number of digits.
        pub code_wrong_length: With1,
        pub code_refused: &'static str,
        /// Instead of the field: only another code helps.
        pub code_over: &'static str,
        /// The mail server refuses everything.
        pub mail_down: &'static str,
        pub enter: &'static str,
        pub no_code: &'static str,
        pub no_code_advice: &'static str,
        pub resend: &'static str,
        /// With the number of seconds.
        pub resend_in: Count,
        pub change_email: &'static str,
        /// The address that this phone remembers is another person's.
        pub other_email: &'static str,
        pub too_many: &'static str,
    }
}
