//! The one payment flow: from amounts, or from top-ups that exist, to the payment page or to the notices.
//!
//! The page that owns it shows what it says and decides what follows; the keys that make every request safe to repeat
//! are kept in `draft`, so that a reload, a lost answer or Back does nothing twice.

pub mod draft;
pub mod sign_in_hint;
pub mod steps;

pub use draft::Draft;
pub use steps::{Order, Stop};

use super::{accounts::AccountsState, municipality::MunicipalityState, top_ups::TopUpsState};
use crate::{
    browser::{
        lifecycle,
        redirect::{self, SafeUrl},
    },
    client::Client,
    reactive::{context, effect},
};
use contract::{Checkout, CheckoutId, SignInHint, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use steps::Steps;

/// If the browser is still here after so long, the payment page has opened elsewhere (an installed app opens it
/// in a sheet of its own) or not at all.
const STILL_HERE_MS: u32 = 8000;

/// The two ways on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Online,
    Notice,
}

/// How it ended, for the page.
pub enum Ending {
    /// These notices are made.
    Notices(Vec<TopUpId>),
    /// The browser was sent to the payment page.
    Redirected,
    Stopped(Way, Stop),
}

/// What goes on. `Copy`: tasks and handlers share it.
#[derive(Clone, Copy)]
pub struct CheckoutFlow {
    client: Client,
    top_ups: TopUpsState,
    accounts: AccountsState,
    pub draft: Draft,
    pub sign_in: RwSignal<SignInHint>,
    /// What is being done now; nothing else is begun meanwhile.
    pub busy: RwSignal<Option<Way>>,
    /// The platform does not know the top-up yet.
    pub opening: RwSignal<bool>,
    /// The browser was sent to this payment page and is here again.
    pub left_for: RwSignal<Option<CheckoutId>>,
    on_end: Callback<Ending>,
}

impl CheckoutFlow {
    /// For a page, while it is being mounted.
    pub fn new(on_end: Callback<Ending>) -> Self {
        let municipality = use_context::<MunicipalityState>();
        let offered = move || municipality.map(MunicipalityState::sign_in_hints).unwrap_or_default();
        let sign_in = RwSignal::new(sign_in_hint::first(&untrack(offered)));
        // The municipality's answer may arrive later.
        effect(move || sign_in.set(sign_in_hint::first(&offered())));
        let draft = Draft::restore();
        let flow = Self {
            client: context(),
            top_ups: context(),
            accounts: context(),
            draft,
            sign_in,
            busy: RwSignal::new(None),
            opening: RwSignal::new(false),
            left_for: RwSignal::new(draft.left_for()),
            on_end,
        };
        lifecycle::on_bfcache_restore(move || flow.restored());
        flow
    }

    /// Makes top-ups of these orders, and goes on. Nothing happens while something is being done already.
    pub fn order(self, way: Way, orders: Vec<Order>) {
        self.begin(way, async move {
            let steps = self.steps();
            let mut made = Vec::with_capacity(orders.len());
            for order in orders {
                made.push(steps.make_top_up(order).await?);
            }
            steps.wait_until_payable(&made).await?;
            let ids: Vec<TopUpId> = made.into_iter().map(|(_, top_up)| top_up.id).collect();
            match way {
                Way::Notice => {
                    if !self.is_mounted() {
                        return Err(Stop::Gone);
                    }
                    self.draft.clear();
                    Ok(Ending::Notices(ids))
                }
                Way::Online => {
                    let checkout = self.check_out(&ids).await?;
                    self.redirect(&checkout, true).await
                }
            }
        });
    }

    /// Opens the payment page for top-ups that exist, one to five and unpaid.
    pub fn pay(self, ids: Vec<TopUpId>) {
        self.begin(Way::Online, async move {
            let checkout = self.check_out(&ids).await?;
            self.redirect(&checkout, false).await
        });
    }

    /// The payment page that this tab was sent to, once nothing can be paid there any more. `None` too where the
    /// gateway cannot be asked.
    pub async fn concluded(client: Client, draft: Draft) -> Option<CheckoutId> {
        let checkout = draft.left_for()?;
        client.outcome(&checkout).await.ok()?.is_concluded().then_some(checkout)
    }

    /// The same for this flow, whose draft it ends.
    pub async fn end_if_concluded(self) -> Option<CheckoutId> {
        let checkout = Self::concluded(self.client, self.draft).await.filter(|_| self.is_mounted())?;
        self.draft.clear();
        Some(checkout)
    }

    /// Whether the page is still there.
    fn is_mounted(self) -> bool {
        self.busy.try_get_untracked().is_some()
    }

    fn begin(self, way: Way, run: impl Future<Output = Result<Ending, Stop>> + 'static) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(way));
        // What is done now may change them.
        self.accounts.forget();
        spawn_local(async move {
            let ending = run.await.unwrap_or_else(|stop| Ending::Stopped(way, stop));
            let still_opening = matches!(&ending, Ending::Stopped(_, stop) if stop.is_still_opening());
            self.opening.try_set(still_opening);
            // A page that is gone needs no ending.
            let _ = self.on_end.try_run(ending);
            self.busy.try_set(None);
        });
    }

    fn steps(self) -> Steps {
        Steps { client: self.client, top_ups: self.top_ups, draft: self.draft, opening: self.opening }
    }

    async fn check_out(self, ids: &[TopUpId]) -> Result<Checkout, Stop> {
        let sign_in = self.sign_in.try_get_untracked().ok_or(Stop::Gone)?;
        let checkout = self.steps().check_out(ids, sign_in).await?;
        // The page is gone: its guardian does not want to be taken elsewhere.
        if self.is_mounted() {
            Ok(checkout)
        } else {
            self.draft.drop_checkout_key();
            Err(Stop::Gone)
        }
    }

    /// `ends_draft`: once this payment is concluded, what was typed is no draft any more.
    async fn redirect(self, checkout: &Checkout, ends_draft: bool) -> Result<Ending, Stop> {
        let url = SafeUrl::parse(&checkout.redirect_url).ok_or(Stop::BadRedirect)?;
        self.draft.drop_checkout_key();
        if ends_draft {
            self.draft.leave_for(checkout.id.clone());
        }
        if !redirect::go(&url) {
            return Err(Stop::BadRedirect);
        }
        TimeoutFuture::new(STILL_HERE_MS).await;
        self.restored();
        Ok(Ending::Redirected)
    }

    /// The page is shown again: what was going on when it was left is over.
    fn restored(self) {
        self.busy.try_set(None);
        self.opening.try_set(false);
        self.left_for.try_set(self.draft.left_for());
    }
}
