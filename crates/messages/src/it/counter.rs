use crate::screens::CounterTexts;
use crate::{With1, With2};

pub const TEXTS: CounterTexts = CounterTexts {
    title: "Allo sportello",
    close: "Chiudi",
    previous: "Avviso precedente",
    next: "Avviso successivo",
    place: With2::new("Avviso {1} di {2}"),
    kind: "Codice da mostrare",
    qr: "Per tabaccai, banche, SISAL…",
    data_matrix: "Per Poste",
    waiting: "Quando il pagamento arriva, questa schermata lo dice da sola.",
    unreachable: "Senza rete: il codice vale lo stesso.",
    checked_at: With1::new("Ultimo controllo: {1}."),
    never_checked: "Non ancora controllato.",
    overdue: With1::new(
        "Per l’orologio del telefono la scadenza ({1}) è passata: lo sportello potrebbe rifiutare l’avviso.",
    ),
    show_anyway: "Non paghi online? Mostra il codice",
    paid_title: "Pagato",
    paid: "Il pagamento è arrivato. Non serve fare altro.",
    keep_slip: "Conserva lo scontrino: è la tua ricevuta.",
    other_notices: "Mostra un altro avviso",
    nothing_title: "Nessun avviso su questo telefono",
    nothing: "Qui si trovano gli avvisi da pagare che hai creato o aperto con questo telefono. Se ne hai altri, li \
              ritrovi quando c’è rete, dopo l’accesso.",
    not_here_title: "Questo avviso non è su questo telefono",
    not_here: "Forse è già pagato o annullato, oppure serve la rete per ritrovarlo.",
    saved_title: "Avvisi su questo telefono",
    saved_lead: "Si mostrano anche senza rete.",
    show: "Mostra allo sportello",
    dropped: "Un avviso conservato su questo telefono non si poteva più leggere ed è stato tolto. Resta tra le tue \
              ricariche: lo ritrovi quando c’è rete.",
    refused: "Questo browser non conserva l’avviso: senza rete non lo potrai mostrare. Copia o condividi i dati adesso.",
};
