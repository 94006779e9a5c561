//! The outcome page of one status. It takes values and never fetches.

use super::status::{OutcomeDisplay, OutcomeStatus};
use crate::{
    browser::{intl, redirect::SafeUrl},
    components::{
        Drawing, Icon, Scene, Shape, Share, StateBadge, Tick, returned, top_up_line, top_up_name, use_texts,
    },
    layout::{OfficeContacts, PayOnline, PayOnlineForm, ReceiptDetails, ReceiptPdf},
    routes::{HelpTopic, Route},
};
use contract::{AttemptOutcome, CheckoutId, Money, TopUp, TopUpId, TopUpState};
use leptos::prelude::*;
use messages::Texts;
use pagopa::Amount;

/// One top-up of the cart, with what the reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub state: TopUpState,
    /// Only for the top-up's guardian.
    pub top_up: Option<TopUp>,
}

/// The last answer about a checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeSnapshot {
    pub checkout_id: CheckoutId,
    pub lines: Vec<Line>,
    pub returned: Option<AttemptOutcome>,
    pub platform_silent: bool,
}

impl OutcomeSnapshot {
    pub fn status(&self) -> OutcomeStatus {
        let states: Vec<TopUpState> = self.lines.iter().map(|line| line.state).collect();
        OutcomeStatus::of(&states, self.returned)
    }

    /// Whether nothing can change any more.
    pub fn is_final(&self) -> bool {
        self.lines.iter().all(|line| line.state.is_final())
    }

    fn unpaid(&self) -> Vec<TopUpId> {
        let unpaid = self.lines.iter().filter(|line| line.state == TopUpState::Unpaid);
        unpaid.filter_map(|line| line.top_up.as_ref()).map(|top_up| top_up.id.clone()).collect()
    }

    /// The address of the payment page while it is open for this checkout.
    fn payment_page(&self) -> Option<SafeUrl> {
        let attempt = self.lines.first()?.top_up.as_ref()?.attempt.as_ref()?;
        SafeUrl::parse(attempt.redirect_url.as_deref().filter(|_| attempt.checkout_id == self.checkout_id)?)
    }
}

/// Everything below the heading.
#[component]
pub fn OutcomePanel(
    snapshot: OutcomeSnapshot,
    signed_in: bool,
    /// The payment takes longer than usual.
    #[prop(optional)]
    slow: bool,
    /// The address that the receipt is mailed to, if the guardian is signed in.
    #[prop(optional_no_strip)]
    receipt_to: Option<String>,
    pay: PayOnline,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.outcome;
    let status = snapshot.status();
    if status == OutcomeStatus::Unknown {
        return no_such_payment(texts);
    }
    let display = status.display(words);
    let payment_page = snapshot.payment_page().filter(|_| status == OutcomeStatus::PageOpen);
    let unpaid = if display.pay_again { snapshot.unpaid() } else { Vec::new() };
    let known = snapshot.lines.len() > 1 || snapshot.lines.iter().any(|line| line.top_up.is_some());
    let to_pay = display.pay_again && snapshot.lines.iter().any(|line| line.state == TopUpState::Unpaid);
    let has_primary = payment_page.is_some() || !unpaid.is_empty();
    let silent = snapshot.platform_silent && !snapshot.is_final();
    let slow_now = slow && status.is_moving();
    let is_paid = status.is_paid();
    view! {
        {if is_paid {
            receipt(texts, display, &snapshot.lines, receipt_to)
        } else {
            panel(texts, display, status.is_moving(), payment_page)
        }}
        {silent.then(|| view! { <p class="strip" role="status">{words.silent}</p> })}
        {slow_now
            .then(|| {
                view! {
                    <p class="strip" role="status">{words.patience}</p>
                    <p class="small"><a href=Route::Help(Some(HelpTopic::NotCredited)).to_string()>{texts.help.not_credited}</a></p>
                }
            })}
        {(known && !is_paid).then(|| lines(texts, snapshot.lines))}
        {(!unpaid.is_empty()).then(|| pay_again(texts, unpaid, pay))}
        {match (signed_in, is_paid) {
            // The receipt ends with its own buttons.
            (true, true) => ().into_any(),
            (true, false) => accounts_link(texts, has_primary),
            (false, _) => sign_in(texts, &snapshot.checkout_id, to_pay),
        }}
    }
    .into_any()
}

