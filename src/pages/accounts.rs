//! The guardian's accounts.

use crate::components::{PageHeading, use_texts};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let texts = use_texts();
    view! { <PageHeading title=texts.accounts.title /> }
}
