use super::count;
use crate::screens::{HistoryTexts, PdfText};

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Movimenti",
    lead: "Dalla più recente. Apri una ricarica per vedere il suo avviso.",
    more: "Mostra altre",
    more_shown: count("Mostrata 1 altra ricarica", "Mostrate altre {1} ricariche"),
    end: "Non ci sono altre ricariche.",
    empty_title: "Ancora nessuna ricarica",
    empty: "Qui compaiono tutte le ricariche fatte con questo indirizzo e-mail, pagate o no.",
    statements_title: "Attestazioni per la dichiarazione dei redditi (730)",
    statements: "Quanto hai pagato con pagoPA in un anno, conto per conto.",
    no_statements: "Ancora nessuna. Dal 1º gennaio trovi qui l’attestazione dell’anno appena finito, se hai pagato qualcosa.",
    statement: PdfText {
        download: "Scarica l’attestazione (PDF)", share: "Condividi l’attestazione (PDF)"
    },
};
