//! The list of all top-ups, newest first.

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
    }
}
