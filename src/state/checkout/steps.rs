//! The requests of the payment flow, each safe to repeat: open a top-up, wait until it can be paid, open the payment
//! page.

use super::draft::Draft;
use crate::{
    client::{Client, ClientError},
    reactive::Run,
    state::{asked::put, top_ups::TopUpsState},
};
use contract::{AccountId, Checkout, NewTopUp, ProblemKind, SignInHint, TopUp, TopUpId, TopUpState};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use pagopa::Amount;

/// How often, and after how many milliseconds, a request is repeated while the first one with its key is in progress.
const IN_FLIGHT_TRIES: u32 = 12;
const IN_FLIGHT_MS: u32 = 1500;
/// How often a platform that is down is asked, at growing intervals. Then the guardian has to press the button again.
const OPENING_TRIES: u32 = 40;
const OPENING_STEP_MS: u32 = 1000;
const OPENING_SLOWEST_MS: u32 = 6000;

/// An amount for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub account_id: AccountId,
    pub amount: Amount,
}

/// Why the flow has stopped.
pub enum Stop {
    /// A top-up of the account is open, and the guardian has to decide.
    Duplicate {
        order: Order,
        existing: Box<TopUp>,
    },
    /// The open top-up that was to be replaced could not be cancelled, so nothing was opened.
    NotReplaced(ClientError),
    /// The top-up cannot be paid: it is paid or closed.
    Ended(TopUpState),
    /// The platform does not know the top-up yet; with the error if the gateway refused the checkout for it.
    StillOpening(Option<ClientError>),
    /// The first request with the same key is still in progress.
    InFlight(ClientError),
    /// The address of the payment page is not safe.
    BadRedirect,
    /// The amount is no longer within the account's limits.
    OutOfRange(AccountId),
    Failed(ClientError),
    /// The page was left meanwhile.
    Gone,
}

impl Stop {
    /// Whether the guardian can continue by pressing the button again.
    pub const fn can_continue(&self) -> bool {
        matches!(self, Self::StillOpening(_) | Self::InFlight(_))
    }
}

/// The context of the requests.
#[derive(Clone, Copy)]
pub struct Steps {
    pub client: Client,
    pub top_ups: TopUpsState,
    pub draft: Draft,
    /// The platform does not know the top-up yet.
    pub opening: RwSignal<bool>,
    pub run: Run,
}

impl Steps {
    /// The top-up for this order: the one that was opened before, or a new one.
    pub async fn make_top_up(self, order: Order) -> Result<(Order, TopUp), Stop> {
        let intent = self.draft.intent(&order.account_id, order.amount).ok_or(Stop::Gone)?;
        if let Some(id) = intent.made {
            match self.top_ups.read(self.client, &id).await {
                Ok(top_up) if top_up.state.is_open() => return Ok((order, top_up)),
                Ok(top_up) => {
                    self.draft.drop_intent(&order.account_id);
                    // An expired or cancelled top-up is replaced. Otherwise money may have moved, and the guardian
                    // decides.
                    if !matches!(top_up.state, TopUpState::Expired | TopUpState::Cancelled) {
                        return Err(Stop::Ended(top_up.state));
                    }
                }
                Err(error) if error.kind() == Some(ProblemKind::NotFound) => {
                    self.draft.drop_intent(&order.account_id);
                }
                Err(error) => return Err(Stop::Failed(error)),
            }
        }
        self.cancel_replaced(&order, &intent.replaces).await?;
        let top_up = self.open_top_up(&order).await?;
        self.draft.set_made(&order.account_id, order.amount, top_up.id.clone());
        Ok((order, top_up))
    }

    /// Cancels the top-ups that this order replaces. Safe to repeat: a cancelled one is cancelled again.
    async fn cancel_replaced(self, order: &Order, replaced: &[TopUpId]) -> Result<(), Stop> {
        for id in replaced {
            let Err(error) = self.top_ups.cancel(self.client, id).await else { continue };
            match error.kind() {
                Some(ProblemKind::NotFound | ProblemKind::Cancelled | ProblemKind::Expired) => {}
                _ => {
                    // After a refusal the guardian decides again.
                    if !error.is_passing() {
                        self.draft.drop_intent(&order.account_id);
                    }
                    return Err(Stop::NotReplaced(error));
                }
            }
        }
        Ok(())
    }

