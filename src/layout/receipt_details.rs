//! What a receipt says of one paid top-up.

use crate::{browser::intl, components::use_texts};
use contract::{SignedMoney, TopUp};
use leptos::prelude::*;

/// The balance before and after, when it was paid, and the numbers.
#[component]
pub fn ReceiptDetails(
    top_up: TopUp,
    /// The page shows the notice number itself, with a button that copies it.
    #[prop(optional)]
    copy_number: bool,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.outcome;
    let row = |label: &'static str, value: AnyView| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let plain = |text: String| view! { <span translate="no">{text}</span> }.into_any();
    let balance = balances(&top_up).map(|(before, after)| {
        let [before, after] = [before, after].map(|balance| intl::signed_money(texts.language, balance));
        let arrow = [&before, " → ", &after].concat();
        let value = view! {
            <span class="money" aria-hidden="true" translate="no">{arrow}</span>
            <span class="visually-hidden">{words.balance_from_to.of(&before, &after)}</span>
        };
        row(words.balance, value.into_any())
    });
    let number = top_up.notice.as_ref().filter(|_| !copy_number).map(|notice| notice.notice_number.grouped());
    view! {
        <dl class="receipt-details">
            {balance}
            {top_up.paid_at.as_ref().map(|at| row(words.paid_on, plain(intl::moment(texts.language, at))))}
            {number.map(|number| row(texts.notice.notice_number, plain(number)))}
            {top_up.receipt_id.map(|id| row(words.receipt_id, plain(id)))}
        </dl>
    }
}

/// The account's balance before and after the credit, if the gateway knows it.
fn balances(top_up: &TopUp) -> Option<(SignedMoney, SignedMoney)> {
    let after = top_up.balance_after?;
    let amount = i64::try_from(top_up.amount.amount.cents()).ok()?;
    Some((SignedMoney::from_cents(after.cents().checked_sub(amount)?)?, after))
}
