use super::count;
use crate::With1;
use crate::screens::AccountsTexts;

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "Your accounts",
    greeting: With1::new("Signed in as {1}"),
    balance: "Balance",
    low: "Low balance",
    negative_badge: "Negative balance",
    in_debt: With1::new("{1} in debt"),
    low_left: With1::new("Low balance: {1}"),
    top_up_amount: With1::new("Top up {1}"),
    debt_and: With1::new("the debt and {1}"),
    debt_alone: "covers the debt",
    other_amount: "Another amount",
    at_cap: "The balance, top-ups to pay included, is at its maximum: it cannot be topped up for now.",
    top_up_now: "Top up",
    top_up_several: "Top up several accounts at once",
    top_up_several_why: "One payment, one fee.",
    top_up_all: With1::new("Top up all: {1}"),
    top_up_some: count("Top up 1 account", "Top up {1} accounts"),
    balance_date: With1::new("Last balance from the office: {1}."),
    already_open: With1::new("There is a notice to pay already: {1}"),
    pay_open: "Open the notice to pay",
    open_title: "To pay",
    open_all: With1::new("See all notices to pay ({1})"),
    show: "Show",
    empty_title: "No account for this address",
    empty: With1::new(
        "No account is linked to {1}. If your children eat at school, ask the municipality’s office to link this address.",
    ),
};
