//! The counter page of one notice: its code while it can be paid, else its state.

use super::{
    code::{CounterCode, whose},
    pager::{Pager, PagerButtons},
};
use crate::reactive::on_change;
use crate::{
    browser::{focus::focus, intl},
    components::{CONTENT, Code, Icon, Next, NoticeView, PageHeading, Shape, Tick, remount, use_texts},
    layout::OfficeContacts,
    routes::Route,
    state::SavedNotice,
};
use contract::{AttemptOutcome, NoticeStatus, SignedMoney, TopUpId};
use leptos::prelude::*;
use messages::Texts;

/// Whether the gateway has answered the last request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    NotAskedYet,
    Reached,
    /// The gateway cannot be reached.
    CutOff,
    /// Something else has answered, or the gateway with an error. The code stays.
    OddAnswer,
    /// The gateway does not know this notice.
    Unknown,
}

/// The whole page, from the saved notice and the last answer.
#[component]
pub fn CounterView(
    saved: SavedNotice,
    #[prop(into)] status: Signal<NoticeStatus>,
    #[prop(into)] reach: Signal<Reach>,
    /// The new balance, once it is known.
    #[prop(into, optional)]
    balance: Signal<Option<SignedMoney>>,
    pager: Pager,
) -> impl IntoView {
    let texts = use_texts();
    let notice_view = Memo::new(move |_| status.with(|status| NoticeView::of(status.state, status.returned)));
    let unknown = Memo::new(move |_| reach.get() == Reach::Unknown);
    on_change(move || notice_view.get(), |_| focus(CONTENT));
    let others = pager.next.clone().or_else(|| pager.previous.clone());
    let notice = saved.clone();
    let paid = move || matches!(notice_view.get(), NoticeView::Paid | NoticeView::Credited);
    view! {
        <main class="counter" class:paid=paid id=CONTENT tabindex="-1">
            <PageHeading title=texts.counter.title />
            <div class="counter-bar">
                <a class="counter-close" href=Route::Notice(saved.top_up_id.clone()).to_string()>
                    <Icon shape=Shape::Cross />
                    {texts.counter.close}
                </a>
                <PagerButtons pager=pager />
            </div>
            {remount(
                move || (!unknown.get()).then(|| notice_view.get()),
                move |notice_view| match notice_view {
                    None => unknown_notice(texts),
                    Some(NoticeView::Paid | NoticeView::Credited) => {
                        let (saved, others) = (notice.clone(), others.clone());
                        view! { <PaidNotice saved=saved status=status balance=balance others=others /> }.into_any()
                    }
                    Some(notice_view) => code_or_ending(texts, notice_view, &notice, others.as_ref()),
                },
            )}
            {move || match notice_view.get().actions().code {
                Code::Absent => None,
                Code::InFront | Code::OnRequest => {
                    Some(status.with(|status| reach_line(texts, reach.get(), status)))
                }
            }}
        </main>
    }
}

fn code_or_ending(
    texts: Texts,
    notice_view: NoticeView,
    saved: &SavedNotice,
    others: Option<&TopUpId>,
) -> AnyView {
    match notice_view.actions().code {
        Code::InFront => {
            view! { {overdue(texts, saved)}<CounterCode notice=saved.notice.clone() children=saved.children.clone() /> }.into_any()
        }
        Code::OnRequest => {
            let (notice, children) = (saved.notice.clone(), saved.children.clone());
            view! {
                {ending(texts, notice_view, None)}
                <details class="code-after-all">
                    <summary>{texts.counter.show_anyway}</summary>
                    <CounterCode notice=notice children=children />
                </details>
            }
            .into_any()
        }
        Code::Absent => ending(texts, notice_view, others),
    }
}

