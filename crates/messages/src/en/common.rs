use super::count;
use crate::With1;
use crate::screens::CommonTexts;

pub const TEXTS: CommonTexts = CommonTexts {
    loading: "Loading…",
    retry: "Try again",
    close: "Close",
    done: "Done",
    back_to_accounts: "Back to the accounts",
    copy: "Copy",
    copy_what: With1::new("Copy: {1}"),
    copied: "Copied",
    copy_refused: "The browser does not allow copying: press and hold the text to select it.",
    share_refused: "The document was not shared: try again.",
    sending: "Sending…",
    no_meals: "no meals",
    meals: count("1 meal", "{1} meals"),
    open_notice: "Open the notice",
    top_up: "Top-up",
    amount: "Amount",
};
