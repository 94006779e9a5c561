use crate::messages::screens::SignInTexts;

pub const TEXTS: SignInTexts = SignInTexts {
    title: "Accedi",
    lead: "Per vedere i conti della mensa e ricaricarli basta l’indirizzo e-mail che il Comune conosce. \
           Non serve una password: arriva un codice.",
    session_over: "Per sicurezza la sessione è terminata. Accedi di nuovo: si riprende da dove eri; \
                   quello che avevi scritto c’è ancora.",
    email: "Indirizzo e-mail",
    email_hint: "Quello indicato all’iscrizione ai servizi scolastici.",
    email_empty: "Scrivi l’indirizzo e-mail.",
    email_wrong: "L’indirizzo non è completo. Esempio: nome@esempio.it",
    send_code: "Invia il codice",
    code_title: "Scrivi il codice",
    code_sent: |email| {
        ["Se ", email, " è un indirizzo conosciuto dal Comune, sta arrivando un messaggio con il codice."]
            .concat()
    },
    code_new_sent: "Richiesto un nuovo codice: vale solo l’ultimo.",
    code: "Codice",
    code_hint: |minutes| ["Vale ", &minutes.to_string(), " minuti e per un solo accesso."].concat(),
    code_wrong_length: |digits| ["Il codice ha ", &digits.to_string(), " cifre."].concat(),
    code_refused: "Il codice non è valido: è sbagliato, scaduto o già usato. Controlla le cifre \
                   dell’ultimo messaggio; dopo cinque tentativi serve un nuovo codice.",
    enter: "Accedi",
    no_code: "Il messaggio non arriva?",
    no_code_advice: "Guarda anche nella posta indesiderata. Se l’indirizzo non è quello dato al Comune, \
                     non arriva nulla: cambia indirizzo o chiedi all’ufficio.",
    resend: "Invia un nuovo codice",
    resend_in: |seconds| ["Si può chiedere un nuovo codice tra ", &seconds.to_string(), " s"].concat(),
    change_email: "Cambia indirizzo",
    too_many: "Troppe richieste in poco tempo. Aspetta qualche minuto e riprova.",
};
