//! The invitation to put the app among the phone's own.

texts! {
    /// Why, and how.
    pub struct InstallTexts {
        pub title: &'static str,
        pub why: &'static str,
        pub install: &'static str,
        pub dismiss: &'static str,
        /// Said when it has been dismissed.
        pub dismissed: &'static str,

        /// Safari's way: before the picture of its share button, and after it.
        pub share: &'static str,
        pub share_where: &'static str,
        /// The entry of the share menu, as Safari writes it, and what to do with it.
        pub choose: &'static str,
        pub add_to_home: &'static str,
        /// What is kept in Safari is not in the installed app.
        pub sign_in_again: &'static str,
    }
}
