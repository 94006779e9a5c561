use super::count;
use crate::screens::{EmailText, OutcomeText, OutcomeTexts, PdfText};
use crate::{With1, With2};

pub const TEXTS: OutcomeTexts = OutcomeTexts {
    title: "Outcome of the payment",
    credited: OutcomeText {
        title: "Top-up paid",
        text: "The top-up is credited: the balance is up to date.",
    },
    paid: OutcomeText {
        title: "Top-up paid",
        text: "The payment has arrived; the balance is updated shortly. There is nothing else to do.",
    },
    partly: OutcomeText {
        title: "Only some top-ups paid",
        text: "Some top-ups are paid, others are not. For those that are not, no charge is on record.",
    },
    page_open: OutcomeText {
        title: "Payment not completed yet",
        text: "The payment page was opened and no outcome has come back yet. If you have already paid, wait here: do not \
               pay again.",
    },
    in_progress: OutcomeText {
        title: "Payment in progress",
        text: "The outcome of the payment is not known yet. Do not pay again: this page updates itself.",
    },
    refused: OutcomeText {
        title: "Payment not successful",
        text: "The payment did not go through. As far as is known, nothing was charged.",
    },
    turned_back: OutcomeText {
        title: "Payment interrupted",
        text: "The payment was cancelled on the payment page. As far as is known, nothing was charged.",
    },
    not_arrived: OutcomeText {
        title: "No payment on record",
        text: "Your payment was being processed, but it has not reached us. Before you try again, look at your account \
               or card: if you see a charge, do not pay again and ask the office.",
    },
    not_paid: OutcomeText {
        title: "Top-up not paid",
        text: "The payment page is closed and no payment is on record.",
    },
    expired: OutcomeText {
        title: "Notice expired",
        text: "The due date passed and no payment is recorded. If you have already paid this notice, do not make another top-up: as soon as the payment arrives, it is credited.",
    },
    cancelled: OutcomeText {
        title: "Top-up cancelled",
        text: "The top-up was cancelled and no payment is on record. You can make a new one if you need it.",
    },
    anomalous: OutcomeText {
        title: "Payment being checked",
        text: "The payment platform gave an unusual answer: the office is looking into it. Do not pay again; if in doubt, \
               ask the office.",
    },
    unknown: OutcomeText {
        title: "Payment not found",
        text: "There is no payment at this address: the link may be incomplete. Your top-ups and their states are in the \
               movements.",
    },
    silent: "The payment platform is not answering: the outcome may not be up to date. We keep checking.",
    patience: "This takes longer than usual. We keep checking: you may close this page, the outcome stays in the movements \
               and the receipt comes by e-mail.",
    number: With1::new("Top-up {1}"),
    new_balance: With1::new("New balance: {1}"),
    balance: "Balance",
    balance_from_to: With2::new("from {1} to {2}"),
    paid_on: "Paid on",
    receipt_id: "Receipt number",
    receipt_to: With1::new("The receipt goes to {1}."),
    receipt_by_mail: "The receipt comes by e-mail.",
    receipt: PdfText { download: "Download the receipt (PDF)", share: "Share the receipt (PDF)" },
    receipt_email: EmailText {
        send: "Send the receipt to my e-mail address",
        sent: With1::new("Receipt sent to {1}"),
    },
    receipt_link: "Receipt",
    share: "Share",
    again_title: "Would you like to try again?",
    again: "You pay the same notice as before: it cannot be paid twice. If one way gives trouble, try the other.",
    pay_again: count("Try online again", "Pay the {1} that are left online"),
    pay_in_person: count("Pay in person with the same notice", "Pay in person with the same {1} notices"),
    locked_title: With1::new("You can try again from {1}"),
    locked: "A payment attempt still locks the notice. As soon as it is over, you can try again here or pay in person with the same notice.",
    sign_in_to_pay: "To try again, sign in: you pay the same notice.",
    sign_in_for_more: "To see amounts and balance, sign in.",
    sign_in: "Sign in",
    may_be_closed: "If this page was opened from the installed app, you may close it: the outcome is in the app too.",
};
