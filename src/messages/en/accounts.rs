use crate::messages::screens::AccountsTexts;

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "Your accounts",
    greeting: |name| ["Signed in as ", name].concat(),
    balance: "Balance",
    about_meals: |count| {
        if count == 1 { "about 1 meal".to_owned() } else { ["about ", &count.to_string(), " meals"].concat() }
    },
    less_than_a_meal: "less than a meal",
    low: "Low balance",
    negative: |due| ["Due: ", due].concat(),
    negative_badge: "Negative balance",
    at_cap: "The balance is at its most: it cannot be topped up for now.",
    top_up_now: "Top up",
    top_up_what: |what| ["Top up: ", what].concat(),
    top_up_several: "Top up several accounts at once",
    top_up_several_why: "One payment, one fee.",
    open_title: "Top-ups under way",
    open_lead: "Not concluded yet. The notice can be paid online or in person.",
    empty_title: "No account for this address",
    empty: |email| {
        [
            "No account is linked to ",
            email,
            ". If your children eat at school, ask the municipality’s office to link this address.",
        ]
        .concat()
    },
};
