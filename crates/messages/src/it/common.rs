use super::count;
use crate::With1;
use crate::screens::CommonTexts;

pub const TEXTS: CommonTexts = CommonTexts {
    loading: "Caricamento in corso…",
    retry: "Riprova",
    close: "Chiudi",
    done: "Fatto",
    back_to_accounts: "Torna ai conti",
    copy: "Copia",
    copy_what: With1::new("Copia: {1}"),
    copied: "Copiato",
    copy_refused: "Il browser non permette di copiare: tieni premuto sul testo per selezionarlo.",
    share_refused: "Il documento non è stato condiviso: riprova.",
    sending: "Invio in corso…",
    meals: count("1 pasto", "{1} pasti"),
    no_meals: "nessun pasto",
    open_notice: "Apri l’avviso",
    top_up: "Ricarica",
    amount: "Importo",
};
