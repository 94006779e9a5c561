//! A payment of one notice: who has locked it, what it cost, and why a channel refuses it.

use serde::Serialize;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::position::{DebtPosition, PaymentOption};
use crate::euro::Cents;
use crate::language::Language;

/// A notice is known by its creditor (eleven digits) and its number (eighteen digits).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeKey {
    pub creditor: String,
    pub nav: String,
}

impl NoticeKey {
    pub fn new(creditor: &str, nav: &str) -> Self {
        Self { creditor: creditor.to_owned(), nav: nav.to_owned() }
    }
}

/// Who is paying. After a refused payment the lock may outlive it: then nobody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Cart(Uuid),
    Counter(Uuid),
    Nobody,
}

#[derive(Debug, Clone, Copy)]
pub struct Hold {
    pub holder: Holder,
    pub until: OffsetDateTime,
}

#[derive(Debug, Clone)]
pub enum OptionState {
    Unpaid,
    Held(Hold),
    Paid(Payment),
}

/// The conditions of a payment: who collects it, how, for which fee, and when the creditor hears of it.
#[derive(Debug, Clone)]
pub struct Terms {
    pub psp: String,
    pub method: String,
    pub fee: Cents,
    /// How long the creditor's interface still shows the notice as unpaid.
    pub late: Duration,
    /// When the money is reported in a flow, counted from the payment; `None` is never.
    pub reported_after: Option<Duration>,
}

#[derive(Debug, Clone)]
pub struct Payment {
    pub at: OffsetDateTime,
    pub psp: String,
    pub method: String,
    pub fee: Cents,
    /// Thirty-two hexadecimal digits, unique.
    pub receipt: String,
    seen_from: OffsetDateTime,
    reported_from: Option<OffsetDateTime>,
}

impl Payment {
    pub fn new(terms: Terms, now: OffsetDateTime) -> Self {
        Self {
            at: now,
            psp: terms.psp,
            method: terms.method,
            fee: terms.fee,
            receipt: Uuid::new_v4().simple().to_string(),
            seen_from: now + terms.late,
            reported_from: terms.reported_after.map(|after| now + after.max(terms.late)),
        }
    }

    pub fn is_reported(&self, now: OffsetDateTime) -> bool {
        self.reported(now).is_some()
    }

    /// When it was reported in a flow, if it was.
    pub fn reported(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        self.reported_from.filter(|from| now >= *from)
    }
}

impl PaymentOption {
    /// The payment, once the creditor can see it.
    pub fn seen_payment(&self, now: OffsetDateTime) -> Option<&Payment> {
        match &self.state {
            OptionState::Paid(payment) if now >= payment.seen_from => Some(payment),
            _ => None,
        }
    }

    pub fn held_by(&self, who: Option<Holder>, now: OffsetDateTime) -> bool {
        matches!(self.state, OptionState::Held(hold) if now < hold.until && Some(hold.holder) == who)
    }

    pub fn held_by_another(&self, who: Option<Holder>, now: OffsetDateTime) -> bool {
        matches!(self.state, OptionState::Held(hold) if now < hold.until && Some(hold.holder) != who)
    }
}

/// Why a payment channel may not take the money (creditors' fault codes, SANP 3.x).
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

    /// One plain sentence for whoever stands at the counter or at the screen.
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

/// What the payer and the clerk get to see of a notice.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    pub creditor_code: String,
    pub creditor_name: String,
    pub office: Option<String>,
    pub notice_number: String,
    pub description: String,
    pub debtor_name: String,
    #[serde(rename = "amount_cents")]
    pub amount: Cents,
    #[serde(rename = "due_date", serialize_with = "crate::clock::serialize_rfc3339")]
    pub due: OffsetDateTime,
}

impl Shown {
    pub fn new(position: &DebtPosition, option: &PaymentOption) -> Self {
        Self {
            creditor_code: position.details.creditor.clone(),
            creditor_name: position.details.company_name.clone(),
            office: position.details.office_name.clone(),
            notice_number: option.details.nav.clone(),
            description: option.details.description.clone(),
            debtor_name: position.details.debtor_name.clone(),
            amount: option.details.amount,
            due: option.details.due,
        }
    }
}
