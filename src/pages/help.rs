//! Questions and answers, and the office. Its texts come when it is opened; nobody has to be signed in.

use super::shared::{localised::localised, office::OfficeContacts, town::Town};
use crate::context::context;
use crate::signal::RwSignal;
use crate::{
    browser::{address::hash, boot, focus::open},
    components::{PageHeading, Skeleton, use_texts},
    dom::{Dom, dynamic, view},
    messages::{
        Texts,
        guide::{self, Answer, Part},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Where its texts are.
#[derive(Clone, Copy)]
enum State {
    Waiting,
    Ready(&'static str),
    Failed,
}

/// The screen.
#[component]
pub fn HelpPage() -> Dom {
    let texts = use_texts();
    let state = RwSignal::new(State::Waiting);
    let ask = move || {
        state.set(State::Waiting);
        spawn_local(async move {
            let lines = fetch(texts).await;
            state.try_set(lines.map_or(State::Failed, State::Ready));
        });
    };
    ask();
    view! {
        <PageHeading title=texts.help.title />
        <p class="lead">{texts.help.lead}</p>
        {dynamic(move || match state.get() {
            State::Waiting => view! { <Skeleton cards=3 /> },
            State::Ready(lines) => questions(lines),
            State::Failed => view! {
                <section class="alert alert-danger" role="alert">
                    <p>{texts.help.failed}</p>
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| ask()>
                        {texts.common.retry}
                    </button>
                </section>
            },
        })}
        <OfficeSection />
    }
}

/// They stay until the page is closed, as the texts of the screens do.
async fn fetch(texts: Texts) -> Option<&'static str> {
    let lines = boot::texts(&["guide-", texts.language.tag()].concat()).await?;
    Some(lines.leak())
}

fn questions(lines: &'static str) -> Dom {
    // Whoever came for one answer sees it open.
    if let Some(name) = hash() {
        spawn_local(async move { open(&name) });
    }
    let groups = guide::read(lines).into_iter().map(|group| {
        let answers = group.answers.into_iter().map(|(name, answer)| question(name, answer));
        view! { <section class="it-card answers"><h2>{group.title}</h2>{answers.collect::<Dom>()}</section> }
    });
    groups.collect()
}

fn question(name: &'static str, answer: Answer) -> Dom {
    let parts = answer.parts().into_iter().map(|part| match part {
        Part::Paragraph(text) => view! { <p>{text}</p> },
        Part::List(items) => {
            view! { <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect::<Dom>()}</ul> }
        }
    });
    view! {
        <details id=name>
            <summary>{answer.question}</summary>
            {parts.collect::<Dom>()}
        </details>
    }
}

/// What the municipality adds, and how to reach it.
#[component]
fn OfficeSection() -> Dom {
    let texts = use_texts();
    let words = &texts.help;
    let town: Town = context();
    dynamic(move || {
        let known = town.get()?;
        let own = known.texts.help.as_ref().map(|text| view! { <p>{localised(texts.language, text)}</p> });
        (town.has_contacts() || own.is_some()).then(|| {
            view! {
                <section class="it-card" id="ufficio">
                    <h2>{words.office}</h2>
                    {own}
                    <p>{words.office_lead}</p>
                    <OfficeContacts />
                    {known
                        .office
                        .hours
                        .as_ref()
                        .map(|hours| view! { <p>{words.office_hours}" "{localised(texts.language, hours)}</p> })}
                    {known.office.address.clone().map(|address| view! { <p>{address}</p> })}
                </section>
            }
        })
    })
}
