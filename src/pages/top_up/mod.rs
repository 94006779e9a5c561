//! A top-up, in both ways.

use crate::components::{PageHeading, use_texts};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn TopUpPage() -> impl IntoView {
    let texts = use_texts();
    view! { <PageHeading title=texts.top_up.title /> }
}
