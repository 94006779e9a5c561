//! A guardian's accounts. An account belongs to the paying guardian and names its children and its service.

use crate::{AccountId, Localised, Money, SignedMoney, Timestamp};
use serde::{Deserialize, Serialize};

/// One prepaid account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    pub id: AccountId,
    /// The children whose meals are charged to this account; at least one.
    pub children: Vec<String>,
    /// The school service, in the languages in which the municipality names it.
    pub service: Localised,
    pub balance: SignedMoney,
    pub balance_level: BalanceLevel,
    /// The moment of the office's last balance. Later credits are added to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_at: Option<Timestamp>,
    /// Price of one meal, if the service has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meal_price: Option<Money>,
    /// Allowed amounts of a top-up now. Absent if the balance is at its cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<TopUpLimits>,
}

/// Whether the balance needs the guardian's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BalanceLevel {
    Enough,
    /// Few meals left.
    Low,
    /// Below zero: meals were served that are not paid yet.
    Negative,
}

/// Smallest and largest amount of one top-up, both allowed. `most` already respects the cap on the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopUpLimits {
    pub least: Money,
    pub most: Money,
}

/// In order of need: negative, low, enough; within these as they come.
pub fn by_need(accounts: &[Account]) -> Vec<Account> {
    let of = |level| accounts.iter().filter(move |account| account.balance_level == level).cloned();
    [BalanceLevel::Negative, BalanceLevel::Low, BalanceLevel::Enough].into_iter().flat_map(of).collect()
}

/// All accounts of the signed-in guardian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accounts {
    pub items: Vec<Account>,
}
