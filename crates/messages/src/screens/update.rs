//! A new version of the app.

texts! {
    /// The offer to bring it on.
    pub struct UpdateTexts {
        pub ready: &'static str,
        pub apply: &'static str,
    }
}
