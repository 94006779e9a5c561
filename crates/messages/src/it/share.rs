use crate::screens::ShareTexts;
use crate::{With1, With2};

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Condividi l’avviso",
    copied: "Testo dell’avviso copiato",
    refused: "Il browser non permette né di condividere né di copiare: usa i dati per il pagamento.",
    line: With2::new("{1}: {2}"),
    in_the_app: With1::new("Nell’app, dopo l’accesso: {1}"),
};
