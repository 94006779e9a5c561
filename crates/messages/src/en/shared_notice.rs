use crate::screens::SharedNoticeTexts;
use crate::{With1, With2};

pub const TEXTS: SharedNoticeTexts = SharedNoticeTexts {
    title: "Pay for a top-up",
    lead: "The person who sent you this link asks you to pay for this top-up. You need not sign in.",
    for_whom: With1::new("For {1}"),
    pay_title: "Pay online",
    pay: "Go to the payment",
    code_title: "Or with the code",
    numbers: "Payment details",
    letter: "Download the letter (PDF)",
    letter_share: "Share the letter (PDF)",
    paid_title: "Paid",
    paid: "Thank you: the payment has arrived. There is nothing else to do.",
    over_title: "This notice cannot be paid",
    over: "It has expired, was cancelled or is being checked. Ask the person who sent you the link. If you have already paid, do not pay again.",
    unknown_title: "This link does not work",
    unknown: "It may be incomplete. Ask the person who sent it to send it again, as a whole.",
    ask_title: "Ask somebody else to pay",
    ask_lead: "The link shows the amount, the code and the state of this notice, and it can be paid without signing in. It does not show the balance or your e-mail address. It works as long as the notice can be paid.",
    names: "Show names too",
    names_more: "The child’s first name is shown, and the letter can be downloaded, which contains your name and fiscal code.",
    share: "Share the link",
    text: With2::new("Can you pay this top-up of {1}? {2}"),
};
