use crate::messages::screens::TopUpTexts;

pub const TEXTS: TopUpTexts = TopUpTexts {
    title: "Top up",
    title_several: "Top up several accounts",
    several_lead: |most| {
        [
            "An amount for each account; leave empty what you do not need. Up to ",
            &most.to_string(),
            " in one payment.",
        ]
        .concat()
    },
    current_balance: "Balance now",
    amount: "Amount of the top-up",
    limits: |least, most| ["From ", least, " to ", most].concat(),
    quick_amounts: "Quick amounts",
    quick_due: "settles the debt",
    at_cap: "The balance of this account is at its most: it cannot be topped up for now.",
    total: "Total",
    amount_missing: "Type the amount.",
    amount_not_a_number: "Type digits only, such as 25 or 25.50.",
    amount_zero: "The amount must be more than zero.",
    amount_negative: "The amount cannot be negative.",
    amount_ambiguous: "It is not clear whether the last three digits are thousands or decimals. Write 12.35 or 12345, for example.",
    amount_decimals: "Cents have two digits at most, such as 25.50.",
    amount_grouping: "The points and commas are not where they belong. Write 1250.00, for example.",
    amount_below: |least| ["The least amount is ", least, "."].concat(),
    amount_above: |most| ["The most is ", most, "."].concat(),
    amount_none: "Type at least one amount.",
    amount_too_many: |most| {
        ["One online payment holds ", &most.to_string(), " top-ups at most: leave an account empty."].concat()
    },
    choose_way: "How do you want to go on?",
    online_title: "Pay online now",
    online_lead: "You go to the payment page, then come back here.",
    sign_in_question: "On the payment page I want to enter with",
    sign_in_spid: "SPID",
    sign_in_email: "E-mail",
    sign_in_advice: "If one gives trouble, try the other.",
    there_title: "What you will find there",
    there_card: "Card",
    there_card_more: "credit, debit or prepaid",
    there_account: "Current account",
    there_account_more: "a few banks at once; the others through MyBank: after the summary, pick yours from the list",
    there_other: "Other payments",
    there_other_more: "Satispay, PayPal, BANCOMAT Pay",
    there_receipt: "The receipt comes by e-mail.",
    next: "NEXT",
    next_busy: "One moment…",
    notice_title: "Pay with a notice",
    notice_lead: "Make the payment notice: show it on the phone or print it, and pay wherever you like.",
    notice_places: "Post offices, banks, tobacconists, SISAL, Lottomatica, ATMs that take notices",
    make_notice: "Make the notice",
    make_notices: "Make the notices",
    notice_busy: "Preparing the notice…",
    notices_made: |count| {
        if count == 1 { "1 notice ready".to_owned() } else { [&count.to_string(), " notices ready"].concat() }
    },
    duplicate_title: "There is an equal top-up already",
    duplicate: |amount, what| {
        [
            "For ",
            what,
            " a top-up of ",
            amount,
            " is open already and not paid yet. Not to pay twice, use that one.",
        ]
        .concat()
    },
    duplicate_use: "Use the open one",
    duplicate_second: "I want a second one",
    duplicate_back: "Cancel",
    opening_title: "The top-up is recorded",
    opening: "The payment platform has not answered yet. We keep asking: as soon as it is ready, this goes on by itself. No money has moved.",
    opening_later: "You may also close this: the top-up stays among those under way and can be paid later.",
    left_title: "Payment begun",
    left: "You have been to the payment page already. If you paid, look at the outcome before trying again; otherwise go on from here: the notice stays the same.",
    left_see: "See the outcome",
    bad_redirect: "The payment page’s address is not safe and was not opened. No money has moved. Tell the office, or pay with the notice.",
    unknown_account: "This account is not one of yours. Go back to the accounts and choose from there.",
};
