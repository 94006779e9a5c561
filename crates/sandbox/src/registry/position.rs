//! A debt position: who owes what to whom, and the state it is in.
//! Field names and states are those of the debt position interface (GPD, external, version 1).

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::payment::{Fault, Holder, OptionState};
use crate::euro::Cents;

/// A person (F) or a legal entity (G).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DebtorKind {
    F,
    G,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    Draft,
    Published,
    Valid,
    Invalid,
    Expired,
    PartiallyPaid,
    Paid,
    Reported,
}

/// What the creditor has decided; everything else follows from dates and payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Draft,
    Published,
    Invalid,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DebtorAddress {
    pub street_name: Option<String>,
    pub civic_number: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub province: Option<String>,
    pub region: Option<String>,
    pub country: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    pub key: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stamp {
    pub hash_document: String,
    pub stamp_type: String,
    pub provincial_residence: String,
}

/// One share of a payment: its amount in cents and the account it goes to.
#[derive(Debug, Clone)]
pub struct Transfer {
    pub id: u8,
    pub amount: Cents,
    pub creditor: String,
    pub remittance_information: String,
    pub category: String,
    pub iban: Option<String>,
    pub postal_iban: Option<String>,
    pub stamp: Option<Stamp>,
    pub company_name: Option<String>,
    pub metadata: Vec<Metadata>,
}

/// One way to pay the debt, as the creditor describes it.
#[derive(Debug, Clone)]
pub struct OptionDetails {
    /// Seventeen digits, made by the caller.
    pub iuv: String,
    /// Eighteen digits.
    pub nav: String,
    pub amount: Cents,
    pub description: String,
    pub is_partial: bool,
    pub due: OffsetDateTime,
    pub retention: Option<OffsetDateTime>,
    /// One to five; their sum is the amount.
    pub transfers: Vec<Transfer>,
    pub metadata: Vec<Metadata>,
}

/// A debt, as the creditor describes it.
#[derive(Debug, Clone)]
pub struct PositionDetails {
    pub creditor: String,
    pub iupd: String,
    pub kind: DebtorKind,
    pub pay_stand_in: bool,
    pub debtor_code: String,
    pub debtor_name: String,
    pub address: DebtorAddress,
    pub switch_to_expired: bool,
    pub company_name: String,
    pub office_name: Option<String>,
    pub validity: Option<OffsetDateTime>,
}

/// A request that broke no rule of the interface.
#[derive(Debug, Clone)]
pub struct NewPosition {
    pub details: PositionDetails,
    /// At least one.
    pub options: Vec<OptionDetails>,
}

#[derive(Debug)]
pub struct PaymentOption {
    pub details: OptionDetails,
    pub state: OptionState,
    pub updated: OffsetDateTime,
}

#[derive(Debug)]
pub struct DebtPosition {
    pub details: PositionDetails,
    pub inserted: OffsetDateTime,
    pub published: Option<OffsetDateTime>,
    pub updated: OffsetDateTime,
    pub stage: Stage,
    pub options: Vec<PaymentOption>,
}

impl DebtPosition {
    pub fn new(new: NewPosition, now: OffsetDateTime) -> Self {
        let options = new.options.into_iter();
        Self {
            details: new.details,
            inserted: now,
            published: None,
            updated: now,
            stage: Stage::Draft,
            options: options
                .map(|details| PaymentOption { details, state: OptionState::Unpaid, updated: now })
                .collect(),
        }
    }

    pub fn status(&self, now: OffsetDateTime) -> Status {
        match self.stage {
            Stage::Draft => Status::Draft,
            Stage::Invalid => Status::Invalid,
            Stage::Published => self.paid_status(now).unwrap_or_else(|| self.unpaid_status(now)),
        }
    }

    /// The date of the last payment that the creditor can already see.
    pub fn payment_date(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        self.options.iter().filter_map(|option| option.seen_payment(now)).map(|payment| payment.at).max()
    }

    pub fn first_due(&self) -> OffsetDateTime {
        self.options.iter().map(|option| option.details.due).min().unwrap_or(self.inserted)
    }

    pub fn last_due(&self) -> OffsetDateTime {
        self.options.iter().map(|option| option.details.due).max().unwrap_or(self.inserted)
    }

    /// Money has been taken, seen by the creditor or not yet.
    pub fn is_paid_at_all(&self) -> bool {
        self.options.iter().any(|option| matches!(option.state, OptionState::Paid(_)))
    }

    pub fn is_being_paid_or_paid(&self, now: OffsetDateTime) -> bool {
        self.is_paid_at_all() || self.options.iter().any(|option| option.held_by_another(None, now))
    }

    /// Whether a channel may take money for this option now; `who` may already hold it.
    pub fn payable(
        &self,
        option: &PaymentOption,
        who: Option<Holder>,
        now: OffsetDateTime,
    ) -> Result<(), Fault> {
        if matches!(option.state, OptionState::Paid(_)) || self.settled_by_another(option) {
            return Err(Fault::Duplicate);
        }
        match self.status(now) {
            Status::Draft | Status::Published => Err(Fault::Unknown),
            Status::Invalid => Err(Fault::Cancelled),
            // Whoever began in time may finish.
            Status::Expired if !option.held_by(who, now) => Err(Fault::Expired),
            Status::Paid | Status::Reported => Err(Fault::Duplicate),
            _ if option.held_by_another(who, now) => Err(Fault::InProgress),
            _ => Ok(()),
        }
    }

    fn paid_status(&self, now: OffsetDateTime) -> Option<Status> {
        let whole = self
            .options
            .iter()
            .find_map(|option| (!option.details.is_partial).then(|| option.seen_payment(now)).flatten());
        if let Some(payment) = whole {
            return Some(if payment.is_reported(now) { Status::Reported } else { Status::Paid });
        }
        let parts: Vec<_> = self.options.iter().filter(|option| option.details.is_partial).collect();
        let seen: Vec<_> = parts.iter().filter_map(|option| option.seen_payment(now)).collect();
        match (seen.len(), parts.len()) {
            (0, _) => None,
            (paid, all) if paid < all => Some(Status::PartiallyPaid),
            _ if seen.iter().all(|payment| payment.is_reported(now)) => Some(Status::Reported),
            _ => Some(Status::Paid),
        }
    }

    fn unpaid_status(&self, now: OffsetDateTime) -> Status {
        if self.details.validity.is_some_and(|from| now < from) {
            Status::Published
        } else if self.details.switch_to_expired && now > self.last_due() {
            Status::Expired
        } else {
            Status::Valid
        }
    }

    /// The whole is paid once: in one go, or in parts.
    fn settled_by_another(&self, option: &PaymentOption) -> bool {
        self.options
            .iter()
            .filter(|other| {
                other.details.nav != option.details.nav && matches!(other.state, OptionState::Paid(_))
            })
            .any(|other| !other.details.is_partial || !option.details.is_partial)
    }
}
