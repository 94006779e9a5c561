use crate::screens::{StateText, StateTexts};

pub const TEXTS: StateTexts = StateTexts {
    opening: StateText {
        label: "Being prepared",
        meaning: "The payment platform has not confirmed the notice yet: it cannot be paid yet.",
    },
    unpaid: StateText { label: "To be paid", meaning: "The notice is ready and no payment is recorded." },
    in_progress: StateText {
        label: "Payment in progress",
        meaning: "A payment is in progress and its outcome is not known yet. Do not pay again.",
    },
    paid: StateText {
        label: "Paid",
        meaning: "The payment has arrived; the account is about to be credited. There is nothing else to do.",
    },
    credited: StateText { label: "Credited", meaning: "Paid and added to the account." },
    expired: StateText {
        label: "Expired",
        meaning: "The due date passed without a payment: the notice is no longer valid. \
                  You can make a new top-up.",
    },
    cancelled: StateText {
        label: "Cancelled",
        meaning: "The top-up was cancelled: the notice is no longer valid.",
    },
    anomalous: StateText {
        label: "Being checked",
        meaning: "The payment platform gave an unusual answer: the office is looking into it. Do not pay again.",
    },
};
