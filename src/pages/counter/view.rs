//! The counter page of one notice: its code while it can be paid, else its state.

use super::{
    code::CounterCode,
    pager::{Pager, PagerButtons},
};
use crate::reactive::on_change;
use crate::{
    browser::{focus::focus, intl},
    components::{CONTENT, Code, Icon, Next, NoticeView, PageHeading, Shape, remount, use_texts},
    layout::OfficeContacts,
    routes::Route,
    state::SavedNotice,
};
use contract::{NoticeStatus, TopUpId};
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
    pager: Pager,
) -> impl IntoView {
    let texts = use_texts();
    let notice_view = Memo::new(move |_| status.with(|status| NoticeView::of(status.state, status.returned)));
    let unknown = Memo::new(move |_| reach.get() == Reach::Unknown);
    on_change(move || notice_view.get(), |_| focus(CONTENT));
    let others = pager.next.clone().or_else(|| pager.previous.clone());
    let notice = saved.clone();
    view! {
        <main class="counter" id=CONTENT tabindex="-1">
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
            view! { {overdue(texts, saved)}<CounterCode notice=saved.notice.clone() /> }.into_any()
        }
        Code::OnRequest => {
            let notice = saved.notice.clone();
            view! {
                {ending(texts, notice_view, None)}
                <details class="code-after-all">
                    <summary>{texts.counter.show_anyway}</summary>
                    <CounterCode notice=notice />
                </details>
            }
            .into_any()
        }
        Code::Absent => ending(texts, notice_view, others),
    }
}

/// The state in large letters, to show to the clerk.
fn ending(texts: Texts, notice_view: NoticeView, others: Option<&TopUpId>) -> AnyView {
    let (notice, states) = (&texts.notice, &texts.states);
    let (class, shape, title, text) = match notice_view {
        NoticeView::Paid | NoticeView::Credited => {
            ("counter-ending good", Shape::Check, texts.counter.paid_title, texts.counter.paid)
        }
        NoticeView::PageOpen | NoticeView::InCharge => {
            ("counter-ending", Shape::Turning, states.in_progress.label, states.in_progress.meaning)
        }
        NoticeView::PageLeft => ("counter-ending", Shape::Alert, notice.page_left_title, notice.page_left),
        NoticeView::Preparing | NoticeView::Payable => {
            ("counter-ending", Shape::Dots, states.opening.label, states.opening.meaning)
        }
        NoticeView::Expired => ("counter-ending", Shape::Clock, states.expired.label, states.expired.meaning),
        NoticeView::Cancelled => {
            ("counter-ending", Shape::Cross, states.cancelled.label, states.cancelled.meaning)
        }
        NoticeView::Anomalous | NoticeView::Missing => {
            ("counter-ending", Shape::Magnifier, states.anomalous.label, states.anomalous.meaning)
        }
    };
    view! {
        <section class=class>
            <h2><Icon shape=shape />{title}</h2>
            <p>{text}</p>
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
