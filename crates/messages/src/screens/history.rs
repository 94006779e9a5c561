//! The list of all top-ups, newest first.

use super::PdfText;
use crate::Count;

texts! {
    /// The texts of this screen.
    pub struct HistoryTexts {
        pub title: &'static str,
        pub lead: &'static str,
        pub more: &'static str,
        /// With the number of top-ups added to the list.
        pub more_shown: Count,
        pub end: &'static str,
        pub empty_title: &'static str,
        pub empty: &'static str,

        /// The yearly statements for the tax return: title, what they are, and that there is none yet.
        pub statements_title: &'static str,
        pub statements: &'static str,
        pub no_statements: &'static str,
        /// Each year has one.
        pub statement: PdfText,
    }
}
