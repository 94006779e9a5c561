//! How easy it was: asked once for each paid checkout, and counted without a person.

use crate::{
    browser::{focus::arrive, storage::Storage},
    client::Client,
    components::{BusyButton, Icon, ProblemPanel, Shape, remount, use_texts},
    layout::error_message,
    reactive::context,
};
use contract::{CheckoutId, NewRating, RatingAspect, Stars};
use leptos::{ev::SubmitEvent, html::H2, prelude::*, task::spawn_local};
use messages::Texts;

/// Before the id of a checkout that was rated in this tab.
const RATED: &str = "ricarica.rated.";

fn key(id: &CheckoutId) -> String {
    [RATED, id.as_str()].concat()
}

/// The question. Nothing if it was answered before in this tab.
#[component]
pub fn Rating(
    checkout_id: CheckoutId,
    /// The stars that are chosen at first.
    #[prop(optional_no_strip)]
    chosen: Option<Stars>,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.rating;
    let client: Client = context();
    let heading = NodeRef::<H2>::new();
    let stars = RwSignal::new(chosen);
    let aspects = RwSignal::new(Vec::<RatingAspect>::new());
    let (busy, sent) = (RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None);
    if Storage::Session.get_text(&key(&checkout_id)).is_some() {
        return ().into_any();
    }
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(stars) = stars.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let rating = NewRating { stars, aspects: aspects.get_untracked() };
        let id = checkout_id.clone();
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = client.rate(&id, &rating).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    // Without storage the question comes again, and a second answer changes nothing.
                    let _ = Storage::Session.set_text(&key(&id), "1");
                    sent.try_set(true);
                    // The button that had the focus is gone.
                    if let Some(heading) = heading.try_get_untracked().flatten() {
                        arrive(&heading);
                    }
                }
                Err(problem) => drop(error.try_set(Some(error_message(texts, &problem)))),
            }
        });
    };
    let form = move || {
        view! {
            <form on:submit=send.clone()>
                {star_choice(texts, stars)}
                {remount(
                    move || stars.get().map(Stars::is_good),
                    move |good| good.map(|good| {
                        // What was good is not what was hard.
                        aspects.set(Vec::new());
                        aspect_choice(texts, good, aspects)
                    }),
                )}
                <p class="form-text">{words.anonymous}</p>
                {move || error.get().map(|message| view! { <ProblemPanel message=message /> })}
                {move || stars.get().map(|_| {
                    view! { <BusyButton label=words.send busy_label=words.sending busy=busy look="btn-outline-primary" /> }
                })}
            </form>
        }
    };
    view! {
        <section class="it-card rating">
            // It takes the focus when the answer is counted, and says so.
            <h2 node_ref=heading tabindex="-1">{move || if sent.get() { words.thanks } else { words.title }}</h2>
            {move || (!sent.get()).then(&form)}
        </section>
    }
    .into_any()
}

/// Five stars; those up to the chosen one are filled.
fn star_choice(texts: Texts, chosen: RwSignal<Option<Stars>>) -> AnyView {
    let choices = Stars::ALL.map(|stars| {
        view! {
            <label class:filled=move || { chosen.get() >= Some(stars) }>
                <input
                    type="radio"
                    name="stars"
                    prop:checked=move || chosen.get() == Some(stars)
                    on:change=move |_| chosen.set(Some(stars))
                />
                <Icon shape=Shape::Star />
                <span class="visually-hidden">{texts.rating.stars.of(stars.count().into())}</span>
            </label>
        }
    });
    view! {
        <fieldset class="form-group stars">
            <legend>{texts.rating.question}</legend>
            <div>{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn aspect_choice(texts: Texts, good: bool, chosen: RwSignal<Vec<RatingAspect>>) -> AnyView {
    let words = &texts.rating;
    let (question, names) =
        if good { (words.good_question, &words.good) } else { (words.hard_question, &words.hard) };
    let choices = RatingAspect::ALL.map(|aspect| {
        let name = match aspect {
            RatingAspect::Clarity => names.clarity,
            RatingAspect::Completeness => names.completeness,
            RatingAspect::Orientation => names.orientation,
            RatingAspect::Technology => names.technology,
            RatingAspect::Other => words.other,
        };
        let toggle = move |_| {
            chosen.update(|chosen| match chosen.iter().position(|one| *one == aspect) {
                Some(place) => drop(chosen.remove(place)),
                None => chosen.push(aspect),
            });
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=move || chosen.read().contains(&aspect) on:change=toggle />
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="form-group choices">
            <legend>{question}</legend>
            <div>{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
