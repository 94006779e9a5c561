//! What the gateway is asked: the states always, what else may be known only when it has changed.

use super::panel::{Line, OutcomeSnapshot};
use crate::{
    client::{Client, ClientError},
    state::TopUpsState,
};
use contract::{Account, CheckoutId, OutcomeTopUp, TopUp, TopUpState};
use leptos::prelude::*;

/// What was learnt before.
#[derive(Default)]
pub struct Cache {
    top_ups: Vec<TopUp>,
    accounts: Vec<Account>,
    /// How many top-ups were credited when the accounts were read.
    credited: usize,
}

/// Asks once. What is missing beside the states is asked for again next time.
pub async fn fetch(
    client: Client,
    top_ups: TopUpsState,
    id: &CheckoutId,
    known: StoredValue<Cache>,
) -> Result<OutcomeSnapshot, ClientError> {
    let outcome = client.outcome(id).await?;
    let page_open = outcome.returned.is_none();
    for (place, item) in outcome.items.iter().enumerate() {
        // The way back into an open payment page is good for minutes only: it is read anew.
        let passing = place == 0 && page_open && item.state == TopUpState::InProgress;
        learn(client, top_ups, item, passing, known).await;
    }
    let own = |state: TopUpState| {
        outcome.items.iter().filter(move |item| item.top_up_id.is_some() && item.state == state)
    };
    let credited = own(TopUpState::Credited).count();
    if credited > 0
        && known.try_with_value(|known| known.credited != credited) == Some(true)
        && let Ok(accounts) = client.accounts().await
    {
        known.try_update_value(|known| {
            known.accounts = accounts.items;
            known.credited = credited;
        });
    }
    let lines = known.try_with_value(|known| outcome.items.iter().map(|item| line(item, known)).collect());
    Ok(OutcomeSnapshot {
        checkout_id: outcome.checkout_id,
        // A page that is gone shows none.
        lines: lines.unwrap_or_default(),
        returned: outcome.returned,
        platform_silent: outcome.platform_silent,
    })
}

/// Reads a top-up of the guardian's own, unless it is known as it is.
async fn learn(
    client: Client,
    top_ups: TopUpsState,
    item: &OutcomeTopUp,
    passing: bool,
    known: StoredValue<Cache>,
) {
    let Some(id) = &item.top_up_id else { return };
    let is_known = known.try_with_value(|known| {
        known.top_ups.iter().any(|top_up| top_up.id == *id && top_up.state == item.state)
    });
    if is_known != Some(false) && !passing {
        return;
    }
    if let Ok(top_up) = top_ups.read(client, id).await {
        known.try_update_value(|known| {
            known.top_ups.retain(|old| old.id != top_up.id);
            // When it was looked at changes with every answer, and is not shown.
            known.top_ups.push(TopUp { checked_at: None, ..top_up });
        });
    }
}

fn line(item: &OutcomeTopUp, known: &Cache) -> Line {
    let top_up = item.top_up_id.as_ref().and_then(|id| known.top_ups.iter().find(|top_up| top_up.id == *id));
    let account = top_up
        .filter(|_| item.state == TopUpState::Credited)
        .and_then(|top_up| known.accounts.iter().find(|account| account.id == top_up.account_id));
    Line { state: item.state, top_up: top_up.cloned(), new_balance: account.map(|account| account.balance) }
}
