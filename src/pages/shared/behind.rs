//! What is on the screen may be behind.
use crate::components::use_texts;
use leptos::prelude::*;

/// Says that the last question was not answered. A device without a network says so itself, in the page's head.
#[component]
pub fn Behind(behind: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let online = use_context::<RwSignal<bool>>();
    let shown = move || behind.get() && online.is_none_or(|online| online.get());
    view! {
        {move || shown().then(|| view! { <p class="strip" role="status">{texts.notice.behind}</p> })}
    }
}
