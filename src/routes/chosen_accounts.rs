//! The accounts that an address names, each with the initial value of its field.

use contract::AccountId;
use pagopa::Amount;

/// Which accounts are topped up. Account ids contain no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChosenAccounts {
    All,
    /// In any order; empty if the address has no valid id.
    These(Vec<ChosenAccount>),
}

/// An account, with the initial value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenAccount {
    pub id: AccountId,
    pub amount: Option<Amount>,
}

impl ChosenAccounts {
    pub fn is_one(&self) -> bool {
        matches!(self, Self::These(accounts) if accounts.len() == 1)
    }

    pub fn contains(&self, id: &AccountId) -> bool {
        match self {
            Self::All => true,
            Self::These(accounts) => accounts.iter().any(|chosen| chosen.id == *id),
        }
    }

    /// The initial value of this account's field.
    pub fn amount_of(&self, id: &AccountId) -> Option<Amount> {
        match self {
            Self::All => None,
            Self::These(accounts) => accounts.iter().find(|chosen| chosen.id == *id)?.amount,
        }
    }

    /// Skips invalid ids, and leaves out invalid amounts.
    pub(super) fn read(ids: &str, amounts: Option<&str>) -> Self {
        let mut amounts = amounts.unwrap_or_default().split(',');
        let chosen = ids.split(',').filter_map(|id| {
            let amount = amounts.next().and_then(|amount| amount.parse().ok());
            Some(ChosenAccount { id: id.parse().ok()?, amount })
        });
        Self::These(chosen.collect())
    }

    /// The ids as in an address. `None` for all accounts.
    pub(super) fn ids(&self) -> Option<String> {
        let Self::These(accounts) = self else { return None };
        Some(accounts.iter().map(|chosen| chosen.id.as_str()).collect::<Vec<_>>().join(","))
    }

    /// The amounts as in an address, in the order of the ids. `None` if no account has one.
    pub(super) fn amounts(&self) -> Option<String> {
        let Self::These(accounts) = self else { return None };
        let text =
            |chosen: &ChosenAccount| chosen.amount.map(|amount| amount.to_string()).unwrap_or_default();
        accounts
            .iter()
            .any(|chosen| chosen.amount.is_some())
            .then(|| accounts.iter().map(text).collect::<Vec<_>>().join(","))
    }
}
