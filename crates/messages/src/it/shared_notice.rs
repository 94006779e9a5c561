use crate::screens::SharedNoticeTexts;
use crate::{With1, With2};

pub const TEXTS: SharedNoticeTexts = SharedNoticeTexts {
    title: "Paga una ricarica",
    lead: "Chi ti ha mandato questo link ti chiede di pagare questa ricarica. Non serve alcun accesso.",
    for_whom: With1::new("Per {1}"),
    pay_title: "Paga online",
    pay: "Vai al pagamento",
    code_title: "Oppure con il codice",
    numbers: "Dati per il pagamento",
    letter: "Scarica la lettera (PDF)",
    letter_share: "Condividi la lettera (PDF)",
    paid_title: "Pagata",
    paid: "Grazie: il pagamento è arrivato. Non serve fare altro.",
    over_title: "Questo avviso non si può pagare",
    over: "È scaduto, è stato annullato o è in verifica. Chiedi a chi ti ha mandato il link. Se hai già pagato, non pagare di nuovo.",
    unknown_title: "Questo link non funziona",
    unknown: "Forse è incompleto. Chiedi a chi te l’ha mandato di mandarlo di nuovo, tutto intero.",
    ask_title: "Fai pagare un’altra persona",
    ask_lead: "Con il link si vedono importo, codice e stato di questo avviso, e lo si può pagare senza accesso. Non si vedono il saldo e il tuo indirizzo e-mail. Il link vale finché l’avviso si può pagare.",
    names: "Mostra anche i nomi",
    names_more: "Si vede il nome del bambino e si scarica la lettera, che contiene il tuo nome e il tuo codice fiscale.",
    share: "Condividi il link",
    text: With2::new("Puoi pagare questa ricarica di {1}? {2}"),
};
