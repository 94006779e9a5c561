//! The invitation to install the app.

texts! {
    /// The texts of the invitation.
    pub struct InstallTexts {
        pub title: &'static str,
        pub why: &'static str,
        pub install: &'static str,
        pub dismiss: &'static str,
        /// Announced after it was dismissed.
        pub dismissed: &'static str,

        /// In Safari: the text before the icon of its share button; `share_where` comes after the icon.
        pub share: &'static str,
        pub share_where: &'static str,
        /// In Safari: the step in the share menu; `add_to_home` is the entry in Safari's wording.
        pub choose: &'static str,
        pub add_to_home: &'static str,
        /// The installed app does not see Safari's storage.
        pub sign_in_again: &'static str,
    }
}
