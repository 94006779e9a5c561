//! Coming back from the payment page.

use crate::components::{PageHeading, use_texts};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn OutcomePage() -> impl IntoView {
    let texts = use_texts();
    view! { <PageHeading title=texts.outcome.title /> }
}
