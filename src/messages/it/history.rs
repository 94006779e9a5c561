use crate::messages::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Storico delle ricariche",
    lead: "Dalla più recente. Tocca una ricarica per vedere il suo avviso.",
    more: "Mostra altre",
    more_shown: |count| {
        if count == 1 {
            "Mostrata 1 altra ricarica".to_owned()
        } else {
            ["Mostrate altre ", &count.to_string(), " ricariche"].concat()
        }
    },
    end: "Non ci sono altre ricariche.",
    empty_title: "Ancora nessuna ricarica",
    empty: "Qui compaiono tutte le ricariche fatte con questo accesso, pagate o no.",
};
