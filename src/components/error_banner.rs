//! An error of something in the page's header, which has no place of its own for it.

use super::{Icon, Shape, remount};
use crate::reactive::context;
use leptos::prelude::*;

/// Shown by the one [`ErrorBanner`], in the language in use.
#[derive(Clone, Copy)]
pub struct PageError(RwSignal<Option<&'static str>>);

impl PageError {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Shows what happened and what to do.
    pub fn show(self, text: &'static str) {
        self.0.try_set(Some(text));
    }

    /// For another page, or another try.
    pub fn clear(self) {
        self.0.try_set(None);
    }
}

impl Default for PageError {
    fn default() -> Self {
        Self::new()
    }
}

/// Seen and read out until it is cleared.
#[component]
pub fn ErrorBanner() -> impl IntoView {
    let PageError(text) = context();
    remount(
        move || text.get(),
        |text| {
            text.map(|text| {
                view! { <p class="alert alert-danger" role="alert"><Icon shape=Shape::Alert />{text}</p> }
            })
        },
    )
}
