//! The mails of the gateway: in no download of a phone.

mod en;
mod fr;
mod it;

use crate::{With1, With2};
use contract::Language;

texts! {
    /// All words of the mails of one language.
    pub struct MailTexts {
        /// With the guardian's name.
        pub dear: With1,
        /// A label and its value on one line of the plain text.
        pub line: With2,
        /// With the office's address.
        pub questions: With1,

        // The sign-in code.
        pub code_subject: With1,
        pub code_title: &'static str,
        pub code_valid: &'static str,
        pub code_ignore: &'static str,

        // The receipt of a credit. The second of a pair is for several top-ups.
        pub receipt_subject: With1,
        pub receipts_subject: With1,
        pub receipt_title: &'static str,
        pub receipts_title: &'static str,
        pub receipt_lead: &'static str,
        pub receipts_lead: &'static str,
        /// The table's caption, for who does not see it.
        pub receipt_table: &'static str,
        pub top_up: &'static str,
        pub amount: &'static str,
        pub total: &'static str,
        pub service: &'static str,
        pub for_whom: &'static str,
        pub notice_code: &'static str,
        pub paid_on: &'static str,
        pub balance: &'static str,
        pub receipt_separate: &'static str,
        pub see_account: &'static str,
        pub see_accounts: &'static str,

        // The notice that the guardian asked for.
        pub notice_subject: With1,
        pub notice_title: &'static str,
        pub notice_lead: &'static str,
        pub due_on: &'static str,
        pub notice_once: &'static str,
        pub see_notice: &'static str,

        // The receipt as PDF that the guardian asked for.
        pub receipt_pdf_subject: With1,
        pub receipt_pdf_title: &'static str,
        pub receipt_pdf_lead: &'static str,
        pub receipt_pdf_see: &'static str,
        /// What the attached receipt is not.
        pub receipt_pdf_is_not: &'static str,

        // The code for a new address, with the words of the sign-in code.
        pub email_code_subject: With1,
        pub email_code_title: &'static str,

        // In its place, where the address is another guardian's.
        pub email_taken_title: &'static str,
        pub email_taken_lead: &'static str,
        pub email_taken_you: &'static str,
        pub email_taken_enter: &'static str,
        pub email_taken_not_you: &'static str,

        // To the address before a change.
        pub email_changed_title: &'static str,
        /// With day and hour.
        pub email_changed_when: With2,
        pub email_changed_lead: &'static str,
        pub email_changed_you: &'static str,
        pub email_changed_not_you: &'static str,
        pub phone: &'static str,
        pub email: &'static str,
    }
}

/// The words in this language. The app must not call it: its wasm would contain them.
pub const fn of(language: Language) -> &'static MailTexts {
    match language {
        Language::It => &it::MAILS,
        Language::Fr => &fr::MAILS,
        Language::En => &en::MAILS,
    }
}

impl MailTexts {
    /// Calls `visit` with the name and value of every text.
    pub fn each(&self, visit: &mut dyn FnMut(&str, &'static str)) {
        crate::lines::Text::each(self, "mails", visit);
    }
}
