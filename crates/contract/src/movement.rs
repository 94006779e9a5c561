//! What moves the guardian's accounts: top-ups, and what the office charges, in one list by day.

use crate::{AccountId, Date, Localised, Money, Month, MovementId, SignedMoney, Timestamp, TopUp, Year};
use serde::{Deserialize, Serialize};

/// What a movement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MovementKind {
    /// A top-up in any state.
    TopUp,
    /// A meal that the office has charged.
    Meal,
    /// The office corrects an earlier movement.
    Correction,
    /// Anything else at the office, as its note says.
    Other,
}

/// Which movements a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MovementFilter {
    /// Top-ups that are on the account.
    Credited,
    /// Top-ups that may still be paid, or whose money is on its way.
    Open,
    /// Top-ups that have expired or were cancelled.
    Over,
    /// What the office has charged or corrected.
    Office,
}

impl MovementFilter {
    pub const ALL: [Self; 4] = [Self::Credited, Self::Open, Self::Over, Self::Office];

    /// As it is written in a request.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Credited => "credited",
            Self::Open => "open",
            Self::Over => "over",
            Self::Office => "office",
        }
    }
}

/// A balance that the office gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeBalance {
    pub balance: SignedMoney,
    pub at: Timestamp,
}

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Movement {
    /// A top-up's own id.
    pub id: MovementId,
    pub kind: MovementKind,
    pub account_id: AccountId,
    /// The account's children and service.
    pub children: Vec<String>,
    pub service: Localised,
    /// In Italy: when a top-up was credited, before that when it was made.
    pub day: Date,
    /// What it adds to the balance; a meal is below zero. A top-up adds it once it is credited.
    pub amount: SignedMoney,
    /// What the office says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Present if it is a top-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_up: Option<TopUp>,
    /// The account's balance right after it. Absent if the office's balances do not confirm it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_after: Option<SignedMoney>,
    /// The first balance that the office gave after it, on the last line before that balance, if no balance is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_balance: Option<OfficeBalance>,
}

/// The sums of a month, of the accounts that were asked for and whatever the page and the filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthTotals {
    pub month: Month,
    /// The guardian's top-ups that were credited in it.
    pub credited: Money,
    /// What the office charged and corrected; below zero if it took from the account.
    pub charged: SignedMoney,
}

/// A page of movements, the newest day first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Movements {
    pub items: Vec<Movement>,
    /// Every month of this page, the newest first.
    pub months: Vec<MonthTotals>,
    /// From the year of the newest movement to that of the oldest, whatever the filter.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<u16>))]
    pub years: Vec<Year>,
    /// Cursor of the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_written_as_in_json() {
        for filter in MovementFilter::ALL {
            assert_eq!(serde_json::to_value(filter).unwrap(), filter.word());
        }
    }
}
