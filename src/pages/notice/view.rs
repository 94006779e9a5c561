//! The notice page of one top-up, with the parts of its `NoticeView`.

use super::{
    cancelling::{Cancelling, when_again},
    ways::Ways,
};
use crate::{
    browser::{intl, redirect::SafeUrl},
    components::{
        Code, CopyField, Icon, InstallInvitation, Next, NoticeView, Shape, StateBadge, returned, top_up_line,
        use_texts,
    },
    layout::{OfficeContacts, PayOnline, PayOnlineForm, PdfDelivery, ReceiptDetails, ReceiptPdf},
    routes::Route,
};
use contract::{Notice, TopUp, TopUpId};
use leptos::prelude::*;
use messages::Texts;

/// Everything below the heading.
#[component]
pub fn NoticeDetails(
    top_up: TopUp,
    pay: PayOnline,
    letter: PdfDelivery,
    cancelling: Cancelling,
) -> impl IntoView {
    let texts = use_texts();
    let notice_view = NoticeView::of_top_up(&top_up);
    let actions = notice_view.actions();
    let silent = top_up.platform_silent && top_up.state.is_open() && notice_view != NoticeView::Preparing;
    let ids = vec![top_up.id.clone()];
    let is_paid = matches!(notice_view, NoticeView::Paid | NoticeView::Credited);
    let due =
        top_up.notice.as_ref().filter(|_| actions.code == Code::InFront).map(|notice| due(texts, notice));
    let pay_online = actions.pay.then(|| {
        view! {
            <section class="it-card">
                <h2>{texts.notice.pay_title}</h2>
                <p>{texts.notice.pay_lead}</p>
                <PayOnlineForm pay=pay top_up_ids=ids label=texts.top_up.next />
            </section>
        }
    });
    let cancel = actions.cancel.then(|| {
        view! {
            <button type="button" class="btn btn-link w-100" on:click=move |_| cancelling.ask()>
                {texts.notice.cancel}
            </button>
        }
    });
    view! {
        <p class="notice-head">
            <strong class="money" translate="no">{intl::money(texts.language, top_up.amount)}</strong>
            <StateBadge state=top_up.state returned=returned(&top_up) />
            {top_up_line(texts, &top_up)}
            {due}
        </p>
        {silent.then(|| view! { <p class="strip" role="status">{texts.notice.silent}</p> })}
        {panel(texts, notice_view, &top_up)}
        {next_link(texts, actions.next, &top_up)}
        <div class="columns">
            <div class="column">
                {is_paid.then(|| view! { <ReceiptDetails top_up=top_up.clone() copy_number=true /> })}
                {(notice_view == NoticeView::Credited).then(|| view! { <ReceiptPdf top_up=top_up.clone() /> })}
                {top_up.notice.clone().map(|notice| codes(texts, actions.code, notice, top_up.id.clone(), letter))}
            </div>
            <div class="column">
                {(actions.code == Code::InFront).then(|| view! { <InstallInvitation /> })}
                {pay_online}
                {cancel}
            </div>
        </div>
    }
}

/// The due date, and how many days are left. The phone's clock may be wrong, so a past date is shown without a word.
fn due(texts: Texts, notice: &Notice) -> AnyView {
    let words = &texts.notice;
    let left = match intl::days_until(&notice.due_date) {
        None => None,
        Some(0) => Some(words.last_day.to_owned()),
        Some(days) => Some(words.days_left.of(days)),
    };
    let day = words.pay_by.of(&intl::day(texts.language, &notice.due_date));
    view! { <span class="small">{day}{left.map(|left| view! { ", " <strong>{left}</strong> })}</span> }
        .into_any()
}

