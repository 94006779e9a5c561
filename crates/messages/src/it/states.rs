use crate::screens::{StateText, StateTexts};

pub const TEXTS: StateTexts = StateTexts {
    opening: StateText {
        label: "In preparazione",
        meaning: "La piattaforma dei pagamenti non ha ancora confermato l’avviso, quindi non si può ancora pagare. Continuiamo a provare: puoi chiudere l’app e tornare più tardi.",
    },
    unpaid: StateText { label: "Da pagare", meaning: "L’avviso è pronto e non risulta pagato." },
    in_progress: StateText {
        label: "Pagamento in corso",
        meaning: "Un pagamento è in corso e l’esito non è ancora noto. Non pagare di nuovo.",
    },
    page_open: StateText {
        label: "Pagina di pagamento aperta",
        meaning: "La pagina di pagamento è stata aperta e non risulta ancora alcun pagamento. Se hai già pagato, non pagare di nuovo.",
    },
    page_left: StateText {
        label: "Pagamento non concluso",
        meaning: "Dalla pagina dei pagamenti risulta che non hai pagato; aspettiamo la conferma della piattaforma. Se \
                hai pagato, non pagare di nuovo.",
    },
    paid: StateText {
        label: "Pagata",
        meaning: "Il pagamento è arrivato; l’accredito sul conto è in arrivo. Non serve fare altro.",
    },
    credited: StateText { label: "Pagata", meaning: "È accreditata sul conto." },
    expired: StateText {
        label: "Scaduta",
        meaning: "È passata la scadenza e il pagamento non risulta. Se hai già pagato questo avviso, non fare un’altra ricarica: appena il pagamento arriva, è accreditato.",
    },
    cancelled: StateText {
        label: "Annullata",
        meaning: "La ricarica è stata annullata: l’avviso non vale più.",
    },
    anomalous: StateText {
        label: "In verifica",
        meaning: "La piattaforma dei pagamenti ha dato una risposta insolita: l’ufficio sta controllando. \
                  Non pagare di nuovo.",
    },
    refused: "La piattaforma dei pagamenti non ha accettato l’avviso: non si può pagare e non è stato addebitato nulla. L’ufficio sta controllando; puoi fare un’altra ricarica.",
    absent: "L’avviso non esiste più alla piattaforma dei pagamenti: non si può pagare. Puoi annullarlo e fare un’altra ricarica.",
    differs: "Alla piattaforma dei pagamenti l’avviso risulta con dati diversi: l’ufficio sta controllando. Non pagare di nuovo.",
    partly_paid: "L’avviso risulta pagato solo in parte: l’ufficio sta controllando. Non pagare di nuovo.",
};
