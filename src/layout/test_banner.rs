//! The banner of a test environment, where no money moves.

use crate::{components::use_texts, reactive::context, state::MunicipalityState};
use leptos::prelude::*;

/// Shown on every page of a test environment.
#[component]
pub fn TestBanner() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    move || {
        municipality.get().filter(|municipality| municipality.test_environment).map(|_| {
            view! {
                <p class="test-strip">
                    <strong>{texts.shell.test_environment}</strong>
                    " · "
                    {texts.shell.test_environment_more}
                </p>
            }
        })
    }
}
