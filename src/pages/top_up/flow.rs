//! From the press of a button to the payment page or to the notice.

use super::{
    check::{check, sentence},
    draft::KeptDraft,
    line::AccountLine,
    steps::{Stop, check_out, make_top_up, wait_until_payable},
};
use crate::{
    browser::{
        address::Address,
        focus::focus,
        leaving::{self, SafeUrl},
    },
    client::Client,
    components::{Announcer, Trouble},
    messages::Texts,
    pages::shared::{known::Known, trouble::trouble},
};
use contract::{AccountId, CheckoutId, SignInHint, TopUpId, paths};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use pagopa::Amount;

/// If the browser is still here after so long, the payment page has opened elsewhere (an installed app opens it
/// in a sheet of its own) or not at all.
const STILL_HERE_MS: u32 = 8000;

/// The two ways on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Online,
    Notice,
}

/// An amount for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub account_id: AccountId,
    pub amount: Amount,
}

/// An equal top-up is open: which, and what was about to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub order: Order,
    pub existing: TopUpId,
    pub way: Way,
}

/// What goes on, and everything that it needs. `Copy`: tasks and handlers share it.
#[derive(Clone, Copy)]
pub struct Flow {
    pub client: Client,
    pub texts: Texts,
    pub draft: KeptDraft,
    pub lines: StoredValue<Vec<AccountLine>>,
    pub sign_in: RwSignal<SignInHint>,
    /// What is being done now; nothing else is begun meanwhile.
    pub busy: RwSignal<Option<Way>>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// A sentence about all amounts together.
    pub wrong: RwSignal<Option<String>>,
    pub duplicate: RwSignal<Option<Duplicate>>,
    /// The platform does not know the top-up yet.
    pub opening: RwSignal<bool>,
    pub bad_redirect: RwSignal<bool>,
    /// The browser was sent to this payment page and is here again.
    pub left: RwSignal<Option<CheckoutId>>,
    address: Address,
    announcer: Announcer,
    known: Known,
}

impl Flow {
    /// For the page, while it is being mounted.
    pub fn new(client: Client, texts: Texts, draft: KeptDraft, sign_in: RwSignal<SignInHint>) -> Self {
        Self {
            client,
            texts,
            draft,
            lines: StoredValue::new(Vec::new()),
            sign_in,
            busy: RwSignal::new(None),
            trouble: RwSignal::new(None),
            wrong: RwSignal::new(None),
            duplicate: RwSignal::new(None),
            opening: RwSignal::new(false),
            bad_redirect: RwSignal::new(false),
            left: RwSignal::new(draft.left_for()),
            address: expect_context(),
            announcer: expect_context(),
            known: expect_context(),
        }
    }

