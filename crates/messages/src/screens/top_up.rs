//! Topping up one account or several, online or with a notice.

use crate::{Count, With1, With2};

texts! {
    /// The texts of this screen.
    pub struct TopUpTexts {
        pub title: &'static str,
        pub title_several: &'static str,
        pub several_lead: With1,
        pub current_balance: &'static str,
        pub amount: &'static str,
        pub limits: With2,
        pub quick_amounts: &'static str,
        // Results of the quick amounts.
        pub quick_zero: &'static str,
        pub quick_week: &'static str,
        pub quick_fortnight: &'static str,
        pub quick_month: &'static str,
        /// With the balance afterwards, if a meal has no price.
        pub quick_balance: With1,
        /// The balance afterwards and what it pays for.
        pub after: With2,
        pub after_balance: With1,
        pub debt_remains: With1,
        pub at_cap: &'static str,
        /// The same, where an open top-up of the account is shown above.
        pub at_cap_open: &'static str,
        pub total: &'static str,

        // Errors at the field.
        pub amount_missing: &'static str,
        pub amount_not_a_number: &'static str,
        pub amount_zero: &'static str,
        pub amount_negative: &'static str,
        pub amount_ambiguous: &'static str,
        pub amount_decimals: &'static str,
        pub amount_grouping: &'static str,
        pub amount_below: With1,
        pub amount_above: With1,
        /// With the number of invalid fields; a list of them follows.
        pub amounts_wrong: Count,
        pub amount_none: &'static str,
        pub amount_too_many: With1,

        // The switch between the two ways to pay.
        pub way_question: &'static str,
        pub way_online: &'static str,
        pub way_notice: &'static str,
        /// With the remembered choice.
        pub sign_in_with: With1,
        pub sign_in_change: &'static str,
        pub sign_in_question: &'static str,
        pub sign_in_spid: &'static str,
        /// Explanation of SPID.
        pub sign_in_spid_more: &'static str,
        pub sign_in_email: &'static str,
        pub sign_in_email_more: &'static str,
        pub sign_in_advice: &'static str,
        pub there_title: &'static str,
        /// The question that opens the explanation of the payment page.
        pub how_title: &'static str,
        pub how: &'static str,
        pub there_card: &'static str,
        pub there_card_more: &'static str,
        pub there_account: &'static str,
        pub there_account_more: &'static str,
        pub there_other: &'static str,
        pub there_other_more: &'static str,
        pub there_receipt: &'static str,
        pub next: &'static str,
        pub next_busy: &'static str,

        pub notice_lead: &'static str,
        pub notice_places: &'static str,
        pub make_notice: &'static str,
        pub make_notices: &'static str,
        pub notice_busy: &'static str,
        pub notices_made: Count,
        /// Before several notices are made.
        pub notices_each: Count,
        /// Above the list of several new notices.
        pub notices_made_lead: &'static str,

        /// An open top-up of the account, with its amount.
        pub open_here: With1,
        /// With their number: two or more.
        pub open_here_several: Count,
        pub duplicate_title: &'static str,
        /// With the amount of the open top-up and the account.
        pub duplicate: With2,
        /// With the amount of the open top-up.
        pub duplicate_use: With1,
        /// With the new amount.
        pub duplicate_replace: With1,
        pub duplicate_second: &'static str,
        pub duplicate_back: &'static str,
        pub not_replaced_title: &'static str,
        pub not_replaced: &'static str,

        pub opening_title: &'static str,
        pub opening: &'static str,
        pub opening_later: &'static str,
        pub left_title: &'static str,
        pub left: &'static str,
        /// If the amount is still the same.
        pub left_same: &'static str,
        /// If it was changed.
        pub left_other: &'static str,
        pub left_see: &'static str,
        pub bad_redirect: &'static str,
        pub unknown_account: &'static str,
    }
}
