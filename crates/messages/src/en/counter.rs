use crate::screens::CounterTexts;
use crate::{With1, With2};

pub const TEXTS: CounterTexts = CounterTexts {
    title: "At the counter",
    close: "Close",
    previous: "Previous notice",
    next: "Next notice",
    place: With2::new("Notice {1} of {2}"),
    kind: "Code to show",
    qr: "For tobacconists, banks, SISAL…",
    data_matrix: "For the post office",
    waiting: "When the payment arrives, this screen says so by itself.",
    unreachable: "No network: the code is valid all the same.",
    checked_at: With1::new("Last checked: {1}."),
    never_checked: "Not checked yet.",
    overdue: With1::new("By the phone’s clock the due date ({1}) has passed: the counter may refuse it."),
    show_anyway: "Not paying online? Show the code",
    paid_title: "Paid",
    paid: "The payment has arrived. There is nothing else to do.",
    keep_slip: "Keep the slip: it is your receipt.",
    other_notices: "Show another notice",
    nothing_title: "No notice on this phone",
    nothing: "Here are the notices to be paid that you made or opened with this phone. If there are others, you will \
              find them when you are online, once signed in.",
    not_here_title: "This notice is not on this phone",
    not_here: "It may have been paid or cancelled, or you have to be online to find it.",
    saved_title: "Notices on this phone",
    saved_lead: "They can be shown without a network too.",
    show: "Show at the counter",
    dropped: "A notice kept on this phone could no longer be read and was removed. It is still among your top-ups: \
              you will find it when you are online.",
    refused: "This browser does not keep the notice: without a network you will not be able to show it. Copy or share \
              the details now.",
};
