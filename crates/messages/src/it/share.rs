use crate::With2;
use crate::screens::ShareTexts;

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Condividi l’avviso",
    copied: "Testo dell’avviso copiato",
    refused: "Il browser non permette né di condividere né di copiare: usa i dati per il pagamento.",
    line: With2::new("{1}: {2}"),
};
