//! Paying online what exists already: the same notices, at the payment page.

use super::{town::Town, trouble::trouble, use_client};
use crate::{
    browser::{
        leaving::{self, SafeUrl},
        lifecycle, random,
    },
    client::{Client, ClientError},
    components::{BusyButton, ProblemPanel, Trouble, use_texts},
    messages::Texts,
    pages::top_up::{SignInChoice, first_hint},
};
use contract::{Checkout, IdempotencyKey, ProblemKind, SignInHint, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// The first request with this key is still at work: it is asked again so often, so far apart.
const IN_FLIGHT_TRIES: u32 = 12;
const IN_FLIGHT_MS: u32 = 1500;
/// If the browser is still here after so long, the payment page has opened elsewhere (an installed app opens it
/// in a sheet of its own) or not at all.
const STILL_HERE_MS: u32 = 8000;

/// One visit that was asked for and not answered yet: asking for the same again must not do it twice.
struct Visit {
    top_up_ids: Vec<TopUpId>,
    sign_in: SignInHint,
    key: IdempotencyKey,
}

/// The way to the payment page. `Copy`: tasks and handlers share it.
#[derive(Clone, Copy)]
pub struct PayOnline {
    client: Client,
    texts: Texts,
    sign_in: RwSignal<SignInHint>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    visit: StoredValue<Option<Visit>>,
    /// What is on the screen may be behind: the gateway has refused.
    look_again: Callback<()>,
}

/// Why the payment page was not opened.
#[derive(Clone)]
enum Problem {
    Trouble(Trouble),
    BadRedirect,
}

impl PayOnline {
    /// For a page, while it is being mounted. `look_again` is called when the gateway refuses.
    pub fn new(look_again: Callback<()>) -> Self {
        let offered = || {
            let town = use_context::<Town>().and_then(Town::get);
            town.map(|town| town.sign_in_hints.clone()).unwrap_or_default()
        };
        let sign_in = RwSignal::new(first_hint(&untrack(offered)));
        // The municipality's answer may arrive later.
        Effect::new(move |_| sign_in.set(first_hint(&offered())));
        let pay = Self {
            client: use_client(),
            texts: use_texts(),
            sign_in,
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            visit: StoredValue::new(None),
            look_again,
        };
        // What was going on when the page was frozen is over.
        lifecycle::on_shown_again(move || {
            pay.busy.try_set(false);
        });
        pay
    }

    /// Opens the payment page for these. Nothing happens while it is being opened already.
    fn press(self, top_up_ids: Vec<TopUpId>) {
        if self.busy.get_untracked() {
            return;
        }
        self.problem.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let Some(answer) = self.open(&top_up_ids).await else { return };
            match answer {
                Ok(checkout) => self.leave(&checkout).await,
                Err(error) => {
                    self.problem.try_set(Some(Problem::Trouble(trouble(self.texts, &error))));
                    if !error.is_passing() {
                        let _ = self.look_again.try_run(());
                    }
                }
            }
            self.busy.try_set(false);
        });
    }

    /// `None` once the page is gone.
    async fn open(self, top_up_ids: &[TopUpId]) -> Option<Result<Checkout, ClientError>> {
        let mut tries = 0;
        loop {
            let sign_in = self.sign_in.try_get_untracked()?;
            let key = self.key(top_up_ids, sign_in)?;
            let error = match self.client.open_checkout(top_up_ids.to_vec(), sign_in, &key).await {
                Ok(checkout) => {
                    self.visit.try_set_value(None);
                    return Some(Ok(checkout));
                }
                Err(error) => error,
            };
            tries += 1;
            match error.kind() {
                Some(ProblemKind::IdempotencyKeyInFlight) if tries < IN_FLIGHT_TRIES => {
                    TimeoutFuture::new(IN_FLIGHT_MS).await;
                }
                Some(ProblemKind::IdempotencyKeyReused) if tries < IN_FLIGHT_TRIES => {
                    self.visit.try_set_value(None);
                }
                _ => return Some(Err(error)),
            }
        }
    }

    /// The key of the visit that has no answer yet, or a new one.
    fn key(self, top_up_ids: &[TopUpId], sign_in: SignInHint) -> Option<IdempotencyKey> {
        self.visit.try_update_value(|visit| match visit {
            Some(visit) if visit.top_up_ids == top_up_ids && visit.sign_in == sign_in => visit.key.clone(),
            _ => {
                let key = random::idempotency_key();
                *visit = Some(Visit { top_up_ids: top_up_ids.to_vec(), sign_in, key: key.clone() });
                key
            }
        })
    }

    async fn leave(self, checkout: &Checkout) {
        // The page is gone: whoever left it does not want to be taken elsewhere.
        if self.busy.try_get_untracked().is_none() {
            return;
        }
        match SafeUrl::parse(&checkout.redirect_url) {
            Some(url) if leaving::go(&url) => TimeoutFuture::new(STILL_HERE_MS).await,
            _ => drop(self.problem.try_set(Some(Problem::BadRedirect))),
        }
    }
}

/// SPID or e-mail, the button, and what went wrong.
#[component]
pub fn PayOnlineForm(
    pay: PayOnline,
    /// One to five, unpaid.
    top_up_ids: Vec<TopUpId>,
    #[prop(into)] label: String,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <SignInChoice sign_in=pay.sign_in />
        <BusyButton
            label=label
            busy_label=texts.top_up.next_busy
            busy=pay.busy
            on_press=Callback::new(move |()| pay.press(top_up_ids.clone()))
        />
        {move || {
            pay.problem
                .get()
                .map(|problem| match problem {
                    Problem::Trouble(trouble) => {
                        view! { <ProblemPanel trouble=trouble /> }.into_any()
                    }
                    Problem::BadRedirect => {
                        view! { <p class="alert alert-danger" role="alert">{texts.top_up.bad_redirect}</p> }.into_any()
                    }
                })
        }}
    }
}
