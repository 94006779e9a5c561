//! The error banner of the page, for actions in the header.

use super::{Icon, Shape, remount};
use crate::reactive::context;
use leptos::prelude::*;

/// The message of the [`ErrorBanner`], in the current language.
#[derive(Clone, Copy)]
pub struct PageError(RwSignal<Option<&'static str>>);

impl PageError {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Shows a message that says what happened and what to do.
    pub fn show(self, text: &'static str) {
        self.0.try_set(Some(text));
    }

    /// Removes the message, for another page or another attempt.
    pub fn clear(self) {
        self.0.try_set(None);
    }
}

impl Default for PageError {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows the message until it is cleared. Screen readers read it at once.
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
