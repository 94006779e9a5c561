use crate::screens::HelpTexts;

pub const TEXTS: HelpTexts = HelpTexts {
    title: "Aiuto",
    lead: "Come si ricarica, che cosa dire allo sportello e che cosa fare quando qualcosa non va.",
    failed: "L’aiuto non si è potuto caricare: serve la rete.",
    office: "Parla con l’ufficio",
    office_lead: "Tieni pronto il codice avviso, se riguarda un pagamento.",
    office_hours: "Orario:",
    spid: "SPID non funziona?",
    counter: "Che cosa dire allo sportello",
    fee: "Quanto costa la commissione?",
    not_credited: "Hai pagato e il saldo non cambia?",
};
