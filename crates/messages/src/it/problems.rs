use crate::screens::{ProblemText, ProblemTexts};

pub const TEXTS: ProblemTexts = ProblemTexts {
    title: "Qualcosa non ha funzionato",
    no_money_moved: "Con questa richiesta non è stato addebitato nulla.",
    request_id: "Codice da riferire all’ufficio",
    offline_title: "Nessun collegamento",
    offline: ProblemText {
        what: "Per questo serve la rete.",
        now: "Gli avvisi su questo telefono si mostrano anche senza. Quando c’è rete, riprova.",
    },
    timeout: ProblemText {
        what: "La risposta non è arrivata in tempo.",
        now: "Riprova: la stessa richiesta non viene eseguita due volte.",
    },
    bad_answer: ProblemText {
        what: "La risposta ricevuta non è leggibile.",
        now: "Aggiorna la pagina; se succede ancora, avvisa l’ufficio.",
    },
    unexpected: ProblemText {
        what: "È successo qualcosa di imprevisto.",
        now: "Aggiorna la pagina e riprova; se succede ancora, avvisa l’ufficio.",
    },
    not_signed_in: ProblemText {
        what: "La sessione è terminata.",
        now: "Accedi di nuovo: si riprende da qui.",
    },
    code_refused: ProblemText {
        what: "Il codice non è valido.",
        now: "Controlla le cifre dell’ultimo messaggio o chiedi un nuovo codice.",
    },
    not_found: ProblemText {
        what: "Con questo indirizzo e-mail qui non c’è nulla da mostrare.",
        now: "Torna ai conti. Se manca qualcosa, chiedi all’ufficio.",
    },
    already_paid: ProblemText {
        what: "Questo avviso è già pagato.",
        now: "Non pagare di nuovo: guarda lo stato nei movimenti.",
    },
    payment_in_progress: ProblemText {
        what: "Un pagamento di questo avviso è già in corso.",
        now: "Non pagare di nuovo: aspetta l’esito. Se non è andato a buon fine, tra circa 30 minuti si potrà riprovare.",
    },
    expired: ProblemText { what: "È passata la scadenza di questo avviso.", now: "Fai una nuova ricarica." },
    cancelled: ProblemText {
        what: "Questa ricarica è stata annullata.",
        now: "Fai una nuova ricarica, se serve.",
    },
    still_opening: ProblemText {
        what: "L’avviso è ancora in preparazione.",
        now: "Riprova tra qualche momento.",
    },
    duplicate: ProblemText {
        what: "C’è già una ricarica uguale, non ancora pagata.",
        now: "Usa quella, per non pagare due volte.",
    },
    in_flight: ProblemText {
        what: "La stessa richiesta è ancora in corso.",
        now: "Aspetta qualche secondo e riprova.",
    },
    refused_field: ProblemText {
        what: "Qualcosa di quello che hai scritto non è valido.",
        now: "Controlla quello che hai scritto e riprova.",
    },
    amount_out_of_range: ProblemText {
        what: "L’importo è fuori dai limiti.",
        now: "Controlla il minimo e il massimo, e che il saldo non superi il limite.",
    },
    too_many_requests: ProblemText {
        what: "Troppe richieste in poco tempo.",
        now: "Aspetta qualche minuto e riprova.",
    },
    internal: ProblemText {
        what: "C’è un guasto dalla nostra parte.",
        now: "Riprova tra poco; se succede ancora, avvisa l’ufficio.",
    },
    platform_error: ProblemText {
        what: "La piattaforma dei pagamenti ha rifiutato la richiesta.",
        now: "Riprova più tardi; se succede ancora, avvisa l’ufficio.",
    },
    platform_down: ProblemText {
        what: "La piattaforma dei pagamenti non risponde.",
        now: "Il servizio del Comune funziona: riprova tra qualche minuto. Un avviso già pronto si può pagare comunque.",
    },
    unavailable: ProblemText {
        what: "Il servizio è temporaneamente fermo.",
        now: "Riprova tra qualche minuto. Un avviso già pronto si può pagare comunque.",
    },
};
