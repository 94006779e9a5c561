//! The shape of what is being loaded.

use super::use_texts;
use leptos::prelude::*;

/// Grey cards where the content will be; a screen reader hears that it is loading.
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

/// A page of which not even the name is known yet, as `index.html` has it too.
#[component]
pub fn WaitingPage(
    /// What is on the phone need not wait for the network.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <h1 class="visually-hidden">{use_texts().shell.app_name}</h1>
        {children.map(|children| children())}
        <Skeleton />
    }
}
