//! The shape of what is being loaded.

use super::use_texts;
use crate::dom::{Dom, view};
use leptos::prelude::*;

/// Grey cards where the content will be; a screen reader hears that it is loading.
#[component]
pub fn Skeleton(#[prop(default = 2)] cards: usize) -> Dom {
    view! {
        <div class="skeleton">
            <p class="visually-hidden" role="status">{use_texts().common.loading}</p>
            {(0..cards)
                .map(|_| {
                    view! { <div class="card" aria-hidden="true"><span></span><span></span><span></span></div> }
                })
                .collect::<Dom>()}
        </div>
    }
}
