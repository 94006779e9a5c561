//! The banner that says that the page could not be refreshed.

use super::use_texts;
use crate::browser::lifecycle::Online;
use leptos::prelude::*;

/// Shown if the last request failed. Without a network it is hidden, because the layout says so already.
#[component]
pub fn StaleBanner(stale: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let online = use_context::<Online>();
    let shown = move || stale.get() && online.is_none_or(|online| online.get());
    view! {
        {move || shown().then(|| view! { <p class="strip" role="status">{texts.notice.stale}</p> })}
    }
}
