use crate::screens::{StateText, StateTexts};

pub const TEXTS: StateTexts = StateTexts {
    opening: StateText {
        label: "In preparazione",
        meaning: "La piattaforma dei pagamenti non ha ancora confermato l’avviso: non si può ancora pagare.",
    },
    unpaid: StateText { label: "Da pagare", meaning: "L’avviso è pronto e non risulta pagato." },
    in_progress: StateText {
        label: "Pagamento in corso",
        meaning: "Un pagamento è in corso e l’esito non è ancora noto. Non pagare di nuovo.",
    },
    paid: StateText {
        label: "Pagata",
        meaning: "Il pagamento è arrivato; l’accredito sul conto è in arrivo. Non serve fare altro.",
    },
    credited: StateText { label: "Accreditata", meaning: "Pagata e accreditata sul conto." },
    expired: StateText {
        label: "Scaduta",
        meaning: "È passata la scadenza senza pagamento: l’avviso non vale più. Si può fare una nuova ricarica.",
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
};
