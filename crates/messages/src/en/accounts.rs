use super::count;
use crate::screens::AccountsTexts;
use crate::{With1, With2};

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "Your accounts",
    greeting: With1::new("Signed in as {1}"),
    balance: "Balance",
    about_meals: count("about 1 meal", "about {1} meals"),
    less_than_a_meal: "less than a meal",
    low: "Low balance",
    negative: With1::new("Due: {1}"),
    negative_badge: "Negative balance",
    suggested: With2::new("Top up {1}: enough for {2}"),
    suggested_due: With2::new("Top up {1}: covers the negative balance and {2}"),
    at_cap: "The balance has reached its maximum: it cannot be topped up for now.",
    top_up_now: "Top up",
    top_up_what: With1::new("Top up: {1}"),
    top_up_several: "Top up several accounts at once",
    top_up_several_why: "One payment, one fee.",
    open_title: "Top-ups under way",
    open_lead: "Not completed yet. The notice can be paid online or in person.",
    empty_title: "No account for this address",
    empty: With1::new(
        "No account is linked to {1}. If your children eat at school, ask the municipality’s office to link this address.",
    ),
};
