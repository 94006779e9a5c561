//! The texts that are on every notice. The guide forbids changing them, so they are copied as they are.
//!
//! Source: notice guide 3.5, "Traduzioni", strings `pagoPA-avvisi-350-stringhe-{it,fr,en}.json`. The missing spaces
//! before the French question marks are in the source, too.

use crate::language::Language;

/// The fixed texts of one language.
pub(crate) struct FixedTexts {
    pub title: &'static str,
    pub creditor: &'static str,
    pub debtor: &'static str,
    pub how_much_and_when: &'static str,
    /// Replaces `how_much_and_when` if there is no due date. The guide has only the Italian text; French and English
    /// follow it.
    pub how_much: &'static str,
    pub amount: &'static str,
    pub euro: &'static str,
    pub due: &'static str,
    pub may_change: &'static str,
    pub where_to_pay: &'static str,
    pub go_to: &'static str,
    pub online_title: &'static str,
    pub online: &'static str,
    /// Before and after the creditor's name.
    pub online_own_site: (&'static str, &'static str),
    pub nearby_title: &'static str,
    pub nearby: &'static str,
    pub payment_data: &'static str,
    pub single_instalment: &'static str,
    pub scan: &'static str,
    pub subject: &'static str,
    pub cbill: &'static str,
    pub notice: &'static str,
    pub creditor_code: &'static str,
}

impl FixedTexts {
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Italian => &ITALIAN,
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

static ITALIAN: FixedTexts = FixedTexts {
    title: "Avviso di pagamento",
    creditor: "Ente Creditore",
    debtor: "Destinatario",
    how_much_and_when: "Quanto e quando pagare?",
    how_much: "Quanto pagare?",
    amount: "Importo",
    euro: "Euro",
    due: "entro il",
    may_change: "In fase di pagamento l’importo potrebbe subire aumenti (per sanzioni, interessi, costi di notifica o altri fattori) o riduzioni (per sgravi o note di credito).",
    where_to_pay: "Dove pagare?",
    go_to: "vai su pagopa.gov.it",
    online_title: "Paga con l’app IO",
    online: "oppure dal tuo Home Banking, con la tua app di pagamento o con gli altri canali abilitati.",
    online_own_site: (
        "oppure sul sito di ",
        ", dal tuo Home Banking, con la tua app di pagamento o con gli altri canali abilitati.",
    ),
    nearby_title: "Paga sul territorio",
    nearby: "presso Banche e Sportelli ATM, negli Uffici Postali e Punti Postali, nei Bar, Edicole, Ricevitorie, Supermercati, Tabaccherie e altri Esercenti Convenzionati.",
    payment_data: "Dati per il pagamento",
    single_instalment: "Rata unica",
    scan: "Inquadra il codice QR con la tua app di pagamento o usa i dati accanto.",
    subject: "Oggetto del pagamento",
    cbill: "Codice CBILL",
    notice: "Codice Avviso",
    creditor_code: "Codice Fiscale Ente",
};

static FRENCH: FixedTexts = FixedTexts {
    title: "Avis de paiement",
    creditor: "Organisme créancier",
    debtor: "Destinataire",
    how_much_and_when: "Combien et quand payer?",
    how_much: "Combien payer?",
    amount: "Montant",
    euro: "Euros",
    due: "avant le",
    may_change: "Lors du paiement, le montant peut être augmenté (en raison de sanctions, d’intérêts, de frais de notification ou d’autres facteurs) ou réduit (en raison de réductions ou de notes de crédit).",
    where_to_pay: "Où payer?",
    go_to: "accédez au site pagopa.gov.it",
    online_title: "Paiement avec l’application IO",
    online: "ou depuis votre « Banque à domicile », avec votre application de paiement ou avec les autres canaux activés.",
    online_own_site: (
        "sur le site de ",
        ", depuis votre «Banque à domicile», avec votre application de paiement ou avec les autres canaux activés.",
    ),
    nearby_title: "Payez sur le territoire",
    nearby: "dans les banques, les guichets automatiques, les bureaux de poste, les points postaux, les bars, les kiosques à journaux, les détaillants, les supermarchés, les bureaux de tabac et les autres opérateurs agréés.",
    payment_data: "Données pour le paiement",
    single_instalment: "Versement unique",
    scan: "Encadrez le code QR avec votre application de paiement ou utilisez les données ci-contre.",
    subject: "Objet du paiement",
    cbill: "Code CBILL",
    notice: "Code de l’avis",
    creditor_code: "Code fiscal de l’organisme",
};

static ENGLISH: FixedTexts = FixedTexts {
    title: "Payment notice",
    creditor: "Payee",
    debtor: "Recipient",
    how_much_and_when: "How much and when to pay?",
    how_much: "How much to pay?",
    amount: "Amount",
    euro: "Euro",
    due: "by",
    may_change: "During the payment the amount may increase (due to penalties, interest, notification costs or other factors) or be reduced (due to discounts or credit notes).",
    where_to_pay: "Where to pay?",
    go_to: "Go to pagopa.gov.it",
    online_title: "Pay with the IO app",
    online: "or with your Home Banking, payment app or the other affiliated channels.",
    online_own_site: (
        "or with ",
        " website, your Home Banking, payment app or the other affiliated channels.",
    ),
    nearby_title: "Pay locally",
    nearby: "at banks and ATMs, in post offices, cafés, news stands, betting and tobacco Shops, supermarkets and other affiliated merchants.",
    payment_data: "Payment details",
    single_instalment: "Full amount",
    scan: "Scan the QR Code with your payment app or use the data printed here.",
    subject: "Payment description",
    cbill: "CBILL code",
    notice: "Notice code",
    creditor_code: "Payee tax code",
};
