//! The guardian's accounts.

use crate::{Count, With1};

texts! {
    /// The texts of this screen.
    pub struct AccountsTexts {
        pub title: &'static str,
        /// With the guardian's name.
        pub greeting: With1,
        pub balance: &'static str,
        pub low: &'static str,
        pub negative_badge: &'static str,
        /// With the amount owed.
        pub in_debt: With1,
        /// With what the balance pays for: "2 meals".
        pub low_left: With1,
        /// The main button, with the suggested amount.
        pub top_up_amount: With1,
        /// What the suggested amount pays for: the debt and "10 meals".
        pub debt_and: With1,
        pub debt_alone: &'static str,
        pub other_amount: &'static str,
        pub at_cap: &'static str,
        pub top_up_now: &'static str,
        pub top_up_several: &'static str,
        pub top_up_several_why: &'static str,
        /// All accounts in need, with the sum.
        pub top_up_all: With1,
        /// Some of them, followed by the sum.
        pub top_up_some: Count,
        /// With the moment of the office's last balance.
        pub balance_date: With1,
        /// An open notice for an account in need, with its amount.
        pub already_open: With1,
        pub pay_open: &'static str,
        /// Heading of the open notices.
        pub open_title: &'static str,
        /// Link to all of them, with their number: more than three.
        pub open_all: With1,
        /// Short for "Show at the counter", beside a notice.
        pub show: &'static str,
        pub empty_title: &'static str,
        pub empty: With1,
    }
}
