//! The help page without its questions, which are in `guide`.

texts! {
    /// The texts of this screen, and of links to it.
    pub struct HelpTexts {
        pub title: &'static str,
        pub lead: &'static str,
        pub failed: &'static str,
        pub office: &'static str,
        pub office_lead: &'static str,
        pub office_hours: &'static str,
        /// Link on the choice between SPID and e-mail.
        pub spid: &'static str,
        /// Link on the notice.
        pub counter: &'static str,
        /// Link beside the amount.
        pub fee: &'static str,
        /// Link on an outcome that is not final yet.
        pub not_credited: &'static str,
    }
}
