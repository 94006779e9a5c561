//! The tick of a payment that has arrived.

use leptos::prelude::*;

/// A decoration, drawn once in a stroke; at once if the phone asks for less motion.
#[component]
pub fn Tick() -> impl IntoView {
    view! {
        <svg class="tick" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
            <circle cx="32" cy="32" r="30" />
            <path d="M18 33.5 28 43 47 22" />
        </svg>
    }
}
