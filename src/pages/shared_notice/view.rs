//! The page of one state. It takes values and never fetches.

use super::{
    letter::SharedLetter,
    link::Link,
    payment::{SharedPayment, SharedPaymentForm},
};
use crate::{
    browser::intl,
    components::{Icon, NoticeNumbers, NoticeView, QrCode, Shape, StateBadge, Tick, children, use_texts},
    layout::{Apps, Counters, OfficeContacts},
};
use contract::{Notice, SharedNotice};
use leptos::prelude::*;
use messages::{Texts, screens::StateText};
use pagopa::QrPayload;

/// Everything below the heading.
#[component]
pub fn SharedNoticeView(shared: SharedNotice, link: Link, payment: SharedPayment) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.shared_notice;
    let SharedNotice { status, amount, children: names, notice, has_letter } = shared;
    let notice_view = NoticeView::of(status.state, status.returned);
    let states = &texts.states;
    let head = view! {
        <p class="notice-head">
            <strong class="money" translate="no">{intl::money(texts.language, amount)}</strong>
            <StateBadge state=status.state returned=status.returned />
            {(!names.is_empty()).then(|| words.for_whom.of(&children(texts, &names)))}
        </p>
    };
    let silent = status.platform_silent && status.state.is_open();
    let body = match (notice_view, notice) {
        (NoticeView::Payable | NoticeView::PageOpen | NoticeView::PageLeft, Some(notice)) => {
            // Somebody may be paying already.
            let warning = match notice_view {
                NoticeView::PageOpen => Some(states.page_open),
                NoticeView::PageLeft => Some(states.page_left),
                _ => None,
            };
            let letter = has_letter.then(|| {
                let number = notice.notice_number;
                view! { <SharedLetter link=link number=number /> }
            });
            payable(texts, warning, notice, payment, letter.into_any())
        }
        (NoticeView::Paid | NoticeView::Credited, _) => view! {
            <section class="outcome alert alert-success">
                <Tick />
                <h2>{words.paid_title}</h2>
                <p>{words.paid}</p>
            </section>
        }
        .into_any(),
        (NoticeView::InCharge, _) => panel(Shape::Turning, states.in_progress),
        (NoticeView::Preparing, _) => panel(Shape::Dots, states.opening),
        _ => view! {
            <section class="alert alert-warning">
                <h2><Icon shape=Shape::Alert />{words.over_title}</h2>
                <p>{words.over}</p>
                <OfficeContacts />
            </section>
        }
        .into_any(),
    };
    view! {
        {head}
        {silent.then(|| view! { <p class="strip" role="status">{texts.notice.silent}</p> })}
        {body}
    }
}

fn panel(shape: Shape, text: StateText) -> AnyView {
    view! {
        <section class="alert alert-info">
            <h2><Icon shape=shape />{text.label}</h2>
            <p>{text.meaning}</p>
        </section>
    }
    .into_any()
}

/// Both ways to pay: online first, then the code.
fn payable(
    texts: Texts,
    warning: Option<StateText>,
    notice: Notice,
    payment: SharedPayment,
    letter: AnyView,
) -> AnyView {
    let words = &texts.shared_notice;
    let payload = QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount);
    let code = match payload {
        Ok(payload) => view! { <QrCode payload=payload /> }.into_any(),
        // An amount of zero, which the gateway does not issue.
        Err(_) => view! { <p class="alert alert-warning">{texts.notice.qr_failed}</p> }.into_any(),
    };
    let due = texts.notice.pay_by.of(&intl::day(texts.language, &notice.due_date));
    let (cbill, creditor) = (notice.cbill_code.is_some(), notice.creditor_name.clone());
    view! {
        <p>{words.lead}</p>
        <p class="small"><strong translate="no">{creditor}</strong><br />{due}</p>
        {warning.map(|text| panel(Shape::Alert, text))}
        <div class="columns">
            <section class="it-card column">
                <h2>{words.pay_title}</h2>
                <SharedPaymentForm payment=payment />
            </section>
            <section class="it-card column">
                <h2>{words.code_title}</h2>
                <div class="code-card">{code}</div>
                <Counters />
                {letter}
                <details class="fold">
                    <summary>{words.numbers}<Icon shape=Shape::Chevron /></summary>
                    <NoticeNumbers notice=notice />
                    <Apps cbill=cbill />
                </details>
            </section>
        </div>
    }
    .into_any()
}
