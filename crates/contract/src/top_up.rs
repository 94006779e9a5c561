//! A top-up, from the intent to the credit.

use crate::{AccountId, Attempt, Date, Localised, Money, Notice, Timestamp, TopUpId};
use serde::{Deserialize, Serialize};

/// "Top this account up by this much."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTopUp {
    pub account_id: AccountId,
    pub amount: Money,
    /// The guardian was told of an open top-up of the same amount and wants a second one.
    #[serde(default)]
    pub allow_duplicate: bool,
}

/// Where a top-up stands. `opening → unpaid → in_progress → paid → credited`, or one of the other ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TopUpState {
    /// Stored here; the payment platform does not know it yet. It cannot be paid.
    Opening,
    /// It can be paid, by card, at a counter or by home banking.
    Unpaid,
    /// A payment page is open, or a payment was taken in charge and its end is not known yet.
    InProgress,
    /// The platform has the money; the account has not been credited yet.
    Paid,
    /// Paid and added to the account.
    Credited,
    /// The due date passed without a payment.
    Expired,
    /// The guardian called it off.
    Cancelled,
    /// The platform says something that fits no rule; the office looks at it.
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

    /// Nothing changes any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Credited | Self::Expired | Self::Cancelled)
    }

    /// The guardian may still have to do something, or a payment may still arrive.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Opening | Self::Unpaid | Self::InProgress)
    }
}

/// One top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopUp {
    pub id: TopUpId,
    pub account_id: AccountId,
    /// The account's children and service, so that a list reads without a second request.
    pub children: Vec<String>,
    pub service: Localised,
    pub amount: Money,
    pub state: TopUpState,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credited_at: Option<Timestamp>,
    /// Present once the platform knows the debt position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The last visit to the payment page, while the top-up is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
    /// When the platform was last asked and answered. Absent before the first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// The platform did not answer when last asked: the state shown may be behind.
    #[serde(default)]
    pub platform_silent: bool,
}

/// A page of top-ups, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopUps {
    pub items: Vec<TopUp>,
    /// Ask again with this for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
