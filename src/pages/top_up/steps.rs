//! The requests of a top-up, each safe to repeat: open it, wait until it can be paid, open the payment page.

use super::flow::{Flow, Order};
use crate::client::ClientError;
use contract::{AccountId, Checkout, NewTopUp, ProblemKind, TopUp, TopUpId, TopUpState};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// The first request with this key is still at work: it is asked again so often, so far apart.
const IN_FLIGHT_TRIES: u32 = 12;
const IN_FLIGHT_MS: u32 = 1500;
/// A platform that is down is asked so often, ever more slowly, then the guardian presses again.
const OPENING_TRIES: u32 = 40;
const OPENING_STEP_MS: u32 = 1000;
const OPENING_SLOWEST_MS: u32 = 6000;

/// Why it does not go on by itself.
pub enum Stop {
    /// An equal top-up is open: the guardian decides.
    Duplicate {
        order: Order,
        existing: TopUpId,
    },
    /// It cannot be paid: it is paid already, or over.
    Ended(TopUpState),
    /// The platform still does not know it.
    StillOpening,
    /// The payment page's address is not one the browser may be sent to.
    BadRedirect,
    /// The amount is not acceptable any more.
    OutOfRange(AccountId),
    Failed(ClientError),
    /// The page was left meanwhile.
    Gone,
}

/// The top-up for this order: the one that was made before, or a new one.
pub async fn make_top_up(flow: Flow, order: Order) -> Result<(Order, TopUp), Stop> {
    let intent = flow.draft.intent(&order.account_id, order.amount).ok_or(Stop::Gone)?;
    if let Some(id) = intent.made {
        match flow.client.top_up(&id).await {
            Ok(top_up) if top_up.state.is_open() => return Ok((order, top_up)),
            Ok(top_up) => {
                flow.draft.drop_intent(&order.account_id);
                // Over without money: a new one takes its place. With money: the guardian is told first.
                if !matches!(top_up.state, TopUpState::Expired | TopUpState::Cancelled) {
                    return Err(Stop::Ended(top_up.state));
                }
            }
            Err(error) if error.kind() == Some(ProblemKind::NotFound) => {
                flow.draft.drop_intent(&order.account_id)
            }
            Err(error) => return Err(Stop::Failed(error)),
        }
    }
    let top_up = open_top_up(flow, &order).await?;
    flow.draft.set_made(&order.account_id, order.amount, top_up.id.clone());
    Ok((order, top_up))
}

async fn open_top_up(flow: Flow, order: &Order) -> Result<TopUp, Stop> {
    for _ in 0..IN_FLIGHT_TRIES {
        let intent = flow.draft.intent(&order.account_id, order.amount).ok_or(Stop::Gone)?;
        let new = NewTopUp {
            account_id: order.account_id.clone(),
            amount: order.amount.into(),
            allow_duplicate: intent.allow_duplicate,
        };
        let Some(key) = intent.key() else { return Err(Stop::Gone) };
        let error = match flow.client.open_top_up(&new, &key).await {
            Ok(top_up) => return Ok(top_up),
            Err(error) => error,
        };
        match (error.kind(), existing(&error)) {
            (Some(ProblemKind::IdempotencyKeyInFlight), _) => TimeoutFuture::new(IN_FLIGHT_MS).await,
            // Another tab's key, or an older app's: this is a new intent.
            (Some(ProblemKind::IdempotencyKeyReused), _) => {
                flow.draft.renew(&order.account_id, order.amount, intent.allow_duplicate);
            }
            (Some(ProblemKind::DuplicateOpenTopUp), Some(existing)) => {
                return Err(Stop::Duplicate { order: order.clone(), existing });
            }
            (Some(ProblemKind::AmountOutOfRange), _) => {
                return Err(Stop::OutOfRange(order.account_id.clone()));
            }
            _ => return Err(Stop::Failed(error)),
        }
    }
    Err(Stop::StillOpening)
}

fn existing(error: &ClientError) -> Option<TopUpId> {
    match error {
        ClientError::Problem(problem) => problem.top_up_id.clone(),
        _ => None,
    }
}

/// Waits until the platform knows them all, and tells the guardian why it takes so long.
pub async fn wait_until_payable(flow: Flow, made: &[(Order, TopUp)]) -> Result<(), Stop> {
    for (_, top_up) in made {
        let mut state = top_up.state;
        let mut tries = 0;
        while state == TopUpState::Opening {
            if tries == OPENING_TRIES {
                return Err(Stop::StillOpening);
            }
            tries += 1;
            flow.opening.try_set(true);
            TimeoutFuture::new((tries * OPENING_STEP_MS).min(OPENING_SLOWEST_MS)).await;
            if flow.busy.try_get_untracked().is_none() {
                return Err(Stop::Gone);
            }
            match flow.client.top_up(&top_up.id).await {
                Ok(now) => state = now.state,
                Err(error) if error.is_passing() => {}
                Err(error) => return Err(Stop::Failed(error)),
            }
        }
        if !state.is_open() {
            return Err(Stop::Ended(state));
        }
    }
    flow.opening.try_set(false);
    Ok(())
}

/// Opens the payment page for these.
pub async fn check_out(flow: Flow, ids: &[TopUpId]) -> Result<Checkout, Stop> {
    let Some(sign_in) = flow.sign_in.try_get_untracked() else { return Err(Stop::Gone) };
    for _ in 0..IN_FLIGHT_TRIES {
        let key = flow.draft.visit(ids, sign_in).ok_or(Stop::Gone)?;
        match flow.client.open_checkout(ids.to_vec(), sign_in, &key).await {
            Ok(checkout) => return Ok(checkout),
            Err(error) => match error.kind() {
                Some(ProblemKind::IdempotencyKeyInFlight) => TimeoutFuture::new(IN_FLIGHT_MS).await,
                Some(ProblemKind::IdempotencyKeyReused) => flow.draft.drop_visit(),
                Some(ProblemKind::StillOpening) => return Err(Stop::StillOpening),
                _ => return Err(Stop::Failed(error)),
            },
        }
    }
    Err(Stop::StillOpening)
}
