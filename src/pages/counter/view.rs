//! What is shown of one notice: the code while it waits to be paid, else what has become of it.

use super::{Turn, code::CounterCode, turn::Turning};
use crate::{
    browser::{focus::focus, intl},
    components::{Icon, PageHeading, Shape, remount, use_texts},
    messages::Texts,
    pages::shared::{
        kept::counter_of,
        office::OfficeContacts,
        scene::{Code, Next, Scene},
    },
    wallet::KeptNotice,
};
use contract::{NoticeStanding, TopUpId};
use leptos::prelude::*;

/// Whether the gateway has been heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    NotAskedYet,
    Reached,
    /// No network, or no gateway.
    CutOff,
    /// The gateway does not know this notice, or says something strange.
    Unknown,
}

/// Where the focus goes when what had it is no longer there.
const SHOWN: &str = "content";

/// The whole screen, from what is kept and what was last heard.
#[component]
pub fn CounterView(
    kept: KeptNotice,
    #[prop(into)] standing: Signal<NoticeStanding>,
    #[prop(into)] reach: Signal<Reach>,
    turn: Turn,
) -> impl IntoView {
    let texts = use_texts();
    let scene = Memo::new(move |_| standing.with(|standing| Scene::of(standing.state, standing.returned)));
    let gone = Memo::new(move |_| reach.get() == Reach::Unknown);
    Effect::watch(move || scene.get(), |_, _, _| focus(SHOWN), false);
    let others = turn.next.clone().or_else(|| turn.previous.clone());
    let notice = kept.clone();
    view! {
        <main class="counter" id=SHOWN tabindex="-1">
            <PageHeading title=texts.counter.title />
            <div class="counter-bar">
                <a class="counter-close" href=["/avviso/", kept.top_up_id.as_str()].concat()>
                    <Icon shape=Shape::Cross />
                    {texts.counter.close}
                </a>
                <Turning turn=turn />
            </div>
            {remount(
                move || (!gone.get()).then(|| scene.get()),
                move |scene| match scene {
                    None => not_here(texts),
                    Some(scene) => stage(texts, scene, &notice, others.as_ref()),
                },
            )}
            {move || match scene.get().shows().code {
                Code::Absent => None,
                Code::InFront | Code::OnRequest => {
                    Some(standing.with(|standing| reached(texts, reach.get(), standing)))
                }
            }}
        </main>
    }
}

fn stage(texts: Texts, scene: Scene, kept: &KeptNotice, others: Option<&TopUpId>) -> AnyView {
    match scene.shows().code {
        Code::InFront => {
            view! { {overdue(texts, kept)}<CounterCode notice=kept.notice.clone() /> }.into_any()
        }
        Code::OnRequest => {
            let notice = kept.notice.clone();
            view! {
                {ending(texts, scene, None)}
                <details class="code-after-all">
                    <summary>{texts.counter.show_anyway}</summary>
                    <CounterCode notice=notice />
                </details>
            }
            .into_any()
        }
        Code::Absent => ending(texts, scene, others),
    }
}

/// What has become of it, large enough to be shown to the clerk.
fn ending(texts: Texts, scene: Scene, others: Option<&TopUpId>) -> AnyView {
    let (notice, states) = (&texts.notice, &texts.states);
    let (class, shape, title, text) = match scene {
        Scene::Paid | Scene::Credited => {
            ("counter-ending good", Shape::Check, texts.counter.paid_title, texts.counter.paid)
        }
        Scene::PageOpen | Scene::InCharge => {
            ("counter-ending", Shape::Turning, states.in_progress.label, states.in_progress.meaning)
        }
        Scene::PageLeft => ("counter-ending", Shape::Alert, notice.page_left_title, notice.page_left),
        Scene::Preparing | Scene::Payable => {
            ("counter-ending", Shape::Dots, states.opening.label, states.opening.meaning)
        }
        Scene::Expired => ("counter-ending", Shape::Clock, states.expired.label, states.expired.meaning),
        Scene::Cancelled => {
            ("counter-ending", Shape::Cross, states.cancelled.label, states.cancelled.meaning)
        }
        Scene::Anomalous => {
            ("counter-ending", Shape::Magnifier, states.anomalous.label, states.anomalous.meaning)
        }
    };
    view! {
        <section class=class>
            <h2><Icon shape=shape />{title}</h2>
            <p>{text}</p>
            {(scene.shows().next == Next::Office).then(|| view! { <OfficeContacts /> })}
            {others
                .map(|id| {
                    view! { <p><a class="btn btn-outline-primary w-100" href=counter_of(id)>{texts.counter.other_notices}</a></p> }
                })}
        </section>
    }.into_any()
}

fn not_here(texts: Texts) -> AnyView {
    view! {
        <section class="counter-ending" role="alert">
            <h2><Icon shape=Shape::Alert />{texts.counter.not_here_title}</h2>
            <p>{texts.counter.not_here}</p>
        </section>
    }
    .into_any()
}

/// By the phone's clock, which may be wrong: it warns, and takes nothing away.
fn overdue(texts: Texts, kept: &KeptNotice) -> Option<AnyView> {
    kept.is_overdue(&intl::today()).then(|| {
        let day = intl::day(texts.language, &kept.notice.due_date);
        view! { <p class="counter-warning">{texts.counter.overdue.of(&day)}</p> }.into_any()
    })
}

/// When it was last checked, and whether it will be again by itself.
fn reached(texts: Texts, reach: Reach, standing: &NoticeStanding) -> AnyView {
    let words = &texts.counter;
    let now = match reach {
        Reach::NotAskedYet | Reach::Unknown => None,
        Reach::Reached if standing.platform_silent => Some(texts.notice.silent),
        Reach::Reached => Some(words.waiting),
        Reach::CutOff => Some(words.unreachable),
    };
    let checked = standing.checked_at.as_ref().map_or_else(
        || words.never_checked.to_owned(),
        |at| words.checked_at.of(&intl::moment(texts.language, at)),
    );
    view! { <p class="counter-reach">{now}" "{checked}</p> }.into_any()
}
