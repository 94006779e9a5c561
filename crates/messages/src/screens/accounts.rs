//! The guardian's accounts.

use crate::{Count, With1, With2};

texts! {
    /// The texts of this screen.
    pub struct AccountsTexts {
        pub title: &'static str,
        /// With the guardian's name.
        pub greeting: With1,
        pub balance: &'static str,
        /// "about 5 meals".
        pub about_meals: Count,
        pub less_than_a_meal: &'static str,
        pub low: &'static str,
        /// With the amount owed.
        pub negative: With1,
        pub negative_badge: &'static str,
        /// With an amount and `11 meals`.
        pub suggested: With2,
        /// The same, if the balance is negative.
        pub suggested_due: With2,
        pub at_cap: &'static str,
        pub top_up_now: &'static str,
        /// Accessible name of the button, with children and service: "Top up: Canteen of Anna".
        pub top_up_what: With1,
        pub top_up_several: &'static str,
        pub top_up_several_why: &'static str,
        pub open_title: &'static str,
        pub open_lead: &'static str,
        pub empty_title: &'static str,
        pub empty: With1,
    }
}
