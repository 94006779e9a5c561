//! Questions and answers, and the office. Its texts come when it is opened; nobody has to be signed in.

use super::shared::{localised::localised, office::OfficeContacts, town::Town};
use crate::signal::RwSignal;
use crate::{
    browser::{address::hash, boot, focus::open},
    components::{PageHeading, Skeleton, use_texts},
    dom::{Dom, dynamic, view},
    messages::{
        Texts,
        guide::{Answer, Guide, Part},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Where its texts are.
#[derive(Clone, Copy)]
enum State {
    Waiting,
    Ready(&'static Guide),
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
            let guide = fetch(texts).await;
            state.try_set(guide.map_or(State::Failed, State::Ready));
        });
    };
    ask();
    view! {
        <PageHeading title=texts.help.title />
        <p class="lead">{texts.help.lead}</p>
        {dynamic(move || match state.get() {
            State::Waiting => view! { <Skeleton cards=3 /> },
            State::Ready(guide) => questions(guide),
            State::Failed => view! {
                <section class="panel panel-problem" role="alert">
                    <p>{texts.help.failed}</p>
                    <button type="button" class="button button-secondary" on:click=move |_| ask()>
                        {texts.common.retry}
                    </button>
                </section>
            },
        })}
        <OfficeSection />
    }
}

/// They stay until the page is closed, as the texts of the screens do.
async fn fetch(texts: Texts) -> Option<&'static Guide> {
    let lines = boot::texts(&["guide-", texts.language.tag()].concat()).await?;
    let guide = Guide::read_lines(texts.language, lines.leak())?;
    Some(Box::leak(Box::new(guide)))
}

/// Each group under its heading. The names are the addresses of the answers: `/aiuto#spid`.
fn questions(guide: &'static Guide) -> Dom {
    let groups: [(&str, &[(&'static str, Answer)]); 4] = [
        (
            guide.ways,
            &[
                ("online", guide.online),
                ("avviso", guide.notice),
                ("quale", guide.which),
                ("figli", guide.several),
                ("commissione", guide.fee),
            ],
        ),
        (
            guide.payment_page,
            &[
                ("carta", guide.card),
                ("conto", guide.account),
                ("altro", guide.other),
                ("spid", guide.spid),
                ("ricevuta", guide.receipt),
            ],
        ),
        (
            guide.counters,
            &[
                ("sportello", guide.tobacconist),
                ("poste", guide.post_office),
                ("banca", guide.bank),
                ("home-banking", guide.home_banking),
                ("app", guide.payment_app),
                ("lettore", guide.unread),
            ],
        ),
        (
            guide.troubles,
            &[
                ("saldo", guide.not_credited),
                ("due-volte", guide.twice),
                ("interrotto", guide.interrupted),
                ("scaduto", guide.expired),
                ("telefono", guide.phone),
                ("codice", guide.code),
            ],
        ),
    ];
    let shown = groups.map(|(title, answers)| {
        let answers = answers.iter().map(|(name, answer)| question(name, *answer));
        view! { <section class="card answers"><h2>{title}</h2>{answers.collect::<Dom>()}</section> }
    });
    // Whoever came for one answer sees it open.
    if let Some(name) = hash() {
        spawn_local(async move { open(&name) });
    }
    shown.into_iter().collect()
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
    let town: Town = expect_context();
    dynamic(move || {
        let known = town.get()?;
        let own = known.texts.help.as_ref().map(|text| view! { <p>{localised(texts.language, text)}</p> });
        (town.has_contacts() || own.is_some()).then(|| {
            view! {
                <section class="card" id="ufficio">
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
