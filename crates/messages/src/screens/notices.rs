//! The tab with the notices that can be paid.

use crate::{Count, With1};

texts! {
    /// The texts of this screen.
    pub struct NoticesTexts {
        pub title: &'static str,
        pub lead: &'static str,
        /// With the date.
        pub due: With1,
        /// In the tab's name. With the number of notices.
        pub to_pay: Count,
        pub empty_title: &'static str,
        pub empty: &'static str,
        /// The link to the movements, where the paid ones are.
        pub earlier: &'static str,
    }
}
