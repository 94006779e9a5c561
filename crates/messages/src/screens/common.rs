//! Texts that several screens share.

use crate::{Count, With1};

texts! {
    /// What may be done with a PDF.
    #[derive(Clone, Copy)]
    pub struct PdfText {
        pub download: &'static str,
        pub share: &'static str,
    }
}

texts! {
    /// Sending a PDF to the guardian's own address.
    #[derive(Clone, Copy)]
    pub struct EmailText {
        pub send: &'static str,
        /// With the address.
        pub sent: With1,
    }
}

texts! {
    /// Buttons, labels and short sentences.
    pub struct CommonTexts {
        pub loading: &'static str,
        pub retry: &'static str,
        pub close: &'static str,
        pub done: &'static str,
        pub back_to_accounts: &'static str,
        pub copy: &'static str,
        /// Accessible name of the copy button: "Copy the notice code".
        pub copy_what: With1,
        pub copied: &'static str,
        pub copy_refused: &'static str,
        /// A file could not be shared.
        pub share_refused: &'static str,
        pub sending: &'static str,
        /// `1 meal`, `3 meals`.
        pub meals: Count,
        pub no_meals: &'static str,
        pub open_notice: &'static str,
        pub top_up: &'static str,
        pub amount: &'static str,
    }
}
