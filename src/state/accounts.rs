//! The guardian's accounts and newest top-ups, cached so that the next page can show them at once.

use super::{
    asked::{Asked, StaleSince, now_s},
    kept_accounts::KeptAccounts,
    session::CurrentSession,
    top_ups::TopUpsState,
};
use crate::{
    browser::boot,
    client::{Client, ClientError},
    reactive::{Run, Runs},
};
use contract::{Accounts, GuardianMark, TopUps, paths};
use leptos::prelude::*;

/// The age in milliseconds up to which a cached answer is shown while it is read again.
const FRESH_MS: f64 = 30_000.0;

/// The cached answers.
#[derive(Clone, Copy)]
pub struct AccountsState {
    session: CurrentSession,
    top_ups_state: TopUpsState,
    pub accounts: Cached<Accounts>,
    pub top_ups: Cached<TopUps>,
}

impl AccountsState {
    /// For the app's root.
    pub fn new(session: CurrentSession, top_ups_state: TopUpsState) -> Self {
        Self { session, top_ups_state, accounts: Cached::new(), top_ups: Cached::new() }
    }

    /// For a page that shows both: clears them unless both are fresh. With the accounts alone the page would look as
    /// if no top-up were open.
    pub fn clear_stale(self) {
        if self.fresh_accounts().is_none() || self.fresh(self.top_ups).is_none() {
            self.accounts.clear();
            self.top_ups.clear();
        }
    }

    /// The accounts, if they are fresh and belong to the signed-in guardian.
    pub fn fresh_accounts(self) -> Option<Accounts> {
        self.fresh(self.accounts)
    }

    /// Reads the accounts from the gateway. If it cannot be reached, those of its last answer are shown.
    pub async fn read_accounts(self, client: Client) -> Result<Accounts, ClientError> {
        let asked = self.ask(self.accounts);
        let early = boot::take(paths::ACCOUNTS).await;
        let answer = match early.and_then(|text| Some((serde_json::from_str(&text).ok()?, text))) {
            Some(answer) => Ok(answer),
            None => client.accounts().await,
        };
        let owner = self.session.last_mark().filter(|_| asked.request.is_latest());
        match (owner, &answer) {
            (Some(owner), Ok((_, text))) if asked.owner.as_ref() == Some(&owner) => {
                KeptAccounts::keep(&owner, now_s(), text);
            }
            (Some(owner), Err(error)) if error.is_passing() => self.show_kept(&owner),
            _ => {}
        }
        self.accounts.record(asked, answer.map(|(accounts, _)| accounts))
    }

    /// Shows the accounts that are kept on this phone, if the page has none.
    fn show_kept(self, owner: &GuardianMark) {
        let shows = self.accounts.value.try_with_untracked(|value| matches!(value, Some(Ok(_))));
        if shows == Some(false)
            && let Some(kept) = KeptAccounts::of(owner)
        {
            self.accounts.stale.read_at(kept.read_at);
            self.accounts.value.try_set(Some(Ok(kept.accounts)));
        }
    }

    /// Reads the newest top-ups from the gateway.
    pub async fn read_top_ups(self, client: Client) -> Result<TopUps, ClientError> {
        let asked = self.ask(self.top_ups);
        self.top_ups.record(asked, self.top_ups_state.read_page(client, None).await)
    }

    /// Marks both as changed, so that the next page waits for new answers.
    pub fn forget(self) {
        self.accounts.forget();
        self.top_ups.forget();
    }

    fn ask<T: Send + Sync + 'static>(self, cached: Cached<T>) -> Read {
        Read {
            owner: self.session.mark_untracked(),
            at: js_sys::Date::now(),
            request: cached.requests.start(),
        }
    }

    #[expect(clippy::float_arithmetic, reason = "the time that has passed, no money")]
    fn fresh<T: Clone + Send + Sync + 'static>(self, cached: Cached<T>) -> Option<T> {
        let owner = self.session.mark_untracked();
        let read = cached.read.try_get_value()?.filter(|read| owner.is_some() && read.owner == owner)?;
        // A negative age means that the clock was set back.
        (0.0..FRESH_MS)
            .contains(&(js_sys::Date::now() - read.at))
            .then(|| cached.value.get_untracked()?.ok())?
    }
}

/// Who sent a request, and when.
#[derive(Clone)]
struct Read {
    owner: Option<GuardianMark>,
    /// Unix time in milliseconds. A monotonic clock may stop while the phone sleeps, and old answers would look fresh.
    at: f64,
    request: Run,
}

/// The last answer, and its request.
pub struct Cached<T: Send + Sync + 'static> {
    value: RwSignal<Asked<T>>,
    read: StoredValue<Option<Read>>,
    /// Answers of earlier requests are ignored.
    requests: Runs,
    pub stale: StaleSince,
}

impl<T: Send + Sync + 'static> Clone for Cached<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Cached<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Cached<T> {
    fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            read: StoredValue::new(None),
            requests: Runs::new(),
            stale: StaleSince::new(),
        }
    }

    /// The last answer, tracked.
    pub fn get(self) -> Asked<T> {
        self.value.get()
    }

    /// Removes the answer, so that the page shows that it is loading.
    pub fn clear(self) {
        self.value.try_set(None);
        self.stale.clear();
    }

    fn forget(self) {
        self.requests.start();
        self.read.try_set_value(None);
    }

    fn record(self, read: Read, answer: Result<T, ClientError>) -> Result<T, ClientError> {
        if read.request.is_latest() {
            let is_good = answer.is_ok();
            // An equal answer changes nothing, and a failed refresh leaves the page as it is.
            let shows = self.value.try_maybe_update(|now| {
                let changed = match (&*now, &answer) {
                    (Some(Ok(_)), Err(_)) => false,
                    (Some(before), answer) => before != answer,
                    (None, _) => true,
                };
                if changed {
                    *now = Some(answer.clone());
                }
                (changed, matches!(now, Some(Ok(_))))
            });
            if is_good {
                self.read.try_set_value(Some(read));
            }
            // Without an answer there is nothing to be out of date.
            if shows == Some(true) {
                self.stale.record(answer.as_ref().err());
            }
        }
        answer
    }
}
