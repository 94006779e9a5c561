//! A small bar that shows how many meals a balance pays for. The words beside it say the same.

use leptos::prelude::*;

/// Meals of a full bar: a school month.
const FULL: u64 = 20;
/// Length of a full bar, as in the path below.
const LENGTH: u64 = 56;

/// The bar.
#[component]
pub fn Meter(meals: u64) -> impl IntoView {
    let filled = (meals.min(FULL) * LENGTH / FULL).to_string();
    view! {
        <svg class="meter" viewBox="0 0 64 8" aria-hidden="true" focusable="false">
            <path d="M4 4h56" />
            {(meals > 0).then(|| view! { <path class="filled" d=["M4 4h", &filled].concat() /> })}
        </svg>
    }
}
