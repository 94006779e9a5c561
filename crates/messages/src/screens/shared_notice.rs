//! A notice that somebody else pays: the link on the notice page, and the page that it opens.

use crate::{With1, With2};

texts! {
    /// The page of the link, and what the guardian reads before sharing it.
    pub struct SharedNoticeTexts {
        pub title: &'static str,
        pub lead: &'static str,
        /// With the children's first names.
        pub for_whom: With1,
        pub pay_title: &'static str,
        pub pay: &'static str,
        pub code_title: &'static str,
        pub numbers: &'static str,
        pub letter: &'static str,
        pub letter_share: &'static str,
        pub paid_title: &'static str,
        pub paid: &'static str,
        pub over_title: &'static str,
        pub over: &'static str,
        pub unknown_title: &'static str,
        pub unknown: &'static str,
        /// On the guardian's own notice page.
        pub ask_title: &'static str,
        pub ask_lead: &'static str,
        pub names: &'static str,
        pub names_more: &'static str,
        pub share: &'static str,
        /// The shared text: the amount, and the link.
        pub text: With2,
    }
}
