use crate::With1;
use crate::screens::ShellTexts;

pub const TEXTS: ShellTexts = ShellTexts {
    app_name: "Ricarica",
    skip_link: "Vai al contenuto",
    navigation: "Menu principale",
    accounts: "Conti",
    history: "Movimenti",
    sign_out: "Esci",
    language: "Lingua",
    language_change: "Cambia",
    language_failed: "Questa lingua non si è potuta caricare: serve la rete.",
    test_environment: "AMBIENTE DI PROVA",
    test_environment_more: "Nessun pagamento è reale.",
    offline: "Il telefono è senza rete. Quello che vedi potrebbe non essere aggiornato.",
    help: "Serve aiuto? L’ufficio risponde.",
    call_office: With1::new("Telefono: {1}"),
    write_office: With1::new("E-mail: {1}"),
    pagopa: "I pagamenti passano da pagoPA, la piattaforma dei pagamenti alla pubblica amministrazione.",
    legal_notes: "Note legali",
    privacy: "Privacy",
    accessibility: "Dichiarazione di accessibilità",
    feedback: "Segnala un problema di accessibilità",
    website: "Sito del Comune",
    not_found_title: "Pagina non trovata",
    not_found: "A questo indirizzo non c’è nulla. Forse il collegamento è incompleto.",
    signing_out_failed: "L’uscita non è riuscita: la sessione è ancora aperta. Riprova quando c’è rete.",
};
