//! A guardian's accounts. An account is the paying guardian's and names its children and its service.

use crate::{AccountId, Localised, Money, SignedMoney};
use serde::{Deserialize, Serialize};

/// One prepaid account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    pub id: AccountId,
    /// The children whose meals are charged to it; at least one.
    pub children: Vec<String>,
    /// The school service, as the municipality names it in each language in which it does.
    pub service: Localised,
    pub balance: SignedMoney,
    pub balance_level: BalanceLevel,
    /// Price of one meal, where the service has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meal_price: Option<Money>,
    /// What may be topped up now. Absent when the balance is at its cap already.
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
    /// Meals have been served that are not paid yet.
    Negative,
}

/// The least and the most of one top-up, both included; the most already heeds the cap on the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TopUpLimits {
    pub least: Money,
    pub most: Money,
}

/// All accounts of the guardian who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accounts {
    pub items: Vec<Account>,
}