/// The state in words; `None` for a payable notice.
fn panel(texts: Texts, notice_view: NoticeView, top_up: &TopUp) -> Option<AnyView> {
    let (words, states) = (&texts.notice, &texts.states);
    let (class, shape, title, text) = match notice_view {
        NoticeView::Payable => return None,
        NoticeView::PageOpen => return Some(page_open(texts, top_up)),
        NoticeView::Preparing => ("alert alert-info", Shape::Dots, states.opening.label, words.preparing),
        NoticeView::PageLeft => {
            ("alert alert-warning", Shape::Alert, states.page_left.label, states.page_left.meaning)
        }
        NoticeView::InCharge => {
            let coming = texts.outcome.in_progress.text;
            ("alert alert-info", Shape::Turning, states.in_progress.label, coming)
        }
        NoticeView::Paid => ("alert alert-success", Shape::Check, words.paid_title, states.paid.meaning),
        NoticeView::Credited => {
            ("alert alert-success", Shape::CheckTwice, words.paid_title, states.credited.meaning)
        }
        NoticeView::Expired => ("alert", Shape::Clock, states.expired.label, states.expired.meaning),
        NoticeView::Cancelled => ("alert", Shape::Cross, states.cancelled.label, states.cancelled.meaning),
        NoticeView::Anomalous | NoticeView::Missing => {
            let reason = states.anomaly(top_up.anomaly);
            ("alert alert-danger", Shape::Magnifier, states.anomalous.label, reason)
        }
    };
    let silent =
        (notice_view == NoticeView::Preparing && top_up.platform_silent).then_some(words.preparing_silent);
    Some(
        view! {
            <section class=class>
                <h2><Icon shape=shape />{title}</h2>
                <p>{text}</p>
                {silent.map(|text| view! { <p>{text}</p> })}
            </section>
        }
        .into_any(),
    )
}

/// A payment page is open: a link to it while it is valid, else a request to wait.
fn page_open(texts: Texts, top_up: &TopUp) -> AnyView {
    let words = &texts.notice;
    let open = top_up.attempt.as_ref().and_then(|attempt| {
        let url = SafeUrl::parse(attempt.redirect_url.as_deref()?)?;
        Some((url, intl::time(texts.language, &attempt.expires_at)))
    });
    let Some((url, until)) = open else {
        return view! {
            <section class="alert alert-info">
                <h2><Icon shape=Shape::Turning />{words.page_closed_title}</h2>
                <p>{words.page_closed}</p>
            </section>
        }
        .into_any();
    };
    view! {
        <section class="alert alert-info">
            <h2><Icon shape=Shape::Turning />{words.page_open_title}</h2>
            <p>{words.page_open.of(&until)}</p>
            <p>
                <a class="btn btn-primary w-100" rel="external" href=url.as_str().to_owned()>
                    {words.page_open_continue}
                </a>
            </p>
            <p class="small">{when_again(texts, Some(top_up))}</p>
        </section>
    }
    .into_any()
}

fn next_link(texts: Texts, next: Next, top_up: &TopUp) -> Option<AnyView> {
    let (address, label) = match next {
        Next::Nothing => return None,
        Next::Office => return Some(view! { <OfficeContacts /> }.into_any()),
        Next::Balance => (Route::ACCOUNTS, texts.notice.see_balance),
        Next::NewTopUp => (Route::top_up(top_up.account_id.clone(), None), texts.notice.new_top_up),
    };
    Some(view! { <p><a class="btn btn-primary w-100" href=address.to_string()>{label}</a></p> }.into_any())
}

fn codes(texts: Texts, code: Code, notice: Notice, id: TopUpId, letter: PdfDelivery) -> AnyView {
    match code {
        Code::InFront => view! { <Ways notice=notice id=id letter=letter print=true /> }.into_any(),
        Code::OnRequest => view! {
            <details class="code-after-all">
                <summary>{texts.notice.code_after_all}</summary>
                <Ways notice=notice id=id letter=letter print=false />
            </details>
        }
        .into_any(),
        // The notice can no longer be paid, but the office finds the top-up by its number.
        Code::Absent => {
            let number = notice.notice_number;
            view! { <CopyField label=texts.notice.notice_number shown=number.grouped() value=number.to_string() /> }.into_any()
        }
    }
}
