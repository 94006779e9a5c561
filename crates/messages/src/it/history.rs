use super::count;
use crate::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Movimenti",
    lead: "Dalla più recente. Apri una ricarica per vedere il suo avviso.",
    more: "Mostra altre",
    more_shown: count("Mostrata 1 altra ricarica", "Mostrate altre {1} ricariche"),
    end: "Non ci sono altre ricariche.",
    empty_title: "Ancora nessuna ricarica",
    empty: "Qui compaiono tutte le ricariche fatte con questo indirizzo e-mail, pagate o no.",
};
