//! The movements: top-ups and what the office charges, by month.

use super::PdfText;
use crate::{Count, With1, With2};

texts! {
    /// The texts of this screen.
    pub struct HistoryTexts {
        pub title: &'static str,
        pub lead: &'static str,
        pub more: &'static str,
        /// With the number of movements added to the list.
        pub more_shown: Count,
        pub end: &'static str,
        pub empty_title: &'static str,
        pub empty: &'static str,

        /// What the office has charged or corrected.
        pub meal: &'static str,
        pub correction: &'static str,
        pub other: &'static str,
        /// A month's sums: of its top-ups, and of what the office charged.
        pub month_credited: With1,
        pub month_charged: With1,
        /// With the balance.
        pub balance_after: With1,
        /// With the balance that the office gave, and its moment.
        pub office_balance: With2,

        /// The filters: heading, labels and choices.
        pub filters: &'static str,
        pub account: &'static str,
        pub all_accounts: &'static str,
        pub year: &'static str,
        pub all_years: &'static str,
        pub show: &'static str,
        pub show_all: &'static str,
        pub show_credited: &'static str,
        pub show_open: &'static str,
        pub show_over: &'static str,
        pub show_office: &'static str,
        /// Nothing fits the filters: what to do, and its button.
        pub no_match_title: &'static str,
        pub no_match: &'static str,
        pub clear_filters: &'static str,
        /// The movements as a file for a spreadsheet.
        pub file: PdfText,

        /// The yearly statements for the tax return: title, what they are, and that there is none yet.
        pub statements_title: &'static str,
        pub statements: &'static str,
        pub no_statements: &'static str,
        /// Each year has one.
        pub statement: PdfText,
    }
}
