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
        /// On the quick amount that covers a negative balance.
        pub quick_due: &'static str,
        pub at_cap: &'static str,
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

        /// Beside the button for paying online.
        pub or_notice: &'static str,
        pub online_title: &'static str,
        pub online_lead: &'static str,
        pub sign_in_question: &'static str,
        pub sign_in_spid: &'static str,
        /// Explanation of SPID.
        pub sign_in_spid_more: &'static str,
        pub sign_in_email: &'static str,
        pub sign_in_email_more: &'static str,
        pub sign_in_advice: &'static str,
        pub there_title: &'static str,
        pub there_card: &'static str,
        pub there_card_more: &'static str,
        pub there_account: &'static str,
        pub there_account_more: &'static str,
        pub there_other: &'static str,
        pub there_other_more: &'static str,
        pub there_receipt: &'static str,
        pub next: &'static str,
        pub next_busy: &'static str,

        pub notice_title: &'static str,
        pub notice_lead: &'static str,
        pub notice_places: &'static str,
        pub make_notice: &'static str,
        pub make_notices: &'static str,
        pub notice_busy: &'static str,
        pub notices_made: Count,

        pub duplicate_title: &'static str,
        /// With the amount and the account.
        pub duplicate: With2,
        pub duplicate_use: &'static str,
        pub duplicate_second: &'static str,
        pub duplicate_back: &'static str,

        pub opening_title: &'static str,
        pub opening: &'static str,
        pub opening_later: &'static str,
        pub left_title: &'static str,
        pub left: &'static str,
        pub left_see: &'static str,
        pub bad_redirect: &'static str,
        pub unknown_account: &'static str,
    }
}
