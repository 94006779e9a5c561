//! The guardian's accounts.

use contract::Accounts;

use super::{Refusal, Service, view};
use crate::store::accounts::Guardian;

impl Service {
    pub async fn list_accounts(&self, guardian: &Guardian) -> Result<Accounts, Refusal> {
        let rows = self.store().accounts_of(&guardian.id).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in &rows {
            let open = self.store().open_cents_of(&row.account.id).await?;
            items.push(view::account(self.config(), row, open)?);
        }
        Ok(Accounts { items })
    }
}