/// What happened, in words.
fn panel(texts: Texts, display: OutcomeDisplay, waiting: bool, payment_page: Option<SafeUrl>) -> AnyView {
    view! {
        {waiting.then(|| view! { <Drawing scene=Scene::Waiting /> })}
        <section class=["outcome ", display.class].concat()>
            <h2><Icon shape=display.shape />{display.text.title}</h2>
            <p>{display.text.text}</p>
            {display.office.then(|| view! { <OfficeContacts /> })}
            {payment_page
                .map(|url| {
                    view! {
                        <p>
                            <a class="btn btn-primary w-100" rel="external" href=url.as_str().to_owned()>
                                {texts.notice.page_open_continue}
                            </a>
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}

/// A paid checkout: how much, for whom, the balance, when, and the numbers.
fn receipt(texts: Texts, display: OutcomeDisplay, lines: &[Line], receipt_to: Option<String>) -> AnyView {
    let words = &texts.outcome;
    // Without a session the amounts are not known.
    let own: Option<Vec<TopUp>> = lines.iter().map(|line| line.top_up.clone()).collect();
    let own = own.unwrap_or_default();
    let mailed = receipt_to.map_or_else(|| words.receipt_by_mail.to_owned(), |to| words.receipt_to.of(&to));
    let text = receipt_text(texts, &own);
    let content = Callback::new(move |()| (text.clone(), None));
    let pdf = match own.as_slice() {
        [top_up] if top_up.state == TopUpState::Credited => {
            Some(view! { <ReceiptPdf top_up=top_up.clone() /> })
        }
        _ => None,
    };
    let actions = (!own.is_empty()).then(|| {
        view! {
            <div class="buttons">
                <a class="btn btn-primary w-100" href=Route::ACCOUNTS.to_string()>{texts.common.done}</a>
                <Share label=words.share title=display.text.title content=content />
            </div>
        }
    });
    view! {
        <section class="outcome receipt it-card">
            <Tick />
            <h2>{display.text.title}</h2>
            {match own.as_slice() {
                [] => None,
                [top_up] => Some(one(texts, top_up)),
                several => Some(list(texts, several)),
            }}
            <p class="small">{display.text.text}" "{mailed}</p>
        </section>
        {pdf}
        {actions}
    }
    .into_any()
}

fn one(texts: Texts, top_up: &TopUp) -> AnyView {
    view! {
        <p class="sum"><strong class="money" translate="no">{intl::money(texts.language, top_up.amount)}</strong></p>
        <p>{top_up_line(texts, top_up)}</p>
        <ReceiptDetails top_up=top_up.clone() />
    }
    .into_any()
}

fn list(texts: Texts, top_ups: &[TopUp]) -> AnyView {
    let total = total(top_ups).map(|total| {
        view! { <p class="sum"><strong class="money" translate="no">{intl::money(texts.language, total)}</strong></p> }
    });
    let items = top_ups.iter().map(|top_up| {
        view! {
            <li>
                <p class="split">
                    {top_up_line(texts, top_up)}
                    <strong class="money" translate="no">{intl::money(texts.language, top_up.amount)}</strong>
                </p>
                <ReceiptDetails top_up=top_up.clone() />
                <p><a class="btn btn-link" href=Route::Notice(top_up.id.clone()).to_string()>{texts.outcome.receipt_link}</a></p>
            </li>
        }
    });
    view! { {total}<ul>{items.collect_view()}</ul> }.into_any()
}

/// The sum of several top-ups.
fn total(top_ups: &[TopUp]) -> Option<Money> {
    let add = |sum: Amount, top_up: &TopUp| sum.checked_add(top_up.amount.amount);
    top_ups.iter().try_fold(Amount::ZERO, add).map(Money::from)
}

/// The receipt as text, to be shared.
fn receipt_text(texts: Texts, top_ups: &[TopUp]) -> String {
    let line = |label: &str, value: &str| texts.share.line.of(label, value);
    let mut lines = vec![texts.outcome.paid.title.to_owned()];
    for top_up in top_ups {
        lines.push(line(&top_up_name(texts, top_up), &intl::money(texts.language, top_up.amount)));
        if let Some(at) = &top_up.paid_at {
            lines.push(line(texts.outcome.paid_on, &intl::moment(texts.language, at)));
        }
        if let Some(notice) = &top_up.notice {
            lines.push(line(texts.notice.notice_number, &notice.notice_number.grouped()));
        }
        if let Some(id) = &top_up.receipt_id {
            lines.push(line(texts.outcome.receipt_id, id));
        }
    }
    lines.join("\n")
}

/// For an address with an invalid or unknown id.
pub fn no_such_payment(texts: Texts) -> AnyView {
    let display = OutcomeStatus::Unknown.display(&texts.outcome);
    view! {
        <section class=["outcome ", display.class].concat()>
            <h2><Icon shape=display.shape />{display.text.title}</h2>
            <p>{display.text.text}</p>
        </section>
        <p><a class="btn btn-primary w-100" href=Route::History.to_string()>{texts.shell.history}</a></p>
    }
    .into_any()
}

fn lines(texts: Texts, lines: Vec<Line>) -> AnyView {
    let lines = (1_u64..).zip(lines).map(|(number, line)| {
        let returned = line.top_up.as_ref().and_then(returned);
        let badge = view! { <StateBadge state=line.state returned=returned /> };
        match line.top_up {
            Some(top_up) => view! {
                <li>
                    <a class="it-card card-link" href=Route::Notice(top_up.id.clone()).to_string()>
                        <span>
                            <strong class="money" translate="no">{intl::money(texts.language, top_up.amount)}</strong>
                            {badge}
                            {top_up_line(texts, &top_up)}
                            {balance(texts, &top_up)}
                        </span>
                        <Icon shape=Shape::Chevron />
                    </a>
                </li>
            }
            .into_any(),
            // Without a session the page shows only the number and state of each top-up.
            None => view! {
                <li class="it-card card-link">
                    <span>
                        <strong>{texts.outcome.number.of(&number.to_string())}</strong>
                        {badge}
                    </span>
                </li>
            }
            .into_any(),
        }
    });
    view! { <ul class="cards">{lines.collect_view()}</ul> }.into_any()
}

fn pay_again(texts: Texts, unpaid: Vec<TopUpId>, pay: PayOnline) -> AnyView {
    let count = u64::try_from(unpaid.len()).unwrap_or(u64::MAX);
    view! {
        <section class="it-card">
            <h2>{texts.outcome.again_title}</h2>
            <p>{texts.outcome.again}</p>
            <PayOnlineForm pay=pay top_up_ids=unpaid label=texts.outcome.pay_again.of(count) offers_counter=true />
        </section>
    }
    .into_any()
}

/// The new balance of a credited top-up.
fn balance(texts: Texts, top_up: &TopUp) -> Option<AnyView> {
    let balance = intl::signed_money(texts.language, top_up.balance_after?);
    Some(view! { <span class="small">{texts.outcome.new_balance.of(&balance)}</span> }.into_any())
}

/// `has_primary`: the page already has a primary button.
fn accounts_link(texts: Texts, has_primary: bool) -> AnyView {
    let class = if has_primary { "btn btn-outline-primary w-100" } else { "btn btn-primary w-100" };
    view! { <p><a class=class href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p> }
        .into_any()
}

fn sign_in(texts: Texts, checkout: &CheckoutId, to_pay: bool) -> AnyView {
    let words = &texts.outcome;
    let then = Route::Outcome(checkout.clone()).to_string().parse().ok();
    let sign_in = Route::SignIn { then, ended: None };
    view! {
        <section class="it-card">
            <p>{if to_pay { words.sign_in_to_pay } else { words.sign_in_for_more }}</p>
            <p>
                <a class="btn btn-primary w-100" rel="external" href=sign_in.to_string()>
                    {words.sign_in}
                </a>
            </p>
            <p class="small">{words.may_be_closed}</p>
        </section>
    }
    .into_any()
}
