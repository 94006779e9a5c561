use crate::messages::screens::CommonTexts;

pub const TEXTS: CommonTexts = CommonTexts {
    loading: "Caricamento in corso…",
    retry: "Riprova",
    close: "Chiudi",
    back_to_accounts: "Torna ai conti",
    copy: "Copia",
    copy_what: |what| ["Copia: ", what].concat(),
    copied: "Copiato",
    copy_refused: "Il browser non permette di copiare: tieni premuto sul testo per selezionarlo.",
    meals: |count| if count == 1 { "1 pasto".to_owned() } else { [&count.to_string(), " pasti"].concat() },
    service_of: |service, children| [service, " · ", children].concat(),
    open_notice: "Apri l’avviso",
    top_up: "Ricarica",
    amount: "Importo",
};
