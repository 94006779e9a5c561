use super::count;
use crate::screens::{RatingAspectTexts, RatingTexts};

pub const TEXTS: RatingTexts = RatingTexts {
    title: "Your opinion",
    question: "How easy was it?",
    stars: count("1 star out of 5", "{1} stars out of 5"),
    good_question: "What went well?",
    good: RatingAspectTexts {
        clarity: "The words were clear",
        completeness: "Everything I needed was there",
        orientation: "I always knew how far I was",
        technology: "Everything worked",
    },
    hard_question: "What was hard?",
    hard: RatingAspectTexts {
        clarity: "The words were not clear",
        completeness: "Information was missing",
        orientation: "I did not know how far I was",
        technology: "Something did not work",
    },
    other: "Something else",
    anonymous: "We only count the answers, without your name.",
    send: "Send your opinion",
    sending: "Sending…",
    thanks: "Thank you, your opinion has been counted.",
};
