use super::count;
use crate::With1;
use crate::screens::NoticesTexts;

pub const TEXTS: NoticesTexts = NoticesTexts {
    title: "Avvisi",
    lead: "Si pagano al bancone con il codice, con un’app o online. Restano sul telefono, anche senza rete.",
    due: With1::new("Da pagare entro il {1}"),
    to_pay: count("1 da pagare", "{1} da pagare"),
    empty_title: "Nessun avviso da pagare",
    empty: "Quando crei un avviso, il suo codice resta qui, pronto per il bancone.",
    earlier: "Quelli pagati sono nei movimenti",
};
