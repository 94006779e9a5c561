//! Why a payment channel may not take money for a notice.

use crate::language::Language;

/// The creditors' fault codes (SANP 3.x).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Unknown,
    Duplicate,
    InProgress,
    Expired,
    Cancelled,
}

impl Fault {
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "PAA_PAGAMENTO_SCONOSCIUTO",
            Self::Duplicate => "PAA_PAGAMENTO_DUPLICATO",
            Self::InProgress => "PAA_PAGAMENTO_IN_CORSO",
            Self::Expired => "PAA_PAGAMENTO_SCADUTO",
            Self::Cancelled => "PAA_PAGAMENTO_ANNULLATO",
        }
    }

    /// One sentence for the payer or the clerk.
    pub fn sentence(self, language: Language) -> &'static str {
        match self {
            Self::Unknown => language.pick(
                "L’ente creditore non conosce questo avviso: controlla il numero e il codice dell’ente.",
                "L’organisme créancier ne connaît pas cet avis\u{a0}: vérifiez son numéro et le code de l’organisme.",
                "The creditor does not know this notice: check its number and the creditor's code.",
            ),
            Self::Duplicate => language.pick(
                "Questo avviso risulta già pagato: non pagarlo una seconda volta.",
                "Cet avis a déjà été payé\u{a0}: ne le payez pas une seconde fois.",
                "This notice has been paid already: do not pay it a second time.",
            ),
            Self::InProgress => language.pick(
                "C’è già un pagamento in corso per questo avviso: riprova più tardi.",
                "Un paiement est déjà en cours pour cet avis\u{a0}: réessayez plus tard.",
                "A payment of this notice is already in progress: try again later.",
            ),
            Self::Expired => language.pick(
                "Questo avviso è scaduto: chiedi all’ente un avviso nuovo.",
                "Cet avis a expiré\u{a0}: demandez-en un nouveau à l’organisme.",
                "This notice has expired: ask the creditor for a new one.",
            ),
            Self::Cancelled => language.pick(
                "L’ente creditore ha annullato questo avviso.",
                "L’organisme créancier a annulé cet avis.",
                "The creditor has cancelled this notice.",
            ),
        }
    }
}
