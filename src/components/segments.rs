//! A switch between a few views of one thing: radio buttons side by side.

use leptos::prelude::*;

/// The radio buttons. The arrow keys change the choice, as in every radio group.
#[component]
pub fn Segments<T: Copy + PartialEq + Send + Sync + 'static>(
    /// The name of the group, unique on its page.
    name: &'static str,
    /// Above the choices, or with `quiet` for screen readers alone.
    legend: &'static str,
    #[prop(optional)] quiet: bool,
    chosen: RwSignal<T>,
    choices: Vec<(T, &'static str)>,
) -> impl IntoView {
    let choices = choices.into_iter().map(|(value, label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| chosen.set(value)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class:visually-hidden=quiet>{legend}</legend>
            <div>{choices.collect_view()}</div>
        </fieldset>
    }
}
