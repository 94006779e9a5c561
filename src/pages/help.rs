//! The help page: questions, answers and the office's contacts. It loads its texts when it is opened and needs no
//! session.

use crate::{
    browser::{address::hash, boot, focus::open},
    components::{PageHeading, Skeleton, localised, remount, use_texts},
    layout::OfficeContacts,
    reactive::context,
    state::MunicipalityState,
};
use leptos::{prelude::*, task::spawn_local};
use messages::{
    Texts,
    guide::{self, Answer, Part},
};

/// The page.
#[component]
pub fn HelpPage() -> impl IntoView {
    let texts = use_texts();
    // `None` while it is loading, then the texts, or `Some(None)` if they cannot be loaded. A signal and not a
    // `LocalResource`, for the size (`src/reactive.rs`).
    let lines = RwSignal::new(None::<Option<&'static str>>);
    let ask = move || {
        lines.set(None);
        spawn_local(async move {
            let answer = fetch(texts).await;
            // The signal is gone with its page.
            let _ = lines.try_set(Some(answer));
        });
    };
    ask();
    let retry = Callback::new(move |()| ask());
    view! {
        <PageHeading title=texts.help.title />
        <p class="lead">{texts.help.lead}</p>
        {remount(
            move || lines.get(),
            move |lines| match lines {
                None => view! { <Skeleton cards=3 /> }.into_any(),
                Some(Some(lines)) => questions(lines),
                Some(None) => failed(texts, retry),
            },
        )}
        <OfficeSection />
    }
}

fn failed(texts: Texts, retry: Callback<()>) -> AnyView {
    view! {
        <section class="alert alert-danger" role="alert">
            <p>{texts.help.failed}</p>
            <button type="button" class="btn btn-outline-primary" on:click=move |_| retry.run(())>
                {texts.common.retry}
            </button>
        </section>
    }
    .into_any()
}

/// The texts stay in memory until the page is closed, as the texts of the app do.
async fn fetch(texts: Texts) -> Option<&'static str> {
    let lines = boot::texts(&["guide-", texts.language.tag()].concat()).await?;
    Some(lines.leak())
}

fn questions(lines: &'static str) -> AnyView {
    // The answer in the address is opened.
    if let Some(name) = hash() {
        spawn_local(async move { open(&name) });
    }
    let groups = guide::read(lines).into_iter().map(|group| {
        let answers = group.answers.into_iter().map(|(name, answer)| question(name, answer));
        view! { <section class="it-card answers"><h2>{group.title}</h2>{answers.collect_view()}</section> }
    });
    groups.collect_view().into_any()
}

fn question(name: &'static str, answer: Answer) -> AnyView {
    let parts = answer.parts().into_iter().map(|part| match part {
        Part::Paragraph(text) => view! { <p>{text}</p> }.into_any(),
        Part::List(items) => {
            view! { <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul> }
                .into_any()
        }
    });
    view! {
        <details id=name>
            <summary>{answer.question}</summary>
            {parts.collect_view()}
        </details>
    }
    .into_any()
}

/// The municipality's own text and its contacts.
#[component]
fn OfficeSection() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.help;
    let municipality: MunicipalityState = context();
    move || {
        let known = municipality.get()?;
        let own = known.texts.help.as_ref().map(|text| view! { <p>{localised(texts.language, text)}</p> });
        (municipality.has_contacts() || own.is_some()).then(|| {
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
    }
}
