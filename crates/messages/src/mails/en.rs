use super::MailTexts;
use crate::{With1, With2};

pub static MAILS: MailTexts = MailTexts {
    dear: With1::new("Dear {1},"),
    line: With2::new("{1}: {2}"),
    questions: With1::new("Questions? Write to {1}"),

    code_subject: With1::new("{1} is your code for Ricarica"),
    code_title: "Your code for Ricarica is",
    code_valid: "It is valid for ten minutes and works once. Nobody from the municipality will ever ask for it.",
    code_ignore: "If you did not ask for it, ignore this message.",

    receipt_subject: With1::new("Top-up credited: {1}"),
    receipts_subject: With1::new("Top-ups credited: {1}"),
    receipt_title: "Top-up credited",
    receipts_title: "Top-ups credited",
    receipt_lead: "Your top-up has been paid and credited.",
    receipts_lead: "Your top-ups have been paid and credited.",
    receipt_table: "What was paid",
    top_up: "Top-up",
    amount: "Amount",
    total: "Total paid",
    service: "School service",
    for_whom: "For",
    notice_code: "Notice code",
    paid_on: "Paid on",
    balance: "Balance after the top-up",
    receipt_separate: "The receipt comes separately, from the bank or service that took the payment.",
    see_account: "See the account",
    see_accounts: "See the accounts",

    notice_subject: With1::new("Payment notice {1}"),
    notice_title: "Payment notice",
    notice_lead: "Attached is the payment notice, to print or to show on your phone.",
    due_on: "To be paid by",
    notice_once: "It is paid once, at a counter or online: the notice code is the same.",
    see_notice: "Open the notice",

    receipt_pdf_subject: With1::new("Receipt of top-up {1}"),
    receipt_pdf_title: "Receipt of the top-up",
    receipt_pdf_lead: "The receipt of the top-up is attached: it says how much was paid, when and for which account.",
    receipt_pdf_see: "Open the top-up",
    receipt_pdf_is_not: "The legal proof of payment is the pagoPA receipt, which the provider that took the payment sends you separately.",
};
