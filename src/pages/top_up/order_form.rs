//! The state of the form: the lines, the errors, and what follows when the payment flow ends.

use super::{
    check::{check, sentence},
    line::AccountLine,
};
use crate::{
    browser::{address::Address, focus::focus},
    components::{Announcer, ErrorMessage},
    layout::error_message,
    reactive::context,
    routes::Route,
    state::checkout::{CheckoutFlow, Draft, Ending, Order, PaymentWay, Stop},
};
use contract::{AccountId, CheckoutId, TopUpId, TopUpState, paths};
use leptos::prelude::*;
use messages::Texts;

/// `contract::paths::CHECKOUT_MAX` as the number type of the texts.
pub const CHECKOUT_TEXT_MAX: u64 = 5;

/// An equal top-up is open: the order, the existing top-up, and the way that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub order: Order,
    pub existing: TopUpId,
    pub way: PaymentWay,
}

/// The state of the form.
#[derive(Clone, Copy)]
pub struct OrderForm {
    pub texts: Texts,
    pub flow: CheckoutFlow,
    /// The accounts that can be topped up.
    pub lines: StoredValue<Vec<AccountLine>>,
    pub error: RwSignal<Option<ErrorMessage>>,
    /// An error message about all amounts together.
    pub wrong: RwSignal<Option<String>>,
    pub duplicate: RwSignal<Option<Duplicate>>,
    pub bad_redirect: RwSignal<bool>,
    address: Address,
    announcer: Announcer,
}

impl OrderForm {
    /// To be called while the page is mounted.
    pub fn new(texts: Texts) -> Self {
        let lines = StoredValue::new(Vec::new());
        let (error, duplicate) = (RwSignal::new(None), RwSignal::new(None));
        let bad_redirect = RwSignal::new(false);
        let (address, announcer): (Address, Announcer) = (context(), context());
        let on_end = Callback::new(move |ending| match ending {
            Ending::Redirected => {}
            Ending::Notices(ids) => show_notices(texts, announcer, address, &ids),
            Ending::Stopped(way, Stop::Duplicate { order, existing }) => {
                duplicate.try_set(Some(Duplicate { order, existing, way }));
            }
            Ending::Stopped(_, Stop::BadRedirect) => drop(bad_redirect.try_set(true)),
            Ending::Stopped(_, Stop::OutOfRange(account)) => mark_out_of_range(texts, lines, &account),
            Ending::Stopped(_, Stop::Ended(state)) => drop(error.try_set(Some(ended(texts, state)))),
            Ending::Stopped(_, Stop::Failed(failure)) => {
                error.try_set(Some(error_message(texts, &failure)));
            }
            // The panel about the wait stays, and the guardian can press the button again.
            Ending::Stopped(_, Stop::StillOpening(_) | Stop::InFlight(_) | Stop::Gone) => {}
        });
        let wrong = RwSignal::new(None);
        let flow = CheckoutFlow::new(on_end);
        Self { texts, flow, lines, error, wrong, duplicate, bad_redirect, address, announcer }
    }

    pub fn draft(self) -> Draft {
        self.flow.draft
    }

    /// Orders on this way, unless an order is in progress.
    pub fn press(self, way: PaymentWay) {
        if self.flow.busy.get_untracked().is_some() {
            return;
        }
        self.error.set(None);
        self.bad_redirect.set(false);
        self.duplicate.set(None);
        if let Some(orders) = self.orders(way) {
            self.flow.order(way, orders);
        }
    }

    /// Shows the outcome to a guardian who has paid and then pressed Back instead of returning from the payment page.
    pub async fn go_to_outcome_if_concluded(self) {
        if let Some(checkout) = self.flow.end_if_concluded().await {
            self.show_outcome(checkout);
        }
    }

    fn show_outcome(self, checkout: CheckoutId) {
        self.address.go(Route::Outcome(checkout));
    }

    /// The orders. If an amount is wrong: `None`, with an error at each wrong field and the focus on the first.
    fn orders(self, way: PaymentWay) -> Option<Vec<Order>> {
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
        let too_many = way == PaymentWay::Online && orders.len() > paths::CHECKOUT_MAX;
        if orders.is_empty() {
            self.wrong.set(Some(top_up.amount_none.to_owned()));
        } else if too_many {
            self.wrong.set(Some(top_up.amount_too_many.of(&CHECKOUT_TEXT_MAX.to_string())));
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
        let made = check(typed, None).is_ok_and(|amount| self.draft().has_made(&account.id, amount));
        let limits = account.limits.filter(|_| !made);
        let amount = check(typed, limits).map_err(|wrong| sentence(self.texts, wrong))?;
        Ok(Order { account_id: account.id, amount })
    }
}

fn show_notices(texts: Texts, announcer: Announcer, address: Address, ids: &[TopUpId]) {
    let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    announcer.say(&texts.top_up.notices_made.of(count));
    match ids {
        [id] => address.go(Route::Notice(id.clone())),
        _ => address.go(Route::ACCOUNTS),
    }
}

fn ended(texts: Texts, state: TopUpState) -> ErrorMessage {
    let problems = &texts.problems;
    let text = match state {
        TopUpState::Paid | TopUpState::Credited => problems.already_paid,
        TopUpState::Expired => problems.expired,
        TopUpState::Cancelled => problems.cancelled,
        TopUpState::Opening => problems.still_opening,
        TopUpState::Unpaid | TopUpState::InProgress => problems.payment_in_progress,
        TopUpState::Anomalous => problems.platform_error,
    };
    ErrorMessage { text, request_id: None }
}

/// The limits have changed since the page was loaded, because another top-up was opened.
fn mark_out_of_range(texts: Texts, lines: StoredValue<Vec<AccountLine>>, account_id: &AccountId) {
    let text = texts.problems.amount_out_of_range;
    let Some(lines) = lines.try_get_value() else { return };
    let Some(line) = lines.iter().find(|line| line.account.get_untracked().id == *account_id) else {
        return;
    };
    line.error.try_set(Some([text.what, " ", text.now].concat()));
    focus(&line.field_id());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_count_as_many_top_ups_as_the_contract() {
        assert_eq!(usize::try_from(CHECKOUT_TEXT_MAX).unwrap(), paths::CHECKOUT_MAX);
    }
}
