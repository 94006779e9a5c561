//! Every top-up, newest first.

use crate::components::{PageHeading, use_texts};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let texts = use_texts();
    view! { <PageHeading title=texts.history.title /> }
}
