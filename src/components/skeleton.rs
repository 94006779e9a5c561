//! Placeholders of content that is loading.

use super::use_texts;
use leptos::prelude::*;

/// Grey cards in place of the content. Screen readers read that it is loading.
#[component]
pub fn Skeleton(#[prop(default = 2)] cards: usize) -> impl IntoView {
    view! {
        <div class="skeleton placeholder-glow">
            <p class="visually-hidden" role="status">{use_texts().common.loading}</p>
            {(0..cards)
                .map(|_| {
                    view! {
                        <div class="it-card" aria-hidden="true">
                            <span class="placeholder"></span>
                            <span class="placeholder"></span>
                            <span class="placeholder"></span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// A page whose title is not known yet. `index.html` shows the same before the app runs.
#[component]
pub fn WaitingPage(
    /// Content that is already on the phone.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <h1 class="visually-hidden">{use_texts().shell.app_name}</h1>
        {children.map(|children| children())}
        <Skeleton />
    }
}
