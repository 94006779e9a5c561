//! A debt position: who owes what to whom, and its status.
//! Fields and statuses are those of the debt position interface (GPD, external, version 1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::fault::Fault;
use super::payment::{LockOwner, OptionState, Payment};
use crate::cents::Cents;

/// A person (F) or a legal entity (G).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DebtorKind {
    F,
    G,
}

/// The status that the interface shows. Only [`Stage`] is stored; dates and payments give the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PositionStatus {
    Draft,
    Published,
    Valid,
    Invalid,
    Expired,
    PartiallyPaid,
    Paid,
    Reported,
}

/// What the creditor has done with the position.
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

/// One share of a payment and the account that receives it.
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

/// A payment option (one way to pay the debt), as the creditor describes it.
#[derive(Debug, Clone)]
pub struct OptionDetails {
    /// Seventeen digits, chosen by the creditor.
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

/// A debt position, as the creditor describes it.
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

/// A debt position whose request broke no rule of the interface.
#[derive(Debug, Clone)]
pub struct NewPosition {
    pub details: PositionDetails,
    /// At least one.
    pub options: Vec<OptionDetails>,
}

#[derive(Debug)]
pub struct PaymentOption {
    /// With the notification fee in the amounts.
    pub details: OptionDetails,
    pub state: OptionState,
    pub notification_fee: Cents,
    pub notification_fee_updated: Option<OffsetDateTime>,
    /// Transfers reported one by one, each with its date.
    pub reported_transfers: BTreeMap<u8, OffsetDateTime>,
    pub updated: OffsetDateTime,
}

impl PaymentOption {
    pub fn new(details: OptionDetails, now: OffsetDateTime) -> Self {
        Self {
            details,
            state: OptionState::Unpaid,
            notification_fee: Cents(0),
            notification_fee_updated: None,
            reported_transfers: BTreeMap::new(),
            updated: now,
        }
    }

    /// Whether money has been taken, visible to the creditor or not.
    pub fn is_paid(&self) -> bool {
        matches!(self.state, OptionState::Paid(_))
    }

    /// The payment, once the creditor's interface shows it.
    pub fn visible_payment(&self, now: OffsetDateTime) -> Option<&Payment> {
        match &self.state {
            OptionState::Paid(payment) if payment.is_visible(now) => Some(payment),
            _ => None,
        }
    }

    pub fn is_locked_by(&self, owner: Option<LockOwner>, now: OffsetDateTime) -> bool {
        self.lock_owner(now).is_some_and(|locked_by| Some(locked_by) == owner)
    }

    /// Whether anyone except `owner` has locked it.
    pub fn is_locked_for(&self, owner: Option<LockOwner>, now: OffsetDateTime) -> bool {
        self.lock_owner(now).is_some_and(|locked_by| Some(locked_by) != owner)
    }

    fn lock_owner(&self, now: OffsetDateTime) -> Option<LockOwner> {
        match self.state {
            OptionState::Locked(lock) if now < lock.until => Some(lock.owner),
            _ => None,
        }
    }
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
        let option = |details| PaymentOption::new(details, now);
        Self {
            details: new.details,
            inserted: now,
            published: None,
            updated: now,
            stage: Stage::Draft,
            options: new.options.into_iter().map(option).collect(),
        }
    }

    pub fn option(&self, nav: &str) -> Option<&PaymentOption> {
        self.options.iter().find(|option| option.details.nav == nav)
    }

    pub fn option_by_iuv(&self, iuv: &str) -> Option<&PaymentOption> {
        self.options.iter().find(|option| option.details.iuv == iuv)
    }

    pub fn option_mut(&mut self, nav: &str) -> Option<&mut PaymentOption> {
        self.options.iter_mut().find(|option| option.details.nav == nav)
    }

    pub fn status(&self, now: OffsetDateTime) -> PositionStatus {
        match self.stage {
            Stage::Draft => PositionStatus::Draft,
            Stage::Invalid => PositionStatus::Invalid,
            Stage::Published => self.paid_status(now).unwrap_or_else(|| self.unpaid_status(now)),
        }
    }

