//! The banner that says that the page could not be refreshed.

use super::use_texts;
use crate::browser::{intl, lifecycle::Online};
use leptos::prelude::*;

/// Shown if the last request failed, with the time of the last good answer. Without a network the layout says why.
#[component]
pub fn StaleBanner(
    /// Unix time in milliseconds, by the phone's clock; `None` if the page is up to date.
    #[prop(into)]
    since: Signal<Option<f64>>,
) -> impl IntoView {
    let texts = use_texts();
    let online = use_context::<Online>();
    move || {
        let checked = texts.counter.checked_at.of(&intl::moment_at(texts.language, since.get()?));
        let why = online.is_none_or(|online| online.get()).then_some(texts.notice.stale);
        Some(view! { <p class="strip" role="status">{why}" "{checked}</p> })
    }
}