    async fn open_top_up(self, order: &Order) -> Result<TopUp, Stop> {
        let mut tries = 0;
        loop {
            let intent = self.draft.intent(&order.account_id, order.amount).ok_or(Stop::Gone)?;
            let new = NewTopUp {
                account_id: order.account_id.clone(),
                amount: order.amount.into(),
                allow_duplicate: intent.allow_duplicate,
                only_one: !intent.allow_duplicate,
            };
            let Some(key) = intent.key() else { return Err(Stop::Gone) };
            let error = match self.top_ups.open(self.client, &new, &key).await {
                Ok(top_up) => return Ok(top_up),
                Err(error) => error,
            };
            tries += 1;
            match (error.kind(), existing(&error)) {
                (Some(ProblemKind::IdempotencyKeyInFlight | ProblemKind::IdempotencyKeyReused), _)
                    if tries == IN_FLIGHT_TRIES =>
                {
                    return Err(Stop::InFlight(error));
                }
                (Some(ProblemKind::IdempotencyKeyInFlight), _) => TimeoutFuture::new(IN_FLIGHT_MS).await,
                // The key was used for another request, by another tab or an older version: a new key is needed.
                (Some(ProblemKind::IdempotencyKeyReused), _) => {
                    self.draft.renew(&order.account_id, order.amount, intent.allow_duplicate);
                }
                (Some(ProblemKind::DuplicateOpenTopUp), Some(existing)) if tries < IN_FLIGHT_TRIES => {
                    self.decide(order, &existing).await?;
                }
                (Some(ProblemKind::AmountOutOfRange), _) => {
                    return Err(Stop::OutOfRange(order.account_id.clone()));
                }
                _ => return Err(Stop::Failed(error)),
            }
        }
    }

    /// What follows from a top-up that is open, or was open when the gateway refused another one. If it can no longer be
    /// paid, the order goes on.
    async fn decide(self, order: &Order, existing: &TopUpId) -> Result<(), Stop> {
        let existing = self.top_ups.read(self.client, existing).await.map_err(Stop::Failed)?;
        match existing.state {
            TopUpState::Expired | TopUpState::Cancelled => Ok(()),
            state if state.is_open() => {
                Err(Stop::Duplicate { order: order.clone(), existing: Box::new(existing) })
            }
            // Money has moved meanwhile.
            state => Err(Stop::Ended(state)),
        }
    }

    /// Waits until the platform knows all top-ups. Sets `opening` while it waits.
    pub async fn wait_until_payable(self, made: &[(Order, TopUp)]) -> Result<(), Stop> {
        for (_, top_up) in made {
            let mut state = top_up.state;
            let mut tries = 0;
            while state == TopUpState::Opening {
                if tries == OPENING_TRIES {
                    return Err(Stop::StillOpening(None));
                }
                tries += 1;
                // An equal value would move the focus to the message again.
                put(self.opening, true);
                TimeoutFuture::new((tries * OPENING_STEP_MS).min(OPENING_SLOWEST_MS)).await;
                if !self.run.is_latest() {
                    return Err(Stop::Gone);
                }
                match self.top_ups.read(self.client, &top_up.id).await {
                    Ok(now) => state = now.state,
                    Err(error) if error.is_passing() => {}
                    Err(error) => return Err(Stop::Failed(error)),
                }
            }
            if !state.is_open() {
                return Err(Stop::Ended(state));
            }
        }
        put(self.opening, false);
        Ok(())
    }

    /// Opens the payment page for these top-ups. The caller drops the key after it has used the answer.
    pub async fn check_out(self, ids: &[TopUpId], sign_in: SignInHint) -> Result<Checkout, Stop> {
        let mut tries = 0;
        loop {
            let key = self.draft.checkout_key(ids, sign_in).ok_or(Stop::Gone)?;
            let error = match self.client.open_checkout(ids.to_vec(), sign_in, &key).await {
                Ok(checkout) => return Ok(checkout),
                Err(error) => error,
            };
            tries += 1;
            match error.kind() {
                Some(ProblemKind::IdempotencyKeyInFlight) if tries < IN_FLIGHT_TRIES => {
                    TimeoutFuture::new(IN_FLIGHT_MS).await;
                }
                Some(ProblemKind::IdempotencyKeyReused) if tries < IN_FLIGHT_TRIES => {
                    self.draft.drop_checkout_key();
                }
                Some(ProblemKind::IdempotencyKeyInFlight | ProblemKind::IdempotencyKeyReused) => {
                    return Err(Stop::InFlight(error));
                }
                Some(ProblemKind::StillOpening) => return Err(Stop::StillOpening(Some(error))),
                _ => return Err(Stop::Failed(error)),
            }
        }
    }
}

fn existing(error: &ClientError) -> Option<TopUpId> {
    match error {
        ClientError::Problem { problem, .. } => problem.top_up_id.clone(),
        _ => None,
    }
}
