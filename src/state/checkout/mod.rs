//! The payment flow: from amounts or existing top-ups to the payment page or to the notices. No views: the page shows
//! its signals and decides what follows.
//!
//! `draft` saves the idempotency keys of the requests, so that a reload, a lost answer or Back repeats nothing.

pub mod draft;
pub mod sign_in_hint;
pub mod steps;

pub use draft::Draft;
pub use steps::{Order, Stop};

use super::{accounts::AccountsState, asked::put, municipality::MunicipalityState, top_ups::TopUpsState};
use crate::{
    browser::{
        lifecycle,
        redirect::{self, SafeUrl},
    },
    client::Client,
    reactive::{Run, Runs, context, effect},
};
use contract::{Checkout, CheckoutId, SignInHint, TopUp, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use steps::Steps;

/// If the page is still shown after this time, the payment page has opened elsewhere (an installed app opens it in a
/// separate sheet) or not at all.
const STILL_HERE_MS: u32 = 8000;

/// The two ways to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentWay {
    Online,
    Notice,
}

/// How the flow has ended.
pub enum Ending {
    /// These top-ups have their notices.
    Notices(Vec<TopUp>),
    /// The browser was redirected to the payment page.
    Redirected,
    Stopped(PaymentWay, Stop),
}

/// The state of the flow.
#[derive(Clone, Copy)]
pub struct CheckoutFlow {
    client: Client,
    top_ups: TopUpsState,
    accounts: AccountsState,
    pub draft: Draft,
    pub sign_in: RwSignal<SignInHint>,
    /// The way that is in progress. No other can start meanwhile.
    pub busy: RwSignal<Option<PaymentWay>>,
    /// The platform does not know the top-up yet.
    pub opening: RwSignal<bool>,
    runs: Runs,
    /// The checkout that the browser was redirected to before it returned.
    pub redirected_to: RwSignal<Option<CheckoutId>>,
    on_end: Callback<Ending>,
}

impl CheckoutFlow {
    /// To be called while the page is mounted.
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
            runs: Runs::new(),
            redirected_to: RwSignal::new(draft.redirected_to()),
            on_end,
        };
        lifecycle::on_bfcache_restore(move || flow.restored());
        flow
    }

    /// Opens a top-up for each order and continues on this way, unless a way is in progress.
    pub fn order(self, way: PaymentWay, orders: Vec<Order>) {
        self.begin(way, move |run| async move {
            let steps = self.steps(run);
            let mut made = Vec::with_capacity(orders.len());
            for order in orders {
                made.push(steps.make_top_up(order).await?);
            }
            steps.wait_until_payable(&made).await?;
            let made: Vec<TopUp> = made.into_iter().map(|(_, top_up)| top_up).collect();
            match way {
                PaymentWay::Notice => {
                    if !run.is_latest() {
                        return Err(Stop::Gone);
                    }
                    self.draft.clear();
                    Ok(Ending::Notices(made))
                }
                PaymentWay::Online => {
                    let ids: Vec<TopUpId> = made.into_iter().map(|top_up| top_up.id).collect();
                    let checkout = self.check_out(run, &ids).await?;
                    self.redirect(&checkout, true).await
                }
            }
        });
    }

    /// Opens the payment page for one to five unpaid top-ups.
    pub fn pay(self, ids: Vec<TopUpId>) {
        self.begin(PaymentWay::Online, move |run| async move {
            let checkout = self.check_out(run, &ids).await?;
            self.redirect(&checkout, false).await
        });
    }

    /// The checkout that this tab was redirected to, once it is concluded. Also `None` if the gateway cannot be
    /// reached.
    pub async fn concluded(client: Client, draft: Draft) -> Option<CheckoutId> {
        let checkout = draft.redirected_to()?;
        client.outcome(&checkout).await.ok()?.is_concluded().then_some(checkout)
    }

    /// The concluded checkout of this flow. It empties the draft.
    pub async fn end_if_concluded(self) -> Option<CheckoutId> {
        let checkout = Self::concluded(self.client, self.draft).await.filter(|_| self.is_mounted())?;
        self.draft.clear();
        Some(checkout)
    }

    /// Whether the page is still mounted.
    fn is_mounted(self) -> bool {
        self.busy.try_get_untracked().is_some()
    }

    fn begin<Flow>(self, way: PaymentWay, flow: impl FnOnce(Run) -> Flow)
    where
        Flow: Future<Output = Result<Ending, Stop>> + 'static,
    {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(way));
        // The flow may change accounts and top-ups.
        self.accounts.forget();
        let run = self.runs.start();
        let flow = flow(run);
        spawn_local(async move {
            let ending = flow.await.unwrap_or_else(|stop| Ending::Stopped(way, stop));
            if !run.is_latest() {
                return;
            }
            let can_continue = matches!(&ending, Ending::Stopped(_, stop) if stop.can_continue());
            put(self.opening, can_continue);
            if matches!(ending, Ending::Redirected) {
                self.redirected_to.try_set(self.draft.redirected_to());
            }
            // The callback is gone with its page.
            let _ = self.on_end.try_run(ending);
            self.busy.try_set(None);
        });
    }

    fn steps(self, run: Run) -> Steps {
        Steps { client: self.client, top_ups: self.top_ups, draft: self.draft, opening: self.opening, run }
    }

    async fn check_out(self, run: Run, ids: &[TopUpId]) -> Result<Checkout, Stop> {
        let sign_in = self.sign_in.try_get_untracked().ok_or(Stop::Gone)?;
        // The advised way is remembered too once it is used.
        sign_in_hint::save(sign_in);
        let checkout = self.steps(run).check_out(ids, sign_in).await?;
        // If the guardian has left the page, the browser must not be redirected.
        if run.is_latest() {
            Ok(checkout)
        } else {
            self.draft.drop_checkout_key();
            Err(Stop::Gone)
        }
    }

    /// `ends_draft`: the draft ends when this checkout is concluded.
    async fn redirect(self, checkout: &Checkout, ends_draft: bool) -> Result<Ending, Stop> {
        let url = SafeUrl::parse(&checkout.redirect_url).ok_or(Stop::BadRedirect)?;
        self.draft.drop_checkout_key();
        if ends_draft {
            self.draft.set_redirected_to(checkout.id.clone());
        }
        if !redirect::go(&url) {
            return Err(Stop::BadRedirect);
        }
        TimeoutFuture::new(STILL_HERE_MS).await;
        Ok(Ending::Redirected)
    }

    /// The page is shown again after a redirect, which is no longer in progress. Its timer, which was frozen with the
    /// page, must not end a later run.
    fn restored(self) {
        self.runs.start();
        self.busy.try_set(None);
        put(self.opening, false);
        self.redirected_to.try_set(self.draft.redirected_to());
    }
}
