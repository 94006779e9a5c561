//! How easy a top-up was, asked after the payment.

use crate::Count;

texts! {
    /// What can have been good or hard.
    pub struct RatingAspectTexts {
        pub clarity: &'static str,
        pub completeness: &'static str,
        pub orientation: &'static str,
        pub technology: &'static str,
    }
}

texts! {
    /// The texts of the question.
    pub struct RatingTexts {
        pub title: &'static str,
        pub question: &'static str,
        /// The name of a choice, with its number of stars.
        pub stars: Count,
        /// With four or five stars, and the answers.
        pub good_question: &'static str,
        pub good: RatingAspectTexts,
        /// With fewer, and the answers.
        pub hard_question: &'static str,
        pub hard: RatingAspectTexts,
        pub other: &'static str,
        pub anonymous: &'static str,
        pub send: &'static str,
        pub sending: &'static str,
        pub thanks: &'static str,
    }
}
