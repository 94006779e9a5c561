//! The guardian's accounts as they were told last: from one page to the next nobody waits for them twice.

use super::session::CurrentSession;
use crate::{
    browser::timer,
    client::{Client, ClientError},
};
use contract::{Accounts, GuardianMark};
use leptos::{prelude::*, task::spawn_local};

/// So many milliseconds they are as good as new: as if the guardian had stayed on the page that showed them.
const FRESH_MS: i32 = 30_000;

/// What is known for a short while, and of whom. `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct KnownAccounts {
    session: CurrentSession,
    told: StoredValue<Option<(GuardianMark, Accounts)>>,
    /// Which answer is the youngest.
    youngest: StoredValue<u32>,
}

impl KnownAccounts {
    /// For the app's root.
    pub fn new(session: CurrentSession) -> Self {
        Self { session, told: StoredValue::new(None), youngest: StoredValue::new(0) }
    }

    /// Asks the gateway, and knows for a while.
    pub async fn ask(self, client: Client) -> Result<Accounts, ClientError> {
        let accounts = client.accounts().await?;
        self.told.try_set_value(self.session.mark_untracked().map(|owner| (owner, accounts.clone())));
        let mine = self.youngest.try_update_value(|count| {
            *count = count.wrapping_add(1);
            *count
        });
        spawn_local(async move {
            timer::sleep(FRESH_MS).await;
            if self.youngest.try_get_value() == mine {
                self.forget();
            }
        });
        Ok(accounts)
    }

    /// The accounts of whoever is signed in, if they were told a moment ago.
    pub fn get(self) -> Option<Accounts> {
        let now = self.session.mark_untracked()?;
        self.told.try_get_value()?.filter(|(owner, _)| *owner == now).map(|(_, accounts)| accounts)
    }

    /// They may have changed.
    pub fn forget(self) {
        self.told.try_set_value(None);
    }
}
