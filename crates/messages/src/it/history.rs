use super::count;
use crate::{
    With1, With2,
    screens::{HistoryTexts, PdfText},
};

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Movimenti",
    lead: "Dal più recente. Apri una ricarica per vedere il suo avviso.",
    more: "Mostra altri",
    more_shown: count("Mostrato 1 altro movimento", "Mostrati altri {1} movimenti"),
    end: "Non ci sono altri movimenti.",
    empty_title: "Ancora nessun movimento",
    empty: "Qui compaiono tutte le ricariche fatte con questo indirizzo e-mail, pagate o no, e i pasti, se l’ufficio li comunica.",
    meal: "Pasto",
    correction: "Rettifica",
    other: "Altro movimento",
    month_credited: With1::new("Ricariche accreditate: {1}"),
    month_charged: With1::new("Pasti e rettifiche: {1}"),
    balance_after: With1::new("Saldo: {1}"),
    office_balance: With2::new("Saldo comunicato dall’ufficio: {1} ({2})"),
    filters: "Scegli che cosa vedere",
    account: "Conto",
    all_accounts: "Tutti i conti",
    year: "Anno",
    all_years: "Tutti gli anni",
    show: "Movimenti",
    show_all: "Tutti i movimenti",
    show_credited: "Ricariche accreditate",
    show_open: "Ricariche in attesa",
    show_over: "Ricariche scadute o annullate",
    show_office: "Pasti e rettifiche",
    no_match_title: "Nessun movimento trovato",
    no_match: "Con queste scelte non c’è nessun movimento.",
    clear_filters: "Mostra tutti i movimenti",
    file: PdfText { download: "Scarica i movimenti (CSV)", share: "Condividi i movimenti (CSV)" },
    statements_title: "Attestazioni per la dichiarazione dei redditi (730)",
    statements: "Quanto hai pagato con pagoPA in un anno, conto per conto.",
    no_statements: "Ancora nessuna. Dal 1º gennaio trovi qui l’attestazione dell’anno appena finito, se hai pagato qualcosa.",
    statement: PdfText {
        download: "Scarica l’attestazione (PDF)", share: "Condividi l’attestazione (PDF)"
    },
};
