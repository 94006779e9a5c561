//! The layout of every page.

use crate::With1;

texts! {
    /// Header, footer, navigation, and the page for unknown addresses.
    pub struct ShellTexts {
        pub app_name: &'static str,
        pub skip_link: &'static str,
        pub navigation: &'static str,
        pub accounts: &'static str,
        pub history: &'static str,
        pub sign_out: &'static str,
        pub language: &'static str,
        /// On the button beside the list of languages, where scripts are off.
        pub language_change: &'static str,
        pub language_failed: &'static str,
        pub test_environment: &'static str,
        pub test_environment_more: &'static str,
        pub offline: &'static str,
        pub help: &'static str,
        pub call_office: With1,
        pub write_office: With1,
        pub pagopa: &'static str,
        // Links in the footer.
        pub legal_notes: &'static str,
        pub privacy: &'static str,
        pub accessibility: &'static str,
        pub feedback: &'static str,
        pub website: &'static str,
        pub not_found_title: &'static str,
        pub not_found: &'static str,
        pub signing_out_failed: &'static str,
    }
}
