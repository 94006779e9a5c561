use super::count;
use crate::screens::{EmailText, OutcomeText, OutcomeTexts, PdfText};
use crate::{With1, With2};

pub const TEXTS: OutcomeTexts = OutcomeTexts {
    title: "Esito del pagamento",
    credited: OutcomeText {
        title: "Ricarica pagata",
        text: "La ricarica è accreditata: il saldo è aggiornato.",
    },
    paid: OutcomeText {
        title: "Ricarica pagata",
        text: "Il pagamento è arrivato; il saldo si aggiorna tra poco. Non serve fare altro.",
    },
    partly: OutcomeText {
        title: "Ricariche pagate solo in parte",
        text: "Alcune ricariche sono pagate, altre no. Per quelle non pagate non risulta alcun addebito.",
    },
    page_open: OutcomeText {
        title: "Pagamento non ancora concluso",
        text: "La pagina dei pagamenti è stata aperta e non è ancora arrivato un esito. Se hai già pagato, aspetta qui: \
               non pagare di nuovo.",
    },
    in_progress: OutcomeText {
        title: "Pagamento in corso",
        text: "L’esito del pagamento non è ancora noto. Non pagare di nuovo: questa pagina si aggiorna da sola.",
    },
    refused: OutcomeText {
        title: "Pagamento non riuscito",
        text: "Il pagamento non è andato a buon fine. Per quanto risulta, non è stato addebitato nulla.",
    },
    turned_back: OutcomeText {
        title: "Pagamento interrotto",
        text: "Il pagamento è stato annullato nella pagina dei pagamenti. Per quanto risulta, non è stato addebitato nulla.",
    },
    not_arrived: OutcomeText {
        title: "Il pagamento non risulta",
        text: "Il pagamento era in lavorazione, ma non ci è arrivato. Prima di riprovare controlla il conto o la \
               carta: se vedi un addebito non pagare di nuovo e chiedi all’ufficio.",
    },
    not_paid: OutcomeText {
        title: "Ricarica non pagata",
        text: "La pagina dei pagamenti è chiusa e non risulta alcun pagamento.",
    },
    expired: OutcomeText {
        title: "Avviso scaduto",
        text: "È passata la scadenza e il pagamento non risulta. Se hai già pagato questo avviso, non fare un’altra ricarica: appena il pagamento arriva, è accreditato.",
    },
    cancelled: OutcomeText {
        title: "Ricarica annullata",
        text: "La ricarica è stata annullata e non risulta alcun pagamento. Se serve, si può farne una nuova.",
    },
    anomalous: OutcomeText {
        title: "Pagamento in verifica",
        text: "La piattaforma dei pagamenti ha dato una risposta insolita: l’ufficio sta controllando. Non pagare di nuovo; \
               se hai dubbi, chiedi all’ufficio.",
    },
    unknown: OutcomeText {
        title: "Pagamento non trovato",
        text: "A questo indirizzo non risulta alcun pagamento: forse il collegamento è incompleto. Le tue ricariche, con il \
               loro stato, sono nei movimenti.",
    },
    silent: "La piattaforma dei pagamenti non risponde: l’esito potrebbe non essere aggiornato. Continuiamo a controllare.",
    patience: "Ci vuole più del solito. Continuiamo a controllare: puoi anche chiudere questa pagina, l’esito resta nello \
               movimenti e la ricevuta arriva per e-mail.",
    number: With1::new("Ricarica {1}"),
    new_balance: With1::new("Nuovo saldo: {1}"),
    balance: "Saldo",
    balance_from_to: With2::new("da {1} a {2}"),
    paid_on: "Pagata il",
    receipt_id: "Numero della ricevuta",
    receipt_to: With1::new("La ricevuta arriva a {1}."),
    receipt_by_mail: "La ricevuta arriva per e-mail.",
    receipt: PdfText { download: "Scarica la ricevuta (PDF)", share: "Condividi la ricevuta (PDF)" },
    receipt_email: EmailText {
        send: "Invia la ricevuta al mio indirizzo e-mail",
        sent: With1::new("Ricevuta inviata a {1}"),
    },
    receipt_link: "Ricevuta",
    share: "Condividi",
    again_title: "Vuoi riprovare?",
    again: "Si paga lo stesso avviso di prima: non può essere pagato due volte. Se un modo dà problemi, prova con l’altro.",
    pay_again: count("Riprova online", "Paga online le {1} che mancano"),
    pay_in_person: count("Paga di persona con lo stesso avviso", "Paga di persona con gli stessi {1} avvisi"),
    locked_title: With1::new("Si può riprovare dalle {1}"),
    locked: "L’avviso è bloccato da un tentativo di pagamento. Appena finisce, puoi riprovare qui oppure pagare di persona con lo stesso avviso.",
    sign_in_to_pay: "Per riprovare, accedi: si paga lo stesso avviso.",
    sign_in_for_more: "Per vedere importi e saldo, accedi.",
    sign_in: "Accedi",
    may_be_closed: "Se questa pagina si è aperta dall’app installata, puoi chiuderla: l’esito è anche nell’app.",
};
