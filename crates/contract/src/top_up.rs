//! A top-up, from the request to the credit.

use crate::{AccountId, Attempt, Date, Localised, Money, Notice, SignedMoney, Timestamp, TopUpId};
use serde::{Deserialize, Serialize};

/// Request to open a top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTopUp {
    pub account_id: AccountId,
    pub amount: Money,
    /// The guardian knows about an open top-up of the same amount and wants a second one.
    #[serde(default)]
    pub allow_duplicate: bool,
    /// Refuse if any top-up of the account is open, whatever its amount. The guardian then decides.
    #[serde(default)]
    pub only_one: bool,
}

/// State of a top-up: `opening → unpaid → in_progress → paid → credited`, or one of the other ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TopUpState {
    /// Stored in the gateway; the payment platform does not know it yet. It cannot be paid.
    Opening,
    /// It can be paid: by card, at a counter or by home banking.
    Unpaid,
    /// A payment page is open, or a payment was taken in charge and its result is not known yet.
    InProgress,
    /// The platform has the money; the account has not been credited yet.
    Paid,
    /// Paid and added to the account.
    Credited,
    /// The due date passed without a payment.
    Expired,
    /// The guardian cancelled it.
    Cancelled,
    /// The platform's answer fits no rule; the office must look at it.
    Anomalous,
}

impl TopUpState {
    pub const ALL: [Self; 8] = [
        Self::Opening,
        Self::Unpaid,
        Self::InProgress,
        Self::Paid,
        Self::Credited,
        Self::Expired,
        Self::Cancelled,
        Self::Anomalous,
    ];

    /// Whether the state cannot change any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Credited | Self::Expired | Self::Cancelled)
    }

    /// Whether the guardian may still have to act, or a payment may still arrive.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Opening | Self::Unpaid | Self::InProgress)
    }
}

/// Why a top-up is [`TopUpState::Anomalous`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Anomaly {
    /// The platform refused to open the debt position. It cannot be paid.
    Refused,
    /// The platform has no such debt position any more. It cannot be paid; it may be cancelled.
    Absent,
    /// The platform has another amount or another notice number.
    Differs,
    PartlyPaid,
    /// The platform's status is not known to this version.
    UnknownStatus,
    /// The platform names a receipt that has already credited another top-up.
    ReceiptOfAnother,
}

impl Anomaly {
    pub const ALL: [Self; 6] = [
        Self::Refused,
        Self::Absent,
        Self::Differs,
        Self::PartlyPaid,
        Self::UnknownStatus,
        Self::ReceiptOfAnother,
    ];

    /// Whether money may have arrived that is not on the account.
    pub const fn may_be_paid(self) -> bool {
        !matches!(self, Self::Refused | Self::Absent)
    }
}

/// How a notice was paid, if the platform says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentMeans {
    /// On a payment page: by card, from an account, by an app.
    Online,
    /// At a payment service provider: a counter, a cash machine, home banking.
    Provider,
    Cash,
}

impl PaymentMeans {
    pub const ALL: [Self; 3] = [Self::Online, Self::Provider, Self::Cash];
}

/// One top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopUp {
    pub id: TopUpId,
    pub account_id: AccountId,
    /// The account's children and service, so that a list needs no second request.
    pub children: Vec<String>,
    pub service: Localised,
    pub amount: Money,
    pub state: TopUpState,
    /// Present if the state is `anomalous`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anomaly: Option<Anomaly>,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credited_at: Option<Timestamp>,
    /// The account's balance right after the credit. Absent before it, and for credits by an older gateway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_after: Option<SignedMoney>,
    /// The platform's name of the receipt. Present if it is credited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_id: Option<String>,
    /// Present when the platform knows the debt position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The last checkout, while the top-up is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
    /// When the platform last answered. Absent before its first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// The platform did not answer the last request, so the state may be out of date.
    #[serde(default)]
    pub platform_silent: bool,
}

/// A page of top-ups, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopUps {
    pub items: Vec<TopUp>,
    /// Cursor of the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
