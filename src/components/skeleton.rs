//! The shape of what is being loaded.

use super::use_texts;
use crate::dom::{Dom, view};
use leptos::prelude::*;

/// Grey cards where the content will be; a screen reader hears that it is loading.
#[component]
pub fn Skeleton(#[prop(default = 2)] cards: usize) -> Dom {
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
                .collect::<Dom>()}
        </div>
    }
}

/// A page of which not even the name is known yet, as `index.html` has it too.
#[component]
pub fn WaitingPage(
    /// What is on the phone need not wait for the network.
    kept: fn() -> Dom,
) -> Dom {
    view! {
        <h1 class="visually-hidden">{use_texts().shell.app_name}</h1>
        {kept()}
        <Skeleton />
    }
}
