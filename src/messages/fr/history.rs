use crate::messages::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts { title: "Historique des recharges" };
