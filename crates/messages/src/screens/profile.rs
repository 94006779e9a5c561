//! The profile: who is signed in and where, languages, the own data.

use crate::{With1, With2};

texts! {
    /// The texts of this screen.
    pub struct ProfileTexts {
        pub title: &'static str,
        pub name: &'static str,
        pub email: &'static str,
        /// Who changes the name.
        pub who_changes: &'static str,
        /// The change of address: a code to the new one.
        pub change_email: &'static str,
        pub new_email: &'static str,
        pub new_email_hint: &'static str,
        pub email_same: &'static str,
        /// With the address.
        pub email_code_sent: With1,
        /// With the minutes.
        pub email_code_hint: With1,
        pub confirm_email: &'static str,
        pub confirming: &'static str,
        pub keep_email: &'static str,
        /// With the address.
        pub email_changed: With1,
        pub mail_language: &'static str,
        pub mail_language_hint: &'static str,
        /// With the language.
        pub mail_language_saved: With1,
        /// Where the guardian is signed in.
        pub sessions_title: &'static str,
        /// With the browser and the system.
        pub device: With2,
        pub unknown_device: &'static str,
        pub this_device: &'static str,
        /// With the moment.
        pub session_began: With1,
        /// With the day.
        pub session_used: With1,
        /// With the device.
        pub end_session: With1,
        pub ending_session: &'static str,
        /// With the device.
        pub session_ended: With1,
        pub everywhere_lead: &'static str,
        pub sign_out_everywhere: &'static str,
        /// What signing out removes from the phone.
        pub sign_out_lead: &'static str,
        /// What is kept, and what may be asked for.
        pub privacy_title: &'static str,
        pub kept_account: &'static str,
        /// With the years.
        pub kept_payments: With1,
        /// With the days.
        pub kept_unpaid: With1,
        /// With the days.
        pub kept_movements: With1,
        pub kept_checkouts: With1,
        /// With the days.
        pub kept_undelivered: With1,
        pub download_data: &'static str,
        pub share_data: &'static str,
        /// The request for erasure.
        pub erase: &'static str,
        pub erase_title: &'static str,
        pub erase_what: &'static str,
        /// With the years.
        pub erase_kept: With1,
        pub erase_yes: &'static str,
        pub erase_no: &'static str,
        /// With the moment and the reference.
        pub erase_asked: With2,
        /// Where the office has no address.
        pub erase_by_office: &'static str,
    }
}
