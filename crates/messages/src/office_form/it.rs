use super::OfficeFormTexts;
use crate::With1;

pub static OFFICE_FORM: OfficeFormTexts = OfficeFormTexts {
    link: "Non ho dato la mia e-mail all’ufficio",
    title: "Scrivi all’ufficio",
    lead: "Per accedere serve un indirizzo e-mail che l’ufficio conosce. Compila questi dati: l’ufficio li riceve, li \
           controlla e ti risponde.",
    name: "Nome e cognome",
    name_hint: "Di chi paga la mensa.",
    child: "Nome del bambino o della bambina",
    child_hint: "Se sono più di uno, scrivili tutti.",
    school: "Scuola",
    school_hint: "Scuola e classe.",
    email: "Il tuo indirizzo e-mail",
    email_hint: "L’ufficio risponde qui. Con questo indirizzo potrai accedere.",
    message: "Messaggio (facoltativo)",
    message_hint: "Non scrivere codici o dati di carte.",
    missing: "Compila questo campo.",
    too_long: With1::new("Al massimo {1} caratteri."),
    not_a_text: "Ci sono caratteri che non si possono usare.",
    email_wrong: "L’indirizzo non è completo. Esempio: nome@esempio.it",
    privacy: "Questi dati vanno solo all’ufficio, per e-mail, e qui non restano.",
    send: "Invia all’ufficio",
    too_many: "Hai già scritto più volte. Aspetta un’ora, oppure telefona all’ufficio.",
    sent_title: "Messaggio inviato",
    sent_lead: "L’ufficio lo riceve per e-mail e ti risponde all’indirizzo che hai scritto. Quando l’indirizzo è \
                registrato puoi accedere.",
    back: "Torna all’accesso",
};
