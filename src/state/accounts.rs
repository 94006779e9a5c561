//! The guardian's accounts and newest top-ups, kept from one page to the next so that no page waits for them twice.

use super::{asked::Asked, early::early_or, session::CurrentSession, top_ups::TopUpsState};
use crate::client::{Client, ClientError};
use contract::{Accounts, GuardianMark, TopUps, paths};
use leptos::prelude::*;

/// For so many milliseconds an answer may be shown until the next one comes.
const FRESH_MS: f64 = 30_000.0;

/// `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct AccountsState {
    session: CurrentSession,
    top_ups_state: TopUpsState,
    pub accounts: Kept<Accounts>,
    pub top_ups: Kept<TopUps>,
}

impl AccountsState {
    /// For the app's root.
    pub fn new(session: CurrentSession, top_ups_state: TopUpsState) -> Self {
        Self { session, top_ups_state, accounts: Kept::new(), top_ups: Kept::new() }
    }

    /// For a page that shows both. Fresh answers stay on the screen; of accounts alone it would look as if nothing were
    /// under way, so both stay or none.
    pub fn show(self) {
        if self.fresh_accounts().is_none() || self.fresh(self.top_ups).is_none() {
            self.accounts.value.set(None);
            self.top_ups.value.set(None);
        }
    }

    /// The accounts, if they were read a moment ago by the guardian who is signed in.
    pub fn fresh_accounts(self) -> Option<Accounts> {
        self.fresh(self.accounts)
    }

    /// Asks the gateway for the accounts.
    pub async fn read_accounts(self, client: Client) -> Result<Accounts, ClientError> {
        let asked = self.ask(self.accounts);
        self.accounts.take(asked, early_or(paths::ACCOUNTS, client.accounts()).await)
    }

    /// Asks the gateway for the newest top-ups.
    pub async fn read_top_ups(self, client: Client) -> Result<TopUps, ClientError> {
        let asked = self.ask(self.top_ups);
        self.top_ups.take(asked, self.top_ups_state.read_page(client, None).await)
    }

    /// They may have changed: the next page asks anew.
    pub fn forget(self) {
        self.accounts.forget();
        self.top_ups.forget();
    }

    fn ask<T: Send + Sync + 'static>(self, kept: Kept<T>) -> Read {
        let number = kept.youngest.try_update_value(|youngest| {
            *youngest = youngest.wrapping_add(1);
            *youngest
        });
        Read { owner: self.session.mark_untracked(), at: js_sys::Date::now(), number }
    }

    #[expect(clippy::float_arithmetic, reason = "the time that has passed, no money")]
    fn fresh<T: Clone + Send + Sync + 'static>(self, kept: Kept<T>) -> Option<T> {
        let owner = self.session.mark_untracked();
        let read = kept.read.try_get_value()?.filter(|read| owner.is_some() && read.owner == owner)?;
        // A clock that was set back says nothing about the age.
        (0.0..FRESH_MS)
            .contains(&(js_sys::Date::now() - read.at))
            .then(|| kept.value.get_untracked()?.ok())?
    }
}

/// Who asked, when, and as which of the questions.
#[derive(Clone)]
struct Read {
    owner: Option<GuardianMark>,
    /// Milliseconds of the clock on the wall: one that stops with a sleeping phone would make old answers young.
    at: f64,
    number: Option<u32>,
}

/// The last answer, and how it was got.
pub struct Kept<T: Send + Sync + 'static> {
    value: RwSignal<Asked<T>>,
    read: StoredValue<Option<Read>>,
    /// Of several questions under way only the youngest counts.
    youngest: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Kept<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Kept<T> {
    fn new() -> Self {
        Self { value: RwSignal::new(None), read: StoredValue::new(None), youngest: StoredValue::new(0) }
    }

    /// The last answer, tracked.
    pub fn get(self) -> Asked<T> {
        self.value.get()
    }

    /// Shows that it is being asked again: the guardian wanted it.
    pub fn clear(self) {
        self.value.try_set(None);
    }

    fn forget(self) {
        self.youngest.try_update_value(|youngest| *youngest = youngest.wrapping_add(1));
        self.read.try_set_value(None);
    }

    fn take(self, read: Read, answer: Result<T, ClientError>) -> Result<T, ClientError> {
        if self.youngest.try_get_value() == read.number {
            let is_good = answer.is_ok();
            // Nothing is drawn anew where nothing has changed, and a failed refresh leaves what is on the screen.
            self.value.try_maybe_update(|now| {
                let changed = match (&*now, &answer) {
                    (Some(Ok(_)), Err(_)) => false,
                    (Some(before), answer) => before != answer,
                    (None, _) => true,
                };
                if changed {
                    *now = Some(answer.clone());
                }
                (changed, ())
            });
            if is_good {
                self.read.try_set_value(Some(read));
            }
        }
        answer
    }
}
