//! What is on the screen has not been refreshed since.

use super::use_texts;
use crate::browser::lifecycle::Online;
use leptos::prelude::*;

/// Says that the last question was not answered. A device without a network says so itself, in the page's head.
#[component]
pub fn StaleBanner(stale: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let online = use_context::<Online>();
    let shown = move || stale.get() && online.is_none_or(|online| online.get());
    view! {
        {move || shown().then(|| view! { <p class="strip" role="status">{texts.notice.stale}</p> })}
    }
}