/// The whole screen in green, to be read from a metre: paid, how much, for whom and when.
#[component]
pub fn PaidNotice(
    saved: SavedNotice,
    status: Signal<NoticeStatus>,
    balance: Signal<Option<SignedMoney>>,
    /// Another notice on this phone.
    #[prop(optional_no_strip)]
    others: Option<TopUpId>,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.counter;
    // A payment that was taken in charge online has no slip.
    let online = matches!(saved.returned, Some(AttemptOutcome::Ok | AttemptOutcome::Waiting));
    let at = move || {
        let paid_at = status.with(|status| status.paid_at.clone())?;
        Some(view! { <p class="counter-when">{intl::moment(texts.language, &paid_at)}</p> })
    };
    let new_balance = move || {
        let balance = intl::signed_money(texts.language, balance.get()?);
        Some(view! { <p>{texts.outcome.new_balance.of(&balance)}</p> })
    };
    view! {
        <section class="counter-paid">
            <Tick />
            <h2>{words.paid_title}</h2>
            <p class="counter-sum" translate="no">{intl::money(texts.language, saved.notice.amount)}</p>
            <p class="counter-when" translate="no">{whose(texts, &saved.children, &saved.notice)}</p>
            {at}
            {new_balance}
            <p>{words.paid}</p>
            {(!online).then(|| view! { <p><strong>{words.keep_slip}</strong></p> })}
            <div class="buttons">
                {others
                    .map(|id| {
                        view! {
                            <a class="btn btn-primary" href=Route::Counter(Some(id)).to_string()>
                                {words.other_notices}
                            </a>
                        }
                    })}
                <a class="btn btn-outline-primary" href=Route::ACCOUNTS.to_string()>{texts.common.done}</a>
            </div>
        </section>
    }
}

/// The state in large letters, to show to the clerk.
fn ending(texts: Texts, notice_view: NoticeView, others: Option<&TopUpId>) -> AnyView {
    let states = &texts.states;
    let (shape, text) = match notice_view {
        // `PaidNotice` shows these.
        NoticeView::Paid => (Shape::Check, states.paid),
        NoticeView::Credited => (Shape::CheckTwice, states.credited),
        NoticeView::PageOpen => (Shape::Turning, states.page_open),
        NoticeView::InCharge => (Shape::Turning, states.in_progress),
        NoticeView::PageLeft => (Shape::Alert, states.page_left),
        NoticeView::Preparing | NoticeView::Payable => (Shape::Dots, states.opening),
        NoticeView::Expired => (Shape::Clock, states.expired),
        NoticeView::Cancelled => (Shape::Cross, states.cancelled),
        NoticeView::Anomalous | NoticeView::Missing => (Shape::Magnifier, states.anomalous),
    };
    view! {
        <section class="counter-ending">
            <h2><Icon shape=shape />{text.label}</h2>
            <p>{text.meaning}</p>
            {(notice_view.actions().next == Next::Office).then(|| view! { <OfficeContacts /> })}
            {others
                .map(|id| {
                    view! { <p><a class="btn btn-outline-primary w-100" href=Route::Counter(Some(id.clone())).to_string()>{texts.counter.other_notices}</a></p> }
                })}
        </section>
    }.into_any()
}

fn unknown_notice(texts: Texts) -> AnyView {
    view! {
        <section class="counter-ending" role="alert">
            <h2><Icon shape=Shape::Alert />{texts.counter.not_here_title}</h2>
            <p>{texts.counter.not_here}</p>
        </section>
    }
    .into_any()
}

/// A warning for an overdue notice. The phone's clock may be wrong, so the code stays.
fn overdue(texts: Texts, saved: &SavedNotice) -> Option<AnyView> {
    saved.is_overdue(&intl::today()).then(|| {
        let day = intl::day(texts.language, &saved.notice.due_date);
        view! { <p class="counter-warning">{texts.counter.overdue.of(&day)}</p> }.into_any()
    })
}

/// When the status was last checked, and whether it is being updated.
fn reach_line(texts: Texts, reach: Reach, status: &NoticeStatus) -> AnyView {
    let words = &texts.counter;
    let now = match reach {
        Reach::NotAskedYet | Reach::Unknown => None,
        Reach::Reached if status.platform_silent => Some(texts.notice.silent),
        Reach::Reached => Some(words.waiting),
        Reach::CutOff => Some(words.unreachable),
        Reach::OddAnswer => Some(texts.notice.stale),
    };
    let checked = status.checked_at.as_ref().map_or_else(
        || words.never_checked.to_owned(),
        |at| words.checked_at.of(&intl::moment(texts.language, at)),
    );
    view! { <p class="counter-reach">{now}" "{checked}</p> }.into_any()
}
