//! The state of the form: the lines, the errors, and what follows when the payment flow ends.

use super::{
    check::{check, sentence},
    line::AccountLine,
};
use crate::{
    browser::{address::Address, focus::correct},
    components::{Announcer, ErrorMessage},
    layout::error_message,
    reactive::context,
    routes::Route,
    state::checkout::{CheckoutFlow, Draft, Ending, Order, PaymentWay, Stop},
};
use contract::{AccountId, CheckoutId, TopUp, TopUpState, paths};
use leptos::prelude::*;
use messages::Texts;
use pagopa::Amount;

/// `contract::paths::CHECKOUT_MAX` as the number type of the texts.
pub const CHECKOUT_TEXT_MAX: u64 = 5;

/// A top-up of the account is open: the order, the existing top-up, and the way that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub order: Order,
    pub existing: Box<TopUp>,
    pub way: PaymentWay,
}

/// The state of the form.
#[derive(Clone, Copy)]
pub struct OrderForm {
    pub texts: Texts,
    pub flow: CheckoutFlow,
    /// The accounts that can be topped up.
    pub lines: StoredValue<Vec<AccountLine>>,
    /// The way to pay that is shown: with a notice, or online.
    pub with_notice: RwSignal<bool>,
    /// Several new notices, which are listed in place of the form.
    pub made: StoredValue<Vec<TopUp>>,
    pub is_made: RwSignal<bool>,
    pub error: RwSignal<Option<ErrorMessage>>,
    /// Why an open top-up was not replaced.
    pub not_replaced: RwSignal<Option<ErrorMessage>>,
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
        let (bad_redirect, not_replaced) = (RwSignal::new(false), RwSignal::new(None));
        let (made, is_made) = (StoredValue::new(Vec::new()), RwSignal::new(false));
        let (address, announcer): (Address, Announcer) = (context(), context());
        let on_end = Callback::new(move |ending| match ending {
            Ending::Redirected => {}
            Ending::Notices(notices) => match notices.as_slice() {
                // One notice has its page; several are listed.
                [notice] => {
                    announcer.say(&texts.top_up.notices_made.of(1));
                    address.go(Route::Notice(notice.id.clone()));
                }
                _ => {
                    made.try_set_value(notices);
                    is_made.try_set(true);
                }
            },
            Ending::Stopped(way, Stop::Duplicate { order, existing }) => {
                duplicate.try_set(Some(Duplicate { order, existing, way }));
            }
            Ending::Stopped(_, Stop::BadRedirect) => drop(bad_redirect.try_set(true)),
            Ending::Stopped(_, Stop::OutOfRange(account)) => mark_out_of_range(texts, lines, &account),
            Ending::Stopped(_, Stop::NotReplaced(failure)) => {
                not_replaced.try_set(Some(error_message(texts, &failure)));
            }
            Ending::Stopped(_, Stop::Ended(state)) => drop(error.try_set(Some(ended(texts, state)))),
            Ending::Stopped(_, Stop::Failed(failure)) => {
                error.try_set(Some(error_message(texts, &failure)));
            }
            // The panel about the wait stays, and the guardian can press the button again.
            Ending::Stopped(_, Stop::StillOpening(_) | Stop::InFlight(_) | Stop::Gone) => {}
        });
        let (wrong, with_notice) = (RwSignal::new(None), RwSignal::new(false));
        let flow = CheckoutFlow::new(on_end);
        Self {
            texts,
            flow,
            lines,
            with_notice,
            made,
            is_made,
            error,
            not_replaced,
            wrong,
            duplicate,
            bad_redirect,
            address,
            announcer,
        }
    }

    pub fn draft(self) -> Draft {
        self.flow.draft
    }

    /// The line of this account.
    pub fn line(self, account: &AccountId) -> Option<AccountLine> {
        self.lines.get_value().into_iter().find(|line| line.account.get_untracked().id == *account)
    }

    /// Orders on this way, unless an order is in progress.
    pub fn press(self, way: PaymentWay) {
        if self.flow.busy.get_untracked().is_some() {
            return;
        }
        self.error.set(None);
        self.not_replaced.set(None);
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
            correct(field);
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
        // The message is beside the button, where the finger is.
        None
    }

    /// The valid amounts that are typed, tracked.
    fn amounts(self) -> Vec<Amount> {
        let lines = self.lines.get_value();
        lines.iter().filter_map(|line| check(&line.typed.get(), None).ok()).collect()
    }

    /// How many amounts are typed, tracked.
    pub fn count(self) -> u64 {
        u64::try_from(self.amounts().len()).unwrap_or(u64::MAX)
    }

    /// Their sum, tracked.
    pub fn total(self) -> Amount {
        let amounts = self.amounts().into_iter();
        amounts.fold(Amount::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(Amount::MAX))
    }

    /// Whether each typed amount is the one of a top-up that was opened from this form, tracked.
    pub fn is_unchanged(self) -> bool {
        self.lines.get_value().iter().all(|line| {
            let typed = line.typed.get();
            let id = line.account.get_untracked().id;
            typed.trim().is_empty()
                || check(&typed, None).is_ok_and(|amount| self.draft().has_made(&id, amount))
        })
    }

    fn order(self, line: &AccountLine, typed: &str) -> Result<Order, String> {
        let account = line.account.get_untracked();
        let made = check(typed, None).is_ok_and(|amount| self.draft().has_made(&account.id, amount));
        let limits = account.limits.filter(|_| !made);
        let amount = check(typed, limits).map_err(|wrong| sentence(self.texts, wrong))?;
        Ok(Order { account_id: account.id, amount })
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
    ErrorMessage { text, request_id: None, offline: false }
}

/// The limits have changed since the page was loaded, because another top-up was opened.
fn mark_out_of_range(texts: Texts, lines: StoredValue<Vec<AccountLine>>, account_id: &AccountId) {
    let text = texts.problems.amount_out_of_range;
    let Some(lines) = lines.try_get_value() else { return };
    let Some(line) = lines.iter().find(|line| line.account.get_untracked().id == *account_id) else {
        return;
    };
    line.error.try_set(Some([text.what, " ", text.now].concat()));
    correct(line.field_id());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_count_as_many_top_ups_as_the_contract() {
        assert_eq!(usize::try_from(CHECKOUT_TEXT_MAX).unwrap(), paths::CHECKOUT_MAX);
    }
}
