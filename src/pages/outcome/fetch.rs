//! Reads the outcome of a checkout: the states each time, top-ups only when a state has changed.

use super::panel::{Line, OutcomeSnapshot};
use crate::{
    client::{Client, ClientError},
    state::{AccountsState, TopUpsState},
};
use contract::{CheckoutId, OutcomeTopUp, TopUp, TopUpState};
use leptos::prelude::*;

/// The answers of earlier requests.
#[derive(Default)]
pub struct Cache {
    top_ups: Vec<TopUp>,
    /// How many top-ups were credited.
    credited: usize,
}

/// Reads the outcome once. Top-ups that cannot be read are read again next time.
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
    let credited = outcome.items.iter().filter(|item| item.state == TopUpState::Credited).count();
    if cache.try_update_value(|cache| std::mem::replace(&mut cache.credited, credited)) != Some(credited) {
        // The balances have changed.
        accounts.forget();
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
    Line { state: item.state, top_up: top_up.cloned() }
}