    /// The date of the last payment that the creditor's interface shows.
    pub fn payment_date(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        self.options
            .iter()
            .filter_map(|option| option.visible_payment(now))
            .map(|payment| payment.paid_at)
            .max()
    }

    pub fn first_due(&self) -> OffsetDateTime {
        self.due_dates().min().unwrap_or(self.inserted)
    }

    pub fn last_due(&self) -> OffsetDateTime {
        self.due_dates().max().unwrap_or(self.inserted)
    }

    /// Moves the due date of every payment option.
    pub fn set_due(&mut self, due: OffsetDateTime, now: OffsetDateTime) {
        for option in &mut self.options {
            option.details.due = due;
            option.updated = now;
        }
        self.updated = now;
    }

    /// Whether money has been taken for any option, visible to the creditor or not.
    pub fn has_payment(&self) -> bool {
        self.options.iter().any(PaymentOption::is_paid)
    }

    pub fn has_payment_or_lock(&self, now: OffsetDateTime) -> bool {
        self.has_payment() || self.options.iter().any(|option| option.is_locked_for(None, now))
    }

    /// Whether a channel may take money for this option now. The `payer`'s own lock does not stop it.
    pub fn check_payable(
        &self,
        option: &PaymentOption,
        payer: Option<LockOwner>,
        now: OffsetDateTime,
    ) -> Result<(), Fault> {
        if option.is_paid() || self.is_paid_by_another(option) {
            return Err(Fault::Duplicate);
        }
        match self.status(now) {
            PositionStatus::Draft | PositionStatus::Published => Err(Fault::Unknown),
            PositionStatus::Invalid => Err(Fault::Cancelled),
            // A payment that began before the due date may end after it.
            PositionStatus::Expired if !option.is_locked_by(payer, now) => Err(Fault::Expired),
            PositionStatus::Paid | PositionStatus::Reported => Err(Fault::Duplicate),
            _ if option.is_locked_for(payer, now) => Err(Fault::InProgress),
            _ => Ok(()),
        }
    }

    pub fn record_payment(&mut self, nav: &str, payment: Payment, now: OffsetDateTime) {
        if let Some(option) = self.option_mut(nav) {
            option.updated = now;
            option.state = OptionState::Paid(payment);
            self.updated = now;
        }
    }

    fn due_dates(&self) -> impl Iterator<Item = OffsetDateTime> {
        self.options.iter().map(|option| option.details.due)
    }

    /// `None` as long as the creditor's interface shows no payment.
    fn paid_status(&self, now: OffsetDateTime) -> Option<PositionStatus> {
        let settled = |reported| if reported { PositionStatus::Reported } else { PositionStatus::Paid };
        let (instalments, full): (Vec<_>, Vec<_>) =
            self.options.iter().partition(|option| option.details.is_partial);
        let is_paid = |option: &&&PaymentOption| option.visible_payment(now).is_some();
        if let Some(option) = full.iter().find(is_paid) {
            return Some(settled(option.reported_at(now).is_some()));
        }
        let paid: Vec<_> = instalments.iter().filter(is_paid).collect();
        if paid.is_empty() {
            None
        } else if paid.len() < instalments.len() {
            Some(PositionStatus::PartiallyPaid)
        } else {
            Some(settled(paid.iter().all(|option| option.reported_at(now).is_some())))
        }
    }

    fn unpaid_status(&self, now: OffsetDateTime) -> PositionStatus {
        if self.details.validity.is_some_and(|from| now < from) {
            PositionStatus::Published
        } else if self.details.switch_to_expired && now > self.last_due() {
            PositionStatus::Expired
        } else {
            PositionStatus::Valid
        }
    }

    /// A debt is paid either in full or in instalments.
    fn is_paid_by_another(&self, option: &PaymentOption) -> bool {
        self.options
            .iter()
            .filter(|other| other.details.nav != option.details.nav && other.is_paid())
            .any(|other| !other.details.is_partial || !option.details.is_partial)
    }
}
