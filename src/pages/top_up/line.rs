//! One account of the form, and its amount.

use super::check::check;
use crate::{
    browser::intl,
    components::{
        AmountField, Announcer, Icon, Shape, account_name, children, localised, promise, use_texts,
    },
    reactive::{Runs, context, on_change},
    routes::Route,
    state::checkout::Draft,
};
use contract::{Account, Purpose, QuickAmount, TopUp};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;

/// The promise is announced when the amount has not changed for this time.
const SETTLED_MS: u32 = 1200;

/// An account of the form, with its typed amount.
#[derive(Clone, Copy)]
pub struct AccountLine {
    pub account: RwSignal<Account>,
    pub typed: RwSignal<String>,
    pub error: RwSignal<Option<String>>,
    draft: Draft,
}

impl AccountLine {
    /// With the amount of the draft, else with the suggested amount.
    pub fn new(account: Account, draft: Draft, suggested: &str) -> Self {
        if draft.typed(&account.id).is_empty() && !suggested.is_empty() {
            draft.type_in(&account.id, suggested.to_owned());
        }
        let typed = RwSignal::new(draft.typed(&account.id));
        let id = account.id.clone();
        let line = Self { account: RwSignal::new(account), typed, error: RwSignal::new(None), draft };
        // `on_change` skips the first value, which was just restored.
        on_change(
            move || line.typed.get(),
            move |typed| {
                draft.type_in(&id, typed.clone());
                line.error.set(None);
            },
        );
        line
    }

    /// What the typed amount makes of the balance, tracked. Empty while no top-up of this amount is possible.
    fn promise(self, texts: Texts) -> String {
        let account = self.account.get();
        check(&self.typed.get(), None)
            .ok()
            .filter(|amount| account.allows(*amount) || self.draft.has_made(&account.id, *amount))
            .and_then(|amount| account.after(amount))
            .map(|result| promise(texts, &result))
            .unwrap_or_default()
    }

    /// The `id` of the field, which takes the focus when the amount is wrong.
    pub fn field_id(&self) -> String {
        ["amount-", self.account.get_untracked().id.as_str()].concat()
    }
}

/// Updates balances and limits in the mounted form and leaves the typed amounts. `false` if the form has to be
/// mounted again, because its accounts or fields are other ones.
pub fn renew(lines: &[AccountLine], newer: Vec<Account>) -> bool {
    let fits = |(line, newer): (&AccountLine, &Account)| {
        let Account { balance, balance_level, limits, .. } = *newer;
        line.account.try_get_untracked().is_some_and(|shown| {
            let balance_at = newer.balance_at.clone();
            shown.limits.is_some() == limits.is_some()
                && Account { balance, balance_level, balance_at, limits, ..shown } == *newer
        })
    };
    let fit = lines.len() == newer.len() && lines.iter().zip(&newer).all(fits);
    if fit {
        for (line, newer) in lines.iter().zip(newer) {
            // An equal account is not rendered again.
            if line.account.try_get_untracked().as_ref() != Some(&newer) {
                line.account.set(newer);
            }
        }
    }
    fit
}

/// The account's children, its balance and the field.
#[component]
pub fn AmountFor(
    line: AccountLine,
    #[prop(into)] busy: Signal<bool>,
    /// The open top-ups of this account.
    #[prop(into)]
    open: Signal<Vec<TopUp>>,
) -> impl IntoView {
    let texts = use_texts();
    let after = move || line.promise(texts);
    announce_settled(line, after);
    let account = line.account.get_untracked();
    let balance = move || {
        let balance = intl::signed_money(texts.language, line.account.get().balance);
        texts.share.line.of(texts.top_up.current_balance, &balance)
    };
    let hint = move || {
        let money = |limit| intl::money(texts.language, limit);
        let limits = line.account.get().limits;
        limits
            .map(|limits| texts.top_up.limits.of(&money(limits.least), &money(limits.most)))
            .unwrap_or_default()
    };
    let field = account.limits.map(|_| {
        view! {
            <AmountField
                id=line.field_id()
                label=texts.top_up.amount
                of=account_name(texts, &account)
                hint=Signal::derive(hint)
                value=line.typed
                after=Signal::derive(after)
                error=line.error
                disabled=busy
            />
            {move || choices(texts, line, &line.account.get(), busy)}
        }
    });
    view! {
        <section class="it-card amount-for">
            <div class="head">
                <h2 translate="no">{children(texts, &account.children)}</h2>
                <span class="small">{balance}</span>
            </div>
            <p class="small">{localised(texts.language, &account.service)}</p>
            {move || open_here(texts, &open.get())}
            {match field {
                Some(field) => field.into_any(),
                None => {
                    let words = &texts.top_up;
                    let why = move || if open.with(Vec::is_empty) { words.at_cap } else { words.at_cap_open };
                    view! { <p>{why}</p> }.into_any()
                }
            }}
        </section>
    }
}

/// Announces the promise once the amount is typed, not at each key.
fn announce_settled(line: AccountLine, after: impl Fn() -> String + Copy + 'static) {
    let announcer: Announcer = context();
    let changes = Runs::new();
    on_change(
        move || line.typed.get(),
        move |_| {
            let change = changes.start();
            spawn_local(async move {
                TimeoutFuture::new(SETTLED_MS).await;
                if change.is_latest() {
                    let promise = untrack(after);
                    if !promise.is_empty() {
                        announcer.say(&promise);
                    }
                }
            });
        },
    );
}

/// The open top-ups of an account, each a link to its notice; several are one link to the page of notices.
fn open_here(texts: Texts, top_ups: &[TopUp]) -> AnyView {
    let (route, label) = match top_ups {
        [] => return ().into_any(),
        [top_up] => {
            let amount = intl::money(texts.language, top_up.amount);
            (Route::Notice(top_up.id.clone()), texts.top_up.open_here.of(&amount))
        }
        several => {
            let count = u64::try_from(several.len()).unwrap_or(u64::MAX);
            (Route::Notices, texts.top_up.open_here_several.of(count))
        }
    };
    view! {
        <a class="strip open-here" href=route.to_string()>
            <span>{label}</span>
            <Icon shape=Shape::Chevron />
        </a>
    }
    .into_any()
}

fn choices(texts: Texts, line: AccountLine, account: &Account, busy: Signal<bool>) -> AnyView {
    // The page may have several groups, so the name of each contains the children.
    let name = texts.share.line.of(texts.top_up.quick_amounts, &children(texts, &account.children));
    let buttons = account.quick_amounts().into_iter().map(|quick| {
        let typed = StoredValue::new(intl::typed_money(texts.language, quick.result.amount));
        let amount = quick.result.amount;
        let chosen = move || line.typed.with(|now| check(now, None) == Ok(amount));
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=move |_| {
                    if !busy.get_untracked() {
                        line.typed.set(typed.get_value());
                    }
                }
            >
                <span class="money" translate="no">{intl::money(texts.language, amount.into())}</span>
                <span class="small">{result(texts, quick)}</span>
            </button>
        }
    });
    view! { <div class="chips" role="group" aria-label=name>{buttons.collect_view()}</div> }.into_any()
}

/// What a quick amount results in.
fn result(texts: Texts, quick: QuickAmount) -> String {
    let words = &texts.top_up;
    match quick.purpose {
        Purpose::BackToZero => words.quick_zero.to_owned(),
        Purpose::Week => words.quick_week.to_owned(),
        Purpose::Fortnight => words.quick_fortnight.to_owned(),
        Purpose::Month => words.quick_month.to_owned(),
        Purpose::Round => words.quick_balance.of(&intl::signed_money(texts.language, quick.result.after)),
    }
}
