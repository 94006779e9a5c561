use crate::messages::screens::CommonTexts;

pub const TEXTS: CommonTexts = CommonTexts {
    loading: "Loading…",
    retry: "Try again",
    close: "Close",
    back_to_accounts: "Back to the accounts",
    copy: "Copy",
    copy_what: |what| ["Copy: ", what].concat(),
    copied: "Copied",
    copy_refused: "The browser does not allow copying: press and hold the text to select it.",
    meals: |count| if count == 1 { "1 meal".to_owned() } else { [&count.to_string(), " meals"].concat() },
    service_of: |service, children| [service, " · ", children].concat(),
    open_notice: "Open the notice",
    top_up: "Top-up",
    amount: "Amount",
};
