use crate::messages::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts { title: "Storico delle ricariche" };
