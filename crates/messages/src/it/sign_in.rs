use super::count;
use crate::With1;
use crate::screens::SignInTexts;

pub const TEXTS: SignInTexts = SignInTexts {
    title: "Accedi",
    error_title: With1::new("Errore: {1}"),
    cookies_blocked: "Il browser blocca i cookie, e senza non si può accedere. Consentili per questo sito e riprova.",
    lead: "Per vedere i conti della mensa e ricaricarli basta l’indirizzo e-mail dato al Comune. \
           Non serve una password: arriva un codice.",
    first_enter: "Accedi con la tua e-mail: ti mandiamo un codice.",
    first_choose: "Scegli il conto e l’importo.",
    first_pay: "Paga online, oppure mostra l’avviso dal tabaccaio, in posta o in banca.",
    ends_soon: "Per sicurezza la sessione sta per terminare.",
    stay: "Resta nella pagina",
    session_over: "Per sicurezza la sessione è terminata. Accedi di nuovo: si riprende da dove eri; \
                   quello che avevi scritto c’è ancora.",
    signed_out: "Sei uscito: su questo telefono non restano né saldi né avvisi.",
    email: "Indirizzo e-mail",
    email_hint: "Quello indicato all’iscrizione ai servizi scolastici.",
    email_empty: "Scrivi l’indirizzo e-mail.",
    email_wrong: "L’indirizzo non è completo. Esempio: nome@esempio.it",
    send_code: "Invia il codice",
    code_title: "Scrivi il codice",
    code_sent: With1::new(
        "Se {1} è un indirizzo conosciuto dal Comune, sta arrivando un messaggio con il codice.",
    ),
    code_new_sent: "Richiesto un nuovo codice: vale solo l’ultimo.",
    code: "Codice",
    code_hint: With1::new("Vale {1} minuti e per un solo accesso."),
    code_wrong_length: With1::new("Il codice ha {1} cifre."),
    code_refused: "Il codice non è valido: è sbagliato, scaduto o già usato. Controlla le cifre \
                   dell’ultimo messaggio; dopo cinque tentativi serve un nuovo codice.",
    code_over: "Questo codice non vale più: i tentativi sono finiti o il tempo è scaduto. Chiedine uno nuovo.",
    mail_down: "In questo momento i messaggi non partono, e non dipende da te. Se il codice non arriva, riprova \
                tra qualche minuto.",
    enter: "Accedi",
    no_code: "Il messaggio non arriva?",
    no_code_advice: "Guarda anche nella posta indesiderata. Se l’indirizzo non è quello dato al Comune, \
                     non arriva nulla: cambia indirizzo o chiedi all’ufficio.",
    resend: "Invia un nuovo codice",
    resend_in: count(
        "Puoi chiedere un altro codice tra un secondo",
        "Puoi chiedere un altro codice tra {1} secondi",
    ),
    change_email: "Cambia indirizzo",
    other_email: "Usa un altro indirizzo",
    too_many: "Troppe richieste in poco tempo. Aspetta qualche minuto e riprova.",
};
