//! The guardian's accounts and newest top-ups as they were told last: from one page to the next nobody waits for them
//! twice. Whoever shows them asks anew beside it.

use super::session::CurrentSession;
use crate::client::{Client, ClientError};
use contract::{Accounts, GuardianMark, TopUps};
use leptos::prelude::*;

/// So many milliseconds they are good enough for the moment until the next answer.
const FRESH_MS: f64 = 30_000.0;

/// Something told, of whom, and when it was asked for.
#[derive(Clone)]
struct Told<T> {
    owner: GuardianMark,
    /// Milliseconds of the clock on the wall: one that a sleeping phone stops would make old things young.
    asked_at: f64,
    value: T,
}

/// Who asks, when, and after which forgetting.
struct Asking {
    owner: Option<GuardianMark>,
    at: f64,
    forgotten: Option<u32>,
}

/// What is known for a short while, and of whom. `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct Known {
    session: CurrentSession,
    accounts: StoredValue<Option<Told<Accounts>>>,
    top_ups: StoredValue<Option<Told<TopUps>>>,
    /// How often it was all forgotten: what was asked for before that is not kept after it.
    forgotten: StoredValue<u32>,
}

impl Known {
    /// For the app's root.
    pub fn new(session: CurrentSession) -> Self {
        Self {
            session,
            accounts: StoredValue::new(None),
            top_ups: StoredValue::new(None),
            forgotten: StoredValue::new(0),
        }
    }

    /// Asks the gateway for the accounts, and knows them for a while.
    pub async fn ask_accounts(self, client: Client) -> Result<Accounts, ClientError> {
        let asked = self.asking();
        let accounts = client.accounts().await?;
        self.keep(self.accounts, asked, &accounts);
        Ok(accounts)
    }

    /// The same, for the newest top-ups.
    pub async fn ask_top_ups(self, client: Client) -> Result<TopUps, ClientError> {
        let asked = self.asking();
        let top_ups = client.top_ups(None).await?;
        self.keep(self.top_ups, asked, &top_ups);
        Ok(top_ups)
    }

    /// The accounts of whoever is signed in, if they were told a moment ago.
    pub fn accounts(self) -> Option<Accounts> {
        self.fresh(self.accounts)
    }

    /// The same, for the newest top-ups.
    pub fn top_ups(self) -> Option<TopUps> {
        self.fresh(self.top_ups)
    }

    /// They may have changed.
    pub fn forget(self) {
        self.forgotten.try_update_value(|count| *count = count.wrapping_add(1));
        self.accounts.try_set_value(None);
        self.top_ups.try_set_value(None);
    }

    fn asking(self) -> Asking {
        Asking {
            owner: self.session.mark_untracked(),
            at: js_sys::Date::now(),
            forgotten: self.forgotten.try_get_value(),
        }
    }

    fn keep<T: Clone + Send + Sync + 'static>(
        self,
        place: StoredValue<Option<Told<T>>>,
        asked: Asking,
        value: &T,
    ) {
        // Who asked, not who is there now.
        let Asking { owner: Some(owner), at, forgotten } = asked else { return };
        if self.forgotten.try_get_value() == forgotten {
            place.try_set_value(Some(Told { owner, asked_at: at, value: value.clone() }));
        }
    }

    #[expect(clippy::float_arithmetic, reason = "the time that has passed, no money")]
    fn fresh<T: Clone + Send + Sync + 'static>(self, place: StoredValue<Option<Told<T>>>) -> Option<T> {
        let owner = self.session.mark_untracked()?;
        let told = place.try_get_value()?.filter(|told| told.owner == owner)?;
        // A clock that was set back says nothing about how old it is.
        (0.0..FRESH_MS).contains(&(js_sys::Date::now() - told.asked_at)).then_some(told.value)
    }
}
