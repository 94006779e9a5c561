//! Everything that the gateway keeps of a guardian, for the guardian (art. 15 and 20 GDPR).

use crate::{
    AttemptOutcome, Date, Language, Money, MovementKind, OpenSession, PaymentMeans, SignedMoney, Timestamp,
    TopUpState,
};
use serde::{Deserialize, Serialize};

/// The file. It has names, addresses and fiscal codes, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyData {
    pub written_at: Timestamp,
    pub guardian: MyGuardian,
    pub accounts: Vec<MyAccount>,
    /// The newest first.
    pub top_ups: Vec<MyTopUp>,
    /// What the office has charged, the newest first.
    #[serde(default)]
    pub movements: Vec<MyMovement>,
    /// Visits to the payment page, the newest first.
    pub checkouts: Vec<MyCheckout>,
    /// This one, then the last used first.
    pub sessions: Vec<OpenSession>,
}

/// Who the guardian is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyGuardian {
    pub name: String,
    pub fiscal_code: String,
    pub email: String,
    /// The address in the office's last file, if the guardian has changed it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_email: Option<String>,
    pub mail_language: Language,
}

/// An account of the guardian.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyAccount {
    /// At the office.
    pub number: String,
    pub children: Vec<String>,
    /// The part of each child on the yearly statement, in whole per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub children_shares: Option<Vec<u32>>,
    /// As the office names it.
    pub service: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meal_price: Option<Money>,
    pub balance: SignedMoney,
    /// The moment of the office's balance in it.
    pub balance_at: Timestamp,
}

/// A top-up of the guardian.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyTopUp {
    pub notice_number: String,
    /// The account's number at the office.
    pub account: String,
    pub subject: String,
    pub amount: Money,
    pub state: TopUpState,
    pub created_at: Timestamp,
    pub due_date: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credited_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<PaymentMeans>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

/// What the office has charged to an account, or corrected.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyMovement {
    /// The account's number at the office.
    pub account: String,
    pub day: Date,
    pub kind: MovementKind,
    /// What it adds to the balance.
    pub amount: SignedMoney,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A visit to the payment page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyCheckout {
    pub opened_at: Timestamp,
    /// How the payment page ended, if it led back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AttemptOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_at: Option<Timestamp>,
}
