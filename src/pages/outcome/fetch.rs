//! Reads the outcome of a checkout: the states each time, top-ups and accounts only when a state has changed.

use super::panel::{Line, OutcomeSnapshot};
use crate::{
    client::{Client, ClientError},
    state::{AccountsState, TopUpsState},
};
use contract::{Account, CheckoutId, OutcomeTopUp, TopUp, TopUpState};
use leptos::prelude::*;

/// The answers of earlier requests.
#[derive(Default)]
pub struct Cache {
    top_ups: Vec<TopUp>,
    accounts: Vec<Account>,
    /// How many top-ups were credited when the accounts were read.
    credited: usize,
}

/// Reads the outcome once. Top-ups and accounts that cannot be read are read again next time.
pub async fn fetch(
    client: Client,
    top_ups: TopUpsState,
    accounts: AccountsState,
    id: &CheckoutId,
    cache: StoredValue<Cache>,
) -> Result<OutcomeSnapshot, ClientError> {
    let outcome = client.outcome(id).await?;
    let page_open = outcome.returned.is_none();
    for (place, item) in outcome.items.iter().enumerate() {
        // The address of an open payment page is valid only for minutes, so it is read each time.
        let always = place == 0 && page_open && item.state == TopUpState::InProgress;
        read_top_up(client, top_ups, item, always, cache).await;
    }
    let own = |state: TopUpState| {
        outcome.items.iter().filter(move |item| item.top_up_id.is_some() && item.state == state)
    };
    let credited = own(TopUpState::Credited).count();
    if credited > 0
        && cache.try_with_value(|cache| cache.credited != credited) == Some(true)
        && let Ok(accounts) = accounts.read_accounts(client).await
    {
        cache.try_update_value(|cache| {
            cache.accounts = accounts.items;
            cache.credited = credited;
        });
    }
    let lines = cache.try_with_value(|cache| outcome.items.iter().map(|item| line(item, cache)).collect());
    Ok(OutcomeSnapshot {
        checkout_id: outcome.checkout_id,
        // The cache is gone with its page.
        lines: lines.unwrap_or_default(),
        returned: outcome.returned,
        platform_silent: outcome.platform_silent,
    })
}

/// Reads a top-up of the signed-in guardian into the cache, unless it is there in this state. `always` reads it anyway.
async fn read_top_up(
    client: Client,
    top_ups: TopUpsState,
    item: &OutcomeTopUp,
    always: bool,
    cache: StoredValue<Cache>,
) {
    let Some(id) = &item.top_up_id else { return };
    let is_cached = cache.try_with_value(|cache| {
        cache.top_ups.iter().any(|top_up| top_up.id == *id && top_up.state == item.state)
    });
    if is_cached != Some(false) && !always {
        return;
    }
    if let Ok(top_up) = top_ups.read(client, id).await {
        cache.try_update_value(|cache| {
            cache.top_ups.retain(|old| old.id != top_up.id);
            // `checked_at` changes with every answer and is not shown.
            cache.top_ups.push(TopUp { checked_at: None, ..top_up });
        });
    }
}

fn line(item: &OutcomeTopUp, cache: &Cache) -> Line {
    let top_up = item.top_up_id.as_ref().and_then(|id| cache.top_ups.iter().find(|top_up| top_up.id == *id));
    let account = top_up
        .filter(|_| item.state == TopUpState::Credited)
        .and_then(|top_up| cache.accounts.iter().find(|account| account.id == top_up.account_id));
    Line { state: item.state, top_up: top_up.cloned(), new_balance: account.map(|account| account.balance) }
}
