use crate::screens::ProfileTexts;

pub const TEXTS: ProfileTexts = ProfileTexts {
    title: "Profilo",
    name: "Nome",
    email: "Indirizzo e-mail",
    who_changes: "Per cambiare questi dati rivolgiti all’ufficio.",
    sign_out_lead: "Uscendo, gli avvisi salvati su questo telefono vengono tolti. Restano da pagare e li ritrovi al prossimo accesso.",
};
