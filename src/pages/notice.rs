//! The notice: what is shown at a counter.

use crate::components::{PageHeading, use_texts};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn NoticePage() -> impl IntoView {
    let texts = use_texts();
    view! { <PageHeading title=texts.notice.title /> }
}
