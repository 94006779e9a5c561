use super::count;
use crate::With1;
use crate::screens::NoticesTexts;

pub const TEXTS: NoticesTexts = NoticesTexts {
    title: "Notices",
    lead: "Pay them at a counter with the code, with an app or online. They stay on the phone, even without a network.",
    due: With1::new("Pay by {1}"),
    to_pay: count("1 to pay", "{1} to pay"),
    empty_title: "No notice to pay",
    empty: "When you create a notice, its code stays here, ready for the counter.",
    earlier: "Paid ones are in the movements",
};
