//! The profile: who is signed in, the language, signing out.

texts! {
    /// The texts of this screen.
    pub struct ProfileTexts {
        pub title: &'static str,
        pub name: &'static str,
        pub email: &'static str,
        /// Who changes name and address.
        pub who_changes: &'static str,
        /// What signing out removes from the phone.
        pub sign_out_lead: &'static str,
    }
}
