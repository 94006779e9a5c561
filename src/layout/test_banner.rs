//! The mark of a test environment, where no money moves.

use crate::{components::use_texts, reactive::context, state::MunicipalityState};
use leptos::prelude::*;

/// Above the counter page, which has no bar. Empty outside a test environment.
#[component]
pub fn TestBanner() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    move || {
        municipality.get().filter(|municipality| municipality.test_environment).map(|_| {
            view! {
                <p class="test-strip">
                    <strong>{texts.shell.test_environment}</strong>
                    ": "
                    {texts.shell.test_environment_more}
                </p>
            }
        })
    }
}

/// In the bar. The footer says more.
#[component]
pub(super) fn TestMark() -> impl IntoView {
    let texts = use_texts();
    view! {
        <strong class="test-mark">
            {texts.shell.test_environment}
            <span class="visually-hidden">". "{texts.shell.test_environment_more}</span>
        </strong>
    }
}
