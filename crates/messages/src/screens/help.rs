//! The frame of the help page; its questions are in `guide`.

texts! {
    /// The texts of this screen, and the links that lead to it.
    pub struct HelpTexts {
        pub title: &'static str,
        pub lead: &'static str,
        pub failed: &'static str,
        pub office: &'static str,
        pub office_lead: &'static str,
        pub office_hours: &'static str,
        /// From where SPID or e-mail is chosen.
        pub spid: &'static str,
        /// From the notice.
        pub counter: &'static str,
        /// From the amount.
        pub fee: &'static str,
        /// From an outcome that is not there yet.
        pub not_credited: &'static str,
    }
}