    /// A button was pressed. Nothing happens while something is being done already.
    pub fn press(self, way: Way) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.trouble.set(None);
        self.bad_redirect.set(false);
        self.duplicate.set(None);
        let Some(orders) = self.orders(way) else { return };
        self.busy.set(Some(way));
        // What is done now may change them.
        self.known.forget();
        spawn_local(async move {
            if let Err(stop) = self.run(way, orders).await {
                self.stop(way, stop);
            }
        });
    }

    /// The page is shown again from the browser's memory: what was going on when it was frozen is over.
    pub fn shown_again(self) {
        self.busy.try_set(None);
        self.opening.try_set(false);
        self.left.try_set(self.draft.left_for());
    }

    /// The page is still mounted.
    fn is_alive(self) -> bool {
        self.busy.try_get_untracked().is_some()
    }

    /// What is to be topped up, or sentences beside the fields and the focus on the first wrong one.
    fn orders(self, way: Way) -> Option<Vec<Order>> {
        let lines = self.lines.get_value();
        let one = lines.len() == 1;
        let (mut orders, mut first_wrong, mut wrong) = (Vec::new(), None, 0);
        for line in &lines {
            let typed = line.typed.get_untracked();
            if typed.trim().is_empty() && !one {
                line.error.set(None);
                continue;
            }
            match self.order(line, &typed) {
                Ok(order) => {
                    line.error.set(None);
                    orders.push(order);
                }
                Err(sentence) => {
                    line.error.set(Some(sentence));
                    first_wrong.get_or_insert_with(|| line.field_id());
                    wrong += 1;
                }
            }
        }
        self.wrong.set(None);
        if let Some(field) = first_wrong {
            if wrong > 1 {
                self.announcer.say(&self.texts.top_up.amounts_wrong.of(wrong));
            }
            focus(&field);
            return None;
        }
        let top_up = &self.texts.top_up;
        let too_many = way == Way::Online && orders.len() > paths::CHECKOUT_MAX;
        if orders.is_empty() {
            self.wrong.set(Some(top_up.amount_none.to_owned()));
        } else if too_many {
            self.wrong.set(Some(top_up.amount_too_many.of(&super::CHECKOUT_MAX.to_string())));
        } else {
            return Some(orders);
        }
        if let Some(line) = lines.first() {
            focus(&line.field_id());
        }
        None
    }

    fn order(self, line: &AccountLine, typed: &str) -> Result<Order, String> {
        let account = line.account.get_untracked();
        let made = check(typed, None).is_ok_and(|amount| self.draft.has_made(&account.id, amount));
        let limits = account.limits.filter(|_| !made);
        let amount = check(typed, limits).map_err(|wrong| sentence(self.texts, wrong))?;
        Ok(Order { account_id: account.id, amount })
    }

    async fn run(self, way: Way, orders: Vec<Order>) -> Result<(), Stop> {
        let mut made = Vec::with_capacity(orders.len());
        for order in orders {
            made.push(make_top_up(self, order).await?);
        }
        wait_until_payable(self, &made).await?;
        let ids: Vec<TopUpId> = made.into_iter().map(|(_, top_up)| top_up.id).collect();
        match way {
            Way::Notice => {
                self.show_notices(&ids);
                Ok(())
            }
            Way::Online => self.go_and_pay(&ids).await,
        }
    }

    fn show_notices(self, ids: &[TopUpId]) {
        if !self.is_alive() {
            return;
        }
        self.draft.clear();
        let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        self.announcer.say(&self.texts.top_up.notices_made.of(count));
        match ids {
            [id] => self.address.go(&["/avviso/", id.as_str()].concat()),
            _ => self.address.go("/"),
        }
    }

    /// What was begun at the payment page is concluded.
    pub fn show_outcome(self, checkout: &CheckoutId) {
        if self.is_alive() {
            self.draft.clear();
            self.address.go(&["/esito/", checkout.as_str()].concat());
        }
    }

    async fn go_and_pay(self, ids: &[TopUpId]) -> Result<(), Stop> {
        let checkout = check_out(self, ids).await?;
        if !self.is_alive() {
            return Ok(());
        }
        let Some(url) = SafeUrl::parse(&checkout.redirect_url) else { return Err(Stop::BadRedirect) };
        self.draft.leave_for(checkout.id);
        if !leaving::go(&url) {
            return Err(Stop::BadRedirect);
        }
        TimeoutFuture::new(STILL_HERE_MS).await;
        self.shown_again();
        Ok(())
    }

    fn stop(self, way: Way, stop: Stop) {
        self.opening.try_set(matches!(stop, Stop::StillOpening));
        match stop {
            // The panel that says so stays; pressing the button asks again.
            Stop::StillOpening | Stop::Gone => {}
            Stop::Duplicate { order, existing } => {
                self.duplicate.try_set(Some(Duplicate { order, existing, way }));
            }
            Stop::Ended(state) => drop(self.trouble.try_set(Some(self.ended(state)))),
            Stop::BadRedirect => drop(self.bad_redirect.try_set(true)),
            Stop::OutOfRange(account_id) => self.mark_out_of_range(&account_id),
            Stop::Failed(error) => drop(self.trouble.try_set(Some(trouble(self.texts, &error)))),
        }
        self.busy.try_set(None);
    }

    fn ended(self, state: contract::TopUpState) -> Trouble {
        use contract::TopUpState as State;
        let problems = &self.texts.problems;
        let text = match state {
            State::Paid | State::Credited => problems.already_paid,
            State::Expired => problems.expired,
            State::Cancelled => problems.cancelled,
            State::Opening => problems.still_opening,
            State::Unpaid | State::InProgress => problems.payment_in_progress,
            State::Anomalous => problems.platform_error,
        };
        Trouble { text, request_id: None }
    }

    /// The limits have changed since the page was loaded: another top-up was opened meanwhile.
    fn mark_out_of_range(self, account_id: &AccountId) {
        let text = self.texts.problems.amount_out_of_range;
        let Some(lines) = self.lines.try_get_value() else { return };
        let Some(line) = lines.iter().find(|line| line.account.get_untracked().id == *account_id) else {
            return;
        };
        line.error.try_set(Some([text.what, " ", text.now].concat()));
        focus(&line.field_id());
    }
}
