//! The notice screen for one top-up as it stands now: the parts that its scene shows.

use super::{
    cancelling::{Cancelling, when_again},
    code_card::{CodeCard, Numbers},
    on_paper::OnPaper,
    places::Places,
};
use crate::{
    browser::{intl, leaving::SafeUrl},
    components::{CopyField, Icon, InstallInvitation, Shape, StateBadge, use_texts},
    messages::Texts,
    pages::shared::{
        names::top_up_line,
        office::OfficeContacts,
        pay_online::{PayOnline, PayOnlineForm},
        scene::{Code, Next, Scene},
    },
};
use contract::{Notice, TopUp, TopUpId};
use leptos::prelude::*;

/// Everything below the heading.
#[component]
pub fn NoticeView(top_up: TopUp, pay: PayOnline, cancelling: Cancelling) -> impl IntoView {
    let texts = use_texts();
    let scene = Scene::of(top_up.state, top_up.attempt.as_ref().and_then(|attempt| attempt.outcome));
    let shows = scene.shows();
    let silent = top_up.platform_silent && top_up.state.is_open() && scene != Scene::Preparing;
    let ids = vec![top_up.id.clone()];
    view! {
        <p class="notice-head">
            <strong class="money">{intl::money(texts.language, top_up.amount)}</strong>
            <StateBadge state=top_up.state />
            {top_up_line(texts, &top_up)}
        </p>
        {silent.then(|| view! { <p class="strip" role="status">{texts.notice.silent}</p> })}
        {panel(texts, scene, &top_up)}
        {way_on(texts, shows.next, &top_up)}
        {top_up.notice.clone().map(|notice| codes(texts, shows.code, notice, top_up.id.clone()))}
        {(shows.code == Code::InFront).then(|| view! { <InstallInvitation /> })}
        {shows
            .pay
            .then(|| {
                view! {
                    <section class="it-card">
                        <h2>{texts.notice.pay_title}</h2>
                        <p>{texts.notice.pay_lead}</p>
                        <PayOnlineForm pay=pay top_up_ids=ids label=texts.top_up.next />
                    </section>
                }
            })}
        {shows
            .cancel
            .then(|| {
                view! {
                    <button type="button" class="btn btn-link w-100" on:click=move |_| cancelling.ask()>
                        {texts.notice.cancel}
                    </button>
                }
            })}
    }
}

/// How it stands, in words. A notice that waits to be paid speaks for itself.
fn panel(texts: Texts, scene: Scene, top_up: &TopUp) -> Option<AnyView> {
    let (words, states) = (&texts.notice, &texts.states);
    let (class, shape, title, text) = match scene {
        Scene::Payable => return None,
        Scene::PageOpen => return Some(page_open(texts, top_up)),
        Scene::Preparing => ("alert alert-info", Shape::Dots, states.opening.label, words.preparing),
        Scene::PageLeft => ("alert alert-warning", Shape::Alert, words.page_left_title, words.page_left),
        Scene::InCharge => {
            let coming = texts.outcome.in_progress.text;
            ("alert alert-info", Shape::Turning, states.in_progress.label, coming)
        }
        Scene::Paid => ("alert alert-success", Shape::Check, words.paid_title, states.paid.meaning),
        Scene::Credited => {
            ("alert alert-success", Shape::CheckTwice, words.paid_title, states.credited.meaning)
        }
        Scene::Expired => ("alert", Shape::Clock, states.expired.label, states.expired.meaning),
        Scene::Cancelled => ("alert", Shape::Cross, states.cancelled.label, states.cancelled.meaning),
        Scene::Anomalous => {
            ("alert alert-danger", Shape::Magnifier, states.anomalous.label, states.anomalous.meaning)
        }
    };
    let silent = (scene == Scene::Preparing && top_up.platform_silent).then_some(words.preparing_silent);
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

/// A payment page is open: the way back into it while it lives, and patience afterwards.
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

fn way_on(texts: Texts, next: Next, top_up: &TopUp) -> Option<AnyView> {
    let (address, label) = match next {
        Next::Nothing => return None,
        Next::Office => return Some(view! { <OfficeContacts /> }.into_any()),
        Next::Balance => ("/".to_owned(), texts.notice.see_balance),
        Next::NewTopUp => (["/ricarica/", top_up.account_id.as_str()].concat(), texts.notice.new_top_up),
    };
    Some(view! { <p><a class="btn btn-primary w-100" href=address>{label}</a></p> }.into_any())
}

fn codes(texts: Texts, code: Code, notice: Notice, id: TopUpId) -> AnyView {
    match code {
        Code::InFront => all_codes(notice, id, true),
        Code::OnRequest => view! {
            <details class="code-after-all">
                <summary>{texts.notice.code_after_all}</summary>
                {all_codes(notice, id, false)}
            </details>
        }
        .into_any(),
        // It can no longer be paid with it, but the office finds the top-up by it.
        Code::Absent => {
            let number = notice.notice_number;
            view! { <CopyField label=texts.notice.notice_number shown=number.grouped() value=number.to_string() /> }.into_any()
        }
    }
}

/// `print`: the screen has a sheet to print.
fn all_codes(notice: Notice, id: TopUpId, print: bool) -> AnyView {
    let (cbill, number) = (notice.cbill_code.is_some(), notice.notice_number);
    view! {
        <div class="columns">
            <CodeCard notice=notice.clone() id=id.clone() />
            <div class="column">
                <OnPaper id=id number=number print=print />
                <Numbers notice=notice />
                <Places cbill=cbill />
            </div>
        </div>
    }
    .into_any()
}
