//! The fixed texts of the receipt.

use crate::language::Language;

/// The fixed texts of one language.
pub(crate) struct ReceiptTexts {
    pub title: &'static str,
    pub creditor: &'static str,
    pub debtor: &'static str,
    pub payment: &'static str,
    pub amount: &'static str,
    pub euro: &'static str,
    pub paid_on: &'static str,
    pub credited_on: &'static str,
    pub means: &'static str,
    pub online: &'static str,
    pub at_provider: &'static str,
    pub cash: &'static str,
    pub provider: &'static str,
    pub number: &'static str,
    pub receipt_id: &'static str,
    pub purpose: &'static str,
    pub account: &'static str,
    pub service: &'static str,
    pub children: &'static str,
    pub about: &'static str,
    pub is: &'static str,
    pub is_not: &'static str,
}

impl ReceiptTexts {
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Italian => &ITALIAN,
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

static ITALIAN: ReceiptTexts = ReceiptTexts {
    title: "Ricevuta di ricarica",
    creditor: "Ente creditore",
    debtor: "Intestatario dell’avviso",
    payment: "Il pagamento",
    amount: "Importo pagato",
    euro: "Euro",
    paid_on: "Pagato il",
    credited_on: "Accreditato il",
    means: "Come è stato pagato",
    online: "Online, su una pagina di pagamento",
    at_provider: "Presso un prestatore di servizi di pagamento: sportello, ATM, home banking",
    cash: "In contanti, allo sportello",
    provider: "Prestatore di servizi di pagamento",
    number: "Codice avviso",
    receipt_id: "Identificativo ricevuta pagoPA",
    purpose: "Per che cosa",
    account: "Conto n.",
    service: "Servizio",
    children: "Alunni",
    about: "Che cos’è questo documento",
    is: "L’ente creditore conferma che questo importo è stato pagato con pagoPA e accreditato sul conto indicato.",
    is_not: "Non è la quietanza del pagamento e non la sostituisce: la quietanza è la ricevuta pagoPA, che il prestatore \
             di servizi di pagamento consegna o invia a chi paga. Per la dichiarazione dei redditi c’è l’attestazione \
             annuale, disponibile da gennaio.",
};

static FRENCH: ReceiptTexts = ReceiptTexts {
    title: "Reçu de recharge",
    creditor: "Organisme créancier",
    debtor: "Titulaire de l’avis",
    payment: "Le paiement",
    amount: "Montant payé",
    euro: "Euros",
    paid_on: "Payé le",
    credited_on: "Crédité le",
    means: "Mode de paiement",
    online: "En ligne, sur une page de paiement",
    at_provider: "Auprès d’un prestataire de services de paiement\u{a0}: guichet, distributeur, banque en ligne",
    cash: "En espèces, au guichet",
    provider: "Prestataire de services de paiement",
    number: "Code de l’avis",
    receipt_id: "Identifiant du reçu pagoPA",
    purpose: "L’objet",
    account: "Compte n°",
    service: "Prestation",
    children: "Élèves",
    about: "Ce qu’est ce document",
    is: "L’organisme créancier confirme que ce montant a été payé par pagoPA et crédité sur le compte indiqué.",
    is_not: "Il n’est pas la quittance du paiement et ne la remplace pas\u{a0}: la quittance est le reçu pagoPA, que le \
             prestataire de services de paiement remet ou envoie à la personne qui paie. Pour la déclaration de revenus, \
             il y a l’attestation annuelle, disponible à partir de janvier.",
};

static ENGLISH: ReceiptTexts = ReceiptTexts {
    title: "Top-up receipt",
    creditor: "Payee",
    debtor: "Holder of the notice",
    payment: "The payment",
    amount: "Amount paid",
    euro: "Euro",
    paid_on: "Paid on",
    credited_on: "Credited on",
    means: "How it was paid",
    online: "Online, on a payment page",
    at_provider: "At a payment service provider: counter, cash machine, home banking",
    cash: "In cash, at a counter",
    provider: "Payment service provider",
    number: "Notice code",
    receipt_id: "Identifier of the pagoPA receipt",
    purpose: "What it is for",
    account: "Account no.",
    service: "Service",
    children: "Pupils",
    about: "What this document is",
    is: "The payee confirms that this amount was paid by pagoPA and credited to the account above.",
    is_not: "It is not the legal proof of payment and does not replace it: that is the pagoPA receipt, which the payment \
             service provider gives or sends to the person who pays. For the tax return there is the yearly statement, \
             available from January.",
};
