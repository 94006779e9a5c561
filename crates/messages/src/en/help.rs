use crate::screens::HelpTexts;

pub const TEXTS: HelpTexts = HelpTexts {
    title: "Help",
    lead: "How to top up, what to say at the counter, and what to do when something goes wrong.",
    failed: "The help could not be loaded: you need an internet connection.",
    office: "Talk to the office",
    office_lead: "If it is about a payment, have the notice code at hand.",
    office_hours: "Open:",
    spid: "SPID does not work?",
    counter: "What to say at the counter",
    fee: "What does the payment cost?",
    not_credited: "You have paid and the balance does not change?",
};
