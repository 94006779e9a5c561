//! The offer of a new version of the app.

texts! {
    /// The texts of the offer.
    pub struct UpdateTexts {
        pub ready: &'static str,
        pub apply: &'static str,
    }
}
