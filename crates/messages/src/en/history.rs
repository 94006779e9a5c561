use super::count;
use crate::screens::{HistoryTexts, PdfText};

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Movements",
    lead: "Newest first. Open a top-up to see its notice.",
    more: "Show more",
    more_shown: count("1 more top-up shown", "{1} more top-ups shown"),
    end: "There are no more top-ups.",
    empty_title: "No top-ups yet",
    empty: "Every top-up made with this e-mail address appears here, paid or not.",
    statements_title: "Statements for the tax return (730)",
    statements: "What you paid by pagoPA in a year, account by account.",
    no_statements: "None yet. From 1 January you will find the statement of the past year here, if you paid something.",
    statement: PdfText { download: "Download the statement (PDF)", share: "Share the statement (PDF)" },
};
