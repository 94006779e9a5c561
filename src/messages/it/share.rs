use crate::messages::screens::ShareTexts;

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Condividi l’avviso",
    copied: "Testo dell’avviso copiato",
    refused: "Il browser non permette né di condividere né di copiare: usa i dati per il pagamento.",
    line: |what, value| [what, ": ", value].concat(),
};
