//! The fixed texts of the statement.

use crate::language::Language;

/// The fixed texts of one language.
pub(crate) struct StatementTexts {
    /// Followed by the year.
    pub title: &'static str,
    pub creditor: &'static str,
    pub debtor: &'static str,
    pub euro: &'static str,
    /// The proposal for what the office certifies.
    pub wording: &'static str,
    pub unconfirmed: &'static str,
    /// Followed by its number.
    pub account: &'static str,
    pub pupils: &'static str,
    /// An account of several children that the office does not split.
    pub one_sum: &'static str,
    /// An account that the office splits.
    pub split: &'static str,
    pub day: &'static str,
    pub number: &'static str,
    pub receipt_id: &'static str,
    pub means: &'static str,
    pub amount: &'static str,
    pub online: &'static str,
    pub provider: &'static str,
    pub cash: &'static str,
    pub sum: &'static str,
    pub total: &'static str,
    pub in_cash: &'static str,
    pub day_of_credit: &'static str,
    pub signature: &'static str,
    pub about: &'static str,
    pub note: &'static str,
    /// Followed by the page's number.
    pub page: &'static str,
}

impl StatementTexts {
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Italian => &ITALIAN,
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

static ITALIAN: StatementTexts = StatementTexts {
    title: "Attestazione dei pagamenti per i servizi scolastici, anno",
    creditor: "Ente creditore",
    debtor: "Intestatario degli avvisi",
    euro: "Euro",
    wording: "Si attesta, per la detrazione delle spese di istruzione (art. 15, comma 1, lettera e-bis, d.P.R. 917/1986), che \
              nell’anno indicato sono state pagate con pagoPA le somme elencate, per gli alunni e i servizi indicati. Vale \
              il giorno del pagamento.",
    unconfirmed: "Testo proposto dal programma: da confermare dall’ufficio.",
    account: "Conto n.",
    pupils: "Alunni",
    one_sum: "Il conto è comune a questi alunni: l’ufficio non lo divide, la somma vale per tutti insieme.",
    split: "La somma è divisa fra gli alunni come stabilito dall’ufficio.",
    day: "Pagato il",
    number: "Codice avviso",
    receipt_id: "Ricevuta pagoPA",
    means: "Modo",
    amount: "Importo",
    online: "online",
    provider: "PSP",
    cash: "contanti",
    sum: "Totale del conto",
    total: "Totale dell’anno",
    in_cash: "di cui in contanti",
    day_of_credit: "* Giorno dell’accredito: la piattaforma non indica il giorno del pagamento.",
    signature: "Per l’ente creditore",
    about: "Da sapere",
    note: "«Online»: su una pagina di pagamento. «PSP»: presso un prestatore di servizi di pagamento, cioè sportello, ATM o \
           home banking. Per la detrazione la legge chiede pagamenti tracciabili (art. 1, comma 679, legge 160/2019): \
           conservi le ricevute pagoPA, che sono la quietanza dei pagamenti. L’attestazione contiene i pagamenti \
           accreditati da questo servizio.",
    page: "pagina",
};

static FRENCH: StatementTexts = StatementTexts {
    title: "Attestation des paiements pour les services scolaires, année",
    creditor: "Organisme créancier",
    debtor: "Titulaire des avis",
    euro: "Euros",
    wording: "Il est attesté, pour la déduction des frais d’instruction (art. 15, alinéa 1, lettre e-bis, d.P.R. 917/1986), \
              que durant l’année indiquée les sommes ci-dessous ont été payées par pagoPA, pour les élèves et les services \
              indiqués. Le jour du paiement fait foi.",
    unconfirmed: "Texte proposé par le programme\u{a0}: à confirmer par le bureau.",
    account: "Compte n°",
    pupils: "Élèves",
    one_sum: "Le compte est commun à ces élèves\u{a0}: le bureau ne le partage pas, la somme vaut pour tous ensemble.",
    split: "La somme est partagée entre les élèves comme le bureau l’a établi.",
    day: "Payé le",
    number: "Code de l’avis",
    receipt_id: "Reçu pagoPA",
    means: "Mode",
    amount: "Montant",
    online: "en ligne",
    provider: "PSP",
    cash: "espèces",
    sum: "Total du compte",
    total: "Total de l’année",
    in_cash: "dont en espèces",
    day_of_credit: "* Jour du crédit\u{a0}: la plateforme n’indique pas le jour du paiement.",
    signature: "Pour l’organisme créancier",
    about: "À savoir",
    note: "«\u{a0}En ligne\u{a0}»\u{a0}: sur une page de paiement. «\u{a0}PSP\u{a0}»\u{a0}: auprès d’un prestataire de services de \
           paiement, c’est-à-dire guichet, distributeur ou banque en ligne. Pour la déduction la loi demande des paiements \
           traçables (art. 1, alinéa 679, loi 160/2019)\u{a0}: gardez les reçus pagoPA, qui sont la quittance des \
           paiements. L’attestation contient les paiements crédités par ce service.",
    page: "page",
};

static ENGLISH: StatementTexts = StatementTexts {
    title: "Statement of payments for school services, year",
    creditor: "Payee",
    debtor: "Holder of the notices",
    euro: "Euro",
    wording: "This certifies, for the deduction of education expenses (art. 15, paragraph 1, letter e-bis, d.P.R. 917/1986), \
              that in the year above the sums listed were paid by pagoPA, for the pupils and services named. The day of \
              payment counts.",
    unconfirmed: "Text proposed by the program: to be confirmed by the office.",
    account: "Account no.",
    pupils: "Pupils",
    one_sum: "These pupils share the account: the office does not split it, the sum is for all of them together.",
    split: "The sum is split among the pupils as the office has decided.",
    day: "Paid on",
    number: "Notice code",
    receipt_id: "pagoPA receipt",
    means: "Means",
    amount: "Amount",
    online: "online",
    provider: "PSP",
    cash: "cash",
    sum: "Total of the account",
    total: "Total of the year",
    in_cash: "of which in cash",
    day_of_credit: "* Day of the credit: the platform does not name the day of payment.",
    signature: "For the payee",
    about: "Good to know",
    note: "“Online”: on a payment page. “PSP”: at a payment service provider, that is a counter, a cash machine or home banking. \
           For the deduction the law asks for traceable payments (art. 1, paragraph 679, law 160/2019): keep the pagoPA \
           receipts, which are the proof of the payments. The statement has the payments credited by this service.",
    page: "page",
};
