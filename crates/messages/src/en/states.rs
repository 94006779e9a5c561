use crate::screens::{StateText, StateTexts};

pub const TEXTS: StateTexts = StateTexts {
    opening: StateText {
        label: "Being prepared",
        meaning: "The payment platform has not confirmed the notice yet, so it cannot be paid yet. We keep trying: you can close the app and come back later.",
    },
    unpaid: StateText { label: "To be paid", meaning: "The notice is ready and no payment is recorded." },
    in_progress: StateText {
        label: "Payment in progress",
        meaning: "A payment is in progress and its outcome is not known yet. Do not pay again.",
    },
    page_open: StateText {
        label: "Payment page open",
        meaning: "The payment page was opened and no payment is on record yet. If you have already paid, do not pay again.",
    },
    page_left: StateText {
        label: "Payment not completed",
        meaning: "The payment page says that you have not paid; we are waiting for the platform to confirm. If you did \
                pay, do not pay again.",
    },
    paid: StateText {
        label: "Paid",
        meaning: "The payment has arrived; the account is about to be credited. There is nothing else to do.",
    },
    credited: StateText { label: "Paid", meaning: "It has been added to the account." },
    expired: StateText {
        label: "Expired",
        meaning: "The due date passed and no payment is recorded. If you have already paid this notice, do not make another top-up: as soon as the payment arrives, it is credited.",
    },
    cancelled: StateText {
        label: "Cancelled",
        meaning: "The top-up was cancelled: the notice is no longer valid.",
    },
    anomalous: StateText {
        label: "Being checked",
        meaning: "The payment platform gave an unusual answer: the office is looking into it. Do not pay again.",
    },
    refused: "The payment platform did not accept the notice: it cannot be paid, and nothing was charged. The office is looking into it; you can make another top-up.",
    absent: "The notice no longer exists at the payment platform: it cannot be paid. You can cancel it and make another top-up.",
    differs: "The payment platform has other data for this notice: the office is looking into it. Do not pay again.",
    partly_paid: "The notice is paid only in part: the office is looking into it. Do not pay again.",
};
