//! What went wrong with something in the page's head: it has no place of its own to say so.

use super::{Icon, Shape, remount};
use leptos::prelude::*;

/// Told through the one [`ErrorBanner`], in the language in use.
#[derive(Clone, Copy)]
pub struct PageError(RwSignal<Option<&'static str>>);

impl PageError {
    /// For a program's root.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Says what happened and what to do.
    pub fn show(self, text: &'static str) {
        self.0.try_set(Some(text));
    }

    /// Another page, or another try: it is past.
    pub fn clear(self) {
        self.0.try_set(None);
    }
}

impl Default for PageError {
    fn default() -> Self {
        Self::new()
    }
}

/// Seen and read out until it is past.
#[component]
pub fn ErrorBanner() -> impl IntoView {
    let PageError(text) = expect_context();
    remount(
        move || text.get(),
        |text| {
            text.map(|text| {
                view! { <p class="alert alert-danger" role="alert"><Icon shape=Shape::Alert />{text}</p> }
            })
        },
    )
}
