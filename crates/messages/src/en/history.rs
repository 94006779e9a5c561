use super::count;
use crate::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Movements",
    lead: "Newest first. Open a top-up to see its notice.",
    more: "Show more",
    more_shown: count("1 more top-up shown", "{1} more top-ups shown"),
    end: "There are no more top-ups.",
    empty_title: "No top-ups yet",
    empty: "Every top-up made with this e-mail address appears here, paid or not.",
};
